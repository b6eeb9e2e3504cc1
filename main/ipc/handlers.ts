// One line of work for each call of the contract; the work itself is elsewhere.

import type { z } from 'zod';
import { clipboardName } from '../../assets/text/en/confirm.ts';
import type { Answer, Calls, Progress } from '../../preload/contract/calls.ts';
import type { Channel } from '../../preload/contract/channels.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import type { SensorLook } from '../../preload/contract/sensor-look.ts';
import type { ActivityDesk } from '../app/activity.ts';
import type { BackupsDesk } from '../app/backups.ts';
import type { PracticeDesk } from '../app/practice.ts';
import type { ProfilesDesk } from '../app/profiles.ts';
import type { RightsDesk } from '../app/rights.ts';
import type { SettingsDesk } from '../app/settings.ts';
import type { SlotsDesk } from '../app/slots.ts';
import type { ToolsDesk } from '../app/tools.ts';
import type { TrustedDesk } from '../app/trusted.ts';
import type { Run as StagedRun } from '../journeys/kind.ts';
import type { JourneyRunner } from '../journeys/runner.ts';
import type { Tasks } from '../journeys/tasks.ts';
import type { TrustWorld } from '../journeys/trust/world.ts';
import type { Run } from '../tools/tray.ts';
import type { Reply } from './register.ts';

type Stage = Progress['stage'];

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
  tools: ToolsDesk;
  profiles: ProfilesDesk;
  slots: SlotsDesk;
  activity: ActivityDesk;
  backups: BackupsDesk;
  trusted: TrustedDesk;
  people: TrustWorld['people'];
  rights: RightsDesk;
  look(target: { address: string; proxy: string | null }, run: StagedRun): Promise<Result<SensorLook>>;
  copy(text: string): void;
};

export function handlersOf(services: Services): Handlers {
  const { info, settings, journeys, tasks, practice, tools, profiles, slots, trusted, people, rights, look, copy } =
    services;
  /** Long work of the tools: it can be cancelled, and tells how far it is. */
  const long = <T>(task: string, reply: Reply, stage: Stage, work: (run: Run) => Promise<T>): Promise<T> =>
    tasks.run(task, (signal) =>
      work({ signal, progress: (done, total) => reply.progress({ task, stage, done, total }) }),
    );
  /** The same for work that has stages of its own. */
  const staged = <T>(task: string, reply: Reply, work: (run: StagedRun) => Promise<T>): Promise<T> =>
    tasks.run(task, (signal) =>
      work({
        signal,
        stage: (stage, done = 0, total = 0, seen = undefined) =>
          reply.progress({ task, stage, done, total, ...(seen ? { seen } : {}) }),
      }),
    );
  return {
    'app.info': async () => ok(info),
    'settings.read': async () => ok(settings.read()),
    'settings.write': async (changes) => ok(settings.write(changes)),
    'journeys.list': async () => ok(journeys.list()),
    'journeys.start': async ({ kind, practice: isPractice, address, proxy }) => {
      const started = journeys.start(kind, isPractice);
      if (kind !== 'trust' || !address) return ok(started);
      const action = { type: 'set-address' as const, address, proxy: proxy ?? null };
      return journeys.act(started.id, action, { signal: new AbortController().signal, stage: () => {} });
    },
    'journeys.open': ({ id }) => journeys.open(id),
    'journeys.act': async ({ id, task, action }, reply) => {
      const acted = await staged(task, reply, (run) => journeys.act(id, action, run));
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
    'tools.tray': ({ show }) => tools.tray(show),
    'tools.choose': ({ task }, reply) => long(task, reply, 'reading-files', (run) => tools.choose(run)),
    'tools.drop': ({ task, paths }, reply) => long(task, reply, 'reading-files', (run) => tools.add(paths, run)),
    'tools.paste': () => tools.paste(clipboardName),
    'tools.unlock': ({ task, file, passphrase }, reply) =>
      long(task, reply, 'reading-files', (run) => tools.unlock(file, passphrase, run)),
    'tools.remove': ({ file }) => tools.remove(file),
    'tools.clear': () => tools.clear(),
    'tools.convert': ({ task, order }, reply) => long(task, reply, 'writing', (run) => tools.convert(order, run)),
    'tools.requestTexts': ({ order }) => tools.requestTexts(order),
    'tools.makeRequest': ({ task, order }, reply) =>
      long(task, reply, 'making-key', (run) => tools.makeRequest(order, run)),
    'tools.saveText': ({ kind }) => tools.saveText(kind),
    'tools.waiting': async () => ok(tools.waiting()),
    'tools.packWaiting': ({ id }) => tools.packWaiting(id),
    'tools.forgetWaiting': async ({ id }) => ok(tools.forgetWaiting(id)),
    'tools.addWaiting': ({ id }) => tools.addWaiting(id),
    'tools.reveal': async ({ waiting }) => tools.reveal(waiting),
    'tools.test': ({ task, ref }, reply) =>
      long(task, reply, 'testing', (run) => tools.engine.call('test', { ref }, run)),
    'tools.compare': (refs) => tools.engine.call('compare', refs),
    'tools.verify': ({ task, order }, reply) =>
      long(task, reply, 'testing', (run) => tools.engine.call('verify', { order }, run)),
    'profiles.list': async () => ok(await profiles.list()),
    'profiles.openFolder': () => profiles.openFolder(),
    'deploy.drop': ({ id, task, paths }, reply) =>
      staged(task, reply, (run) => journeys.act(id, { type: 'deploy-drop', paths }, run)),
    'deploy.newPassphrase': async ({ profile: id }) => profiles.newPassphrase(id),
    'slots.view': () => slots.view(),
    'slots.choose': ({ task }, reply) => staged(task, reply, (run) => slots.choose(run)),
    'slots.drop': ({ task, paths }, reply) => staged(task, reply, (run) => slots.add(paths, run)),
    'slots.place': ({ file, slot }) => slots.place(file, slot),
    'slots.remove': ({ file }) => slots.remove(file),
    'slots.clear': () => slots.clear(),
    'slots.passphrase': ({ passphrase }) => slots.passphrase(passphrase),
    'slots.check': ({ task, ...order }, reply) => staged(task, reply, (run) => slots.check(order, run)),
    // Loaded when it is asked for: the catalogue is of no use to most starts.
    'troubleshoot.explain': async ({ text }) => ok((await import('../troubleshoot/match.ts')).explainMessage(text)),
    'troubleshoot.messages': async () => ok((await import('../troubleshoot/catalogue.ts')).knownMessages()),
    'troubleshoot.look': ({ task, ...target }, reply) => staged(task, reply, (run) => look(target, run)),
    'activity.list': () => services.activity.list(),
    'activity.made': ({ id }) => services.activity.made(id),
    'activity.diff': ({ ids }) => services.activity.diff(ids),
    'activity.undo': ({ task, ids, anyway }, reply) =>
      staged(task, reply, (run) => services.activity.undo(ids, anyway, run)),
    'activity.leave': ({ ids }) => services.activity.leave(ids),
    'activity.export': ({ format, journey }) => services.activity.export(format, journey),
    'backups.list': () => services.backups.list(),
    'backups.diff': ({ sha256 }) => services.backups.diff(sha256),
    'backups.restore': ({ task, sha256, before }, reply) =>
      staged(task, reply, (run) => services.backups.restore(sha256, before, run)),
    'trusted.list': () => trusted.list(),
    'trusted.look': ({ task }, reply) => staged(task, reply, (run) => trusted.look(run)),
    'trusted.remove': ({ task, certificates }, reply) =>
      staged(task, reply, (run) => trusted.remove(certificates, run)),
    'trusted.leave': ({ store, sha256 }) => trusted.leave(store, sha256),
    'journeys.plan': ({ id, action }) => rights.tell(() => journeys.plan(id, action)),
    'activity.plan': ({ ids, anyway }) => rights.planUndo(ids, anyway),
    'backups.plan': ({ sha256, before }) => rights.planOf([services.backups.restoration(sha256, before)]),
    'trusted.plan': async ({ certificates }) => rights.planOf(await trusted.removals(certificates)),
    'rights.saveScript': () => rights.saveScript(),
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
