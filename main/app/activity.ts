// Everything that Certwright changed on this computer: the journal with what the world says of it now, taking changes back,
// letting them stand, and the report for the change ticket. It changes nothing but through `changes`.
import type { Activity, ActivityEntry, ActivityState, UndoneAnswer } from '../../preload/contract/activity.ts';
import type { JourneySummary } from '../../preload/contract/calls.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { isRunning } from '../files/lock.ts';
import { listKept } from '../hosts/kept-copies.ts';
import type { Changes } from '../journal/changes.ts';
import { isInForce } from '../journal/in-force.ts';
import type { Entry } from '../journal/journal.ts';
import { ownJourney } from '../journal/own-journey.ts';
import { lookAt, type Standing, standingsOf } from '../journal/standing.ts';
import { asksItself } from '../journeys/confirm-change.ts';
import type { Run } from '../journeys/kind.ts';
import type { TrustWorld } from '../journeys/trust/world.ts';
import { activityReport } from '../kit/activity-report.ts';
import { activityReportHtml } from '../kit/activity-report-html.ts';
import { targetName, type World } from '../privileged/apply.ts';
import { describe, type Operation } from '../privileged/operations.ts';

export type ActivityParts = {
  world: World;
  changes: Changes;
  people: Pick<TrustWorld['people'], 'confirm' | 'saveFile'>;
  /** Would a person be asked for rights? */
  needsRights: TrustWorld['needsRights'];
  now(): Date;
  /** What the app knows of its journeys. */
  journeys(): Pick<JourneySummary, 'id' | 'kind' | 'title'>[];
  /** What was found at this start: the ids of what a crash had left, and the bytes of a torn record. */
  found: { repaired: readonly string[]; torn: number };
};

export class ActivityDesk {
  readonly #parts: ActivityParts;

  constructor(parts: ActivityParts) {
    this.#parts = parts;
  }

  /** Latest first. What was right already, and so changed nothing, is left out. `store-data-damaged` and the like. */
  async list(): Promise<Result<Activity>> {
    const { changes, world, found } = this.#parts;
    const fresh = await changes.refresh();
    if (!fresh.ok) return fresh;
    const entries = changes.all().filter(({ state }) => state !== 'nothing');
    const standings = await standingsOf(entries, lookAt(world));
    const times = await this.#timesOfCopies(entries);
    const needsRights = this.#rightsOnce();
    const shown: ActivityEntry[] = [];
    for (const entry of entries) {
      const undoable = isInForce(entry) && stateOf(entry) !== 'running';
      const { kind, target, what, thumbprint, before = null, after = null } = entry.what;
      shown.push({
        id: entry.id,
        at: entry.at,
        changedAt: entry.changedAt,
        change: { kind, target, what: kind === 'hosts-restored' ? (times.get(what) ?? what) : what, thumbprint },
        state: stateOf(entry),
        now: nowOf(entry, standings),
        before,
        after,
        journey: this.#journeyOf(entry),
        undoable,
        needsRights: undoable && (await needsRights(entry.inverse as Operation)),
      });
    }
    return ok({ entries: shown.reverse(), repaired: [...found.repaired], torn: found.torn });
  }

  /** Asks the person where no prompt of the system does. The failures of `Changes.undo`; `cancelled`. */
  async undo(ids: readonly string[], anyway: boolean, run: Run): Promise<Result<UndoneAnswer>> {
    const { changes, people } = this.#parts;
    const fresh = await changes.refresh();
    if (!fresh.ok) return fresh;
    const unasked = await this.#unasked(changes.inverses(ids));
    if (unasked.length > 0 && !(await people.confirm(unasked.map((each) => this.#described(each))))) {
      return fail('cancelled', {});
    }
    const undone = await changes.undo(ids, { anyway, signal: run.signal, onStage: run.stage });
    if (!undone.ok) return undone;
    const activity = await this.list();
    return activity.ok ? ok({ activity: activity.value, ...undone.value }) : activity;
  }

  async leave(ids: readonly string[]): Promise<Result<Activity>> {
    const left = await this.#parts.changes.leave(ids);
    return left.ok ? this.list() : left;
  }

  /** False: the dialog was closed. */
  async export(format: 'html' | 'json'): Promise<Result<{ saved: boolean }>> {
    const listed = await this.list();
    if (!listed.ok) return listed;
    const { now, people } = this.#parts;
    const report = activityReport(listed.value, now());
    const text = format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : activityReportHtml(report);
    const name = `certwright-changes-${report.madeAt.slice(0, 10)}.${format}`;
    const saved = await people.saveFile(name, new TextEncoder().encode(text));
    return saved.ok ? ok({ saved: saved.value !== null }) : saved;
  }

  /** Those that neither a prompt for rights nor the system itself asks the person about. */
  async #unasked(operations: readonly Operation[]): Promise<Operation[]> {
    const unasked: Operation[] = [];
    for (const operation of operations) {
      const isAsked = 'store' in operation && asksItself.has(operation.store);
      if (!isAsked && !(await this.#parts.needsRights(operation))) unasked.push(operation);
    }
    return unasked;
  }

  #described(operation: Operation) {
    const { world, changes } = this.#parts;
    const undone = changes.all().find(({ inverse }) => inverse === operation);
    const { kind, target, what, thumbprint } = describe(operation, targetName(operation, world));
    // A removal knows its certificate by the thumbprint alone; the journal still knows whose it is.
    return { kind, target, what: what === '' ? (undone?.what.what ?? '') : what, thumbprint };
  }

  #journeyOf({ journey: id, sensor }: Entry): ActivityEntry['journey'] {
    if (id.startsWith('cli-')) return { id, by: 'command-line', title: sensor };
    if (id === ownJourney) return { id, by: 'activity', title: sensor };
    const known = this.#parts.journeys().find((journey) => journey.id === id);
    return known ? { id, by: known.kind, title: known.title } : { id, by: 'forgotten', title: sensor };
  }

  /** Each place is asked once: to ask costs a look at the file or the store. */
  #rightsOnce(): (operation: Operation) => Promise<boolean> {
    const known = new Map<string, Promise<boolean>>();
    return (operation) => {
      const place = 'store' in operation ? operation.store : 'hosts';
      const answer = known.get(place) ?? this.#parts.needsRights(operation);
      known.set(place, answer);
      return answer;
    };
  }

  /** From the hash of a kept copy to its time; empty where the copies cannot be read. */
  async #timesOfCopies(entries: readonly Entry[]): Promise<Map<string, string>> {
    const folder = this.#parts.world.backupDir();
    if (!folder.ok || !entries.some(({ what }) => what.kind === 'hosts-restored')) return new Map();
    const kept = await listKept(folder.value).catch(() => []);
    return new Map(kept.map(({ sha256, at }) => [sha256, at.toISOString()]));
  }
}

function stateOf({ state, process: worker }: Entry): ActivityState {
  switch (state) {
    case 'begun':
    case 'undoing':
      return isRunning(worker) ? 'running' : 'half-done';
    case 'done':
    case 'nothing':
      return 'in-force';
    case 'undone':
      return 'taken-back';
    case 'half':
      return 'half-done';
    case 'failed':
    case 'left':
      return state;
  }
}

function nowOf({ id, state }: Entry, standings: ReadonlyMap<string, Standing>): ActivityEntry['now'] {
  return state === 'done' || state === 'left' ? (standings.get(id) ?? null) : null;
}
