// Starts this program again with administrator rights, by the way that elevation.ts chose: absolute paths, no shell,
// a small environment, bounded output. It knows nothing of requests and answers.
import { execFile, spawn } from 'node:child_process';
import { access, constants, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fail } from '../../preload/contract/result.ts';
import { type Elevate, elevatedRun, type Launch } from './elevated-run.ts';
import {
  type Command,
  childCommand,
  chooseElevation,
  type ElevationWay,
  elevationCommand,
  readEnd,
  type Self,
  type Situation,
} from './elevation.ts';
import { isWindowsAdministrator, launchByUac } from './windows-elevation.ts';

/** What the elevated process may see of our environment: nothing that could steer it. */
const environment = (): Record<string, string> => ({
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  // For sudo's question on the terminal, and osascript's dialog.
  TERM: process.env.TERM ?? 'dumb',
  HOME: process.env.HOME ?? '/',
});
/** Characters of output that are read; the child's own words are for its answer. */
const outputLimit = 4096;

const isProgram = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

const succeeds = ({ file, args }: Command): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(file, args, { env: environment(), timeout: 5000 }, (error) => resolve(error === null));
  });

/** Does this process have administrator rights already? */
export const hasAllRights = async (): Promise<boolean> =>
  process.platform === 'win32' ? isWindowsAdministrator() : process.getuid?.() === 0;

/** Who asks: `mayAsk` false for a script, of which no person is asked anything; `inWindow` for the app's window. */
type Asker = Pick<Situation, 'mayAsk' | 'inWindow'>;

/**
 * pkexec has said in this run that nobody can be asked through it: no agent runs in the session, or the system's rules
 * forbid it. From then on sudo is the way, of which main knows beforehand that it may ask nobody, and asks by itself.
 */
let pkexecIsOfNoUse = false;

async function situation(asker: Asker): Promise<Situation> {
  const { platform, env } = process;
  const isUnix = platform !== 'win32';
  const sudo = isUnix && (await isProgram('/usr/bin/sudo'));
  return {
    platform,
    isRoot: await hasAllRights(),
    ...asker,
    has: {
      display: platform === 'darwin' ? !env.SSH_CONNECTION : Boolean(env.DISPLAY || env.WAYLAND_DISPLAY),
      terminal: process.stdin.isTTY === true,
      pkexec: isUnix && !pkexecIsOfNoUse && (await isProgram('/usr/bin/pkexec')),
      sudo,
      sudoWithoutPassword: sudo && (await succeeds({ file: '/usr/bin/sudo', args: ['-n', 'true'] })),
    },
  };
}

/**
 * The door's way to rights on this system, looked for when it is first needed; null where this process has them.
 * `elevation-unavailable` where there is none, `elevation-cancelled` where the person says no.
 */
export async function systemElevation(self: Self, asker: Asker): Promise<Elevate | null> {
  if (await hasAllRights()) return null;
  const launch: Launch = async (args, signal) => {
    const now = await situation(asker);
    const way = chooseElevation(now);
    const executable = self.executable();
    if (executable === null) return fail('elevation-unavailable', { tried: 'AppImage' });
    const command = childCommand({ ...self, executable }, now.platform);
    const words = { executable: command.executable, args: [...command.args, ...args] };
    if (way === 'uac') return launchByUac(words, signal);
    if (way === 'none' || way === 'direct') return fail('elevation-unavailable', { tried: tried(now) });
    const { status, output } = await runCommand(elevationCommand(way, words, asker.mayAsk), signal);
    const end = readEnd(way, status, output);
    if (end === 'cancelled') return fail('elevation-cancelled', {});
    if (end === 'unavailable' && way === 'pkexec') pkexecIsOfNoUse = true;
    if (end === 'unavailable') return fail('elevation-unavailable', { tried: way });
    return { status: end };
  };
  // The system's temporary folder, as the administrator may not be let into a home on a network drive. What is made in
  // it is closed to others. On macOS it may be a link of the system's own.
  return elevatedRun({ launch, stagingDir: await realpath(tmpdir()) });
}

/** How the system would ask a person at the window for rights now; `nobody` where this process has them, `none` where there is no way. */
export async function wayToAsk({ executable }: Self): Promise<Exclude<ElevationWay, 'direct'> | 'nobody'> {
  const way = chooseElevation(await situation({ mayAsk: true, inWindow: true }));
  if (way !== 'direct' && executable() === null) return 'none';
  return way === 'direct' ? 'nobody' : way;
}

const tried = ({ has, mayAsk }: Situation): string =>
  [has.pkexec ? 'pkexec' : '', has.sudo ? 'sudo' : '', mayAsk ? '' : 'no-questions'].filter(Boolean).join(', ');

/** Milliseconds that a program has to go after it was told to; root's own cannot be told by us. */
const patience = 1500;

/**
 * Runs one program to its end without a shell, its output bounded. After `signal` it is told to end, and waited for
 * no longer than a moment.
 */
export function runCommand(
  { file, args }: Command,
  signal: AbortSignal,
  env: Record<string, string> = environment(),
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'ignore'], shell: false, windowsHide: true });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('latin1').slice(0, outputLimit - output.length);
    });
    let timer: NodeJS.Timeout | undefined;
    const end = (status: number | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      child.stdout.destroy();
      child.unref();
      resolve({ status, output });
    };
    const stop = () => {
      timer = setTimeout(() => end(null), patience);
      child.kill('SIGTERM');
    };
    child.on('error', () => end(null)).on('exit', (status) => end(status));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
