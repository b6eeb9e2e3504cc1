// What the list of changes comes to, and the sentence on top of the page.
import { describe, expect, test } from 'vitest';
import { activityTextFor } from '../../../assets/text/activity.ts';
import { backupsTextFor } from '../../../assets/text/backups.ts';
import { textFor } from '../../../assets/text/index.ts';
import type { ActivityEntry } from '../../../preload/contract/activity.ts';
import {
  canBeOpened,
  countsOf,
  groupsOf,
  leftAmong,
  partsOf,
  putBackAfter,
  repairedOf,
  touchedAmong,
  undoableIds,
} from '../../../renderer/activity/activity-model.ts';
import {
  activityOf,
  allOver,
  certificateGone,
  everyKind,
  halfDone,
  inForce,
  lineAdded,
  lineChanged,
  repaired,
  restored,
  rootAdded,
  stopped,
} from '../../renderer/fixtures/activity.ts';

const words = activityTextFor('en-US');
const answerOf = (entries: Parameters<typeof countsOf>[0], others = false) => words.answer(countsOf(entries), others);

test('what an undo let stand is not told as gone', () => {
  const textOf = (count: number, left: number, verified = true) => words.undoneText({ count, left, verified });
  expect(textOf(7, 0)).toBe('It was looked at afterwards: nothing of it is left.');
  expect(textOf(7, 1)).toBe(
    'It was looked at afterwards: nothing of it is left. What 1 more change had made does not carry Certwright’s mark any more, and was left as it is.',
  );
  expect(textOf(0, 1)).toBe('What stands there now does not carry Certwright’s mark any more, and was left as it is.');
  expect(textOf(1, 1, false)).toMatch(/^But afterwards not everything.* and was left as it is\.$/);
});

describe('counting', () => {
  test('what somebody removed is not in force, though the journal says so', () => {
    const counts = countsOf([certificateGone, lineAdded]);
    expect(counts).toMatchObject({ all: 2, inForce: 1, gone: 1, changed: 0, unknown: 0, halfDone: 0, undoable: 2 });
    expect(answerOf([certificateGone, lineAdded])).toBe('1 change by Certwright is in force; it can be taken back.');
    expect(words.oddities(counts)).toEqual(['What 1 more change had made is no longer there.']);
  });
  test('every state is counted once at most', () => {
    const counts = countsOf(everyKind.entries);
    expect(counts).toMatchObject({ all: 11, inForce: 5, gone: 1, changed: 1, unknown: 1, halfDone: 0, undoable: 7 });
    expect(words.oddities(counts)).toHaveLength(3);
  });
});

describe('the answer', () => {
  test('nothing, nothing any more, everything', () => {
    expect(answerOf([])).toBe('Certwright has changed nothing on this computer.');
    expect(answerOf(allOver.entries)).toBe('None of Certwright’s changes is in force.');
    // What the record does not know may be there all the same: then only the record is spoken of.
    expect(answerOf([], true)).toBe('There is no change in Certwright’s record.');
    expect(answerOf(allOver.entries, true)).toBe('None of the changes in Certwright’s record is in force.');
    expect(answerOf(inForce.entries)).toBe('4 changes by Certwright are in force; everything can be taken back.');
  });
  test('it promises no way back that there is not', () => {
    const stuck = { ...lineAdded, undoable: false };
    expect(answerOf([stuck])).toBe('1 change by Certwright is in force; it cannot be taken back from here.');
    expect(answerOf([stuck, rootAdded])).toBe('2 changes by Certwright are in force; 1 can be taken back.');
  });
  test('what could not be read is not said to be in force', () => {
    const unread = inForce.entries.map((each) => ({ ...each, now: null }));
    expect(answerOf(unread)).toBe('4 changes should be in force; whether they are could not be read.');
    expect(words.oddities(countsOf(unread))).toEqual([]);
    const some = [lineAdded, ...unread.slice(0, 1)];
    expect(answerOf(some)).toBe('1 change by Certwright is in force; it can be taken back.');
    expect(words.oddities(countsOf(some))).toEqual([
      '1 more change should be in force; whether it is could not be read.',
    ]);
    const home = textFor('en').ui.homePage;
    expect([
      home.inForce(0, 4, false),
      home.inForce(2, 1, true),
      home.inForce(0, 0, false),
      home.inForce(0, 0, true),
    ]).toEqual([
      '4 changes, not checked',
      '2 changes in force, 1 not checked',
      'No change in force',
      'Something is not in the record',
    ]);
  });
  test('half-done ones are told beside it', () => {
    expect(words.oddities(countsOf(stopped.entries))).toEqual([
      '1 change was stopped half-way and should be taken back.',
    ]);
  });
});

test('a change that nobody could look at is not offered a way back in words', () => {
  const unclear: ActivityEntry = { ...halfDone, undoable: false };
  expect(words.meaning(unclear)).toMatch(/could not be found out, because .+hosts could not be read\.$/);
  expect(words.meaning(unclear)).not.toContain('Tak');
  expect([words.state(unclear), words.state(halfDone)]).toEqual(['Not known', 'Half done']);
  expect(words.meaning(halfDone)).toContain('Taking it back');
  expect(words.oddities(countsOf([unclear]))).toEqual(['How 1 change ended could not be found out.']);
  expect(words.oddities(countsOf([unclear, halfDone]))).toHaveLength(2);
});

describe('grouping', () => {
  test('by journey, the one with the latest change first', () => {
    expect(groupsOf(inForce.entries).map(({ journey, entries }) => [journey.by, entries.length])).toEqual([
      ['trust', 2],
      ['deploy', 2],
    ]);
  });
  test('half-done ones stand apart, and the filter hides what is over', () => {
    const { halfDone: first, groups } = partsOf(activityOf([...everyKind.entries, halfDone]).entries, 'open');
    expect(first).toEqual([halfDone]);
    const states = new Set(groups.flatMap(({ entries }) => entries).map(({ state }) => state));
    expect(states).toEqual(new Set(['in-force', 'running']));
    const all = partsOf(everyKind.entries, 'all').groups.flatMap(({ entries }) => entries);
    expect(all).toHaveLength(everyKind.entries.length);
  });
  test('only a journey of the window can be opened', () => {
    const opened = everyKind.entries.filter(({ journey }) => canBeOpened(journey)).map(({ journey }) => journey.by);
    expect(new Set(opened)).toEqual(new Set(['trust', 'deploy']));
  });
});

describe('what is gone', () => {
  const line: ActivityEntry = { ...lineAdded, now: 'gone' };
  test('nobody is blamed for it', () => {
    expect(words.now(line)).toBe('It is no longer there.');
    expect(words.now(lineChanged)).toBe('It is different now.');
  });
  test('a copy that was put back after it is told of; one from before is not', () => {
    const back = (at: string): ActivityEntry => ({ ...restored, at });
    expect(putBackAfter(line, [back('2026-11-22T07:00:00.000Z'), line])).toBe('2026-11-22T07:00:00.000Z');
    expect(putBackAfter(line, [line, back('2026-11-16T07:00:00.000Z')])).toBeNull();
    expect(putBackAfter(certificateGone, [back('2026-11-22T07:00:00.000Z'), certificateGone])).toBeNull();
    expect(words.now(line, '2026-11-22T07:00:00.000Z')).toContain('A copy of the hosts file was put back after it');
  });
});

test('what was left is told by what had become of it', () => {
  const left = (entry: ActivityEntry): ActivityEntry => ({ ...entry, state: 'left', undoable: false });
  const entries = [left(certificateGone), left(lineChanged), rootAdded];
  const ids = entries.map(({ id }) => id);
  expect(leftAmong(entries, ids)).toEqual({ undone: null, dropped: 1, kept: 1 });
  expect(entries.map((each) => words.state(each))).toEqual(['Gone', 'Kept as it is', 'In force']);
});

describe('taking back', () => {
  test('what is over is not asked for', () => {
    expect(undoableIds(allOver.entries)).toEqual([]);
    expect(undoableIds(inForce.entries)).toHaveLength(4);
  });
  test('a conflict names what somebody changed, not what is gone', () => {
    const ids = [lineChanged.id, certificateGone.id, rootAdded.id];
    expect(touchedAmong(everyKind.entries, ids)).toEqual([lineChanged]);
    expect(touchedAmong(everyKind.entries, [rootAdded.id])).toEqual([]);
  });
});

test('what a start found out is told by what became of it', () => {
  const sentences = repairedOf(repaired).map((entry) => textFor('en').changes.repairedEntry(entry));
  expect(sentences).toHaveLength(3);
  expect(sentences.filter((sentence) => sentence.includes('was not added to'))).toHaveLength(1);
  expect(sentences.filter((sentence) => sentence.includes('It is in force and can be taken back.'))).toHaveLength(1);
  expect(sentences.filter((sentence) => sentence.includes('stopped half-way'))).toHaveLength(1);
});

test('a state in the journal is not what the computer says', () => {
  expect(words.state(lineAdded)).toBe('In force');
  expect(words.state(lineChanged)).toBe('Changed since');
  expect(words.state(certificateGone)).toBe('Gone');
  expect(words.state({ ...lineAdded, now: null })).toBe('Not checked');
});

test('sizes and differences of copies', () => {
  const copies = backupsTextFor('en');
  expect(copies.copyTitle('2026-11-21T08:15:00.000Z', 999)).toMatch(/, 999 bytes$/);
  expect(copies.copyTitle('2026-11-21T08:15:00.000Z', 34_128_447)).toMatch(/, 34\.1 MB$/);
  expect(copies.summary(1, 2)).toBe('1 line comes back, 2 lines go.');
  expect(copies.summary(0, 0)).toBe('Only blanks, line ends or the encoding differ.');
});
