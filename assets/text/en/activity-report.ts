// The words of the report of changes: for the person who files it with a change ticket.
import type { ActivityEntry, ChangeKind, DescribedChange } from '../../../preload/contract/activity.ts';
import { dateTimeUtc } from './format.ts';

const grouped = (hex: string) => hex.replace(/(.{4})(?=.)/g, '$1 ');

function madeBy({ kind, what }: DescribedChange): [string, string] {
  switch (kind) {
    case 'trust-added':
      return ['The certificate was not in this store.', 'The certificate is in this store.'];
    case 'trust-removed':
      return ['The certificate was in this store.', 'The certificate is not in this store.'];
    case 'hosts-line-added':
      return ['No such line.', what];
    case 'hosts-line-removed':
      return [what, 'No such line.'];
    case 'hosts-restored':
      return ['Another content; a copy of it was kept.', 'The content of the kept copy.'];
  }
}

export const activityReport = {
  title: 'What Certwright changed on this computer',
  computer: 'Computer',
  account: 'Account whose record this is',
  copies: 'Folder of the copies of the hosts file',
  made: 'Made',
  only: 'Only changes of',
  count: 'Changes',
  none: 'Nothing.',
  unknown: 'Not known',
  /** `utc`: date and time in UTC; `local`: with its distance from UTC. */
  time: (utc: string, local: string) => `${utc} UTC (here: ${local})`,
  change: {
    'trust-added': 'Certificate added',
    'trust-removed': 'Certificate removed',
    'hosts-line-added': 'Hosts line added',
    'hosts-line-removed': 'Hosts line removed',
    'hosts-restored': 'Hosts file replaced by a kept copy',
  } satisfies Record<ChangeKind, string>,
  what: 'What',
  /** A copy is told by its time, and by its hash where it is no longer there. */
  whatOf: ({ kind, what }: DescribedChange): string => {
    if (kind !== 'hosts-restored') return what;
    return /^[0-9A-F]{64}$/.test(what) ? `SHA-256 ${grouped(what)}` : `The copy of ${dateTimeUtc(what)}`;
  },
  sha256: 'SHA-256 fingerprint',
  target: 'Where',
  before: 'Before',
  after: 'After',
  /** How it was before the change, and how the change made it, as far as it did. */
  beforeAndAfter: (change: DescribedChange, state: ActivityEntry['state']): [string, string] => {
    const [before, after] = madeBy(change);
    if (state === 'failed') return [before, 'The same: nothing was changed.'];
    if (state === 'half-done' || state === 'running') return [before, 'Not known yet.'];
    return [before, after];
  },
  hostsBefore: 'Hosts file before (SHA-256)',
  hostsAfter: 'Hosts file after (SHA-256)',
  copy: 'Copy of the hosts file from before',
  copyNotSeen: 'Not found from here. The folder of copies may be closed to this account.',
  begun: 'Begun',
  state: 'State',
  states: {
    'in-force': 'In force',
    'taken-back': 'Taken back',
    failed: 'Failed: nothing was changed',
    'half-done': 'Half done: it was stopped in the middle, and what lies there has to be taken back',
    running: 'Under way',
    left: 'It was different or gone when it was looked at later, and was left so',
  } satisfies Record<ActivityEntry['state'], string>,
  since: 'Since',
  now: 'When this report was made',
  nows: {
    'as-left': 'It was as Certwright left it.',
    gone: 'It was no longer there.',
    changed: 'It was different.',
  } satisfies Record<NonNullable<ActivityEntry['now']>, string>,
  notChecked: 'Not checked.',
  sensor: 'Sensor',
  by: 'Done by',
  bys: {
    trust: (title: string | null) => `Trust a sensor${title ? ` (${title})` : ''}`,
    deploy: (title: string | null) => `Deploy a certificate${title ? ` (${title})` : ''}`,
    'command-line': () => 'The command line',
    activity: () => 'The screens for changes, copies and trusted certificates',
    forgotten: (title: string | null) => `A journey that was forgotten since${title ? ` (${title})` : ''}`,
  } satisfies Record<ActivityEntry['journey']['by'], (title: string | null) => string>,
  crash: 'After a crash',
  repaired: 'The program was stopped in the middle; how this ended was found out at its next start.',
  id: 'Number in the journal',
  torn: (bytes: number) =>
    `The last record of the journal was torn by a crash (${bytes} bytes). They are kept; no earlier record is touched.`,
  noSecrets: 'This report holds no private key and no passphrase.',
};
