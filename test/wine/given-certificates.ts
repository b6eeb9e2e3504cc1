// Stands in for test/unit/trust/certificates.ts inside Wine, where openssl does not run: they were made outside.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export const sha256Of = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex').toUpperCase();
export const sha1Of = (der: Uint8Array): string => createHash('sha1').update(der).digest('hex').toUpperCase();

export function makeCertificates(): Record<string, Uint8Array> {
  const given: Record<string, string> = JSON.parse(readFileSync('certificates.json', 'utf8'));
  return Object.fromEntries(
    Object.entries(given).map(([name, base64]) => [name, new Uint8Array(Buffer.from(base64, 'base64'))]),
  );
}
