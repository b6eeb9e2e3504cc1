// The Activity screen: every change that Certwright made here, what has become of it, taking it back, and the report for
// the change ticket. It asks a person before whatever no prompt of the system surely guards.
import type {
  Activity,
  ActivityEntry,
  DescribedChange,
  UndoDiff,
  UndoneAnswer,
} from '../../preload/contract/activity.ts';
import type { JourneySummary } from '../../preload/contract/calls.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { isRunning } from '../files/lock.ts';
import { hostsDiff } from '../hosts/hosts-diff.ts';
import { findKept, type Kept, listKept } from '../hosts/kept-copies.ts';
import type { Changes } from '../journal/changes.ts';
import { type FoundOut, findOut } from '../journal/found.ts';
import { hostsForecast } from '../journal/hosts-forecast.ts';
import { isInForce } from '../journal/in-force.ts';
import type { Entry } from '../journal/journal.ts';
import { ownJourney } from '../journal/own-journey.ts';
import { lookAt, type Standing, standingsOf } from '../journal/standing.ts';
import { type Unrecorded, unrecordedIn } from '../journal/unrecorded.ts';
import { isConfirmed } from '../journeys/confirm-change.ts';
import type { Run } from '../journeys/kind.ts';
import type { TrustWorld } from '../journeys/trust/world.ts';
import { activityReport } from '../kit/activity-report.ts';
import { activityReportHtml } from '../kit/activity-report-html.ts';
import type { World } from '../privileged/apply.ts';
import type { Operation } from '../privileged/operations.ts';
import { shownChange } from './shown-change.ts';

/** Lines of a diff that are shown. */
const shownLines = 100;
/** Lines of the hosts file that no change of the journal wrote, and that are shown. */
const shownUnrecorded = 20;

export type ActivityParts = {
  world: World;
  changes: Changes;
  /** Would a person be asked for rights? */
  needsRights(operation: Operation): Promise<boolean>;
  isGuarded: TrustWorld['isGuarded'];
  people: Pick<TrustWorld['people'], 'confirm' | 'saveFile'>;
  journeys(): Pick<JourneySummary, 'id' | 'kind' | 'title'>[];
  /** What was found out at this start, and the bytes of a torn record. */
  found: FoundOut & { torn: number };
  now(): Date;
  /** This computer's name, for the report. */
  computer: string;
  /** The account that the app runs under, for the report. */
  account: string;
};

export class ActivityDesk {
  readonly #parts: ActivityParts;
  readonly #repaired: Set<string>;
  readonly #cameBack: Set<string>;

  constructor(parts: ActivityParts) {
    this.#parts = parts;
    this.#repaired = new Set(parts.found.repaired);
    this.#cameBack = new Set(parts.found.cameBack);
  }

  /** Latest first, read from the world. What a crash of another window has left is found out now as well. */
  async list(): Promise<Result<Activity>> {
    const { changes, world, found } = this.#parts;
    const fresh = await findOut(changes);
    if (!fresh.ok) return fresh;
    for (const id of fresh.value.repaired) this.#repaired.add(id);
    for (const id of fresh.value.cameBack) this.#cameBack.add(id);
    // What was right already when its turn came was no change of ours.
    const shown = changes.all().filter(({ state }) => state !== 'nothing');
    const look = lookAt(world);
    const standings = await standingsOf(changes.all(), look);
    const unrecorded = await unrecordedIn(changes.all(), world, look);
    const copies = await this.#timesOfCopies(shown);
    const journeys = new Map(this.#parts.journeys().map((journey) => [journey.id, journey]));
    const rights = new Map<string, Promise<boolean>>();
    const needsRights = (operation: Operation): Promise<boolean> => {
      const target = 'store' in operation ? operation.store : 'hosts';
      const known = rights.get(target) ?? this.#parts.needsRights(operation);
      rights.set(target, known);
      return known;
    };
    const entries: ActivityEntry[] = [];
    for (const entry of shown.reverse()) {
      const now = standings.get(entry.id) ?? null;
      const undoable = isInForce(entry) && entry.state !== 'undoing';
      entries.push({
        ...viewOf(entry, now, copies),
        journey: journeyOf(entry, journeys.get(entry.journey)),
        undoable,
        needsRights: undoable && now !== 'gone' && (await needsRights(entry.inverse as Operation)),
      });
    }
    const hostsFile = await changes.strandedHosts();
    return ok({
      entries,
      repaired: [...this.#repaired],
      cameBack: [...this.#cameBack],
      torn: found.torn,
      ...(hostsFile ? { hostsFile } : {}),
      ...(unrecorded ? { unrecorded: bounded(unrecorded) } : {}),
    });
  }

  /** `undo-conflict` where somebody has changed the same since, unless it is meant `anyway`; `cancelled` by the person. */
  async undo(ids: readonly string[], anyway: boolean, run: Run): Promise<Result<UndoneAnswer>> {
    const { changes, world } = this.#parts;
    const planned = await changes.planUndo(ids, { anyway });
    if (!planned.ok) return planned;
    const asked: DescribedChange[] = [];
    for (const each of planned.value) {
      const change = await shownChange(each, world);
      if (!change.ok) return change;
      asked.push(change.value);
    }
    const operations = planned.value.map(({ operation }) => operation);
    if (!(await isConfirmed(operations, asked, this.#parts))) return fail('cancelled', {});
    const undone = await changes.undo(ids, { anyway, signal: run.signal, onStage: run.stage });
    if (!undone.ok) return undone;
    const activity = await this.list();
    return activity.ok ? ok({ activity: activity.value, ...undone.value }) : activity;
  }

  /**
   * From the hosts file as it is to what `undo` would make of it `anyway`. `backup-missing` where it would become a kept
   * copy that cannot be read.
   */
  async diff(ids: readonly string[]): Promise<Result<UndoDiff>> {
    const { changes, world } = this.#parts;
    const planned = await changes.planUndo(ids, { anyway: true });
    if (!planned.ok) return planned;
    const hosts = hostsForecast(world);
    const now = await hosts.seen();
    if (!now.ok) return now;
    let copy = '';
    for (const { operation } of planned.value) {
      if (operation.kind === 'hosts-restore') copy = operation.after;
      await hosts.after(operation);
    }
    const then = await hosts.seen();
    if (!then.ok) return then;
    if (!now.value || !then.value) return fail('backup-missing', { sha256: copy });
    return ok(hostsDiff(now.value.bytes, then.value.bytes, shownLines));
  }

  /** From the hosts file before this change to the file after it, by the copies that are kept. `no-such-object`. */
  async made(id: string): Promise<Result<UndoDiff>> {
    const entry = this.#parts.changes.all().find((each) => each.id === id);
    const folder = this.#parts.world.backupDir();
    if (!folder.ok) return folder;
    const { before, after } = entry?.what ?? {};
    if (!before || !after) return fail('no-such-object', {});
    const kept = (sha256: string) => findKept(folder.value, sha256).catch(() => null);
    const [old, made] = [await kept(before), await kept(after)];
    if (!old || !made) return fail('backup-missing', { sha256: old ? after : before });
    return ok(hostsDiff(old, made, shownLines));
  }

  /** `nothing-to-undo` where all of them are as we left them. */
  async leave(ids: readonly string[]): Promise<Result<Activity>> {
    const left = await this.#parts.changes.leave(ids);
    return left.ok ? this.list() : left;
  }

  /** Saves the report where the person says: of all changes, or of one journey's. Answers with the file's name. */
  async export(format: 'html' | 'json', journey: string | null): Promise<Result<{ saved: string | null }>> {
    const { changes, people, now, computer, account, world } = this.#parts;
    const folder = world.backupDir();
    const copiesFolder = folder.ok ? folder.value : null;
    const activity = await this.list();
    if (!activity.ok) return activity;
    const copies = new Map((await this.#kept()).map(({ sha256, name }) => [sha256, name]));
    const sensors = new Map(changes.all().map(({ id, sensor }) => [id, sensor]));
    const report = activityReport(activity.value, {
      now: now(),
      computer,
      account,
      copiesFolder,
      journey,
      copies,
      sensors,
    });
    const text = format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : activityReportHtml(report);
    const name = `certwright-changes-${now().toISOString().slice(0, 10)}.${format}`;
    const saved = await people.saveFile(name, new TextEncoder().encode(text));
    return saved.ok ? ok({ saved: saved.value?.name ?? null }) : saved;
  }

  /** The copies of the hosts file that are kept; none where they cannot be read from here. */
  async #kept(): Promise<Kept[]> {
    const folder = this.#parts.world.backupDir();
    return folder.ok ? listKept(folder.value).catch(() => []) : [];
  }

  /** Looked at only where a copy was put back: to hash them all takes its time. */
  async #timesOfCopies(entries: readonly Entry[]): Promise<Map<string, string>> {
    const isNeeded = entries.some(({ what }) => what.kind === 'hosts-restored');
    return new Map(isNeeded ? (await this.#kept()).map(({ sha256, at }) => [sha256, at.toISOString()]) : []);
  }
}

function bounded({ lines, ...more }: Unrecorded): NonNullable<Activity['unrecorded']> {
  const shown = lines.slice(0, shownUnrecorded);
  return { ...more, lines: shown, more: lines.length - shown.length };
}

function stateOf({ state, process: worker }: Entry): ActivityEntry['state'] {
  switch (state) {
    case 'begun':
    case 'undoing':
      // Its end could not be found out, as when a store cannot be read.
      return isRunning(worker) ? 'running' : 'half-done';
    case 'done':
      return 'in-force';
    case 'half':
      return 'half-done';
    case 'undone':
      return 'taken-back';
    case 'nothing':
    case 'failed':
      return 'failed';
    case 'left':
      return 'left';
  }
}

/** @param copies times of the kept copies by their hash: people know a copy by its time */
function viewOf(entry: Entry, now: Standing, copies: ReadonlyMap<string, string>) {
  const { id, at, changedAt, what } = entry;
  const { kind, target, thumbprint, before = null, after = null } = what;
  const copy = kind === 'hosts-restored' ? copies.get(what.what) : undefined;
  const change = { kind, target, what: copy ?? what.what, thumbprint };
  return { id, at, changedAt, change, state: stateOf(entry), now, before, after };
}

function journeyOf(
  { journey: id, sensor }: Pick<Entry, 'journey' | 'sensor'>,
  known: Pick<JourneySummary, 'kind' | 'title'> | undefined,
): ActivityEntry['journey'] {
  const by = id === ownJourney ? 'activity' : id.startsWith('cli-') ? 'command-line' : 'forgotten';
  return { id, by: known?.kind ?? by, title: known?.title || sensor };
}
