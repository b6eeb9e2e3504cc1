// A failure in the words that the window uses too: what happened and why as the message, what to do as the hint.
import { cli } from '../../assets/text/en/cli.ts';
import { type Explanation, errors } from '../../assets/text/en/errors.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { Problem } from './command.ts';

export type Said = { code: string; message: string; hint: string };

export function explain(error: AppError): Explanation {
  // Each function takes the facts of its own code, which the type of the table cannot say for a union.
  const words = errors[error.code] as (facts: AppError['facts']) => Explanation;
  const said = words(error.facts);
  // Its fact is a code, for which the command line has words.
  return error.code === 'not-a-certificate' ? { ...said, why: cli.inspect.looksLike(error.facts.looksLike) } : said;
}

/** What the terminal can add: the option that decides. */
function optionFor(error: AppError): string | undefined {
  if (error.code === 'convert-impossible' && error.facts.reason === 'passphrase-missing') return cli.newPassphraseHint;
  return cli.hints[error.code];
}

/** @param file that the error is about: named in front, unless the error names one itself */
export function sayError(error: AppError | Problem, file?: string): Said {
  if (!('facts' in error)) return error;
  const { what, why, todo } = explain(error);
  const about = file === undefined || 'file' in error.facts ? '' : cli.about(file);
  const hint = [cli.insteadHints[error.code] ?? todo, optionFor(error)].filter(Boolean).join(' ');
  return { code: error.code, message: `${about}${what} ${why}`, hint };
}
