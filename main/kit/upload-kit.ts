// Writes an upload kit: all of its files or none, never over another one, the key for its owner alone. It is read again
// from the disk before anybody calls it a kit.
import { basename, join, resolve } from 'node:path';
import type { AppError } from '../../preload/contract/errors.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import type { UploadKit } from '../../preload/contract/upload-kit.ts';
import { writeAll } from '../files/write-all.ts';
import { thumbprints } from '../pki/certificate/fingerprint.ts';
import type { KitPlan } from './plan.ts';
import { type KitWorld, rereadKit } from './reread.ts';

export { type KitOfFiles, planKitOf } from './from-files.ts';
export { generatePassphrase } from './passphrase.ts';
export { type KitContent, type KitPlan, planKit } from './plan.ts';
export { judgePlan, type KitWorld, rereadKit } from './reread.ts';

/** Errors name files without their folder: they are shown where no path is. */
const named = (error: AppError): AppError =>
  'file' in error.facts
    ? ({ ...error, facts: { ...error.facts, file: basename(error.facts.file) } } as AppError)
    : error;

/**
 * Writes a planned kit into a folder, which is made if needed and may hold other things. What the pre-check rejects is
 * written too: whether it may be is for the caller to ask (`judgePlan`) or to show.
 * @param folder absolute, or relative to the working folder
 * @returns the kit as it lies on the disk. It is ready only where its `check` does not reject. The errors of writeFile
 * (`file-exists`, `write-failed`, `read-back-differs`) and of rereadKit, and then nothing of it is left
 */
export async function writeKit(folder: string, plan: KitPlan, world: KitWorld): Promise<Result<UploadKit>> {
  const outputs = plan.files.map(({ name, what, bytes }) => ({
    file: join(folder, name),
    bytes,
    what,
    ownerOnly: what === 'key',
  }));
  const wrote = await writeAll(outputs, { force: false, folder });
  if (!wrote.ok) return { ...wrote, error: named(wrote.error) };
  const reread = await rereadKit(folder, plan, world);
  if (!reread.ok) {
    await wrote.value.takeBack();
    return reread;
  }
  return ok({
    folder: basename(resolve(folder)),
    ...reread.value,
    locked: plan.content.passphrase !== null,
    openToOthers: wrote.value.written.some(({ what, ownerOnly }) => what === 'key' && !ownerOnly),
    leaf: thumbprints(plan.content.leaf),
  });
}
