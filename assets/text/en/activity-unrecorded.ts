// What carries Certwright's mark, though its record does not know of it, and how it goes.
import type { Activity } from '../../../preload/contract/activity.ts';
import { count } from './format.ts';

type Unrecorded = NonNullable<Activity['unrecorded']>;

const isOrAre = (n: number) => (n === 1 ? 'is' : 'are');

export const unrecorded = {
  title: ({ lines, more, certificates }: Unrecorded): string => {
    const n = lines.length + more;
    const parts = [
      n > 0 && count(n, 'line', 'lines'),
      certificates > 0 && count(certificates, 'certificate', 'certificates'),
    ].filter((part) => part !== false);
    const all = n + certificates;
    return `${parts.join(' and ')} with Certwright’s mark ${isOrAre(all)} on this computer, but not in this record`;
  },
  why: 'The saved script put this there, or another user or an administrator with Certwright; or the record was lost. It is not taken back from here.',
  lines: (file: string) => `In ${file}:`,
  line: ({ line, text }: Unrecorded['lines'][number]) => `Line ${line}: ${text.replaceAll('\t', ' ')}`,
  more: (n: number) => `and ${count(n, 'more line', 'more lines')}.`,
  remove:
    'To take the lines out, run the script that wrote them again, with --undo (in PowerShell with -Undo), or on the command line:',
  command: ({ lines }: Unrecorded) =>
    `certwright hosts remove ${[...new Set(lines.map(({ name }) => name))].join(' ')}`,
  commandName: 'the command that takes these lines out',
  certificates: (n: number) =>
    `The ${n === 1 ? 'certificate stands' : 'certificates stand'} on the page “Trusted certificates” of Home, and can be removed there.`,
};
