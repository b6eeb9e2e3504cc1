// The system's own dialog before a change that needs no administrator rights. It says exactly what will be changed.
import type { ChangeView } from '../../../preload/contract/trust-journey.ts';
import { oneLine } from '../quote.ts';

type Change = Pick<ChangeView, 'kind' | 'what' | 'target' | 'thumbprint'>;

const grouped = (hex: string) => hex.replace(/(.{4})(?=.)/g, '$1 ');

export const confirm = {
  question: 'Change this computer?',
  change: ({ kind, what, target, thumbprint }: Change) => {
    if (kind === 'hosts-line-added') return `Add the line “${oneLine(what)}”\nto ${target}`;
    const sha256 = `SHA-256 ${grouped(thumbprint ?? '')}`;
    return kind === 'trust-added'
      ? `Trust this certificate: ${oneLine(what)}\n${sha256}\nin ${target}`
      : `No longer trust this certificate: ${oneLine(what)}\n${sha256}\nRemove it from ${target}`;
  },
  yes: 'Change it',
  no: 'Leave it as it is',
};

/** What text off the clipboard is called where files have names. */
export const clipboardName = 'From the clipboard';
