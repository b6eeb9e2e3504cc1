// The files of `verify`: the certificates or revocation lists in them. A certificate that cannot be read is left out and
// told, which can only cost a path; a list or a leaf that cannot be read ends it, because a lost list could revoke.
import { fail, ok } from '../../preload/contract/result.ts';
import type { Format } from '../../preload/contract/tools.ts';
import type { NotChecked } from '../../preload/contract/verdict-path.ts';
import { filesOf } from '../files/folders.ts';
import { orderChain } from '../pki/certificate/roles.ts';
import type { FoundObject } from '../pki/files/objects.ts';
import { type FileResult, readGiven } from './given.ts';
import { sayError } from './say.ts';

type Kind = 'certificate' | 'crl';
type Part = 'leaf' | 'intermediate' | 'root' | 'crl';

export type Gathered = { ders: Uint8Array[]; leftOut: NotChecked[] };
type FromFile = Gathered & { format: Format; others: FoundObject['kind'][] };

const kindOf = (part: Part): Kind => (part === 'crl' ? 'crl' : 'certificate');

type How = {
  passphrase: string | undefined;
  /** The file was not named itself, so that it may be anything. */
  inFolder?: boolean;
};

async function readPart(
  part: Part,
  file: string,
  { passphrase, inFolder = false }: How,
): Promise<FileResult<FromFile>> {
  const given = await readGiven(file, passphrase);
  if (!given.ok) return given;
  const { objects, problems, format } = given.read;
  const kind = kindOf(part);
  const ders = objects.flatMap((each) => (each.kind === kind ? [each.der] : []));
  const [problem] = problems;
  const needed = part === 'leaf' || part === 'crl' || (ders.length === 0 && !inFolder);
  if (problem && needed) return { ok: false, error: problem, file };
  const input = part as 'intermediate' | 'root';
  const leftOut = problems.map((each) => {
    const { message } = sayError(each);
    return { what: 'unreadable-part' as const, input, file, detail: message };
  });
  return ok({ ders, leftOut, format, others: objects.map((each) => each.kind) });
}

/**
 * The DER of all certificates, or all revocation lists, in the files. A folder stands for the files in it, of which some
 * may hold other things; a file that was named and holds nothing of the kind is a mistake.
 */
export async function gather(
  part: Part,
  named: readonly string[],
  passphrase: string | undefined,
): Promise<FileResult<Gathered>> {
  const all: Gathered = { ders: [], leftOut: [] };
  for (const name of named) {
    const before = all.ders.length;
    const files = await filesOf([name]);
    let other: FoundObject['kind'] | undefined;
    for (const file of files) {
      const read = await readPart(part, file, { passphrase, inFolder: file !== name });
      if (!read.ok) return read;
      all.ders.push(...read.value.ders);
      all.leftOut.push(...read.value.leftOut);
      other ??= read.value.others[0];
    }
    if (all.ders.length === before)
      return { ...fail('not-in-file', { file: name, wanted: kindOf(part), found: other ?? 'nothing' }), file: name };
  }
  return ok(all);
}

const sets: readonly Format[] = ['pkcs7', 'pkcs12'];

/**
 * The certificate in question and the others of its file. It is the first, as a TLS server would send it: a file in the
 * wrong order must not be found good. PKCS#7 and PKCS#12 have no order; there it is the one at the end of the chain.
 */
export async function leafOf(
  file: string,
  passphrase: string | undefined,
): Promise<FileResult<{ leaf: Uint8Array; others: Uint8Array[] }>> {
  const read = await readPart('leaf', file, { passphrase });
  if (!read.ok) return read;
  const { ders, format, others } = read.value;
  const [first] = sets.includes(format) ? orderChain(ders).ordered : ders;
  const leaf = first ?? ders[0];
  if (leaf === undefined)
    return { ...fail('not-in-file', { file, wanted: 'certificate', found: others[0] ?? 'nothing' }), file };
  return ok({ leaf, others: ders.filter((der) => der !== leaf) });
}
