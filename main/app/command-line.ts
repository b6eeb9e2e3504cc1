// The installed app as a command line: the same words as on plain Node, with Chromium at hand for real verdicts.
import { app } from 'electron';
import { runCli } from '../cli/run.ts';
import { openChromiumJudge } from '../sensor/chromium.ts';

/** Runs one command and ends the process with its exit code. No window is opened. */
export function runCommandLine(argv: readonly string[]): void {
  app.enableSandbox();
  app.on('window-all-closed', () => {});
  void app.whenReady().then(async () => {
    app.exit(await runCli([...argv], { openJudge: () => openChromiumJudge(() => new Date()) }));
  });
}
