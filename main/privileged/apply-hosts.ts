// The operations on the hosts file. Each works on the bytes that are there at that moment; a preview is compared, never
// written down from.
import { readFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { codeOf } from '../files/error-code.ts';
import { type Current, readCurrent, release, unreadable } from '../hosts/current-file.ts';
import { addLine, type HostsEdit, removeLine } from '../hosts/hosts-edit.ts';
import { type HostsFile, parseHosts } from '../hosts/hosts-file.ts';
import { removeEdited } from '../hosts/hosts-tagged.ts';
import { findCopy, findKept } from '../hosts/kept-copies.ts';
import { emptySha256, putCopy } from '../hosts/put-copy.ts';
import { replaceCurrent, sha256Hex } from '../hosts/replace.ts';
import { readLinesWith } from '../hosts/search.ts';
import { isAnythingAt, strandedFile } from '../hosts/stranded.ts';
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
  if (!current.ok) {
    if (operation.kind !== 'hosts-restore' || (await isAnythingAt(path.value))) return current;
    return restoreAbsent(operation, { path: path.value, backupDir: backupDir.value, now: world.now() });
  }
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

/** To the right hash where the hosts file is gone: that counts as an empty one. */
async function restoreAbsent(
  { before, after }: OperationOf<'hosts-restore'>,
  where: { path: string; backupDir: string; now: Date },
): Promise<Result<{ changed: boolean }>> {
  if (after === emptySha256) return ok({ changed: false });
  if (before !== emptySha256) return fail('hosts-changed', { file: where.path });
  const kept = await findCopy(where.backupDir, after);
  if (!kept) return fail('backup-missing', { sha256: after });
  const put = await putCopy(kept, where);
  return put.ok ? ok({ changed: true }) : put;
}

/** Does the hosts file already look as it should after the operation? */
export async function isDoneInHosts(operation: HostsOperation, world: World): Promise<Result<boolean>> {
  const path = world.hostsFile();
  if (!path.ok) return path;
  // Until it has its name back, nothing is as it should be.
  if (await strandedFile(path.value)) return ok(false);
  const where = { file: path.value, platform: world.platform };
  // These are about more than the lines with the name.
  if (operation.kind === 'hosts-restore') {
    const seen = await lookAtHosts(world);
    return seen.ok ? ok(seen.value.sha256 === operation.after) : seen;
  }
  if ('back' in operation || 'edited' in operation) {
    const read = await readHosts(world);
    return read.ok ? isUnchanged(operation, read.value.parsed) : read;
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

/** The hosts file as it is, whatever is in it. */
export type HostsSeen = {
  path: string;
  bytes: Buffer;
  /** Upper-case hex. */
  sha256: string;
  /** Why its lines cannot be told, where they cannot. */
  parsed: Result<HostsFile>;
};

/**
 * The hosts file of this world. One that is not there means as much as an empty one, and has the hash of that. Where a
 * crash left it under another name it is that one, as the next change puts it back first.
 */
export async function lookAtHosts(world: World): Promise<Result<HostsSeen>> {
  const path = world.hostsFile();
  if (!path.ok) return path;
  const file = path.value;
  try {
    const bytes = await readFile((await strandedFile(file)) ?? file);
    const parsed = parseHosts(bytes, { file, platform: world.platform });
    return ok({ path: file, bytes, sha256: sha256Hex(bytes), parsed });
  } catch (error) {
    const failure = await unreadable(file, error);
    if (codeOf(error) !== 'ENOENT') return failure;
    return ok({ path: file, bytes: Buffer.alloc(0), sha256: emptySha256, parsed: failure });
  }
}

/** The same where its lines count: it must be there, and be one whose lines can be told. */
export async function readHosts(world: World): Promise<Result<{ path: string; parsed: HostsFile; sha256: string }>> {
  const seen = await lookAtHosts(world);
  if (!seen.ok) return seen;
  const { path, parsed, sha256 } = seen.value;
  return parsed.ok ? ok({ path, parsed: parsed.value, sha256 }) : parsed;
}
