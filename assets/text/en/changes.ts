// The changes of this computer in words, for Home and for Activity: what was done, and what a start found out after a crash.
import type { Activity, ActivityEntry, ChangeKind, DescribedChange } from '../../../preload/contract/activity.ts';
import { shortName } from '../facts.ts';
import { count, dateTime, number } from './format.ts';

/**
 * What was added, removed or put back. A certificate that nobody could read (any more) has its thumbprint only, which
 * stands elsewhere.
 */
function subject({ kind, what }: DescribedChange): string {
  switch (kind) {
    case 'trust-added':
    case 'trust-removed':
      return what === '' ? 'the certificate' : `the certificate “${shortName(what)}”`;
    case 'hosts-line-added':
    case 'hosts-line-removed':
      return `the line “${what}”`;
    case 'hosts-restored':
      // Where the copy is not there any more, its hash is all that is known of it.
      return /^[0-9A-F]{64}$/.test(what) ? 'a kept copy' : `the kept copy of ${dateTime(what)}`;
  }
}

type StrandedHosts = NonNullable<Activity['hostsFile']>;

const verbs: Record<ChangeKind, string> = {
  'trust-added': 'added to',
  'trust-removed': 'removed from',
  'hosts-line-added': 'added to',
  'hosts-line-removed': 'removed from',
  'hosts-restored': 'put in the place of',
};

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** One sentence without its full stop; `was` is “was” or “was not”. */
const told = (change: DescribedChange, was: 'was' | 'was not'): string =>
  `${capital(subject(change))} ${was} ${verbs[change.kind]} ${change.target}`;

/** What a start after a crash found out about a change; it is told in its state of now. */
function repairedEntry({ change, state }: ActivityEntry): string {
  switch (state) {
    case 'in-force':
      return `${told(change, 'was')}. It is in force and can be taken back.`;
    case 'failed':
      return `${told(change, 'was not')}. Nothing was changed.`;
    case 'taken-back':
      return `${told(change, 'was')}, and is taken back.`;
    case 'half-done':
      return `${capital(subject(change))} was to be ${verbs[change.kind]} ${change.target}, and that was stopped half-way. Activity can take it back.`;
    case 'left':
      return `${told(change, 'was')}. It was different or gone when it was looked at later, and was left so.`;
    case 'running':
      return `Another window of Certwright is at work on ${subject(change)} right now.`;
  }
}

/** What was done, in a few words: “the line “…” added”. */
const done: Record<ChangeKind, string> = {
  'trust-added': 'added',
  'trust-removed': 'removed',
  'hosts-line-added': 'added',
  'hosts-line-removed': 'removed',
  'hosts-restored': 'put back',
};

export const changes = {
  brief: (change: DescribedChange): string => `${subject(change)} ${done[change.kind]}`,
  subject,
  told,
  repairedTitle: (n: number) =>
    n === 1
      ? 'Certwright was stopped in the middle of a change'
      : `Certwright was stopped in the middle of ${number(n)} changes`,
  repairedText: (n: number) =>
    `A crash or a power cut, perhaps. It has looked at what became of ${n === 1 ? 'it' : 'them'}:`,
  cameBackTitle: (n: number) =>
    n === 1
      ? 'A change that had been taken back is in force again'
      : `${number(n)} changes that had been taken back are in force again`,
  cameBackText: 'An older hosts file was put back since, perhaps, which holds what had been taken out:',
  cameBackEntry: ({ change }: ActivityEntry) =>
    `${capital(subject(change))} is in ${change.target}. It can be taken back.`,
  repairedEntry,
  repairedMore: (n: number) => `and ${count(n, 'more change', 'more changes')}, in Activity.`,
  hostsFile: {
    'put-back': ({ file, stranded }) =>
      `${file} had lost its name in the middle of being replaced, and was called ${stranded}. It has its name again, and not a byte of it has changed.`,
    missing: ({ file, stranded }) =>
      `${file} is missing: it lost its name in the middle of being replaced, and is called ${stranded} now. The next change of it through Certwright puts it back first; it asks for administrator rights. Or an administrator renames it by hand.`,
  } satisfies Record<StrandedHosts['state'], (hosts: StrandedHosts) => string>,
  torn: (bytes: number) =>
    `The last entry of the journal was cut off by the stop (${count(bytes, 'byte', 'bytes')}) and is not used. All earlier ones are complete.`,
};
