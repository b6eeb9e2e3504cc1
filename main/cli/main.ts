#!/usr/bin/env node
// The command line on plain Node (`bin` in package.json). Also the privileged child of such a start.
import { fileURLToPath } from 'node:url';
import { childFlag } from '../privileged/elevated-run.ts';
import { runCli } from './run.ts';
import { terminalIo } from './terminal.ts';

const argv = process.argv.slice(2);
if (argv[0] === childFlag) {
  const { runChild } = await import('../privileged/child.ts');
  process.exit(await runChild(argv.slice(1)));
}
const self = { executable: () => process.execPath, args: [fileURLToPath(import.meta.url)], isElectron: false };
process.exitCode = await runCli(argv, terminalIo({ self }));
// A terminal that was read from would keep the process; output that is still on its way does not need it.
process.stdin.unref?.();
