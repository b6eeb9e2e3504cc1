// Sorts the files of an upload into the slots of the appliance's form, by what is in them; a person may overrule each.
// From the sorted files come the input of the pre-check and the set that the kit is made of.
import type { PassphraseState, Slot, SlotFile } from '../../preload/contract/slots.ts';
import { thumbprints } from '../pki/certificate/fingerprint.ts';
import { decodeBase64, decodeText } from '../pki/files/pem-text.ts';
import type { ReadFile } from '../pki/files/read.ts';
import { toPem, toPemBlock } from '../pki/files/write.ts';
import type { PrivateKey } from '../pki/keys/private-key.ts';
import type { CheckedFile, PrecheckInput } from './input.ts';
import { type PickedSet, pickSet } from './pick-set.ts';
import { type Contents, contentsOf, type GivenFile } from './slot-contents.ts';

export type { GivenFile } from './slot-contents.ts';

export type PlacedFile = {
  name: string;
  bytes: Uint8Array;
  slot: Slot;
  placedByHand: boolean;
  /** With the passphrase, where that has opened something. Holds keys: not for the renderer. */
  read: ReadFile;
};

export type Placement = {
  /** In the order in which they were given. */
  files: PlacedFile[];
  passphrase: PassphraseState;
  set: PickedSet;
};

/** What a kit is made of: DER, the leaf's issuer first and the root last. */
export type UploadSet = {
  leaf: Uint8Array | null;
  /** Unlocked; null where there is none or it is still locked. */
  key: PrivateKey | null;
  chain: Uint8Array[];
  /** Names of the files of which nothing goes into the kit; lists of revoked certificates are not counted. */
  leftOver: string[];
};

/**
 * Puts each file into its slot.
 *
 * Decisions, where the content leaves room:
 * - A PKCS#12 file, a key with certificates, and the leaf with its CAs in one file are bundles. Where the leaf is also
 *   there alone, a file with it and the CAs is the chain.
 * - CA certificates in several files are all the chain. Of CAs that have nothing to do with the leaf, all are the chain
 *   if there are no others (so that the pre-check can say that they do not fit), else none is.
 * - A second copy of what is in an earlier file is of no use, nor are requests, public keys, and keys and certificates
 *   of another set.
 * - What cannot be read goes where a readable one would go, so that it is complained about there.
 * - A CA certificate alone is the chain.
 *
 * Throws nothing, whatever the bytes.
 */
export function placeFiles(given: readonly GivenFile[], passphrase: string | null): Placement {
  // An input field that was left empty is no passphrase.
  const typed = passphrase === '' ? null : passphrase;
  const contents = given.map((file) => contentsOf(file, typed));
  const set = pickSet(contents.filter(({ file }) => file.slot !== 'none' && file.slot !== 'crl'));
  const placed = new Map<Contents, Slot>(contents.flatMap((each) => (each.file.slot ? [[each, each.file.slot]] : [])));
  const open = contents.filter(({ file }) => file.slot === null);
  for (const each of open) placed.set(each, slotOf(each, { set, open, placed }));
  return {
    files: contents.map((each) => ({
      name: each.file.name,
      bytes: each.file.bytes,
      slot: placed.get(each) as Slot,
      placedByHand: each.file.slot !== null,
      read: each.read,
    })),
    passphrase: passphraseState(
      contents.filter((each) => !['none', 'crl'].includes(placed.get(each) as Slot)),
      typed,
    ),
    set,
  };
}

const shaOf = ({ item }: Contents['certificates'][number]): string => item.fingerprints.sha256;

type Situation = { set: PickedSet; open: readonly Contents[]; placed: ReadonlyMap<Contents, Slot> };

function slotOf(each: Contents, { set, open, placed }: Situation): Slot {
  // The form reads PEM and DER; what is wrapped in something else has to be taken out.
  const { certificates, keys, crls, read, wrapped } = each;
  const leaf = set.leaf && shaOf(set.leaf);
  const chain = new Set(set.chain.map(shaOf));
  const holdsLeaf = certificates.some((certificate) => shaOf(certificate) === leaf);
  const isCa = ({ item }: Contents['certificates'][number]) => item.basicConstraints?.ca === true;
  const issuers = certificates.filter((one) => shaOf(one) !== leaf && (isCa(one) || chain.has(shaOf(one))));
  const taken = (slot: Slot): Contents[] => [...placed].flatMap(([other, at]) => (at === slot ? [other] : []));
  const holdsKey = set.keyFile === each;

  if (holdsKey) return certificates.length > 0 || read.format === 'pkcs12' ? 'bundle' : 'key';
  if (holdsLeaf && issuers.length === 0 && !wrapped) return taken('crt').length > 0 ? 'none' : 'crt';
  const isLeafAlone = (other: Contents) =>
    other !== each &&
    other.keys.length === 0 &&
    other.certificates.length > 0 &&
    other.certificates.every((certificate) => shaOf(certificate) === leaf);
  if (holdsLeaf && !open.some(isLeafAlone) && taken('crt').length === 0) return 'bundle';
  const useful = chain.size > 0 ? issuers.filter((one) => chain.has(shaOf(one))) : issuers;
  if (useful.length > 0) {
    const known = new Set(taken('chain').flatMap((other) => other.certificates.map(shaOf)));
    return useful.every((one) => known.has(shaOf(one))) ? 'none' : 'chain';
  }
  if (certificates.length + keys.length > 0) return 'none';
  return crls.length > 0 ? 'crl' : slotOfTrouble(each, set);
}

/** Nothing in it could be read. */
function slotOfTrouble({ troubles, read }: Contents, set: PickedSet): Slot {
  if (read.objects.length > 0) return 'none';
  const is = (...kinds: Contents['troubles'][number][]) => troubles.some((trouble) => kinds.includes(trouble));
  const noKey = set.keyFile === null;
  if (is('pfx')) return noKey && set.leaf === null ? 'bundle' : 'none';
  if (is('private-key', 'encrypted-private-key')) return noKey ? 'key' : 'none';
  if (is('certificate')) return set.leaf === null ? 'crt' : set.chain.length === 0 ? 'chain' : 'none';
  if (is('pkcs7')) return set.chain.length === 0 ? 'chain' : 'none';
  return is('crl') ? 'crl' : 'none';
}

/** Of the files that are used. One that stays shut makes it wrong: it is the one that the passphrase is for. */
function passphraseState(used: readonly Contents[], typed: string | null): PassphraseState {
  const locked = used.filter(({ wasLocked }) => wasLocked);
  if (typed === null) return locked.length > 0 ? 'needed' : 'none';
  if (locked.length === 0) return 'unused';
  return locked.every(({ opened }) => opened) ? 'right' : 'wrong';
}

/** What the window may see. @param ids of the files, in the order of the placement */
export const slotFiles = ({ files }: Placement, ids: readonly number[]): SlotFile[] =>
  files.map(({ name, slot, placedByHand, read }, index) => ({
    id: ids[index] ?? index,
    name,
    slot,
    placedByHand,
    format: read.format,
    items: read.objects.map(({ item }) => item),
    problems: read.problems,
    locked: read.locked,
  }));

export type RestOfInput = Omit<PrecheckInput, 'key' | 'crt' | 'chain' | 'bundles' | 'crls'>;

/**
 * The input of the pre-check. The form takes one file for each slot: where there are several (an intermediate and a
 * root), they become one as the kit would write it, PEM with the leaf's issuer first, and `joinedFrom` says so. Lists
 * of revoked certificates are used from wherever they lie.
 */
export function precheckInputOf({ files, set }: Placement, rest: RestOfInput): PrecheckInput {
  const of = (slot: Slot) => files.filter((file) => file.slot === slot);
  const plain = ({ name, bytes }: PlacedFile): CheckedFile => ({ name, bytes });
  const beside = files
    .filter(({ slot }) => slot !== 'crl' && slot !== 'none')
    .flatMap(({ name, read }) =>
      read.objects.flatMap((object) => (object.kind === 'crl' ? [{ name, bytes: object.der }] : [])),
    );
  const one = (slot: Slot, join: (several: PlacedFile[]) => string): CheckedFile | null => {
    const several = of(slot);
    if (several.length <= 1) return several[0] ? plain(several[0]) : null;
    const joinedFrom = several.map(({ name }) => name);
    return { name: joinedFrom.join(' + '), bytes: new TextEncoder().encode(join(several)), joinedFrom };
  };
  return {
    key: one('key', joinAsTheyAre),
    crt: one('crt', joinAsTheyAre),
    chain: one('chain', (several) => joinChain(several, set)),
    bundles: of('bundle').map(plain),
    crls: [...of('crl').map(plain), ...beside],
    ...rest,
  };
}

/** Each certificate once: those of the chain in its order, then what does not belong to it, and what is no certificate. */
function joinChain(files: readonly PlacedFile[], set: PickedSet): string {
  const all = new Map<string, Uint8Array>();
  for (const { read } of files)
    for (const object of read.objects)
      if (object.kind === 'certificate') all.set(object.item.fingerprints.sha256, object.der);
  const ordered = set.chain.map(shaOf).filter((sha) => all.has(sha));
  const others = [...all.keys()].filter((sha) => !ordered.includes(sha));
  const rest = files.filter(({ read }) => read.objects.every(({ kind }) => kind !== 'certificate'));
  return [...ordered, ...others].map((sha) => toPem(all.get(sha) as Uint8Array)).join('') + joinAsTheyAre(rest);
}

/** Text as it is, DER in a block of its kind, so that nothing gets lost that the pre-check would complain about. */
function joinAsTheyAre(files: readonly PlacedFile[]): string {
  return files
    .map(({ bytes, read }) => {
      if (read.format === 'pem') return `${decodeText(bytes) ?? ''}\n`;
      const certificates = read.objects.flatMap((each) => (each.kind === 'certificate' ? [toPem(each.der)] : []));
      const key = read.objects.find(({ kind }) => kind === 'privateKey')?.item;
      if (certificates.length > 0 || key?.kind !== 'privateKey') return certificates.join('');
      const der = read.format === 'base64' ? decodeBase64(decodeText(bytes) ?? '') : bytes;
      return toPemBlock(key.encrypted ? 'ENCRYPTED PRIVATE KEY' : 'PRIVATE KEY', der ?? bytes);
    })
    .join('');
}

/** What the kit is made of, of all files that are used. */
export function uploadSetOf({ files, set }: Placement): UploadSet {
  const used = new Set([set.leaf, ...set.chain].flatMap((each) => (each ? [shaOf(each)] : [])));
  const isUsed = ({ read }: PlacedFile): boolean =>
    read.objects.some((object) =>
      object.kind === 'certificate'
        ? used.has(thumbprints(object.der).sha256)
        : object.kind === 'privateKey' && set.key !== null && object.key !== undefined && isSame(object.key, set.key),
    );
  return {
    leaf: set.leaf?.der ?? null,
    key: set.key,
    chain: set.chain.map(({ der }) => der),
    leftOver: files.filter((file) => file.slot !== 'crl' && !isUsed(file)).map(({ name }) => name),
  };
}

const isSame = (a: PrivateKey, b: PrivateKey): boolean => Buffer.compare(a.spki, b.spki) === 0;
