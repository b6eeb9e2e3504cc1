// The question before a change is taken back though what it made is different now: what goes with it, by kind.
import type { ActivityEntry, ChangeKind, DescribedChange } from '../../../preload/contract/activity.ts';
import { count, dateTime, number } from './format.ts';

export const titles: Record<ChangeKind, string> = {
  'trust-added': 'Certificate added',
  'trust-removed': 'Certificate removed',
  'hosts-line-added': 'Line added to the hosts file',
  'hosts-line-removed': 'Line removed from the hosts file',
  'hosts-restored': 'Copy of the hosts file put back',
};

/** What goes with a change that is taken back though somebody changed the same since. */
const goes: Record<ChangeKind, (at: string) => string> = {
  'trust-added': () => 'The certificate goes.',
  'trust-removed': () => 'The certificate comes back.',
  'hosts-line-added': () => 'This line goes, also what was changed in it. All other lines stay.',
  'hosts-line-removed': () =>
    'The line comes back. What the file says of the same name now gives way to it; all other lines stay.',
  'hosts-restored': (at) =>
    `The whole file becomes what it was on ${dateTime(at)}, before the copy was put back. Every line added since then goes.`,
};

export const conflict = {
  title: 'This is different now',
  found: 'This is no longer as Certwright left it:',
  where: (target: string) => `${target} is no longer as Certwright left it.`,
  what: ({ kind, what }: DescribedChange) => (kind === 'hosts-restored' ? titles[kind] : `${titles[kind]}: ${what}`),
  /** What goes with it if it is taken back anyway. */
  goes: ({ change: { kind }, at }: Pick<ActivityEntry, 'change' | 'at'>): string => goes[kind](at),
  diffText: 'If you take it back anyway, this changes in the file as it is now:',
  diff: 'What taking it back would change in the file as it is now',
  noDiff: 'Nothing in it: what stands there now does not carry Certwright’s mark, and stays.',
  notRead: 'What taking it back would change in the file could not be read.',
  more: (n: number) => `and ${count(n, 'more line', 'more lines')}.`,
  kept: 'A copy of the file as it is now is kept first, so that it can be put back.',
  leaveMeans: 'If you leave it as it is, nothing changes, and Certwright no longer counts it as a change of its own.',
  others: (n: number) =>
    `The other ${n === 1 ? 'change' : `${number(n)} changes`} that you chose ${n === 1 ? 'is' : 'are'} taken back either way.`,
  anyway: 'Take back anyway',
};
