// Which way to administrator rights this system has for us, and the exact command for it. Pure; launch.ts starts it.
//
// Windows: our own executable with the verb `runas` (UAC asks). macOS: osascript asks for an administrator. Linux:
// pkexec where a desktop shows its dialog, else sudo, which asks on the terminal or not at all. On the command line sudo
// that asks nobody is the first.
// Nothing here joins arguments into a line for a shell to take apart again.

export type ElevationWay = 'direct' | 'pkexec' | 'sudo' | 'uac' | 'osascript' | 'none';

export type Situation = {
  platform: NodeJS.Platform;
  /** This process has the rights already: root, or an elevated administrator. */
  isRoot: boolean;
  /** A person may be asked. False for a script: then only a way that asks nobody will do. */
  mayAsk: boolean;
  /** Asked for by the app's window: then the system's own dialog is the way, though sudo would ask nobody. */
  inWindow: boolean;
  has: {
    /** A desktop session, so that a dialog can be shown. */
    display: boolean;
    /** A person at a terminal that is ours. */
    terminal: boolean;
    pkexec: boolean;
    sudo: boolean;
    /** sudo gives the rights without a question. */
    sudoWithoutPassword: boolean;
  };
};

/** The first way that works here. */
export function chooseElevation({ platform, isRoot, mayAsk, inWindow, has }: Situation): ElevationWay {
  if (isRoot) return 'direct';
  if (platform === 'win32') return mayAsk ? 'uac' : 'none';
  const dialog = dialogOf(platform, has);
  if (inWindow && mayAsk && dialog) return dialog;
  if (has.sudo && has.sudoWithoutPassword) return 'sudo';
  if (!mayAsk) return 'none';
  if (dialog) return dialog;
  if (has.sudo && has.terminal) return 'sudo';
  // Without a desktop pkexec asks on the terminal itself.
  return platform === 'linux' && has.pkexec && has.terminal ? 'pkexec' : 'none';
}

function dialogOf(platform: NodeJS.Platform, { display, pkexec }: Situation['has']): 'osascript' | 'pkexec' | null {
  if (!display) return null;
  if (platform === 'darwin') return 'osascript';
  return platform === 'linux' && pkexec ? 'pkexec' : null;
}

/** How to start this program again: the app's executable or Node, and what stands before our own words. */
export type Self = {
  /** Absolute path, as it is now; null where root cannot, or should not, start what this runs from. */
  executable(): string | null;
  /** Absolute paths and switches; for a development start the app's folder, for the command line its script. */
  args: readonly string[];
  /** Electron's executable, as against plain Node. */
  isElectron: boolean;
};

/**
 * For the child on Linux. As root Chromium refuses to start without `--no-sandbox`; the sandbox would guard against web
 * content, and the child loads none: it is done before Chromium could open a window. Without its sandbox no helper
 * process (zygote) is needed either, and root has no display to open, so none is looked for.
 */
const rootSwitches = ['--no-sandbox', '--no-zygote', '--ozone-platform=headless'];

/** What stands before the child's own words, to be started as they are by any of the ways. */
export const childCommand = (
  self: Omit<Self, 'executable'> & { executable: string },
  platform: NodeJS.Platform,
): { executable: string; args: string[] } => ({
  executable: self.executable,
  args: [...(self.isElectron && platform === 'linux' ? rootSwitches : []), ...self.args],
});

/**
 * `quoted form of` each item, as AppleScript's `do shell script` takes one line. What comes out is a number in any
 * language: the exit status, or -128 where the person said no.
 */
const appleScript = [
  'on run argv',
  'set theLine to ""',
  'repeat with theWord in argv',
  'set theLine to theLine & quoted form of (theWord as text) & " "',
  'end repeat',
  'try',
  'do shell script theLine with administrator privileges',
  'return 0',
  'on error number theStatus',
  'return theStatus',
  'end try',
  'end run',
];

export type Command = { file: string; args: string[] };

/** The command that starts `executable` with `args` and rights; absolute paths only. Not for `uac`, which is a call. */
export function elevationCommand(
  way: 'pkexec' | 'sudo' | 'osascript',
  { executable, args }: { executable: string; args: readonly string[] },
  mayAsk: boolean,
): Command {
  const words = [executable, ...args];
  if (way === 'pkexec') return { file: '/usr/bin/pkexec', args: words };
  if (way === 'sudo') return { file: '/usr/bin/sudo', args: [...(mayAsk ? [] : ['-n']), '--', ...words] };
  return { file: '/usr/bin/osascript', args: [...appleScript.flatMap((line) => ['-e', line]), ...words] };
}

/** What a way's own end means, apart from the child's: `cancelled` by the person, `unavailable`, or the child's status. */
export function readEnd(
  way: 'pkexec' | 'sudo' | 'osascript',
  status: number | null,
  output: string,
): number | null | 'cancelled' | 'unavailable' {
  // pkexec(1): 126 where the person dismissed the dialog, 127 where there was no authorization or no agent to ask.
  if (way === 'pkexec' && status === 126) return 'cancelled';
  if (way === 'pkexec' && status === 127) return 'unavailable';
  // sudo(8) exits with 1 where it refuses; our child never does.
  if (way === 'sudo' && status === 1) return 'unavailable';
  if (way !== 'osascript') return status;
  const number = /^-?\d+$/.exec(output.trim());
  if (status !== 0 || !number) return 'unavailable';
  // AppleScript's userCanceledErr.
  return Number(output) === -128 ? 'cancelled' : Number(output);
}
