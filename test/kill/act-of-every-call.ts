// The acts that are ended at every call of the file system.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Changes } from '../../main/journal/changes.ts';
import type { Operation } from '../../main/privileged/operations.ts';
import { copiesIn, fileIn, originalText } from './kill-world.ts';
import { sha256Of } from './model.ts';

export const everyAct = ['add', 'undo', 'restore'] as const;
export type EveryTask = {
  folder: string;
  act: (typeof everyAct)[number];
  /** Which call, from 1. */
  at: number;
  /** In the middle of it, where it writes. */
  half: boolean;
  /** Base64 of DER. */
  certificate: string;
};

const host = (name: string): Operation => ({
  kind: 'hosts-add',
  name,
  address: '192.0.2.1',
  tag: 'j1',
  before: null,
  override: false,
});

export async function doAct(act: EveryTask['act'] | 'prepare', changes: Changes, folder: string, certificate: string) {
  if (act === 'prepare') return changes.make('j1', [host('a.kill.example')]);
  const trust: Operation = {
    kind: 'trust-add',
    store: 'linux-system',
    der: certificate,
    role: 'root-ca',
    place: 'root',
  };
  if (act === 'add') return changes.make('j1', [host('b.kill.example'), trust]);
  if (act === 'undo') return changes.undoJourney('j1');
  const isKept = readdirSync(copiesIn(folder)).some(
    (name) => readFileSync(join(copiesIn(folder), name), 'latin1') === originalText,
  );
  if (!isKept) throw new Error('the file that it was is not among the copies');
  const before = sha256Of(readFileSync(fileIn(folder)));
  return changes.make('activity', [{ kind: 'hosts-restore', before, after: sha256Of(originalText) }]);
}
