// What is about to be done, shown before anyone is asked for rights, and the script that does the same by hand. It looks
// and tells; it changes nothing. Only the script that was told last can be saved, so that no page can save one of its own.
import type { RightsPlan, RightsWay } from '../../preload/contract/activity.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { Changes, Planned } from '../journal/changes.ts';
import { scriptFacts } from '../journeys/plan-script.ts';
import type { TrustWorld } from '../journeys/trust/world.ts';
import type { ScriptFacts } from '../kit/script/facts.ts';
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

const scriptIn = (language: RightsPlan['script']['language'], facts: ScriptFacts, platform: NodeJS.Platform): string =>
  language === 'sh' ? shScript(facts, platform) : powershellScript(facts);

export class RightsDesk {
  readonly #means: Means;
  #script: { name: string; text: string } | null = null;

  constructor(means: Means) {
    this.#means = means;
  }

  /** What is right already is left out. The failures of the operations themselves, where they can be known beforehand. */
  planOf(operations: readonly Operation[]): Promise<Result<RightsPlan>> {
    return this.#tell(() => this.#means.changes.plan(operations));
  }

  /** Of taking changes back: `undo-conflict` where somebody has changed the same since, unless it is meant `anyway`. */
  planUndo(ids: readonly string[], anyway: boolean): Promise<Result<RightsPlan>> {
    return this.#tell(() => this.#means.changes.planUndo(ids, { anyway }));
  }

  async #tell(plan: () => Promise<Result<Planned[]>>): Promise<Result<RightsPlan>> {
    const { world, way, now } = this.#means;
    this.#script = null;
    const language = world.platform === 'win32' ? ('powershell' as const) : ('sh' as const);
    const name = `certwright-change-${now().toISOString().slice(0, 10)}.${language === 'sh' ? 'sh' : 'ps1'}`;
    const planned = await plan();
    if (!planned.ok) return planned;
    if (planned.value.length === 0) return ok({ changes: [], way: 'nobody', script: { language, name, text: '' } });
    const shown = await this.#shown(planned.value);
    if (!shown.ok) return shown;
    const asked = await way();
    const facts = await scriptFacts(planned.value, world, { name, isAdministrator: asked === 'nobody' });
    if (!facts.ok) return facts;
    const text = facts.value ? scriptIn(language, facts.value, world.platform) : '';
    if (facts.value) this.#script = { name, text };
    return ok({
      changes: shown.value,
      way: planned.value.some(({ needsRights }) => needsRights) ? asked : 'nobody',
      script: { language, name, text },
    });
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
  async saveScript(): Promise<Result<{ saved: boolean }>> {
    if (!this.#script) return fail('no-such-object', {});
    const { name, text } = this.#script;
    const saved = await this.#means.people.saveFile(name, Buffer.from(text, 'ascii'));
    return saved.ok ? ok({ saved: saved.value !== null }) : saved;
  }
}
