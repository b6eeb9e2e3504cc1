// Three ways in: the privileged child, the command line, the window. Nothing else is decided here.
import { app } from 'electron';
import { argumentsOf } from './app/arguments.ts';
import { commandWords } from './cli/command.ts';

const argv = argumentsOf(process.argv, app.isPackaged);

if (argv[0] === '--privileged') {
  const { runChild } = await import('./privileged/child.ts');
  process.exit(await runChild(argv.slice(1)));
} else if (argv[0] !== undefined && commandWords.has(argv[0])) {
  const { runCommandLine } = await import('./app/command-line.ts');
  runCommandLine(argv);
} else {
  const { startApp } = await import('./app/boot.ts');
  startApp();
}
