// The screen before the prompt for rights in words: what will be done, how the system will ask, and the same as a script.
import type { ChangeScript, DescribedChange, RightsWay } from '../../../preload/contract/activity.ts';
import { shortName } from '../facts.ts';
import { runScript, scriptOptions } from '../script-command.ts';
import { count, dateTime } from './format.ts';

type Language = ChangeScript['language'];

/** A certificate that nobody could read (any more) has its thumbprint only, which stands below. */
const certificate = ({ what }: DescribedChange): string =>
  what === '' ? 'the certificate' : `the certificate “${shortName(what)}”`;

/** One change, as something that is about to be done. */
export function willDo(change: DescribedChange): string {
  const { kind, target, what } = change;
  switch (kind) {
    case 'trust-added':
      return `Add ${certificate(change)} to ${target}`;
    case 'trust-removed':
      return `Remove ${certificate(change)} from ${target}`;
    case 'hosts-line-added':
      return `Add the line “${what}” to ${target}`;
    case 'hosts-line-removed':
      return `Remove the line “${what}” from ${target}`;
    case 'hosts-restored':
      return `Put the kept copy of ${dateTime(what)} in the place of ${target}`;
  }
}

/** How the system will ask, and what its question will look like. */
const ways: Record<RightsWay, string> = {
  uac: 'Windows asks in its own window, “Do you want to allow this app to make changes to your device?”. It names Certwright; for a build without a signature it says “Publisher: Unknown”.',
  pkexec:
    'Linux asks for a password in a window of the desktop, “Authentication is needed to run …”. It names the program file of Certwright.',
  sudo: 'Linux (sudo) asks for your password in the terminal from which Certwright was started, or not at all where you may do so without one.',
  osascript:
    'macOS asks for the name and password of an administrator in its own window. It names osascript, the part of macOS that Certwright asks through.',
  nobody: 'Nobody is asked: Certwright runs with administrator rights already.',
  none: 'Certwright found no way to ask for administrator rights here.',
};

/**
 * How the saved script is run; `name` is that of the file. An administrator's PowerShell starts in a folder of the system,
 * so the way to the script comes first.
 */
function howToRun(
  { language, name }: Pick<ChangeScript, 'language' | 'name'>,
  isMixed: boolean,
): { text: string; command?: string }[] {
  const start = runScript[language](name);
  const { look, undo } = scriptOptions[language];
  const where =
    language === 'powershell'
      ? 'Save the script. Open PowerShell as an administrator and go to the folder that it is in (cd). First see what it would do; nothing is changed:'
      : 'Save the script. In a terminal, in the folder that it is in (cd), first see what it would do. Nothing is changed:';
  const own =
    language === 'powershell'
      ? 'in a PowerShell of your own, not as an administrator'
      : 'without sudo, under your own account';
  return [
    { text: where, command: `${start} ${look}` },
    { text: 'Then do it:', command: start },
    {
      text: 'Later, to take it back. Activity lists only what Certwright itself has done, so keep the script:',
      command: `${start} ${undo}`,
    },
    ...(isMixed
      ? [{ text: `A part of it is for your own account alone. The script says so: run it once more ${own}.` }]
      : []),
  ];
}

export const rights = {
  title: 'This needs administrator rights',
  byScript: 'Somebody who has them can run the script below; it does exactly the same.',
  titleNone: 'Administrator rights cannot be asked for here',
  /** Where nobody can be asked, and so nothing is done from here. */
  would: 'What would have to be done',
  will: (n: number) =>
    n === 1 ? 'Exactly this will be done' : `Exactly these ${count(n, 'change', 'changes')} will be done`,
  willDo,
  needs: 'With administrator rights',
  needsNot: 'Without administrator rights',
  thumbprint: 'SHA-256',
  thumbprintOf: (change: DescribedChange) => `SHA-256 of ${certificate(change)}`,
  how: 'How you will be asked',
  ways,
  only: 'Nothing else is done with these rights, and they end when it is done. No password and no private key goes along. Afterwards Certwright reads everything back.',
  script: 'The same as a script',
  noScript: 'There is no script for this: only Certwright itself can put it back afterwards exactly as it stood.',
  noScriptByHand: 'Certwright has to be started by somebody who has administrator rights here.',
  scriptText:
    'For a computer where Certwright may not ask for rights, or for somebody else to run. It does the same, checks first, changes nothing that is right already, and takes back what it has done itself.',
  scriptRegion: 'Text of the script',
  save: { powershell: 'Save as PowerShell script…', sh: 'Save as shell script…' } satisfies Record<Language, string>,
  saved: (name: string) => `Saved as ${name}.`,
  howToRun,
  howToRunWhat: 'the command',
  go: 'Continue',
  check: 'I have run it: check',
  close: 'Close',
};
