// Reading a diff: main sends the changed lines with a few around them; here it is found where lines are left out. Pure.
import type { HostsView } from '../../preload/contract/trust-journey.ts';

export type Line = HostsView['diff'][number];

/** True where lines of the file lie unshown between this line and the one above it. */
export function startsAfterGap(lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  if (!line || line.kind === 'remove') return false;
  const above = lines.slice(0, index).findLast(({ kind }) => kind !== 'remove');
  return line.line > (above?.line ?? 0) + 1;
}
