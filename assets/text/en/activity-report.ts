// The report of all changes, for a change ticket.
import type { ActivityEntry, ActivityState, ChangeKind } from '../../../preload/contract/activity.ts';

const change: Record<ChangeKind, string> = {
  'trust-added': 'Certificate added',
  'trust-removed': 'Certificate removed',
  'hosts-line-added': 'Hosts line added',
  'hosts-line-removed': 'Hosts line removed',
  'hosts-restored': 'Copy of the hosts file put back',
};
const beforeAfter: Record<ChangeKind, readonly [string, string]> = {
  'trust-added': ['not in the store', 'in the store'],
  'trust-removed': ['in the store', 'not in the store'],
  'hosts-line-added': ['no such line of Certwright’s', 'the line is in the file'],
  'hosts-line-removed': ['the line is in the file', 'no such line of Certwright’s'],
  'hosts-restored': ['the file as it was', 'the file as the copy has it'],
};
const states: Record<ActivityState, string> = {
  'in-force': 'done',
  'taken-back': 'taken back',
  failed: 'did not work; nothing was changed',
  'half-done': 'stopped in the middle',
  running: 'under way',
  left: 'changed by somebody since, and left as it is',
};
const standing: Record<NonNullable<ActivityEntry['now']> | 'unknown', string> = {
  'as-left': 'as Certwright left it',
  gone: 'gone: somebody removed it',
  changed: 'changed by somebody since',
  unknown: 'not checked',
};
const makers: Record<ActivityEntry['journey']['by'], string> = {
  trust: 'the journey “Trust a sensor”',
  deploy: 'the journey “Deploy a certificate”',
  'command-line': 'the command line',
  activity: 'the pages Activity, Copies of the hosts file, Trusted certificates',
  forgotten: 'a journey that was forgotten since',
};

export const activityReport = {
  title: 'What Certwright changed on this computer',
  made: (at: string) => `Made on ${at}.`,
  lead: 'Oldest first. No key, passphrase or other secret is in this report.',
  none: 'Nothing was changed.',
  time: (utc: string, local: string) => `${utc} (${local} on this computer)`,
  change,
  beforeAfter,
  states,
  standing,
  makers,
  what: 'What',
  thumbprint: 'SHA-256 thumbprint',
  target: 'Where',
  sensor: 'Sensor',
  before: 'Before',
  after: 'After',
  fileBefore: 'SHA-256 of the file before',
  fileAfter: 'SHA-256 of the file after',
  begun: 'Begun',
  state: 'State',
  stateSince: 'State since',
  now: 'What the computer says now',
  madeBy: 'Made by',
  id: 'Number in the journal',
};
