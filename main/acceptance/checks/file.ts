// What is in the file of a slot, whatever the slot: can it be read, how is it written, what else is in it.
import type { LooksLike } from '../../../preload/contract/errors.ts';
import type { WrittenAs } from '../../../preload/contract/precheck.ts';
import type { FoundObject } from '../../pki/files/objects.ts';
import type { ReadSlot } from '../gather.ts';
import { containerIn, isLabelled } from '../pem-content.ts';

const kinds: Readonly<Record<FoundObject['kind'], LooksLike>> = {
  certificate: 'certificate',
  request: 'request',
  crl: 'crl',
  publicKey: 'public-key',
  privateKey: 'private-key',
};

export const count = ({ objects }: ReadSlot, kind: FoundObject['kind']): number =>
  objects.filter((object) => object.kind === kind).length;

/** What is in a file instead of what was wanted. */
export const instead = ({ objects, problems }: ReadSlot): LooksLike => {
  const [object] = objects;
  if (object)
    return object.kind === 'privateKey' && object.item.encrypted ? 'encrypted-private-key' : kinds[object.kind];
  const [problem] = problems;
  return problem && problem.code !== 'not-tls' && 'looksLike' in problem.facts ? problem.facts.looksLike : 'unknown';
};

/** Where a file begins as what it should be and breaks off; null where it does not. The text is that of the engine. */
export const damage = ({ problems }: ReadSlot): string | null => {
  for (const { code, facts } of problems) {
    if (code === 'damaged') return facts.detail;
    if (code === 'file-too-large') return `it is larger than ${facts.limit} bytes`;
    if (code === 'too-many-objects') return `it holds more than ${facts.limit} objects`;
  }
  return null;
};

/** A private key in the file, open or locked, or what only can be one. */
export const holdsKey = ({ objects, problems }: ReadSlot): boolean =>
  objects.some(({ kind }) => kind === 'privateKey') ||
  problems.some(({ facts }) => 'looksLike' in facts && /^(encrypted-)?private-key$/.test(facts.looksLike));

const beginnings = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/**
 * PEM that OpenSSL reads too: octets of ASCII, each BEGIN at the beginning of its line, a byte order mark of UTF-8 at
 * most (seen with OpenSSL 3.0: UTF-16 and indented lines are refused, a mark and line ends of Windows are not).
 */
const isPlainPem = (bytes: Uint8Array): boolean => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const all = beginnings(text, /-----BEGIN [A-Z0-9 #.]+-----/g);
  return all > 0 && all === beginnings(text, /(?:^(?:\u00ef\u00bb\u00bf)?|[\r\n])-----BEGIN [A-Z0-9 #.]+-----/g);
};

/** How the file is written where PEM is wanted; null where it is PEM. @param chain it is the one of the chain */
export const notPem = ({ format, bytes }: ReadSlot, { chain } = { chain: false }): WrittenAs | null => {
  if (format !== 'pem') return format;
  return containerIn(bytes) ?? (isPlainPem(bytes) && isLabelled(bytes, { chain }) ? null : 'pem-odd');
};

/** Has the file a problem of one of these codes? */
export const has = ({ problems }: ReadSlot, ...codes: string[]): boolean =>
  problems.some(({ code }) => codes.includes(code));

/**
 * A PKCS#12 file that stays shut for want of the passphrase, which fails by a rule of its own: what else it holds is not
 * known, so nothing is missing because it was not seen.
 */
export const isShut = (slot: ReadSlot): boolean =>
  slot.format === 'pkcs12' && has(slot, 'passphrase-needed', 'passphrase-wrong');
