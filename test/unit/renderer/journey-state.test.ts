import { describe, expect, test } from 'vitest';
import type { Progress } from '../../../preload/contract/calls.ts';
import { fail, ok } from '../../../preload/contract/result.ts';
import type { TrustAction, TrustJourney, TrustStepId } from '../../../preload/contract/trust-journey.ts';
import {
  blockedBy as blockedByAny,
  type JourneyEvent,
  type JourneyState as JourneyStateOf,
  neighbours as neighboursOf,
  opened as openedAs,
  reduce as reduceAny,
} from '../../../renderer/journey/journey-state.ts';
import { hasUnknownLine, leadsOn, needs, toneOf } from '../../../renderer/trust/rules.ts';
import { certificate, selfSigned } from '../../renderer/fixtures/certificates.ts';
import { address, compareOf, downloadOf, hostsOf, journey, nameOf, now } from '../../renderer/fixtures/journeys.ts';

type Type = TrustAction['type'];
type JourneyState = JourneyStateOf<TrustStepId, TrustJourney, Type>;
const opened = (journey: TrustJourney): JourneyState => openedAs(journey);
const reduce = (state: JourneyState, event: JourneyEvent<TrustStepId, TrustJourney, Type>): JourneyState =>
  reduceAny(leadsOn, state, event);
const blockedBy = (journey: TrustJourney, step: TrustStepId) => blockedByAny<TrustStepId>(needs, journey, step);
const neighbours = (journey: TrustJourney, step: TrustStepId) => neighboursOf<TrustStepId>(journey, step);

const atAddress = journey('address');
const atDownload = journey('download', { address });
const progress = (task: string): Progress => ({ task, stage: 'handshake', done: 0, total: 1 });
const started = (state: JourneyState, action: 'set-address' | 'download', task = 'a') =>
  reduce(state, { type: 'started', task, action });

describe('an action', () => {
  test('leads from the address to the download, and nowhere else by itself', () => {
    const running = started(opened(atAddress), 'set-address');
    const after = reduce(running, { type: 'answered', task: 'a', result: ok(atDownload) });
    expect(after.shown).toBe('download');
    const downloading = started(after, 'download', 'b');
    const downloaded = journey('compare', { address, download: downloadOf([selfSigned], []) });
    expect(reduce(downloading, { type: 'answered', task: 'b', result: ok(downloaded) }).shown).toBe('download');
  });

  test('does not pull back a person who has moved on meanwhile', () => {
    const running = started(opened(atDownload), 'download');
    const moved = reduce(running, { type: 'show', step: 'address' });
    const after = reduce(moved, { type: 'answered', task: 'a', result: ok(atDownload) });
    expect(after.shown).toBe('address');
    expect(after.running).toBeNull();
  });

  test('is not started while another one runs', () => {
    const running = started(opened(atDownload), 'download', 'a');
    expect(started(running, 'download', 'b')).toBe(running);
  });

  test('that failed keeps the journey, says which step it was, and is forgotten at the next try', () => {
    const running = started(opened(atDownload), 'download');
    const failed = reduce(running, {
      type: 'answered',
      task: 'a',
      result: fail('refused', { host: 'sensor7', port: 443 }),
    });
    expect(failed.failure).toMatchObject({ step: 'download', action: 'download', error: { code: 'refused' } });
    expect(failed.journey).toBe(atDownload);
    expect(started(failed, 'download', 'b').failure).toBeNull();
  });
});

describe('what comes late', () => {
  const running = started(opened(atDownload), 'download', 'mine');

  test('an answer of another task changes nothing', () => {
    const late = reduce(running, { type: 'answered', task: 'other', result: ok(atAddress) });
    expect(late).toBe(running);
    expect(reduce(opened(atDownload), { type: 'answered', task: 'mine', result: ok(atAddress) }).journey).toBe(
      atDownload,
    );
  });

  test('progress of another task changes nothing, its own is shown', () => {
    expect(reduce(running, { type: 'progress', progress: progress('other') })).toBe(running);
    expect(reduce(running, { type: 'progress', progress: progress('mine') }).running?.progress?.stage).toBe(
      'handshake',
    );
  });

  test('a fresh look is dropped while something runs, and when it is of another journey', () => {
    expect(reduce(running, { type: 'looked', journey: atAddress })).toBe(running);
    const idle = opened(atDownload);
    expect(reduce(idle, { type: 'looked', journey: { ...atAddress, id: 'another' } })).toBe(idle);
    expect(reduce(idle, { type: 'looked', journey: atAddress }).journey).toBe(atAddress);
  });

  test('cancelling keeps the task until its answer is there', () => {
    const cancelling = reduce(running, { type: 'cancelling' });
    expect(cancelling.running).toMatchObject({ task: 'mine', cancelling: true });
    const after = reduce(cancelling, { type: 'answered', task: 'mine', result: fail('cancelled', {}) });
    expect(after.running).toBeNull();
    expect(after.failure?.error.code).toBe('cancelled');
  });
});

describe('steps', () => {
  test('a blocked one is not shown, and names the step that must come first', () => {
    const state = opened(atAddress);
    expect(reduce(state, { type: 'show', step: 'import' })).toBe(state);
    expect(blockedBy(atAddress, 'import')).toBe('address');
    expect(blockedBy(atDownload, 'import')).toBe('download');
    expect(blockedBy(atDownload, 'address')).toBeNull();
  });

  test('know their neighbours', () => {
    expect(neighbours(atAddress, 'address')).toEqual({ before: null, after: 'download' });
    expect(neighbours(atAddress, 'done')).toEqual({ before: 'hosts', after: null });
  });
});

describe('the tone of an answer', () => {
  const looked = { address, download: downloadOf([selfSigned], ['self-signed-leaf']) };
  const compare = compareOf(selfSigned);

  test('is never good for what was only looked at', () => {
    expect(toneOf(journey('compare', { ...looked, compare }), 'download')).toBe('neutral');
    const expired = downloadOf([{ ...selfSigned, item: certificate('x') }], ['expired']);
    expect(toneOf(journey('compare', { ...looked, download: expired, compare }), 'download')).toBe('warning');
  });

  test('is a warning for an accepted risk, a danger for a mismatch, good for a match', () => {
    const tone = (more: Partial<typeof compare>, state: 'done' | 'attention') =>
      toneOf(journey('import', { ...looked, compare: { ...compare, ...more } }, { compare: state }), 'compare');
    expect(tone({ decision: { kind: 'risk-accepted', at: now, sha256: compare.sha256 } }, 'done')).toBe('warning');
    expect(tone({ mismatch: { algorithm: 'sha1', hex: 'AB', isLeaf: false } }, 'attention')).toBe('danger');
    expect(
      tone({ decision: { kind: 'fingerprint', algorithm: 'sha256', at: now, sha256: compare.sha256 } }, 'done'),
    ).toBe('good');
  });

  test('is a warning for a result that still warns', () => {
    const done = { ...journey('name').done, after: nameOf({}).typed };
    expect(toneOf(journey('name', { ...looked, compare, done }, { done: 'todo' }), 'done')).toBe('warning');
    expect(toneOf(journey('name', { ...looked, compare }, { done: 'todo' }), 'done')).toBe('neutral');
  });

  test('is a warning while the name still needs a hosts line', () => {
    expect(toneOf(journey('hosts', { ...looked, compare, name: nameOf({}) }), 'name')).toBe('warning');
    const wildcard = nameOf({ outcome: 'wildcard', useName: null });
    expect(toneOf(journey('hosts', { ...looked, compare, name: wildcard }), 'name')).toBe('warning');
    const good = nameOf({ outcome: 'good', hostsCanMend: false });
    expect(toneOf(journey('done', { ...looked, compare, name: good }), 'name')).toBe('good');
  });
});

test('a line with our mark that is none of the journey’s changes is seen', () => {
  const line = { line: 7, address: '192.168.10.5', wins: true, ours: true, commentedOut: false, why: 'only' as const };
  expect(hasUnknownLine({ hosts: hostsOf({ existing: [line] }) })).toBe(true);
  expect(hasUnknownLine({ hosts: hostsOf({ existing: [line], addedByUs: true }) })).toBe(false);
  expect(hasUnknownLine({ hosts: hostsOf({ existing: [{ ...line, ours: false }] }) })).toBe(false);
  expect(hasUnknownLine({ hosts: null })).toBe(false);
});
