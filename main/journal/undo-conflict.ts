// Has somebody changed what we would take back? Then taking it back would overwrite their work, or miss ours.
// Looks only; it decides nothing about lines that were never ours.
import { ok, type Result } from '../../preload/contract/result.ts';
import { findName } from '../hosts/hosts-file.ts';
import { readAddress } from '../hosts/hosts-name.ts';
import { isDone, targetName, type World } from '../privileged/apply.ts';
import { previewLine, readHosts } from '../privileged/apply-hosts.ts';
import type { Operation } from '../privileged/operations.ts';

/** The name of the target that stands against `inverse`, or null where it can be carried out or need not be. */
export async function undoConflict(inverse: Operation, world: World): Promise<Result<string | null>> {
  // A certificate is in a store or it is not: there is no half-changed one.
  if (inverse.kind === 'trust-add' || inverse.kind === 'trust-remove') return ok(null);
  const read = await readHosts(world);
  if (!read.ok) return read;
  const target = targetName(inverse, world);
  if (inverse.kind === 'hosts-add') {
    const edit = previewLine(inverse, read.value.parsed);
    return ok(!edit.ok && edit.error.code === 'hosts-conflict' ? target : null);
  }
  // A copy is put back over exactly the file that it was taken for, or not at all.
  if (inverse.kind === 'hosts-restore') {
    const { sha256 } = read.value;
    return ok(sha256 === inverse.before || sha256 === inverse.after ? null : target);
  }
  const gone = await isDone(inverse, world);
  if (!gone.ok) return gone;
  // Our line is not there as we wrote it, yet something that looks like it is: edited, or written anew by somebody.
  const ours = readAddress(inverse.address)?.address;
  const alike = findName(read.value.parsed, inverse.name).some(
    ({ state, address, journey }) => state === 'active' && (address === ours || journey === inverse.tag),
  );
  return ok(gone.value && alike ? target : null);
}
