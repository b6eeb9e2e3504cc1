// Does the journal say what the world shows? Judged from the records and the bytes alone.
import type { Entry } from '../../main/journal/journal.ts';
import { type Operation, subjectOf } from '../../main/privileged/operations.ts';
import { lineOf, linesOf, ourLines } from './model.ts';

/** `half`: SHA-256 of the certificates that the next rebuild of the store will bring or take. */
type Shown = { hosts: string; trusted: readonly string[]; half: readonly string[] };

const stands = ({ state }: Entry): boolean => state === 'done' || state === 'half';

/** What does not fit, in words for whoever mends it; empty where all fits. Call it after a repair. */
export function disagreements(
  entries: readonly Entry[],
  { hosts, trusted, half }: Shown,
  mayBeHalf: boolean,
): string[] {
  const wrong: string[] = [];
  const told = (entry: Entry, what: string) =>
    wrong.push(`${entry.operation.kind} ${entry.id} ${entry.state}: ${what}`);
  for (const entry of entries) {
    if (entry.state === 'begun' || entry.state === 'undoing') told(entry, 'has no outcome after the repair');
    if (entry.state === 'half' && !mayBeHalf) told(entry, 'could have been finished without rights');
  }
  const last = new Map<string, Entry>();
  for (const entry of entries.filter(stands)) last.set(subjectOf(entry.operation), entry);

  const owned = new Set<string>();
  for (const entry of last.values()) {
    const { operation, state } = entry;
    if (operation.kind !== 'trust-add' && operation.kind !== 'trust-remove') continue;
    const sha256 = subjectOf(operation).split(' ').at(-1) ?? '';
    if (operation.kind === 'trust-add' || state === 'half') owned.add(sha256);
    if (state === 'half') {
      if (!half.includes(sha256)) told(entry, 'it is done or undone');
      continue;
    }
    if (half.includes(sha256)) told(entry, 'it is half done');
    if (trusted.includes(sha256) !== (operation.kind === 'trust-add')) told(entry, 'the store shows the opposite');
  }
  for (const sha256 of trusted)
    if (!owned.has(sha256)) wrong.push(`${sha256} is in the store and nobody can take it back`);

  // A whole file that was put back takes lines along and brings others: then only what stands there must be somebody's.
  const isRestored = entries.some(({ operation, state }) => operation.kind === 'hosts-restore' && state !== 'failed');
  const lines = ourLines(hosts);
  if (new Set(lines).size !== lines.length) wrong.push(`a line of ours stands twice: ${lines.join('')}`);
  const isRestoreInForce = entries.some((entry) => entry.operation.kind === 'hosts-restore' && stands(entry));
  const ownedLines = new Set<string>();
  for (const entry of last.values()) {
    const { operation } = entry;
    if (operation.kind !== 'hosts-add' && operation.kind !== 'hosts-remove') continue;
    const line = lineOf(operation);
    if (operation.kind === 'hosts-add') ownedLines.add(line);
    const isThere = linesOf(hosts).includes(line);
    if (!isRestored && isThere !== (operation.kind === 'hosts-add')) told(entry, 'the hosts file shows the opposite');
  }
  if (!isRestoreInForce)
    for (const line of lines)
      if (!ownedLines.has(line)) wrong.push(`${line.trimEnd()} stands there and nobody can take it back`);
  return wrong;
}

/** In short, for a message. */
export const brief = (operations: readonly Operation[]): string =>
  operations.map((operation) => `${operation.kind} ${subjectOf(operation).slice(-80)}`).join('; ');
