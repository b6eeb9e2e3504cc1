// Where a certificate says that its revocation list is, as URLs that may be shown and asked. Pure.
import { parseCertificate } from '../pki/certificate/certificate.ts';

export const HTTP_PORT = 80;

/** Null where it is no URL. A blank after the colon, as some documents print it, makes it none. */
export const readUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/** Port of an http URL, also where it is not written. */
export const portOf = (url: URL): number => (url.port === '' ? HTTP_PORT : Number(url.port));

/** A URL as it may be shown and asked for: as it is written, without a user name and a password. */
export const withoutCredentials = (text: string): string =>
  text.replace(/^(\s*(?:https?:[/\\]*|[a-z][a-z0-9+.-]*:\/\/))[^/\\?#]*@/i, '$1');

/**
 * All that a sensor which validates may ask for: the URLs of the leaf, then those of the CAs above it. A root is on no
 * list, nobody above it could revoke it. Certificates are DER.
 */
export function distributionPointsOfPath(leaf: Uint8Array | null, issuers: readonly Uint8Array[]): string[] {
  const isRoot = (der: Uint8Array): boolean => {
    const parsed = parseCertificate(der);
    return parsed.ok && parsed.value.selfSigned;
  };
  const asked = [...(leaf ? [leaf] : []), ...issuers.filter((der) => !isRoot(der))];
  return [...new Set(asked.flatMap(distributionPointsOf))];
}

/**
 * The URLs at which a certificate (DER) says that its revocation list is, in their order, each once, without
 * credentials. Of any scheme. Empty where it names none, or cannot be read.
 */
export function distributionPointsOf(certificate: Uint8Array): string[] {
  const parsed = parseCertificate(certificate);
  const urls = parsed.ok ? (parsed.value.crlDistributionPoints ?? []) : [];
  return [...new Set(urls.map(withoutCredentials))];
}
