// The hosts file as it will be after operations, one after the other, from the file as it is now. Nothing is written.
import { ok, type Result } from '../../preload/contract/result.ts';
import { type HostsFile, parseHosts } from '../hosts/hosts-file.ts';
import { findKept } from '../hosts/kept-copies.ts';
import { sha256Hex } from '../hosts/replace.ts';
import { type TakenOut, takenOut } from '../hosts/taken-out.ts';
import type { World } from '../privileged/apply.ts';
import { editOf, type HostsOperation, type HostsSeen, isUnchanged, lookAtHosts } from '../privileged/apply-hosts.ts';
import type { Operation } from '../privileged/operations.ts';

type Hashes = { before: string | null; after: string | null };
const none: Hashes = { before: null, after: null };

export type HostsForecast = {
  /** The file after all operations so far; null where it cannot be told, since a kept copy cannot be read. */
  seen(): Promise<Result<HostsSeen | null>>;
  /**
   * Will the file be as it should after this operation without it, when its turn comes? Null where that is what the file
   * shows now: nothing was foretold before it.
   */
  isDone(operation: Operation): Promise<boolean | null>;
  /** What a removal will take out, so that it can be put back as it was; null for every other operation. */
  takenBy(operation: Operation): Promise<TakenOut | null>;
  /** Goes on by one operation, and tells the hashes before and after it: null for certificates, and where unknown. */
  after(operation: Operation): Promise<Hashes>;
  /** Is the file now as it was foretold? True where nothing was. */
  cameTrue(): Promise<boolean>;
};

const isHosts = (operation: Operation): operation is HostsOperation => operation.kind.startsWith('hosts-');

export function hostsForecast(world: World): HostsForecast {
  let now: Promise<Result<HostsSeen | null>> | undefined;
  let moved = false;
  const seen = () => {
    now ??= lookAtHosts(world);
    return now;
  };
  /** Null where there is no file whose lines can be told. */
  const lines = async (): Promise<HostsFile | null> => {
    const found = await seen();
    return found.ok && found.value?.parsed.ok ? found.value.parsed.value : null;
  };

  /** Null where it cannot be told. What cannot be done changes nothing. */
  const bytesAfter = async (operation: HostsOperation, { bytes, parsed }: HostsSeen): Promise<Buffer | null> => {
    if (operation.kind === 'hosts-restore') {
      const folder = world.backupDir();
      return folder.ok ? findKept(folder.value, operation.after).catch(() => null) : null;
    }
    const edit = parsed.ok ? editOf(operation, parsed.value) : parsed;
    return edit.ok && edit.value.changed ? edit.value.bytes : bytes;
  };

  return {
    seen,
    async isDone(operation) {
      if (!moved || !isHosts(operation)) return null;
      const found = await seen();
      if (!found.ok || !found.value) return false;
      const { parsed, sha256 } = found.value;
      if (operation.kind === 'hosts-restore') return sha256 === operation.after;
      const right = parsed.ok ? isUnchanged(operation, parsed.value) : parsed;
      return right.ok && right.value;
    },
    async takenBy(operation) {
      if (operation.kind !== 'hosts-remove') return null;
      const file = await lines();
      return file && takenOut(file, operation);
    },
    async after(operation) {
      if (!isHosts(operation)) return none;
      const found = await seen();
      if (!found.ok || !found.value) return none;
      const { path, bytes: old, sha256: before } = found.value;
      const bytes = await bytesAfter(operation, found.value);
      moved = true;
      if (bytes === old) return { before, after: before };
      const after = operation.kind === 'hosts-restore' ? operation.after : bytes && sha256Hex(bytes);
      const parsed = bytes && parseHosts(bytes, { file: path, platform: world.platform });
      now = Promise.resolve(ok(bytes && parsed && after ? { path, bytes, sha256: after, parsed } : null));
      return { before, after };
    },
    async cameTrue() {
      if (!moved) return true;
      const foretold = await seen();
      if (!foretold.ok || !foretold.value) return true;
      const found = await lookAtHosts(world);
      return found.ok && found.value.sha256 === foretold.value.sha256;
    },
  };
}
