// The operations on the hosts file. Each works on the bytes that are there at that moment; a preview is compared, never
// written down from.
import { readFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { type Current, readCurrent, release, unreadable } from '../hosts/current-file.ts';
import { addLine, type HostsEdit, removeLine } from '../hosts/hosts-edit.ts';
import { type HostsFile, parseHosts } from '../hosts/hosts-file.ts';
import { removeEdited } from '../hosts/hosts-tagged.ts';
import { findKept } from '../hosts/kept-copies.ts';
import { replaceCurrent, sha256Hex } from '../hosts/replace.ts';
import { readLinesWith } from '../hosts/search.ts';
import { strandedFile } from '../hosts/stranded.ts';
import { putBack } from '../hosts/taken-out.ts';
import type { World } from './apply.ts';
import type { OperationOf } from './operations.ts';

export type HostsOperation = OperationOf<'hosts-add' | 'hosts-remove' | 'hosts-restore'>;
type LineOperation = OperationOf<'hosts-add' | 'hosts-remove'>;

/** From the hash of a file that was previewed to the hash that it has now, through our own changes in one request. */
export type Previewed = Map<string, string>;

/** Carries out one operation; false where the file is right already. Reads back what it wrote. */
export async function applyToHosts(
  operation: HostsOperation,
  world: World,
  previewed: Previewed,
): Promise<Result<{ changed: boolean }>> {
  const backupDir = world.backupDir();
  if (!backupDir.ok) return backupDir;
  const path = world.hostsFile();
  if (!path.ok) return path;
  const current = await readCurrent(path.value);
  if (!current.ok) return current;
  try {
    return await change(operation, current.value, backupDir.value, world, previewed);
  } finally {
    release(current.value);
  }
}

async function change(
  operation: HostsOperation,
  current: Current,
  backupDir: string,
  world: World,
  previewed: Previewed,
): Promise<Result<{ changed: boolean }>> {
  const next = await wanted(operation, current, { platform: world.platform, backupDir });
  if (!next.ok) return next;
  if (!next.value) return ok({ changed: false });
  const isSeen = (sha256: string): boolean => {
    const before = operation.kind === 'hosts-remove' ? (operation.edited?.before ?? null) : operation.before;
    if (before === null || before === sha256) return true;
    // A restore replaces everything, so it acts on nothing but the very file that was seen.
    return operation.kind !== 'hosts-restore' && previewed.get(before) === sha256;
  };
  const replaced = await replaceCurrent(current, next.value, isSeen, { backupDir, now: world.now() });
  if (!replaced.ok) return replaced;
  const { before, after } = replaced.value;
  for (const [from, to] of previewed) if (to === before) previewed.set(from, after);
  previewed.set(before, after);
  return ok({ changed: true });
}

/** Does the hosts file already look as it should after the operation? */
export async function isDoneInHosts(operation: HostsOperation, world: World): Promise<Result<boolean>> {
  const path = world.hostsFile();
  if (!path.ok) return path;
  // Until it has its name back, nothing is as it should be.
  if (await strandedFile(path.value)) return ok(false);
  const where = { file: path.value, platform: world.platform };
  // These are about more than the lines with the name.
  const isWhole = 'back' in operation || 'edited' in operation;
  if (operation.kind === 'hosts-restore' || isWhole) {
    const read = await readHosts(world);
    if (!read.ok) return read;
    if (operation.kind === 'hosts-restore') return ok(read.value.sha256 === operation.after);
    return isUnchanged(operation, read.value.parsed);
  }
  const lines = await readLinesWith(path.value, operation.name);
  if (!lines.ok) return lines;
  const file = parseHosts(lines.value, where);
  if (!file.ok) return file;
  return isUnchanged(operation, file.value);
}

/** Whether there is a conflict does not matter here, only who wins. */
export function isUnchanged(operation: LineOperation, file: HostsFile): Result<boolean> {
  const edit = editOf(operation.kind === 'hosts-add' ? { ...operation, override: true } : operation, file);
  return edit.ok ? ok(!edit.value.changed) : edit;
}

/** What the file is to become, in pieces, or null where it is right already. */
async function wanted(
  operation: HostsOperation,
  current: Current,
  { platform, backupDir }: { platform: NodeJS.Platform; backupDir: string },
): Promise<Result<readonly Buffer[] | null>> {
  if (operation.kind === 'hosts-restore') {
    if (sha256Hex(current.bytes) === operation.after) return ok(null);
    const kept = await findKept(backupDir, operation.after);
    return kept ? ok([kept]) : fail('backup-missing', { sha256: operation.after });
  }
  const parsed = parseHosts(current.bytes, { file: current.path, platform });
  if (!parsed.ok) return parsed;
  const edit = editOf(operation, parsed.value);
  return edit.ok ? ok(edit.value.changed ? edit.value.pieces : null) : edit;
}

/** The file with the line added, put back or taken out; nothing is written. */
export function editOf(operation: LineOperation, file: HostsFile): Result<HostsEdit> {
  const { name, address, tag } = operation;
  const line = { name, address, tag };
  if (operation.kind === 'hosts-remove') {
    if (!operation.edited) return ok(removeLine(file, line));
    const edited = operation.edited.lines.map((each) => Buffer.from(each, 'base64'));
    return removeEdited(file, line, edited);
  }
  if (operation.back) return putBack(file, line, operation.back, operation.override);
  return addLine(file, { ...line, override: operation.override });
}

/**
 * The hosts file of this world, parsed, with its SHA-256. Where a crash left it under another name it is that one, as the
 * next change puts it back first.
 */
export async function readHosts(world: World) {
  const path = world.hostsFile();
  if (!path.ok) return path;
  try {
    const bytes = await readFile((await strandedFile(path.value)) ?? path.value);
    const parsed = parseHosts(bytes, { file: path.value, platform: world.platform });
    return parsed.ok ? ok({ path: path.value, parsed: parsed.value, sha256: sha256Hex(bytes) }) : parsed;
  } catch (error) {
    return await unreadable(path.value, error);
  }
}
