// Runs in the page before the renderer: puts the double in the bridge's place, as the scenario in the URL wants it.
import type { Action, Answer, Journey } from '../../preload/contract/calls.ts';
import { deployActionSchema } from '../../preload/contract/deploy-journey.ts';
import { trustActionSchema } from '../../preload/contract/trust-journey.ts';
import { activityHandlers } from './activity-handlers.ts';
import { type Double, makeDouble } from './double.ts';
import { profileList } from './fixtures/deploy.ts';
import { now } from './fixtures/journeys.ts';
import type { Scenario } from './fixtures/scenario.ts';
import { scenarios } from './fixtures/scenarios.ts';
import { type Pending, toolHandlers } from './tool-handlers.ts';
import { troubleshootHandlers } from './troubleshoot-handlers.ts';
import { trustedHandlers } from './trusted-handlers.ts';
import { walk } from './walk.ts';
import { deployWalk } from './walk-deploy-journey.ts';

const name = new URLSearchParams(window.location.search).get('scenario') ?? 'home-empty';
const scenario = (scenarios as Record<string, Scenario>)[name] ?? {};

let journey: Journey | undefined = scenario.journey;
let list = scenario.list;
let settings: Answer<'settings.read'> = { theme: 'system', lastProxy: null, lastScope: null, ...scenario.settings };
let practice: Answer<'practice.status'> = {
  running: false,
  state: 'fresh',
  address: '',
  name: 'practice-sensor.example',
  sha256: '',
  caSha256: null,
  ...scenario.practice,
};

const ok = <T>(value: T) => ({ ok: true as const, value });
const summaries = (): Answer<'journeys.list'> => {
  if (list) return list;
  if (!journey) return [];
  const { id, current, practice } = journey;
  const rest = {
    id,
    practice,
    stepNumber: journey.steps.findIndex((step) => step.id === current) + 1,
    stepCount: journey.steps.length,
    finished: false,
    updatedAt: now,
    changes: 0,
  };
  return journey.kind === 'trust'
    ? [{ ...rest, kind: 'trust', current: journey.current, title: journey.address?.host ?? '' }]
    : [{ ...rest, kind: 'deploy', current: journey.current, title: journey.sensor?.name ?? '' }];
};

/** The journey after an action of its kind. */
function after(before: Journey, action: Action): Journey {
  return before.kind === 'trust'
    ? walk.act(before, trustActionSchema.parse(action))
    : deployWalk.act(before, deployActionSchema.parse(action));
}

const pending: Pending = new Map();

const double: Double = makeDouble({
  'app.info': () =>
    ok({
      version: '0.1.0',
      platform: scenario.platform ?? 'win32',
      electron: '45.4.1',
      chromium: '156.0',
      language: 'en-US',
      troubles: [...(scenario.troubles ?? [])],
    }),
  'settings.read': () => ok(settings),
  'settings.write': (change) => {
    settings = { ...settings, ...(change as Partial<typeof settings>) };
    return ok(settings);
  },
  'journeys.list': () => ok(summaries()),
  'journeys.start': ({ kind, practice: forPractice }) => {
    const started = kind === 'trust' ? walk.start() : deployWalk.start();
    journey = { ...started, practice: forPractice };
    return ok(journey);
  },
  'journeys.open': () => (journey ? ok(journey) : { ok: false, error: { code: 'no-such-journey', facts: { id: '' } } }),
  'journeys.act': ({ action, task }) => {
    const failing = scenario.fails?.[action.type];
    if (failing === 'never') {
      return new Promise((resolve) => {
        pending.set(task, resolve);
        setTimeout(
          () => double.tell({ task, ...(scenario.progress ?? { stage: 'handshake', done: 1, total: 3 }) }),
          50,
        );
      });
    }
    if (failing) return { ok: false, error: failing };
    if (!journey) throw new Error('no journey');
    journey = scenario.journey ? journey : after(journey, action);
    return ok(journey);
  },
  'journeys.forget': ({ id }) => {
    list = list?.filter((journey) => journey.id !== id);
    return ok({});
  },
  'practice.status': () => ok(practice),
  'practice.start': ({ state }) => {
    practice = { ...practice, running: true, state, address: '127.0.0.1:52443', sha256: walk.sha256 };
    return ok(practice);
  },
  'practice.stop': () => {
    practice = { ...practice, running: false, address: '', sha256: '' };
    return ok(practice);
  },
  'practice.saveCa': () => ok({ saved: true }),
  'profiles.list': () => ok({ ...profileList, ...scenario.profiles }),
  'profiles.openFolder': () => ok({}),
  'deploy.drop': () => {
    if (journey?.kind !== 'deploy') throw new Error('no deploy journey');
    const dropped = deployWalk.act(journey, { type: 'deploy-add-files' });
    journey = dropped;
    return ok(dropped);
  },
  'deploy.newPassphrase': () => ok({ passphrase: 'kelp-Tundra.41-moss' }),
  ...toolHandlers(scenario, pending, (progress) => double.tell(progress)),
  ...activityHandlers(scenario, pending, (progress) => double.tell(progress)),
  ...trustedHandlers(scenario, pending, (progress) => double.tell(progress)),
  ...troubleshootHandlers(scenario, pending, (progress) => double.tell(progress)),
  'tasks.cancel': ({ task }) => {
    pending.get(task)?.({ ok: false, error: { code: 'cancelled', facts: {} } });
    return ok({});
  },
  'clipboard.copy': () => ok({}),
});

/** What happens to the practice sensor elsewhere: an upload in the browser. */
const changePractice = (change: Partial<typeof practice>) => {
  practice = { ...practice, ...change };
};

Object.assign(window, { certwright: double.bridge, asked: double.asked, changePractice });
