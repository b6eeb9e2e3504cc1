// What is about to be done, shown before anyone is asked for rights, and the script that does the same by hand. It looks
// and tells; it changes nothing. Only the script of the plan that was asked for last can be saved, so that no page can save
// one of its own, and none gets another one's.
import type { ChangeScript, RightsPlan, RightsWay } from '../../preload/contract/activity.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { Changes, Planned } from '../journal/changes.ts';
import { scriptFacts } from '../journeys/plan-script.ts';
import type { TrustWorld } from '../journeys/trust/world.ts';
import { powershellScript } from '../kit/script/powershell.ts';
import { shScript } from '../kit/script/sh.ts';
import type { World } from '../privileged/apply.ts';
import type { Operation } from '../privileged/operations.ts';
import { shownChange } from './shown-change.ts';

type Means = {
  world: World;
  changes: Pick<Changes, 'plan' | 'planUndo'>;
  people: Pick<TrustWorld['people'], 'saveFile'>;
  /** How the system would ask now; `nobody` where this process has the rights. */
  way(): Promise<RightsWay>;
  now(): Date;
};

export class RightsDesk {
  readonly #means: Means;
  #script: ChangeScript | null = null;
  /** How many plans were asked for. */
  #turn = 0;

  constructor(means: Means) {
    this.#means = means;
  }

  /** What is right already is left out. The failures of the operations themselves, where they can be known beforehand. */
  planOf(operations: readonly Operation[]): Promise<Result<RightsPlan>> {
    return this.tell(() => this.#means.changes.plan(operations));
  }

  /** Of taking changes back: `undo-conflict` where somebody has changed the same since, unless it is meant `anyway`. */
  planUndo(ids: readonly string[], anyway: boolean): Promise<Result<RightsPlan>> {
    return this.tell(() => this.#means.changes.planUndo(ids, { anyway }));
  }

  /** Of whatever is planned elsewhere. */
  async tell(plan: () => Promise<Result<Planned[]>>): Promise<Result<RightsPlan>> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#script = null;
    const planned = await plan();
    if (!planned.ok) return planned;
    if (planned.value.length === 0) return ok({ changes: [], way: 'nobody', script: null });
    const shown = await this.#shown(planned.value);
    if (!shown.ok) return shown;
    const asked = await this.#means.way();
    const script = await this.#scriptOf(planned.value, asked === 'nobody');
    if (!script.ok) return script;
    // A plan that was asked for earlier may end later.
    if (turn === this.#turn) this.#script = script.value;
    const way = planned.value.some(({ needsRights }) => needsRights) ? asked : 'nobody';
    return ok({ changes: shown.value, way, script: script.value });
  }

  async #scriptOf(planned: readonly Planned[], isAdministrator: boolean): Promise<Result<ChangeScript | null>> {
    const { world, now } = this.#means;
    const isWindows = world.platform === 'win32';
    const name = `certwright-change-${now().toISOString().slice(0, 10)}.${isWindows ? 'ps1' : 'sh'}`;
    const facts = await scriptFacts(planned, world, { name, isAdministrator });
    if (!facts.ok) return facts;
    if (!facts.value) return ok(null);
    return isWindows
      ? ok({ language: 'powershell', name, text: powershellScript(facts.value) })
      : ok({ language: 'sh', name, text: shScript(facts.value, world.platform) });
  }

  async #shown(planned: readonly Planned[]): Promise<Result<RightsPlan['changes']>> {
    const changes: RightsPlan['changes'] = [];
    for (const each of planned) {
      const change = await shownChange(each, this.#means.world);
      if (!change.ok) return change;
      changes.push({ ...change.value, needsRights: each.needsRights });
    }
    return ok(changes);
  }

  /** Saves the script of the last plan where the person says. `no-such-object` where there is none. */
  async saveScript(): Promise<Result<{ saved: string | null }>> {
    if (!this.#script) return fail('no-such-object', {});
    const { name, text } = this.#script;
    const saved = await this.#means.people.saveFile(name, Buffer.from(text, 'ascii'));
    return saved.ok ? ok({ saved: saved.value?.name ?? null }) : saved;
  }
}
