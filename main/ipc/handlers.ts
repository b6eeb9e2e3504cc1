// One line of work for each call of the contract; the work itself is elsewhere.

import type { z } from 'zod';
import type { Answer, Calls } from '../../preload/contract/calls.ts';
import type { Channel } from '../../preload/contract/channels.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import type { PracticeDesk } from '../app/practice.ts';
import type { SettingsDesk } from '../app/settings.ts';
import type { JourneyRunner } from '../journeys/runner.ts';
import type { Tasks } from '../journeys/tasks.ts';
import type { TrustWorld } from '../journeys/trust/world.ts';
import type { Reply } from './register.ts';

type Parsed<C extends Channel> = z.output<Calls[C]['argument']>;
export type Handlers = {
  [C in Channel]: (argument: Parsed<C>, reply: Reply) => Promise<Result<Answer<C>>>;
};

export type Services = {
  info: Answer<'app.info'>;
  settings: SettingsDesk;
  journeys: JourneyRunner;
  tasks: Tasks;
  practice: PracticeDesk;
  people: TrustWorld['people'];
  copy(text: string): void;
};

export function handlersOf({ info, settings, journeys, tasks, practice, people, copy }: Services): Handlers {
  return {
    'app.info': async () => ok(info),
    'settings.read': async () => ok(settings.read()),
    'settings.write': async (changes) => ok(settings.write(changes)),
    'journeys.list': async () => ok(journeys.list()),
    'journeys.start': async ({ practice: isPractice }) => ok(journeys.start(isPractice)),
    'journeys.open': ({ id }) => journeys.open(id),
    'journeys.act': async ({ id, task, action }, reply) => {
      const acted = await tasks.run(task, (signal) =>
        journeys.act(id, action, {
          signal,
          stage: (stage, done = 0, total = 0) => reply.progress({ task, stage, done, total }),
        }),
      );
      if (acted.ok) settings.remember(action);
      return acted;
    },
    'journeys.forget': ({ id }) => journeys.forget(id),
    'practice.status': async () => ok(practice.status()),
    'practice.start': ({ state }) => practice.start(state),
    'practice.stop': async () => ok(await practice.stop()),
    'practice.saveCa': async () => {
      const pem = practice.caPem();
      const saved = pem ? await people.saveFile('practice-ca.pem', new TextEncoder().encode(pem)) : ok(null);
      return saved.ok ? ok({ saved: saved.value !== null }) : saved;
    },
    'tasks.cancel': async ({ task }) => {
      tasks.cancel(task);
      return ok({});
    },
    'clipboard.copy': async ({ text }) => {
      copy(text);
      return ok({});
    },
  };
}
