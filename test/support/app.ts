// Starts the real app for a test: real Electron, a private HOME, the dialogs answered by the test.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { findRuntime, launcherFlags } from '../../scripts/electron-runtime.mjs';

export const root = resolve(import.meta.dirname, '../..');

export type RunningApp = {
  app: ElectronApplication;
  page: Page;
  /** The private HOME; give it to the next start to go on where this one stood. */
  home: string;
  close(): Promise<void>;
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>;
};

export type AppOptions = {
  home?: string;
  /** The packaged app's executable instead of Electron with the build. */
  executable?: string;
  env?: Record<string, string>;
};

export const freshHome = (): string => mkdtempSync(join(tmpdir(), 'certwright-home-'));

/** The environment of a process that lives in `home` only. */
export function homeEnvironment(home: string): Record<string, string> {
  const kept = ['PATH', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'LANG', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];
  const env = Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  return { ...env, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), APPDATA: join(home, 'AppData', 'Roaming') };
}

export async function startApp(options: AppOptions = {}): Promise<RunningApp> {
  const home = options.home ?? freshHome();
  if (!options.executable && !existsSync(join(root, 'out/main/index.mjs'))) {
    throw new Error('there is no build: run `npm run build` first');
  }
  const app = await _electron.launch({
    executablePath: options.executable ?? process.env.CERTWRIGHT_ELECTRON ?? (await findRuntime()).executable,
    args: [...launcherFlags(), ...(options.executable ? [] : [root])],
    env: { ...homeEnvironment(home), ...options.env },
  });
  const page = await app.firstWindow();
  await page.getByTestId('home').waitFor();
  // Its first answer comes when main has loaded everything. While it loads, V8 collects what the driver holds weakly, its
  // own promises among it, and nothing can be asked of main.
  await page.evaluate(() => window.certwright['app.info']({}));
  await answerQuestions(app, true);
  return {
    app,
    page,
    home,
    close: () => app.close(),
    async kill() {
      const { pid } = app.process();
      const gone = new Promise<void>((done) => app.process().once('exit', () => done()));
      if (pid) process.kill(pid, 'SIGKILL');
      await gone;
    },
  };
}

export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true });

type Electron = typeof import('electron');

/** Runs something in main that may be run again: should V8 have collected the driver's promise, it is said once more. */
async function tell<A>(
  app: ElectronApplication,
  what: (electron: Electron, argument: A) => void,
  argument: A,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const error = await app.evaluate(what as never, argument as never).then(
      () => null,
      (problem: Error) => problem,
    );
    if (error === null) return;
    if (tries === 5 || !error.message.includes('garbage collected')) throw error;
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** What the person at the screen answers when the app asks by a dialog of the system whether to change the computer. */
export const answerQuestions = (app: ElectronApplication, yes: boolean): Promise<void> =>
  tell(
    app,
    ({ dialog }, response) => {
      dialog.showMessageBox = async () => ({ response, checkboxChecked: false });
    },
    yes ? 1 : 0,
  );

/** The next save dialog answers with this path, as a person would choose it; null closes the dialog. */
export const answerSaveDialog = ({ app }: RunningApp, path: string | null): Promise<void> =>
  tell(
    app,
    ({ dialog }, chosen) => {
      dialog.showSaveDialog = async () => ({ canceled: chosen === null, filePath: chosen ?? '' });
    },
    path,
  );

export const answerOpenDialog = ({ app }: RunningApp, paths: string[]): Promise<void> =>
  tell(
    app,
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: chosen.length === 0, filePaths: chosen });
    },
    paths,
  );
