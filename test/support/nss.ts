// What is in a user's NSS database, as certutil itself tells it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 (upper-case hex) and trust flags of each certificate; empty where there is no database. */
export function nssCertificates(home: string): { sha256: string; trust: string }[] {
  const folder = join(home, '.pki/nssdb');
  if (!existsSync(join(folder, 'cert9.db'))) return [];
  const database = `sql:${folder}`;
  const listed = execFileSync('certutil', ['-d', database, '-L'], { encoding: 'utf8' });
  return listed
    .split('\n')
    .map((line) => /^(.+?)\s+([a-zA-Z]*,[a-zA-Z]*,[a-zA-Z]*)\s*$/.exec(line))
    .filter((match) => match !== null && !match[1]?.startsWith('Certificate Nickname'))
    .map((match) => {
      const der = execFileSync('certutil', ['-d', database, '-L', '-r', '-n', match?.[1] ?? '']);
      return { sha256: createHash('sha256').update(der).digest('hex').toUpperCase(), trust: match?.[2] ?? '' };
    });
}
