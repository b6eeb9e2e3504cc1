// What is in one file of an upload, read with the passphrase where that opens more of it.
import type { LooksLike } from '../../preload/contract/errors.ts';
import type { Slot } from '../../preload/contract/slots.ts';
import type { FoundObject } from '../pki/files/objects.ts';
import { type ReadFile, readObjects } from '../pki/files/read.ts';
import { containerIn } from './pem-content.ts';

/** `slot`: where a person has put the file; null: its content decides. */
export type GivenFile = { name: string; bytes: Uint8Array; slot: Slot | null };

export type Found<K extends FoundObject['kind']> = Extract<FoundObject, { kind: K }>;

export type Contents = {
  file: GivenFile;
  read: ReadFile;
  certificates: readonly Found<'certificate'>[];
  keys: readonly Found<'privateKey'>[];
  crls: readonly Found<'crl'>[];
  /** Something in it was locked, whether or not the passphrase has opened it. */
  wasLocked: boolean;
  /** The passphrase has opened all that was locked. */
  opened: boolean;
  /** Its certificates lie inside of a PKCS#7 or PKCS#12, also where that stands in PEM. */
  wrapped: boolean;
  /** What the parts are said to be that could not be read. */
  troubles: readonly LooksLike[];
};

const openKeys = ({ objects }: ReadFile): number =>
  objects.filter((each) => each.kind === 'privateKey' && each.key !== undefined).length;

/** A wrong passphrase keeps a PKCS#12 file shut of which some is readable without one. */
const better = (plain: ReadFile, tried: ReadFile): ReadFile =>
  tried.objects.length < plain.objects.length ? { ...plain, problems: tried.problems } : tried;

const isWrapped = (bytes: Uint8Array, { format, objects }: ReadFile): boolean => {
  if (format !== 'pem') return format === 'pkcs7' || format === 'pkcs12';
  return objects.some(({ kind }) => kind === 'certificate') && containerIn(bytes) !== null;
};

/** Reads a file. A passphrase for what is not locked is not looked at. Throws nothing. */
export function contentsOf(file: GivenFile, passphrase: string | null): Contents {
  const plain = readObjects(file.bytes, { file: file.name });
  const wasLocked = plain.locked;
  const tried = wasLocked && passphrase !== null ? readObjects(file.bytes, { file: file.name, passphrase }) : plain;
  const read = better(plain, tried);
  const more = tried.objects.length > plain.objects.length || openKeys(tried) > openKeys(plain);
  const of = <K extends FoundObject['kind']>(kind: K) =>
    read.objects.filter((each): each is Found<K> => each.kind === kind);
  return {
    file,
    read,
    certificates: of('certificate'),
    keys: of('privateKey'),
    crls: of('crl'),
    wasLocked,
    opened: wasLocked && more && !tried.locked,
    wrapped: isWrapped(file.bytes, read),
    troubles: read.problems.flatMap(({ facts }) => ('looksLike' in facts ? [facts.looksLike as LooksLike] : [])),
  };
}
