// A kit as it lies on the disk: every file read again, compared with what was planned, taken apart and matched, and
// judged by the pre-check. What counts is what is there now, not what was written.
import { createHash, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import type { Precheck } from '../../preload/contract/precheck.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { KitFile } from '../../preload/contract/upload-kit.ts';
import type { PrecheckInput } from '../acceptance/input.ts';
import { precheck } from '../acceptance/precheck.ts';
import { readFile } from '../files/read-file.ts';
import type { FoundObject } from '../pki/files/objects.ts';
import { readObjects } from '../pki/files/read.ts';
import type { KitContent, KitPlan, PlannedFile } from './plan.ts';
import { inCrt, publicKeyOf } from './plan.ts';

/** What a pre-check has to know besides the kit's own files. */
export type KitWorld = Pick<PrecheckInput, 'crls' | 'fetched' | 'host' | 'served' | 'others'>;

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').toUpperCase();
const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

/** Would the appliance take these files of a kit? Of a plan: what it would say if they were written as they are. */
export function judgePlan({ files, content }: KitPlan, world: KitWorld): Precheck {
  const of = (what: KitFile['what']) => {
    const found = files.find((file) => file.what === what);
    return found ? { name: found.name, bytes: found.bytes } : null;
  };
  const { passphrase, validation, at, profile } = content;
  const slots = { key: of('key'), crt: of('crt'), chain: of('chain'), bundles: [] };
  return precheck({ ...world, ...slots, passphrase, validation, at }, profile);
}

const certificates = (objects: readonly FoundObject[]): Uint8Array[] =>
  objects.flatMap((each) => (each.kind === 'certificate' ? [each.der] : []));

/** Exactly these certificates, in this order, and nothing else. */
const holds = (objects: readonly FoundObject[], ders: readonly Uint8Array[]): boolean => {
  const found = certificates(objects);
  return objects.length === ders.length && ders.every((der, at) => found[at] !== undefined && same(found[at], der));
};

/** Is the same in the file as in the plan, to a reader who knows nothing of the plan's bytes? */
function holdsContent({ what, bytes }: PlannedFile, content: KitContent): boolean {
  const { chain, key, passphrase } = content;
  if (what === 'checklist' || what === 'manifest') return true;
  const { objects, problems } = readObjects(bytes, passphrase === null ? {} : { passphrase });
  if (problems.length > 0) return false;
  if (what === 'chain') return holds(objects, chain);
  if (what === 'crt') return holds(objects, inCrt(content));
  const [object, second] = objects;
  if (object?.kind !== 'privateKey' || second !== undefined || object.key === undefined) return false;
  return (
    object.item.encrypted === (passphrase !== null) &&
    publicKeyOf(object.key) === publicKeyOf(key) &&
    same(object.key.pkcs8, key.pkcs8)
  );
}

/**
 * Reads a kit again.
 * @returns `file-unreadable`; `read-back-differs` for the first file that is not what was planned
 */
export async function rereadKit(
  folder: string,
  { content, files }: KitPlan,
  world: KitWorld,
): Promise<Result<{ files: KitFile[]; check: Precheck }>> {
  const there: PlannedFile[] = [];
  for (const planned of files) {
    const read = await readFile(join(folder, planned.name), { name: planned.name });
    if (!read.ok) return read;
    const file = { ...planned, bytes: new Uint8Array(read.value) };
    if (!same(file.bytes, planned.bytes) || !holdsContent(file, content))
      return fail('read-back-differs', { file: planned.name });
    there.push(file);
  }
  const described = there.map(({ name, what, bytes }): KitFile => ({ name, what, sha256: hash(bytes) }));
  return ok({ files: described, check: judgePlan({ files: there, content }, world) });
}
