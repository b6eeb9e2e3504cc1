// Which certificate has which nickname and trust in an NSS database. certutil knows certificates by nickname only,
// nicknames repeat, and asked for one it prints every certificate with the same subject: here that is sorted out.
import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thumbprints } from '../pki/certificate/fingerprint.ts';
import { pemCertificates } from './tool.ts';

/** Runs one certutil command on a database (the store's own by default). `problem` is NSS's error symbol. */
export type Certutil = (
  command: readonly string[],
  database?: string,
) => Promise<{ ok: boolean; text: string; problem: string }>;

export type NssEntry = {
  sha256: string;
  der: Uint8Array;
  nickname: string;
  /** As certutil prints them: TLS, mail, code signing. */
  flags: string;
  /** Trusted for TLS servers by itself: `C` (as a CA) or `P` (as this one server). */
  trusted: boolean;
};

type Read<T> = { ok: true; value: T } | { ok: false; problem: string };
type Named = { nickname: string; flags: string };

/** The nickname that we give: it leads back to one certificate, whatever its names are. */
export const nicknameOf = (sha256: string): string => `certwright ${sha256.slice(0, 16)}`;

/** The table that `certutil -L` prints: nickname, blanks, flags. A nickname may contain blanks and line ends. */
export function parseTable(text: string): Named[] {
  const named: Named[] = [];
  let pending = '';
  const body = text.split('SSL,S/MIME,JAR/XPI').slice(1).join('SSL,S/MIME,JAR/XPI').replace(/^\n+/, '');
  for (const line of body.split('\n')) {
    // Said in the middle of the table where a database was never given a password, not even the empty one.
    if (line === 'Database needs user init') {
      pending = '';
      continue;
    }
    const [, nickname, flags] = /^(.*?) +([a-zA-Z]*,[a-zA-Z]*,[a-zA-Z]*) *$/.exec(line) ?? [];
    if (nickname === undefined || flags === undefined) {
      pending += `${line}\n`;
    } else {
      named.push({ nickname: pending + nickname, flags });
      pending = '';
    }
  }
  return named;
}

type Certificates = Map<string, Uint8Array>;

const certificatesIn = (text: string): Certificates =>
  new Map(pemCertificates(text).map((der) => [thumbprints(der).sha256, der]));

const isTrusted = (flags: string): boolean => /[CP]/.test(flags.split(',')[0] ?? '');

/** A copy to try on. Private keys stay where they are: key4.db is not copied. */
async function onCopy<T>(folder: string, work: (copy: string) => Promise<T>): Promise<T> {
  const copy = await mkdtemp(join(tmpdir(), 'certwright-nss-'));
  try {
    await copyFile(join(folder, 'cert9.db'), join(copy, 'cert9.db'));
    return await work(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/**
 * Which certificate certutil means by each nickname, in a group with the same subject: on a copy it is told to
 * delete one nickname after the other, and what disappears is what that nickname stood for.
 */
async function tellApart(
  certutil: Certutil,
  folder: string,
  nicknames: readonly string[],
  group: Certificates,
): Promise<Read<Map<string, string[]>>> {
  return onCopy(folder, async (copy) => {
    const meant = new Map<string, string[]>();
    let left = new Set(group.keys());
    for (const [index, nickname] of nicknames.entries()) {
      const deleted = await certutil(['-D', '-n', nickname], copy);
      if (!deleted.ok) return { ok: false, problem: deleted.problem };
      const next = nicknames[index + 1];
      const listed = next === undefined ? undefined : await certutil(['-L', '-n', next, '-a'], copy);
      if (listed && !listed.ok) return { ok: false, problem: listed.problem };
      const remaining = new Set(certificatesIn(listed?.text ?? '').keys());
      const gone = [...left].filter((sha256) => !remaining.has(sha256));
      if (gone.length !== 1) return { ok: false, problem: `nickname "${nickname}" stands for several certificates` };
      meant.set(nickname, [...(meant.get(nickname) ?? []), ...gone]);
      left = remaining;
    }
    return { ok: true, value: meant };
  });
}

/** The certificate (SHA-256) that deleting this nickname would take out, tried on a copy; undefined if that is unclear. */
export async function whoGoes(certutil: Certutil, folder: string, nickname: string): Promise<string | undefined> {
  const listed = await certutil(['-L', '-n', nickname, '-a']);
  const before = [...certificatesIn(listed.text).keys()];
  if (before.length < 2) return before[0];
  return onCopy(folder, async (copy) => {
    const deleted = await certutil(['-D', '-n', nickname], copy);
    if (!deleted.ok) return undefined;
    const table = await certutil(['-L'], copy);
    const left = new Set<string>();
    for (const one of parseTable(table.text)) {
      const rest = await certutil(['-L', '-n', one.nickname, '-a'], copy);
      for (const sha256 of certificatesIn(rest.text).keys()) left.add(sha256);
    }
    const gone = before.filter((sha256) => !left.has(sha256));
    return gone.length === 1 ? gone[0] : undefined;
  });
}

/**
 * Every certificate of the database with the nickname that leads to it. A nickname that leads nowhere is a problem.
 *
 * A power cut in the middle of a change leaves SQLite's journal beside the database. certutil opens it for reading only,
 * cannot roll it back like that, and calls the database bad until somebody opens it for writing: so that is done, by
 * renaming a certificate that there is none of.
 */
export async function readDatabase(certutil: Certutil, folder: string): Promise<Read<NssEntry[]>> {
  const first = await readOnce(certutil, folder);
  if (first.ok || !first.problem.includes('SEC_ERROR_BAD_DATABASE')) return first;
  const none = `certwright ${randomUUID()}`;
  await certutil(['--rename', '-n', none, '--new-n', none]);
  return readOnce(certutil, folder);
}

async function readOnce(certutil: Certutil, folder: string): Promise<Read<NssEntry[]>> {
  const table = await certutil(['-L']);
  if (!table.ok) return { ok: false, problem: table.problem };
  const named = parseTable(table.text);

  const groups = new Map<string, { certificates: Certificates; named: Named[] }>();
  const seen = new Map<string, Certificates>();
  for (const one of named) {
    let certificates = seen.get(one.nickname);
    if (!certificates) {
      const listed = await certutil(['-L', '-n', one.nickname, '-a']);
      if (!listed.ok) return { ok: false, problem: `nickname "${one.nickname}": ${listed.problem}` };
      certificates = certificatesIn(listed.text);
      seen.set(one.nickname, certificates);
    }
    const key = [...certificates.keys()].sort().join(' ');
    const group = groups.get(key) ?? { certificates, named: [] };
    group.named.push(one);
    groups.set(key, group);
  }

  const entries: NssEntry[] = [];
  for (const { certificates, named: names } of groups.values()) {
    if (certificates.size !== names.length)
      return { ok: false, problem: `nickname "${names[0]?.nickname}" is unclear` };
    const meant = new Map<string, string[]>();
    const only = [...certificates.keys()];
    if (names.length === 1 && names[0]) {
      meant.set(names[0].nickname, only);
    } else {
      const told = await tellApart(
        certutil,
        folder,
        names.map(({ nickname }) => nickname),
        certificates,
      );
      if (!told.ok) return told;
      for (const [nickname, sha256s] of told.value) meant.set(nickname, sha256s);
    }
    for (const [nickname, sha256s] of meant) {
      const flags = names.filter((one) => one.nickname === nickname).map((one) => one.flags);
      // Namesakes with different flags cannot be told apart; then none of them counts as trusted.
      const trusted = flags.every(isTrusted);
      for (const sha256 of sha256s) {
        const der = certificates.get(sha256);
        if (der) entries.push({ sha256, der, nickname, flags: flags.join(' or '), trusted });
      }
    }
  }
  return { ok: true, value: entries };
}
