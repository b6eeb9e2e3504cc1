// A change that is about to be made, as people are shown it before they agree.
import type { DescribedChange } from '../../preload/contract/activity.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { showLine } from '../hosts/hosts-file.ts';
import { listKept } from '../hosts/kept-copies.ts';
import type { Planned } from '../journal/changes.ts';
import type { World } from '../privileged/apply.ts';

/**
 * A copy that is put back is known by its time. `backup-missing` where it is not there any more; `file-unreadable`. Lines
 * that somebody edited are shown as they are now, since that is what goes.
 */
export async function shownChange(
  { operation, what: { kind, target, what, thumbprint } }: Pick<Planned, 'operation' | 'what'>,
  world: World,
): Promise<Result<DescribedChange>> {
  if (operation.kind === 'hosts-remove' && operation.edited) {
    const lines = operation.edited.lines.map((line) => showLine(Buffer.from(line, 'base64').toString('latin1')));
    return ok({ kind, target, what: lines.map((line) => line.replace(/\s+/g, ' ').trim()).join(' / '), thumbprint });
  }
  if (operation.kind !== 'hosts-restore') return ok({ kind, target, what, thumbprint });
  const folder = world.backupDir();
  if (!folder.ok) return folder;
  const kept = await listKept(folder.value).catch((error: NodeJS.ErrnoException) => error);
  if (kept instanceof Error) {
    if (kept.code === undefined) throw kept;
    return fail('file-unreadable', { file: folder.value, detail: kept.code });
  }
  const copy = kept.find(({ sha256 }) => sha256 === operation.after);
  if (!copy) return fail('backup-missing', { sha256: operation.after });
  return ok({ kind, target, what: copy.at.toISOString(), thumbprint });
}
