// Every service made once, and the pipeline over them. Loaded after the window has its page: parsing all this would
// otherwise stand between the click on the icon and the first picture.
import { randomUUID } from 'node:crypto';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, clipboard, shell } from 'electron';
import ElectronStore from 'electron-store';
import { calls } from '../../preload/contract/calls.ts';
import type { Channel } from '../../preload/contract/channels.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import { type Handlers, handlersOf } from '../ipc/handlers.ts';
import { type LogBug, runCall } from '../ipc/pipeline.ts';
import type { Reply, Serve } from '../ipc/register.ts';
import { openStore } from '../journal/store.ts';
import { WaitingRequests } from '../journal/waiting-requests.ts';
import { deployKind } from '../journeys/deploy/kind.ts';
import { lastSubjectIn } from '../journeys/deploy/last-subject.ts';
import { othersIn } from '../journeys/deploy/others.ts';
import { type DeployWorld, usualPace } from '../journeys/deploy/world.ts';
import { JourneyRunner } from '../journeys/runner.ts';
import { Tasks } from '../journeys/tasks.ts';
import { trustKind } from '../journeys/trust/kind.ts';
import { lookOnce } from '../journeys/trust/look-once.ts';
import { openWorld } from '../journeys/trust/open-world.ts';
import { systemElevation, wayToAsk } from '../privileged/launch.ts';
import { openChromiumJudge } from '../sensor/chromium.ts';
import { EngineThread } from '../tools/thread.ts';
import { trustSurroundings } from '../trust/surroundings.ts';
import { ActivityDesk } from './activity.ts';
import { BackupsDesk } from './backups.ts';
import { dialogsOf } from './dialogs.ts';
import { peopleOf } from './people.ts';
import { PracticeDesk, portOf } from './practice.ts';
import { ProfilesDesk } from './profiles.ts';
import { RightsDesk } from './rights.ts';
import { ownSelf } from './self.ts';
import { SettingsDesk } from './settings.ts';
import { SlotsDesk } from './slots.ts';
import { ToolsDesk } from './tools.ts';
import { TrustedDesk } from './trusted.ts';

/** A number that has no account on this system has no name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}

type Handler = (argument: unknown, reply: Reply) => Promise<Result<unknown>>;

/** Opens everything in the data folder (absolute path). */
export async function openServices(folder: string, logBug: LogBug): Promise<Result<Serve>> {
  const handlers = await openHandlers(folder);
  if (!handlers.ok) return handlers;
  const handlerOf = (channel: Channel, reply: Reply) => (argument: unknown) =>
    (handlers.value[channel] as Handler)(argument, reply);
  return ok((channel, argument, reply) =>
    runCall(channel, calls[channel], argument, handlerOf(channel, reply), logBug),
  );
}

async function openHandlers(folder: string): Promise<Result<Handlers>> {
  const now = () => new Date();
  const opened = openStore(folder, now(), (name) => new ElectronStore({ name, cwd: folder, configFileMode: 0o600 }));
  if (!opened.ok) return opened;
  const { store, damage } = opened.value;
  const window = () => BrowserWindow.getAllWindows()[0] ?? null;
  const dialogs = dialogsOf(window);
  const people = peopleOf(window, dialogs);
  const self = ownSelf();
  const world = await openWorld({
    folder,
    home: homedir(),
    now,
    store,
    people,
    openJudge: () => openChromiumJudge(now),
    elevate: await systemElevation(self, { mayAsk: true, inWindow: true }),
    way: () => wayToAsk(self),
  });
  if (!world.ok) return world;
  const practice = new PracticeDesk({
    port: () => portOf(store.get('practicePort')),
    keepPort: (port) => store.set('practicePort', port),
    forgetSeen: (address) => world.value.seen.forget(address),
  });
  const tasks = new Tasks();
  const engine = new EngineThread(pathToFileURL(join(app.getAppPath(), 'out/main/engine-thread.mjs')));
  const waiting = new WaitingRequests(store, randomUUID);
  const tools = new ToolsDesk({ engine, dialogs, waiting, now });
  const profiles = new ProfilesDesk(folder);
  // A journey that is opened goes by the site's own profile, which the page may not have asked for yet.
  await profiles.list();
  const deploy: DeployWorld = {
    ...world.value,
    engine,
    profiles: () => profiles.known(),
    waiting,
    ask: { files: dialogs.files, folder: dialogs.folder, reveal: (path) => shell.showItemInFolder(path) },
    lastSubject: lastSubjectIn(store),
    others: othersIn(store),
    pace: usualPace,
  };
  const rights = new RightsDesk({
    world: world.value.machine,
    changes: world.value.changes,
    people,
    way: () => wayToAsk(self),
    now,
  });
  const journeys = new JourneyRunner({
    store,
    changes: world.value.changes,
    now,
    newId: randomUUID,
    kinds: [trustKind(world.value), deployKind(deploy)],
  });
  app.on('before-quit', () => {
    tasks.cancelAll();
    void practice.stop();
    void engine.stop();
  });
  return ok(
    handlersOf({
      info: {
        version: app.getVersion(),
        platform: process.platform as 'win32' | 'darwin' | 'linux',
        electron: process.versions.electron ?? '',
        chromium: process.versions.chrome ?? '',
        language: app.getLocale(),
        troubles: [...(damage ? [damage] : []), ...world.value.troubles],
      },
      settings: new SettingsDesk(store),
      journeys,
      tasks,
      practice,
      tools,
      profiles,
      slots: new SlotsDesk(deploy),
      activity: new ActivityDesk({
        world: world.value.machine,
        changes: world.value.changes,
        people,
        needsRights: world.value.needsRights,
        isGuarded: world.value.isGuarded,
        now,
        journeys: () => journeys.list(),
        found: world.value.found,
        computer: hostname(),
        account: accountName(),
      }),
      backups: new BackupsDesk({
        world: world.value.machine,
        changes: world.value.changes,
        people,
        isGuarded: world.value.isGuarded,
      }),
      trusted: new TrustedDesk({
        world: world.value,
        store,
        journeys: () => journeys.list(),
        ...trustSurroundings(homedir()),
      }),
      people,
      rights,
      look: (target, run) => lookOnce(target, world.value, run),
      copy: (text) => clipboard.writeText(text),
    }),
  );
}
