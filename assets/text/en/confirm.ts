// The system's own dialog before a change that needs no administrator rights. It says exactly what will be changed.
import type { DescribedChange } from '../../../preload/contract/activity.ts';
import { oneLine } from '../quote.ts';
import { count, dateTime } from './format.ts';

const grouped = (hex: string) => hex.replace(/(.{4})(?=.)/g, '$1 ');

/** More would make the dialog longer than the screen, with its buttons out of reach. */
const limit = 12;

export const confirm = {
  question: 'Change this computer?',
  changes: (all: readonly DescribedChange[]): string => {
    const told = all.slice(0, limit).map(confirm.change);
    const rest = all.length - told.length;
    return [...told, ...(rest > 0 ? [`and ${count(rest, 'more change', 'more changes')}.`] : [])].join('\n\n');
  },
  change: ({ kind, what, target, thumbprint }: DescribedChange): string => {
    const sha256 = `SHA-256 ${grouped(thumbprint ?? '')}`;
    switch (kind) {
      case 'trust-added':
        return `Trust this certificate: ${oneLine(what)}\n${sha256}\nin ${target}`;
      case 'trust-removed':
        return `No longer trust this certificate: ${oneLine(what)}\n${sha256}\nRemove it from ${target}`;
      case 'hosts-line-added':
        return `Add the line “${oneLine(what)}”\nto ${target}`;
      case 'hosts-line-removed':
        return `Take the line “${oneLine(what)}”\nout of ${target}`;
      case 'hosts-restored':
        return `Replace the whole of ${target}\nby the kept copy of ${dateTime(what)}\nWhat it holds now is kept as a copy first.`;
    }
  },
  yes: 'Change it',
  no: 'Leave it as it is',
};

/** What text off the clipboard is called where files have names. */
export const clipboardName = 'From the clipboard';
