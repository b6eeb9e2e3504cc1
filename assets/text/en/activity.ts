// Activity in words: what was changed, what was there before, what the world says now, and what taking it back means.
import type { ActivityEntry, ActivityState, ChangeKind, DescribedChange } from '../../../preload/contract/activity.ts';
import { undoneText } from './activity-after.ts';
import { conflict, titles } from './activity-conflict.ts';
import { unrecorded } from './activity-unrecorded.ts';
import { changes } from './changes.ts';
import { count, dateTime, number } from './format.ts';

const states: Record<ActivityState, string> = {
  'in-force': 'In force',
  'taken-back': 'Taken back',
  failed: 'Not done',
  'half-done': 'Half done',
  running: 'Under way',
  left: 'Kept as it is',
};

/** What the computer says of a change that is in force in the journal, in a word or two. */
const standings: Record<NonNullable<ActivityEntry['now']> | 'unknown', string> = {
  'as-left': states['in-force'],
  gone: 'Gone',
  changed: 'Changed since',
  unknown: 'Not checked',
};

/** What a state means, where its name does not say enough. */
function meaning({ state, undoable, now: standing, change: { target } }: ActivityEntry): string {
  switch (state) {
    case 'in-force':
    case 'taken-back':
      return '';
    case 'failed':
      return 'It did not work, and nothing was changed.';
    case 'half-done':
      return undoable
        ? 'Certwright was stopped before it had finished. Taking it back makes everything as it was before it.'
        : `How it ended could not be found out, because ${target} could not be read.`;
    case 'running':
      return 'This or another window of Certwright is at work on it.';
    case 'left':
      return standing === 'gone'
        ? 'It was no longer there and was taken off the list. Certwright does not take it back any more.'
        : 'It was kept as it was found then. Certwright does not take it back any more.';
  }
}

const asLeft: Record<ChangeKind, string> = {
  'trust-added': 'Still there, as Certwright left it.',
  'trust-removed': 'Still not there, as Certwright left it.',
  'hosts-line-added': 'Still there, as Certwright left it.',
  'hosts-line-removed': 'Still not there, as Certwright left it.',
  'hosts-restored': 'The file is still as Certwright left it.',
};
/** By whom is not known: by the person’s own hand, perhaps, or by a script of ours. */
const changed: Record<ChangeKind, string> = {
  'trust-added': 'It is different now.',
  'trust-removed': 'It is there again.',
  'hosts-line-added': 'It is different now.',
  'hosts-line-removed': 'It is there again.',
  'hosts-restored': 'The file is different now.',
};

/**
 * What the computer says now about a change; empty where that is no question any more.
 * @param putBack when a copy of the hosts file was put back after it, ISO 8601
 */
function now({ change: { kind }, now: standing, state }: ActivityEntry, putBack: string | null = null): string {
  // The person has decided about it.
  if (state === 'left') return '';
  switch (standing) {
    case 'as-left':
      return asLeft[kind];
    case 'gone':
      return putBack === null
        ? 'It is no longer there.'
        : `It is no longer there. A copy of the hosts file was put back after it, on ${dateTime(putBack)}.`;
    case 'changed':
      return changed[kind];
    case null:
      return state === 'in-force' ? 'It could not be read what has become of it.' : '';
  }
}

/** What of a store was there before and after. Hosts lines are shown as a diff. */
const inStore = { no: 'Not in the store', yes: 'In the store' };
const beforeAfter: Record<'trust-added' | 'trust-removed', readonly [string, string]> = {
  'trust-added': [inStore.no, inStore.yes],
  'trust-removed': [inStore.yes, inStore.no],
};

const journeys: Record<ActivityEntry['journey']['by'], string> = {
  trust: 'Trust',
  deploy: 'Certificate',
  'command-line': 'Command line',
  activity: 'From this page',
  forgotten: 'Forgotten journey',
};
const untitled: Record<ActivityEntry['journey']['by'], string> = {
  trust: 'A sensor',
  deploy: 'A sensor',
  'command-line': 'From the command line',
  activity: 'Done from Activity',
  forgotten: 'A journey that was forgotten',
};

interface Counts {
  readonly all: number;
  readonly inForce: number;
  readonly gone: number;
  readonly changed: number;
  readonly unknown: number;
  readonly halfDone: number;
  readonly unclear: number;
  readonly undoable: number;
}

const itOrThey = (n: number) => (n === 1 ? 'it' : 'they');

const isOrAre = (n: number) => (n === 1 ? 'is' : 'are');
/** Nobody could look: the journal says so, and the computer was not asked. */
const shouldBe = (n: number, changes: string) =>
  `${changes} should be in force; whether ${itOrThey(n)} ${isOrAre(n)} could not be read.`;

/** @param others whether something with our mark is there that the journal does not know of */
function standingSentence({ all, inForce, halfDone, gone, unknown, undoable }: Counts, others: boolean): string {
  if (all === 0 && others) return 'There is no change in Certwright’s record.';
  if (all === 0) return 'Certwright has changed nothing on this computer.';
  if (inForce === 0 && unknown > 0) return shouldBe(unknown, count(unknown, 'change', 'changes'));
  if (inForce === 0 && others) return 'None of the changes in Certwright’s record is in force.';
  if (inForce === 0) return 'None of Certwright’s changes is in force.';
  const open = inForce + halfDone + gone + unknown;
  const start = `${count(inForce, 'change', 'changes')} by Certwright ${isOrAre(inForce)} in force`;
  if (undoable >= open) return `${start}; ${inForce === 1 ? 'it' : 'everything'} can be taken back.`;
  if (undoable === 0) return `${start}; ${itOrThey(inForce)} cannot be taken back from here.`;
  return `${start}; ${number(undoable)} can be taken back.`;
}

/** What is odd beside the answer, a sentence each. */
function oddities({ inForce, halfDone, unclear, gone, changed: touched, unknown }: Counts): string[] {
  const isFirst = inForce === 0 && unknown === 0;
  const more = (n: number) => (isFirst ? count(n, 'change', 'changes') : count(n, 'more change', 'more changes'));
  const sentences = [
    halfDone > unclear &&
      `${count(halfDone - unclear, 'change was', 'changes were')} stopped half-way and should be taken back.`,
    unclear > 0 && `How ${count(unclear, 'change', 'changes')} ended could not be found out.`,
    gone > 0 && `What ${more(gone)} had made is no longer there.`,
    touched > 0 && `What ${count(touched, 'change', 'changes')} made is different now.`,
    // Where nothing else stands, the answer says it.
    unknown > 0 && inForce > 0 && shouldBe(unknown, more(unknown)),
  ];
  return sentences.filter((sentence) => sentence !== false);
}

export const activity = {
  title: 'Activity',
  help: 'Everything that Certwright changed on this computer, what was there before, and the way back. It is kept in a journal that is written before each change, so that even a power cut loses none of it.',
  reading: 'Looking at what has become of the changes…',
  /** The answer on top of the page. */
  answer: standingSentence,
  oddities,
  unrecorded,
  state: ({ state, now: standing, undoable }: Pick<ActivityEntry, 'state' | 'now' | 'undoable'>) =>
    state === 'in-force'
      ? standings[standing ?? 'unknown']
      : state === 'left' && standing === 'gone'
        ? standings.gone
        : state === 'half-done' && !undoable
          ? 'Not known'
          : states[state],
  meaning,
  now,
  titles,
  beforeAfter,
  /** What is there after a change that was not done, or of which that is not known; null: what it was to make. */
  afterOf: (state: ActivityState): string | null =>
    state === 'failed' ? 'The same' : state === 'half-done' || state === 'running' ? 'Not known yet' : null,
  meant: { 'hosts-line-added': 'Was to be added', 'hosts-line-removed': 'Was to be removed' },
  lineBefore: { 'hosts-line-added': 'Not in the file', 'hosts-line-removed': 'In the file' },
  before: 'Before',
  after: 'After',
  diff: (title: string) => `${title}: what changed in the file`,
  madeTitle: 'What changed in the file',
  madeReading: 'Comparing the two copies…',
  madeSame: 'Only blanks, line ends or the encoding changed.',
  madeMore: (n: number) => `and ${count(n, 'more line', 'more lines')}.`,
  restoredBefore: 'The file as it was',
  restoredAfter: (what: string) => `The copy of ${dateTime(what)}`,
  inStore: (target: string) => `in ${target}`,
  at: dateTime,
  changedAt: (state: ActivityState, at: string) => (state === 'taken-back' ? `taken back ${dateTime(at)}` : ''),
  unknownCertificate: 'Certificate of an unknown subject',
  details: 'Details',
  facts: {
    begun: 'Begun',
    written: 'State written',
    target: 'Where',
    subject: 'Subject',
    line: 'Address and name',
    thumbprint: 'Thumbprint (SHA-256)',
    fileBefore: 'File before (SHA-256)',
    fileAfter: 'File after (SHA-256)',
    id: 'Identifier in the journal',
    rights: 'To take it back',
    needsRights: 'Administrator rights are asked for',
    needsNone: 'Needs no administrator rights',
  },
  journeys,
  journeyTitle: ({ by, title }: ActivityEntry['journey']) => title || untitled[by],
  openJourney: 'Open the journey',
  openJourneyOf: (title: string) => `Open the journey: ${title}`,
  groupNote: (n: number, open: number) =>
    open === n ? count(n, 'change', 'changes') : `${count(n, 'change', 'changes')}, ${number(open)} to be taken back`,
  list: 'Changes',
  filter: 'Show',
  filters: {
    open: (n: number) => `Not over yet (${number(n)})`,
    all: (n: number) => `All (${number(n)})`,
  },
  again: 'Look again',
  undoOne: 'Take back',
  undoOneWhat: (change: DescribedChange) => `Take back: ${titles[change.kind]}, ${changes.subject(change)}`,
  undoGroup: (n: number) => `Take back these ${number(n)}`,
  undoGroupWhat: (n: number, title: string) => `Take back these ${number(n)}: ${title}`,
  undoAll: (n: number) => `Take everything back (${number(n)})…`,
  leave: 'Leave as it is',
  leaveWhat: (change: DescribedChange) => `Leave as it is: ${titles[change.kind]}, ${changes.subject(change)}`,
  leaveNote: 'Nothing on this computer changes; Certwright will not take it back any more.',
  leaveGone: 'Remove from the list',
  leaveGoneWhat: (change: DescribedChange) =>
    `Remove from the list: ${titles[change.kind]}, ${changes.subject(change)}`,
  halfDoneTitle: (n: number) =>
    n === 1 ? 'A change was stopped before its end' : `${number(n)} changes were stopped before their end`,
  halfDoneUndo: (n: number) => (n === 1 ? 'Take it back' : `Take these ${number(n)} back`),
  undone: (n: number) =>
    n === 0 ? 'There was nothing of ours left to take back.' : `${count(n, 'change is', 'changes are')} taken back.`,
  undoneText,
  dropped: (n: number) => `${count(n, 'change is', 'changes are')} off the list.`,
  kept: (n: number) => `${count(n, 'change is', 'changes are')} kept as ${n === 1 ? 'it is' : 'they are'} now.`,
  leftText: 'Nothing on this computer was changed.',
  conflict,
  export: 'For the change ticket',
  exportText: 'Changes with their times, before and after, and fingerprints, as a file. It holds no secret.',
  exportHtml: 'Save as a page (HTML)…',
  exportJson: 'Save as data (JSON)…',
  exportOf: 'Changes of',
  exportAll: 'All journeys',
  saved: (name: string) => `Saved as ${name}.`,
  backups: 'Copies of the hosts file',
  backupsText:
    'Before each change of the hosts file Certwright keeps a copy of it. See what differs, and put one back.',
  backupsOpen: 'Show the copies',
  emptyTitle: 'Nothing to take back',
  empty:
    'When Certwright adds a certificate to a store or a line to the hosts file, it stands here, with what was there before and a way back. So far it has done neither.',
  toHome: 'Go to the home page',
  noneOpen: 'Every change is over. What was taken back, or did not work, stands under “All”.',
  showAll: 'Show all',
  damaged: {
    title: 'What this means',
    items: [
      'Certwright cannot tell any more what it changed, so it lists nothing here and takes nothing back.',
      'It changes nothing on this computer while that is so, so that nothing is done without a way back. What it changed before stays as it is.',
      'Everything that only looks goes on: connecting to a sensor, checking and converting files, making requests, explaining messages.',
      'The copies of the hosts file are still there and can be looked at. You can put one back by hand, as an administrator.',
    ],
    again: 'Try again',
  },
};
