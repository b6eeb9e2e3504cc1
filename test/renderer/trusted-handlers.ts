// What was added and what would be done, in the double. Without a plan of the scenario's own nothing needs rights.
import type { Progress } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import type { Trusted, TrustedView } from '../../preload/contract/trusted.ts';
import type { Handlers } from './double.ts';
import { freePlan } from './fixtures/rights.ts';
import type { Scenario } from './fixtures/scenario.ts';
import { viewOf } from './fixtures/trusted.ts';
import type { Pending } from './tool-handlers.ts';

const isError = (given: object): given is AppError => 'code' in given;

export function trustedHandlers(
  { trusted: given, trustedFails, plan, scriptFails }: Scenario,
  pending: Pending,
  tell: (progress: Progress) => void,
): Handlers {
  let view: TrustedView = given === undefined || isError(given) ? viewOf([]) : given;
  const planned = () => {
    const answer = plan ?? freePlan;
    return isError(answer) ? { ok: false as const, error: answer } : ok(answer);
  };
  const refusal = (call: 'look' | 'remove', task: string): Promise<Result<never>> | Result<never> | null => {
    const wish = trustedFails?.[call];
    if (wish === undefined) return null;
    if (wish !== 'never') return { ok: false, error: wish };
    return new Promise((resolve) => {
      pending.set(task, resolve);
      setTimeout(() => tell({ task, stage: 'handshake', done: 1, total: 3 }), 50);
    });
  };
  return {
    'trusted.list': () => (given !== undefined && isError(given) ? { ok: false, error: given } : ok(view)),
    'trusted.look': ({ task }) => {
      const refused = refusal('look', task);
      if (refused) return refused;
      // A sensor is seen, and shows what it showed, unless it is silent.
      view = {
        ...view,
        certificates: view.certificates.map((each) =>
          each.need === 'unknown' && each.sensor && each.silentAt === null
            ? { ...each, need: 'serves', seenAt: view.readAt }
            : each,
        ),
      };
      const asked = new Map(view.certificates.flatMap((each) => (each.sensor ? [[each.sensor, each.silentAt]] : [])));
      const answered = [...asked.values()].filter((silentAt) => silentAt === null).length;
      return ok({ ...view, looked: { asked: asked.size, answered } });
    },
    'trusted.plan': planned,
    'trusted.remove': ({ task, certificates }) => {
      const refused = refusal('remove', task);
      if (refused) return refused;
      view = {
        ...view,
        certificates: view.certificates.filter(
          (each) => !certificates.some(({ store, sha256 }) => each.store === store && each.sha256 === sha256),
        ),
      };
      return ok(view);
    },
    'trusted.leave': ({ store, sha256 }) => {
      const isMeant = (each: Trusted) => each.store === store && each.sha256 === sha256 && each.there === false;
      if (!view.certificates.some(isMeant)) return { ok: false, error: { code: 'nothing-to-undo', facts: {} } };
      view = { ...view, certificates: view.certificates.filter((each) => !isMeant(each)) };
      return ok(view);
    },
    'journeys.plan': planned,
    'rights.saveScript': () =>
      scriptFails ? { ok: false, error: scriptFails } : ok({ saved: 'hosts of sensor7.ps1' }),
  };
}
