// The kept copies of the hosts file: which there are, what putting one back would change, and putting it back. Restoring
// is a change like any other: journalled, through the door, and the file that it replaces is kept as well.
import type { Backup, BackupDiff, Backups } from '../../preload/contract/activity.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { hostsDiff } from '../hosts/hosts-diff.ts';
import { findKept, listKept } from '../hosts/kept-copies.ts';
import type { Changes } from '../journal/changes.ts';
import { ownJourney } from '../journal/own-journey.ts';
import { isConfirmed } from '../journeys/confirm-change.ts';
import type { Run } from '../journeys/kind.ts';
import type { TrustWorld } from '../journeys/trust/world.ts';
import { targetName, type World } from '../privileged/apply.ts';
import { lookAtHosts } from '../privileged/apply-hosts.ts';
import { describe, type OperationOf } from '../privileged/operations.ts';
import { shownChange } from './shown-change.ts';

/** Lines of a diff that are shown. */
const shownLines = 400;

export type BackupsParts = {
  world: World;
  changes: Changes;
  people: Pick<TrustWorld['people'], 'confirm'>;
  isGuarded: TrustWorld['isGuarded'];
};

export class BackupsDesk {
  readonly #parts: BackupsParts;

  constructor(parts: BackupsParts) {
    this.#parts = parts;
  }

  async list(): Promise<Result<Backups>> {
    const { world } = this.#parts;
    const read = await lookAtHosts(world);
    if (!read.ok) return read;
    const folder = world.backupDir();
    if (!folder.ok) return folder;
    try {
      const kept = await listKept(folder.value);
      const times = new Map(kept.map(({ sha256, at }) => [sha256, at.toISOString()]));
      return ok({
        file: read.value.path,
        folder: folder.value,
        now: read.value.sha256,
        backups: kept.map(
          ({ at, ...copy }): Backup => ({
            ...copy,
            at: at.toISOString(),
            isNow: copy.sha256 === read.value.sha256,
            keptBefore: this.#keptBefore(copy.sha256, at, times),
          }),
        ),
      });
    } catch (error) {
      const detail = (error as NodeJS.ErrnoException).code;
      if (detail === undefined) throw error;
      return fail('file-unreadable', { file: folder.value, detail });
    }
  }

  /** From the hosts file as it is to the copy with this SHA-256. `backup-missing` where there is none. */
  async diff(sha256: string): Promise<Result<BackupDiff>> {
    const read = await lookAtHosts(this.#parts.world);
    if (!read.ok) return read;
    const kept = await this.#find(sha256);
    if (!kept.ok) return kept;
    return ok({ now: read.value.sha256, sha256, ...hostsDiff(read.value.bytes, kept.value, shownLines) });
  }

  /** What `restore` carries out. */
  restoration(sha256: string, before: string): OperationOf<'hosts-restore'> {
    return { kind: 'hosts-restore', before, after: sha256 };
  }

  /** `before` is the SHA-256 of the hosts file that the person saw the diff from; else `hosts-changed`. */
  async restore(sha256: string, before: string, run: Run): Promise<Result<Backups>> {
    const { world, changes } = this.#parts;
    const operation = this.restoration(sha256, before);
    // Whoever is asked, for rights or by a question, is not asked for what cannot be done.
    const read = await lookAtHosts(world);
    if (!read.ok) return read;
    if (read.value.sha256 !== before) return fail('hosts-changed', { file: read.value.path });
    const shown = await shownChange({ operation, what: describe(operation, targetName(operation, world)) }, world);
    if (!shown.ok) return shown;
    const asked = before === sha256 ? [] : [shown.value];
    if (!(await isConfirmed([operation], asked, this.#parts))) return fail('cancelled', {});
    const made = await changes.make(ownJourney, [operation], { signal: run.signal, onStage: run.stage });
    return made.ok ? this.list() : made;
  }

  /**
   * The file may have had the same bytes before more than one change: the one that was begun last before the copy was kept.
   * @param times of the copies, by their SHA-256
   */
  #keptBefore(sha256: string, at: Date, times: ReadonlyMap<string, string>): Backup['keptBefore'] {
    const entry = this.#parts.changes
      .all()
      .findLast(({ what, at: begun }) => what.before === sha256 && Date.parse(begun) <= at.getTime());
    if (!entry) return null;
    const { kind, target, what, thumbprint } = entry.what;
    return { kind, target, what: kind === 'hosts-restored' ? (times.get(what) ?? what) : what, thumbprint };
  }

  async #find(sha256: string): Promise<Result<Buffer>> {
    const folder = this.#parts.world.backupDir();
    if (!folder.ok) return folder;
    const kept = await findKept(folder.value, sha256).catch(() => null);
    return kept ? ok(kept) : fail('backup-missing', { sha256 });
  }
}
