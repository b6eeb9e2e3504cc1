// The package in which a request goes to a CA desk on a stick: request, manifest, leaflet. No key, ever: it is given
// none, and a text that holds one is refused. Writes no files; whoever calls it does.
import { createHash } from 'node:crypto';
import { leaflet } from '../../../assets/text/en/request-package.ts';
import type { RequestItem } from '../../../preload/contract/item.ts';
import type { RequestManifest, WantedProfile } from '../../../preload/contract/request-package.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { groupHex } from '../certificate/fingerprint.ts';
import { looksLike } from '../files/looks-like.ts';
import { visibleText } from '../files/pasted-text.ts';
import type { AlternativeName } from '../names/alternative-name.ts';
import { parseRequest } from './request.ts';
import { requestPem } from './request-file.ts';
import { sanAttribute, sanCommands } from './request-texts.ts';

export type PackageFile = { name: string; bytes: Uint8Array };

export const packageNames = { request: 'request.csr', manifest: 'request.json', leaflet: 'READ-ME.txt' } as const;

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').toUpperCase();

const secret = new Set(['private-key', 'encrypted-private-key', 'pfx', 'jks', 'ssh-key']);

/** Base64 of the largest key that anyone uses, with room. */
const longestKey = 24_000;
/** Places in one run of Base64 where a structure could begin; a text with more of them is no note. */
const mostBeginnings = 2000;

/** Whether a run of Base64 has a key in it: a SEQUENCE begins with M there, also when other letters stand before it. */
const runHoldsKey = (run: string): boolean => {
  const packed = run.replace(/\s+/g, '');
  const beginnings = [...packed.matchAll(/M[A-P]/g)].slice(0, mostBeginnings);
  return beginnings.some(({ index }) =>
    secret.has(looksLike(new Uint8Array(Buffer.from(packed.slice(index, index + longestKey), 'base64')))),
  );
};

/** A private key as PEM, PuTTY's or OpenSSH's file, or bare Base64, anywhere in a text. */
export const holdsKey = (text: string): boolean => {
  if (/PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File/i.test(text)) return true;
  // The shortest key, an Ed25519 one, has 64 characters.
  return [...text.matchAll(/[A-Za-z0-9+/]{40}[A-Za-z0-9+/\s]{20,}/g)].some(([run]) => runHoldsKey(run));
};

const alternativeNames = ({ subjectAltNames: names }: RequestItem): AlternativeName[] =>
  (['dns', 'ip', 'email', 'uri'] as const).flatMap((kind) => (names?.[kind] ?? []).map((value) => ({ kind, value })));

export type PackageOrder = {
  requestDer: Uint8Array;
  /** What the certificate shall be like, where that is more than the request says. */
  profile?: WantedProfile;
  /** A few words for the CA desk. */
  note?: string;
  createdAt: Date;
};

/** What the manifest says about a request. */
export const requestFacts = (der: Uint8Array, item: RequestItem): RequestManifest['request'] => ({
  file: packageNames.request,
  sha256: sha256Of(der),
  subject: item.subject,
  ...(item.commonName === undefined ? {} : { commonName: item.commonName }),
  ...(item.subjectAltNames === undefined ? {} : { subjectAltNames: item.subjectAltNames }),
  publicKey: item.publicKey,
  signatureAlgorithm: item.signatureAlgorithm,
});

/**
 * Makes the files of a package: `request.csr` (PEM), `READ-ME.txt` (UTF-8, Windows line ends), and `request.json`, the
 * manifest with the SHA-256 of the other two.
 * @returns the errors of parseRequest; `damaged` when the request's signature does not fit; `key-in-text` when the note
 * or the profile holds a private key
 */
export const requestPackage = ({ requestDer, profile = {}, note, createdAt }: PackageOrder): Result<PackageFile[]> => {
  const read = parseRequest(requestDer);
  if (!read.ok) return read;
  const item = read.value;
  if (item.signatureValid === false)
    return fail('damaged', { looksLike: 'request', detail: 'its signature does not fit' });
  if (holdsKey(note ?? '')) return fail('key-in-text', { where: 'note' });
  if (holdsKey(JSON.stringify(profile)) || Object.values(profile).some((value) => holdsKey(String(value))))
    return fail('key-in-text', { where: 'profile' });
  const { text, omitted } = sanAttribute({ sans: alternativeNames(item) });
  const csr: PackageFile = { name: packageNames.request, bytes: Buffer.from(requestPem(requestDer), 'latin1') };
  const words = note === undefined ? '' : visibleText(note);
  const manifest: RequestManifest = {
    product: 'Certwright',
    kind: 'request-package',
    version: 1,
    createdAt: `${createdAt.toISOString().slice(0, 19)}Z`,
    request: requestFacts(requestDer, item),
    wanted: profile,
    sanAttribute: text,
    ...(words === '' ? {} : { note: words }),
    files: {},
  };
  const lines = leaflet({
    manifest,
    fingerprint: groupHex(manifest.request.sha256),
    keyFingerprint: groupHex(manifest.request.publicKey.sha256),
    commands: text === '' ? undefined : sanCommands(text),
    omitted,
  });
  // Old Notepad takes UTF-8 for ANSI without the mark.
  const readMe: PackageFile = { name: packageNames.leaflet, bytes: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`) };
  manifest.files = Object.fromEntries([csr, readMe].map(({ name, bytes }) => [name, sha256Of(bytes)]));
  return ok([
    csr,
    { name: packageNames.manifest, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
    readMe,
  ]);
};
