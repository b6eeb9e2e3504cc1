// An ordinary user inside the private world, for tests of the way to administrator rights: the app and its runtime where
// anybody can read them, a home of its own, and sudo that gives root without a question while it is allowed.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findRuntime } from '../../scripts/electron-runtime.mjs';
import { type RunningApp, root, startApp } from './app.ts';

/** The user's id, and the group's. */
export const nobody = 65534;
const sudoers = '/etc/sudoers.d/certwright-test';

/** Root of the machine, and not only root of a user namespace, where sudo can give nothing. */
function isRealRoot(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return /^\s*0\s+0\s+4294967295/.test(readFileSync('/proc/self/uid_map', 'utf8'));
}

/** To make somebody ordinary takes real root, and what is changed must be nobody's own. */
export const canBeOrdinary =
  process.env.CERTWRIGHT_PRIVATE_WORLD === '1' && isRealRoot() && existsSync('/usr/bin/sudo');

export class OrdinaryUser {
  readonly folder = mkdtempSync(join(tmpdir(), 'certwright-ordinary-'));
  readonly home = join(this.folder, 'home');
  /** The app's folder, and Electron's executable. */
  readonly app = join(this.folder, 'app');
  readonly electron = join(this.folder, 'electron/electron');
  readonly environment: Record<string, string> = {
    HOME: this.home,
    PATH: process.env.PATH ?? '',
    DISPLAY: process.env.DISPLAY ?? '',
  };

  static async make(): Promise<OrdinaryUser> {
    const user = new OrdinaryUser();
    const { folder, home, app, environment } = user;
    chmodSync(folder, 0o755);
    // The checkout, and the folder of the runtime, may be closed to others.
    cpSync(join(root, 'out'), join(app, 'out'), { recursive: true });
    copyFileSync(join(root, 'package.json'), join(app, 'package.json'));
    const runtime = process.env.CERTWRIGHT_ELECTRON ?? (await findRuntime()).executable;
    mkdirSync(join(folder, 'electron'));
    execFileSync('mount', ['--bind', dirname(runtime), join(folder, 'electron')]);
    mkdirSync(home);
    chownSync(home, nobody, nobody);
    if (process.env.XAUTHORITY) {
      environment.XAUTHORITY = join(folder, 'xauthority');
      copyFileSync(process.env.XAUTHORITY, environment.XAUTHORITY);
      chownSync(environment.XAUTHORITY, nobody, nobody);
    }
    user.allowSudo(true);
    return user;
  }

  allowSudo(isAllowed: boolean): void {
    if (isAllowed) writeFileSync(sudoers, `#${nobody} ALL=(root) NOPASSWD: ALL\n`, { mode: 0o440 });
    else rmSync(sudoers, { force: true });
  }

  /** The app, run by this user. */
  startApp(): Promise<RunningApp> {
    const executable = join(this.folder, 'start');
    const ids = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
    const words = ['exec setpriv', ...ids, '--', this.electron, '"$@"', this.app];
    writeFileSync(executable, `#!/bin/sh\ncd "$HOME" && ${words.join(' ')}\n`, { mode: 0o755 });
    return startApp({ home: this.home, executable, env: this.environment });
  }

  remove(): void {
    // Lazily: a process of Electron's may outlive its window by a moment, and has what it holds until then.
    execFileSync('umount', ['--lazy', join(this.folder, 'electron')]);
    this.allowSudo(false);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
