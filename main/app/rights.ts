// What is about to be done, shown before anyone is asked for rights, and the script that does the same by hand. It looks
// and tells; it changes nothing. Only the script that was told last can be saved, so that no page can save one of its own.
import type { RightsPlan, RightsWay } from '../../preload/contract/activity.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { listKept } from '../hosts/kept-copies.ts';
import type { Changes, Planned } from '../journal/changes.ts';
import { scriptFacts } from '../journeys/plan-script.ts';
import type { TrustWorld } from '../journeys/trust/world.ts';
import { powershellScript } from '../kit/script/powershell.ts';
import { shScript } from '../kit/script/sh.ts';
import type { World } from '../privileged/apply.ts';
import type { Operation } from '../privileged/operations.ts';

type Means = {
  world: World;
  changes: Pick<Changes, 'plan'>;
  people: Pick<TrustWorld['people'], 'saveFile'>;
  /** How the system would ask now; `nobody` where this process has the rights. */
  way(): Promise<RightsWay>;
  now(): Date;
};

export class RightsDesk {
  readonly #means: Means;
  #script: { name: string; text: string } | null = null;

  constructor(means: Means) {
    this.#means = means;
  }

  /** What is right already is left out. The failures of the operations themselves, where they can be known beforehand. */
  async planOf(operations: readonly Operation[]): Promise<Result<RightsPlan>> {
    const { world, changes, way, now } = this.#means;
    this.#script = null;
    const language = world.platform === 'win32' ? ('powershell' as const) : ('sh' as const);
    const planned = await changes.plan(operations);
    if (!planned.ok) return planned;
    if (planned.value.length === 0) return ok({ changes: [], way: 'nobody', script: { language, text: '' } });
    const shown = await this.#shown(planned.value);
    if (!shown.ok) return shown;
    const asked = await way();
    const name = `certwright-change-${now().toISOString().slice(0, 10)}.${language === 'sh' ? 'sh' : 'ps1'}`;
    const facts = await scriptFacts(planned.value, world, { name, isAdministrator: asked === 'nobody' });
    if (!facts.ok) return facts;
    const text = language === 'sh' ? shScript(facts.value, world.platform) : powershellScript(facts.value);
    this.#script = { name, text };
    return ok({
      changes: shown.value,
      way: planned.value.some(({ needsRights }) => needsRights) ? asked : 'nobody',
      script: { language, text },
    });
  }

  /** For people: a copy that is put back is known by its time. `backup-missing` where it is not there any more. */
  async #shown(planned: readonly Planned[]): Promise<Result<RightsPlan['changes']>> {
    const changes: RightsPlan['changes'] = [];
    for (const { operation, what, needsRights } of planned) {
      const { kind, target, thumbprint } = what;
      const change = { kind, target, what: what.what, thumbprint, needsRights };
      if (operation.kind === 'hosts-restore') {
        const folder = this.#means.world.backupDir();
        if (!folder.ok) return folder;
        const kept = await listKept(folder.value).catch((error: NodeJS.ErrnoException) => error);
        if (kept instanceof Error) {
          if (kept.code === undefined) throw kept;
          return fail('file-unreadable', { file: folder.value, detail: kept.code });
        }
        const copy = kept.find(({ sha256 }) => sha256 === operation.after);
        if (!copy) return fail('backup-missing', { sha256: operation.after });
        change.what = copy.at.toISOString();
      }
      changes.push(change);
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
