// Lines with our mark that `hosts undo` does not take back: the record of changes of who runs it does not have them, as
// it is another user's (with sudo: the administrator's), or it has them for a change that was made in the window.
import { cli } from '../../assets/text/en/cli.ts';
import type { Mapping } from '../hosts/hosts-file.ts';
import { othersIn } from '../journal/in-force.ts';
import type { Entry } from '../journal/journal.ts';
import type { Problem } from './command.ts';
import { plain } from './paint.ts';

/** Why there is nothing to undo, and who can take back what is in the file nevertheless. */
export function nothingToUndo(file: string, mappings: readonly Mapping[], entries: readonly Entry[]): Problem {
  const isKnown = othersIn(entries);
  const marked = mappings.filter(({ ours }) => ours);
  const known = marked.filter(({ journey = '', name, address }) => isKnown(journey, name, address));
  const unknown = marked.filter((mapping) => !known.includes(mapping));
  const words = cli.hosts.nothingToUndo;
  const shown = (lines: Mapping[]) =>
    lines.map(({ line, text }) => words.line(line, plain(text.replaceAll('\t', ' ')))).join('\n');
  const hints = [
    ...(unknown.length > 0
      ? [words.unknown(unknown.length), shown(unknown), words.whoElse(process.platform === 'win32')]
      : []),
    ...(known.length > 0 ? [words.inWindow(known.length), shown(known)] : []),
  ];
  return {
    code: 'nothing-to-undo',
    message: words.message(file),
    hint: hints.length > 0 ? hints.join('\n') : words.nothing,
  };
}
