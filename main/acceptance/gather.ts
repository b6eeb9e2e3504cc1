// Reads the files of one upload once, for all checks: what is in each slot, and what comes of it taken together. Files
// that hold what belongs into several slots are taken apart as the kit would do it. Judges nothing.
import type { AppError } from '../../preload/contract/errors.ts';
import type { Format } from '../../preload/contract/tools.ts';
import { sameBytes } from '../pki/asn1/der.ts';
import type { FoundObject } from '../pki/files/objects.ts';
import { readObjects } from '../pki/files/read.ts';
import type { PrivateKey } from '../pki/keys/private-key.ts';
import { type Certificate, type Walk, walkChain } from './chain-walk.ts';
import type { CheckedFile, PrecheckInput } from './input.ts';
import { pickSet } from './pick-set.ts';
import type { Profile } from './profile-schema.ts';
import { judgeRevocation, type RevocationFinding } from './revocation.ts';
import { contentsOf } from './slot-contents.ts';

export type ReadSlot = {
  file: string;
  bytes: Uint8Array;
  format: Format;
  objects: readonly FoundObject[];
  problems: readonly AppError[];
};

export type KeyObject = Extract<FoundObject, { kind: 'privateKey' }>;

export type Gathered = {
  input: PrecheckInput;
  /** Typed into the form; null where the field was left empty. */
  passphrase: string | null;
  /** The files of the slots as they are; null where there is none. */
  crt: ReadSlot | null;
  key: ReadSlot | null;
  chain: ReadSlot | null;
  bundles: readonly ReadSlot[];
  /** The certificate that would be served, and the file that it is in. */
  leaf: (Certificate & { file: string }) | null;
  /** The private key, open or not, and its file. */
  privateKey: { object: KeyObject; key: PrivateKey | null; file: string } | null;
  /**
   * The certificates above the leaf as they would be uploaded, their file (of the first, where they are of several), and
   * whether they stand there as a person put them: only then can their order be wrong. Where the form has no place for
   * a chain, it follows the leaf in the CRT file.
   */
  issuing: { certificates: readonly Certificate[]; file: string | null; asGiven: boolean };
  walk: Walk | null;
  revocation: readonly RevocationFinding[];
  /** Bundles of which a certificate or key went into none of the slots. */
  unused: readonly string[];
};

const certificatesOf = ({ objects }: ReadSlot): Certificate[] =>
  objects.filter((object) => object.kind === 'certificate').map(({ der, item }) => ({ der, item }));

const keysOf = ({ objects }: ReadSlot): KeyObject[] => objects.filter((object) => object.kind === 'privateKey');

const same = (a: Certificate, b: Certificate): boolean => sameBytes(a.der, b.der);

type Filed<T> = { value: T; file: string };
const filed = <T>(slots: readonly ReadSlot[], read: (slot: ReadSlot) => readonly T[]): Filed<T>[] =>
  slots.flatMap((slot) => read(slot).map((value) => ({ value, file: slot.file })));

/** @param input as the caller has it; a passphrase of no characters counts as none */
export const gather = (input: PrecheckInput, { form }: Pick<Profile, 'form'>): Gathered => {
  const passphrase = input.passphrase === '' ? null : input.passphrase;
  const read = (file: CheckedFile): ReadSlot => {
    const { format, objects, problems } = readObjects(file.bytes, {
      file: file.name,
      ...(passphrase === null ? {} : { passphrase }),
    });
    return { file: file.name, bytes: file.bytes, format, objects, problems };
  };
  const slot = (file: CheckedFile | null): ReadSlot | null => file && read(file);
  const [crt, key, chain] = [slot(input.crt), slot(input.key), slot(input.chain)];
  const bundles = input.bundles.map(read);

  const bundled = filed(bundles, certificatesOf);
  // The kit picks its set by the same rule.
  const picked =
    bundles.length === 0
      ? null
      : pickSet([
          ...input.bundles.map((each) => contentsOf({ ...each, slot: 'bundle' }, passphrase)),
          ...(input.key ? [contentsOf({ ...input.key, slot: 'key' }, passphrase)] : []),
        ]);
  const bundledKeys = filed(bundles, keysOf);
  const keySlots = key ? filed([key], keysOf) : bundledKeys;
  // Of a file in its slot the appliance takes the first certificate, as TLS libraries do.
  const leaf = crt
    ? filed([crt], certificatesOf)[0]
    : bundled.find(({ value }) => picked?.leaf && same(value, picked.leaf));
  const chosen =
    key === null && leaf !== undefined
      ? (keySlots.find(({ value }) => value.item.publicKey?.sha256 === leaf.value.item.publicKey.sha256) ?? keySlots[0])
      : keySlots[0];

  const fromBundles = bundled.filter(({ value }) => leaf === undefined || !same(value, leaf.value));
  const behindLeaf = crt && !form.some((each) => each.slot === 'chain') ? filed([crt], certificatesOf).slice(1) : [];
  const inSlot = chain ? filed([chain], certificatesOf) : behindLeaf;
  const all = [...inSlot, ...fromBundles];
  const walked =
    leaf === undefined
      ? []
      : walkChain(
          leaf.value,
          all.map(({ value }) => value),
        ).issuers;
  // Where a file that the kit takes apart holds a part of the path, the chain is what the kit makes of all files.
  const isPieced = fromBundles.some(({ value }) => walked.includes(value));
  const asGiven = (chain !== null || inSlot.length > 0) && !isPieced;
  const inChain = asGiven ? inSlot : all.filter(({ value }) => walked.includes(value));
  const ordered = asGiven ? inSlot.map(({ value }) => value) : walked;
  const usedCertificates = [...(leaf ? [leaf.value] : []), ...ordered];
  const unusedOf = (bundle: ReadSlot): boolean =>
    certificatesOf(bundle).some((each) => !usedCertificates.some((used) => same(each, used))) ||
    keysOf(bundle).some((each) => each !== chosen?.value);

  const walk = leaf ? walkChain(leaf.value, ordered) : null;
  const { fetched, at, validation } = input;
  const holdsList = ({ name }: CheckedFile): boolean =>
    bundles.some(({ file, objects }) => file === name && objects.some(({ kind }) => kind === 'crl'));
  const revocation = leaf
    ? judgeRevocation({
        leaf: leaf.value.der,
        // Also those above that only sign lists.
        issuers: [...new Set([...(walk?.issuers ?? []), ...ordered, ...bundled.map(({ value }) => value)])].map(
          ({ der }) => der,
        ),
        crtFile: leaf.file,
        crls: [...input.crls, ...input.bundles.filter(holdsList)],
        fetched,
        at,
        validation,
      })
    : [];

  return {
    input,
    passphrase,
    crt,
    key,
    chain,
    bundles,
    leaf: leaf ? { ...leaf.value, file: leaf.file } : null,
    privateKey: chosen ? { object: chosen.value, key: chosen.value.key ?? null, file: chosen.file } : null,
    issuing: { certificates: ordered, file: chain?.file ?? inChain[0]?.file ?? null, asGiven },
    walk,
    revocation,
    unused: bundles.filter(unusedOf).map(({ file }) => file),
  };
};
