// The operations on the hosts file. Each works on the bytes that are there at that moment; a preview is compared, never
// written down from.
import { readFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { type Current, readCurrent } from '../hosts/current-file.ts';
import { addLine, type HostsEdit, removeLine } from '../hosts/hosts-edit.ts';
import { type HostsFile, parseHosts } from '../hosts/hosts-file.ts';
import { findKept } from '../hosts/kept-copies.ts';
import { replaceCurrent, sha256Hex } from '../hosts/replace.ts';
import { readLinesWith } from '../hosts/search.ts';
import { putBack, type TakenOut, takenOut } from '../hosts/taken-out.ts';
import type { World } from './apply.ts';
import type { Operation, OperationOf } from './operations.ts';

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
  const next = await wanted(operation, current.value, { platform: world.platform, backupDir: backupDir.value });
  if (!next.ok) return next;
  if (!next.value) return ok({ changed: false });
  const isSeen = (sha256: string): boolean => {
    if (operation.kind === 'hosts-remove' || operation.before === null || operation.before === sha256) return true;
    // A restore replaces everything, so it acts on nothing but the very file that was seen.
    return operation.kind === 'hosts-add' && previewed.get(operation.before) === sha256;
  };
  const replaced = await replaceCurrent(current.value, next.value, isSeen, {
    backupDir: backupDir.value,
    now: world.now(),
  });
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
  const where = { file: path.value, platform: world.platform };
  if (operation.kind === 'hosts-restore' || (operation.kind === 'hosts-add' && operation.back)) {
    const read = await readHosts(world);
    if (!read.ok) return read;
    if (operation.kind === 'hosts-restore') return ok(read.value.sha256 === operation.after);
    const edit = editOf({ ...operation, override: true }, read.value.parsed);
    return edit.ok ? ok(!edit.value.changed) : edit;
  }
  const lines = await readLinesWith(path.value, operation.name);
  if (!lines.ok) return lines;
  const file = parseHosts(lines.value, where);
  if (!file.ok) return file;
  // Whether there is a conflict does not matter here, only who wins.
  const edit = editOf(operation.kind === 'hosts-add' ? { ...operation, override: true } : operation, file.value);
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

function editOf(operation: LineOperation, file: HostsFile): Result<HostsEdit> {
  const { name, address, tag } = operation;
  const line = { name, address, tag };
  if (operation.kind === 'hosts-remove') return ok(removeLine(file, line));
  if (operation.back) return putBack(file, line, operation.back, operation.override);
  return addLine(file, { ...line, override: operation.override });
}

/** What an operation on the hosts file would do to it; nothing is written. A restore is not for this. */
export const previewLine: (operation: LineOperation, file: HostsFile) => Result<HostsEdit> = (operation, file) =>
  editOf(operation, file);

/** The hosts file of this world, parsed, with its SHA-256. */
export async function readHosts(world: World) {
  const path = world.hostsFile();
  if (!path.ok) return path;
  try {
    const bytes = await readFile(path.value);
    const parsed = parseHosts(bytes, { file: path.value, platform: world.platform });
    return parsed.ok ? ok({ path: path.value, parsed: parsed.value, sha256: sha256Hex(bytes) }) : parsed;
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? String(error);
    return fail('file-unreadable', { file: path.value, detail });
  }
}

/** What is known of an operation before it is carried out. */
export type Foreseen = {
  /** SHA-256 of the hosts file before it and after; null where it is about something else or cannot be told. */
  before: string | null;
  after: string | null;
  /** What a removal takes out, so that it can be put back as it was. */
  taken: TakenOut | null;
};

/**
 * What each of the operations would find and leave, carried out in order on the hosts file as it is now. Changes nothing;
 * reads the file only where one of them is about it.
 */
export async function foreseeHosts(operations: readonly Operation[], world: World): Promise<Result<Foreseen[]>> {
  const nothing: Foreseen = { before: null, after: null, taken: null };
  const isHosts = ({ kind }: Operation) => kind !== 'trust-add' && kind !== 'trust-remove';
  if (!operations.some(isHosts)) return ok(operations.map(() => nothing));
  const read = await readHosts(world);
  if (!read.ok) return read;
  // What stands behind a restore is in a copy, and nobody has looked into that one yet.
  let file: HostsFile | null = read.value.parsed;
  let sha256: string | null = read.value.sha256;
  const foreseen: Foreseen[] = [];
  for (const operation of operations) {
    if (operation.kind === 'trust-add' || operation.kind === 'trust-remove') {
      foreseen.push(nothing);
      continue;
    }
    const before: string | null = sha256;
    if (operation.kind === 'hosts-restore') {
      [file, sha256] = [null, operation.after];
      foreseen.push({ before: operation.before, after: operation.after, taken: null });
      continue;
    }
    const edit: Result<HostsEdit> | null = file && editOf(operation, file);
    const taken = file && operation.kind === 'hosts-remove' ? takenOut(file, operation) : null;
    if (file && edit?.ok && edit.value.changed) {
      const next: Result<HostsFile> = parseHosts(edit.value.bytes, file);
      file = next.ok ? next.value : null;
      sha256 = file && sha256Hex(file.bytes);
    } else if (!edit?.ok) {
      [file, sha256] = [null, null];
    }
    foreseen.push({ before, after: sha256, taken });
  }
  return ok(foreseen);
}
