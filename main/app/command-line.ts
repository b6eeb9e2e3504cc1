// The installed app as a command line: the same words as on plain Node, with Chromium at hand for real verdicts.
import { app } from 'electron';
import { runCli } from '../cli/run.ts';
import { terminalIo } from '../cli/terminal.ts';
import { openChromiumJudge } from '../sensor/chromium.ts';
import { enforceSandbox } from './sandbox.ts';
import { ownSelf } from './self.ts';

/** Runs one command and ends the process with its exit code. No window is opened. */
export function runCommandLine(argv: readonly string[]): void {
  enforceSandbox();
  app.on('window-all-closed', () => {});
  void app.whenReady().then(async () => {
    const io = terminalIo({ self: ownSelf(), openJudge: () => openChromiumJudge(() => new Date()) });
    app.exit(await runCli(argv, io));
  });
}
