// Starts the window: one instance, one window, every service made once and handed to the calls.
import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, clipboard } from 'electron';
import ElectronStore from 'electron-store';
import { ok, type Result } from '../../preload/contract/result.ts';
import { type Handlers, handlersOf } from '../ipc/handlers.ts';
import { registerCalls } from '../ipc/register.ts';
import { dataFolder } from '../journal/data-folder.ts';
import { setAsideDamaged, storeName } from '../journal/store.ts';
import { JourneyRunner } from '../journeys/runner.ts';
import { Tasks } from '../journeys/tasks.ts';
import { openWorld } from '../journeys/trust/open-world.ts';
import { systemElevation } from '../privileged/launch.ts';
import { openChromiumJudge } from '../sensor/chromium.ts';
import { logLine } from './log.ts';
import { peopleOf } from './people.ts';
import { PracticeDesk } from './practice.ts';
import { registerScheme, serveRenderer } from './protocol.ts';
import { appOrigin } from './renderer-files.ts';
import { enforceSandbox } from './sandbox.ts';
import { guardEverything } from './security.ts';
import { ownSelf } from './self.ts';
import { SettingsDesk } from './settings.ts';
import { openWindow } from './window.ts';

export function startApp(): void {
  const folder = dataFolder();
  app.setPath('userData', folder);
  enforceSandbox();
  registerScheme();
  // A second start shows the window of the first, and does nothing of its own.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  // Not awaited: in an ES-module main Electron would wait for this module, and this module for Electron.
  void app.whenReady().then(() => ready(folder));
}

async function ready(folder: string): Promise<void> {
  const logBug = (reference: string, where: string, problem: unknown) => {
    void logLine(folder, new Date(), reference, where, problem).catch(() => {});
  };
  const out = join(app.getAppPath(), 'out');
  guardEverything();
  serveRenderer(join(out, 'renderer'));
  const windows = new Set<number>();
  registerCalls(openServices(folder), windows, appOrigin, logBug);
  const window = openWindow(out);
  windows.add(window.webContents.id);
  window.on('closed', () => windows.clear());
}

async function openServices(folder: string): Promise<Result<Handlers>> {
  const now = () => new Date();
  setAsideDamaged(folder, now());
  const store = new ElectronStore({ name: storeName, cwd: folder });
  const people = peopleOf(() => BrowserWindow.getAllWindows()[0] ?? null);
  const world = await openWorld({
    folder,
    home: homedir(),
    now,
    store,
    people,
    openJudge: () => openChromiumJudge(now),
    elevate: await systemElevation(ownSelf(), { mayAsk: true }),
  });
  if (!world.ok) return world;
  const practice = new PracticeDesk({
    port: () => Number(store.get('practicePort') ?? 0),
    keepPort: (port) => store.set('practicePort', port),
    forgetSeen: (address) => world.value.seen.forget(address),
  });
  const tasks = new Tasks();
  app.on('before-quit', () => {
    tasks.cancelAll();
    void practice.stop();
  });
  const handlers = handlersOf({
    info: {
      version: app.getVersion(),
      platform: process.platform as 'win32' | 'darwin' | 'linux',
      electron: process.versions.electron ?? '',
      chromium: process.versions.chrome ?? '',
      language: app.getLocale(),
    },
    settings: new SettingsDesk(store),
    journeys: new JourneyRunner(store, world.value, randomUUID),
    tasks,
    practice,
    people,
    copy: (text) => clipboard.writeText(text),
  });
  return ok(handlers);
}
