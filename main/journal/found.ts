// What is found out about changes when the world is looked at again: how those ended that a crash interrupted, and which
// are in force again though they had been taken back.
import { ok, type Result } from '../../preload/contract/result.ts';
import type { Changes } from './changes.ts';

/** Ids of changes. */
export type FoundOut = { repaired: string[]; cameBack: string[] };

/** See `Changes.repair`. A line that came back with an older hosts file that somebody put in its place is no crash. */
export async function findOut(changes: Pick<Changes, 'refresh' | 'all' | 'repair'>): Promise<Result<FoundOut>> {
  const fresh = await changes.refresh();
  if (!fresh.ok) return fresh;
  const takenBack = new Set(changes.all().flatMap(({ id, state }) => (state === 'undone' ? [id] : [])));
  const repaired = await changes.repair();
  if (!repaired.ok) return repaired;
  const ids = repaired.value.map(({ id }) => id);
  return ok({
    repaired: ids.filter((id) => !takenBack.has(id)),
    cameBack: ids.filter((id) => takenBack.has(id)),
  });
}
