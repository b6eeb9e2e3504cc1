import { describe, expect, test } from 'vitest';
import {
  completed,
  emptyForm,
  fieldOf,
  formFrom,
  hasNoHost,
  isThere,
  problemOf,
  type RequestEvent,
  type RequestForm,
  reduceRequest,
  requestOrderOf,
  sansOf,
  textsOrderOf,
  trayKey,
  typedProblem,
} from '../../../../renderer/tools/request/request-model.ts';
import { leaf } from '../../../renderer/fixtures/trays.ts';

const form = (change: Partial<RequestForm>): RequestForm => ({ ...emptyForm, ...change });
const run = (start: RequestForm, ...events: RequestEvent[]): RequestForm => events.reduce(reduceRequest, start);
const add = (typed: string): RequestEvent[] => [{ type: 'set', change: { typed } }, { type: 'add' }];
const none = new Map();

describe('the names', () => {
  test('begin with the main name, as long as it can be a name', () => {
    expect(sansOf(form({ commonName: ' sensor7.contoso.com ' }))).toEqual(['sensor7.contoso.com']);
    expect(sansOf(form({ commonName: 'Sensor 7, hall 2' }))).toEqual([]);
    expect(sansOf(form({ commonName: '192.168.10.7' }))).toEqual(['192.168.10.7']);
  });

  test('are each there once, also after the main name has changed', () => {
    const typed = run(form({ commonName: 'a.example' }), ...add('b.example'), ...add('B.example'));
    expect(sansOf(typed)).toEqual(['a.example', 'b.example']);
    expect(sansOf({ ...typed, commonName: 'b.example' })).toEqual(['b.example']);
    expect(isThere({ ...typed, typed: 'dns:A.EXAMPLE' })).toBe(true);
  });

  test('can be pasted as a list, and removed', () => {
    const pasted = run(emptyForm, ...add('a.example, b.example;10.0.0.7\n a.example'));
    expect(pasted).toMatchObject({ names: ['a.example', 'b.example', '10.0.0.7'], typed: '' });
    expect(run(pasted, { type: 'remove', name: 'b.example' }).names).toEqual(['a.example', '10.0.0.7']);
  });

  test('in the field count too, though nobody pressed Add', () => {
    const sent = requestOrderOf(form({ commonName: 'a.example', typed: 'b.example' }), none);
    expect(sent?.sans).toEqual(['a.example', 'b.example']);
    expect(completed(form({ commonName: 'a.example', typed: 'a.example' })).names).toEqual([]);
  });

  test('take a pasted URL for its host', () => {
    const url = form({ commonName: 'https://only.contoso.com/' });
    expect(sansOf(url)).toEqual(['only.contoso.com']);
    expect(run(url, { type: 'clean' }).commonName).toBe('only.contoso.com');
    expect(requestOrderOf(url, none)).toMatchObject({
      subject: [{ type: 'CN', value: 'only.contoso.com' }],
      sans: ['only.contoso.com'],
    });
    expect(run(emptyForm, ...add('https://b.example:8443/login, c.example:443')).names).toEqual([
      'b.example',
      'c.example',
    ]);
  });

  test('are not added as long as one of them can be none', () => {
    const refused = run(emptyForm, ...add('not valid!'));
    expect(refused).toMatchObject({ names: [], typed: 'not valid!' });
    expect(typedProblem(refused)).toEqual({ name: 'not valid!', reason: 'characters' });
    expect(problemOf({ ...refused, commonName: 'a.example' })).toBe('typed');
    expect(run(emptyForm, ...add('a.example, 10.0.0.999')).names).toEqual([]);
  });

  test('may be none at all, where somebody means it', () => {
    expect(hasNoHost(form({ commonName: 'Sensor 7' }))).toBe(true);
    expect(hasNoHost(form({ commonName: 'Sensor 7', typed: 'sensor7' }))).toBe(false);
    expect(problemOf(form({ commonName: 'Sensor 7' }))).toBeNull();
  });
});

test('the next request is for the same owner, and for nothing else that is the same', () => {
  const before = form({
    commonName: 'a.example',
    names: ['b.example'],
    subject: { ...emptyForm.subject, O: 'Contoso', serialNumber: '7' },
    key: trayKey({ file: 1, item: 0 }),
    passphrase: 'x',
    again: 'x',
  });
  expect(run(before, { type: 'next' })).toEqual({ ...emptyForm, subject: { ...emptyForm.subject, O: 'Contoso' } });
});

describe('the order', () => {
  const filled = form({
    commonName: 'sensor7.ot.contoso.com',
    subject: {
      ...emptyForm.subject,
      C: ' US ',
      O: 'Contoso Inc.',
      OU: 'OT',
      DC: 'ot.contoso.com',
      emailAddress: 'a@b.c',
    },
  });

  test('goes from the general to the particular, without what is empty', () => {
    expect(requestOrderOf(filled, none)?.subject).toEqual([
      { type: 'DC', value: 'com' },
      { type: 'DC', value: 'contoso' },
      { type: 'DC', value: 'ot' },
      { type: 'C', value: 'US' },
      { type: 'O', value: 'Contoso Inc.' },
      { type: 'OU', value: 'OT' },
      { type: 'CN', value: 'sensor7.ot.contoso.com' },
      { type: 'emailAddress', value: 'a@b.c' },
    ]);
  });

  test('makes a key with its passphrase, uses one of the tray, or asks for the texts alone', () => {
    expect(requestOrderOf(filled, none)?.key).toEqual({ kind: 'rsa2048', passphrase: null });
    expect(requestOrderOf({ ...filled, key: 'p256', passphrase: 'x' }, none)?.key).toEqual({
      kind: 'p256',
      passphrase: 'x',
    });
    const ref = { file: 3, item: 1 };
    const own = { ...filled, key: trayKey(ref) };
    expect(requestOrderOf(own, new Map([[trayKey(ref), ref]]))?.key).toEqual({ use: ref });
    expect(requestOrderOf(own, none)).toBeNull();
    expect(requestOrderOf({ ...filled, key: 'none' }, none)).toBeNull();
    expect(textsOrderOf({ ...filled, textsKind: 'rsa4096' }).keyKind).toBe('rsa4096');
  });

  test('needs a name, and a passphrase twice the same', () => {
    expect(problemOf(emptyForm)).toBe('no-name');
    expect(problemOf(form({ typed: '10.0.0.7' }))).toBeNull();
    expect(problemOf({ ...filled, passphrase: 'a', again: 'b' })).toBe('differs');
    expect(problemOf({ ...filled, key: 'none', passphrase: 'a', again: 'b' })).toBeNull();
  });
});

test('the next request is asked for in the names of the last certificate', () => {
  const next = formFrom(leaf);
  expect(next).toMatchObject({ commonName: 'sensor7.contoso.com', key: 'rsa2048' });
  expect(next.subject).toMatchObject({ O: 'Contoso Inc.', OU: 'OT Security', C: 'US', L: '' });
  expect(sansOf(next)).toEqual(['sensor7.contoso.com', 'sensor7']);
});

test('an error finds its field', () => {
  const subject = (attribute: string) =>
    fieldOf({ code: 'subject-invalid', facts: { attribute, reason: 'empty', limit: 0 } });
  expect([subject('CN'), subject('c'), subject('emailAddress'), subject('title'), subject('')]).toEqual([
    'CN',
    'C',
    'emailAddress',
    null,
    null,
  ]);
  expect(fieldOf({ code: 'san-invalid', facts: { name: 'x y', reason: 'characters' } })).toBe('names');
  expect(fieldOf({ code: 'cancelled', facts: {} })).toBeNull();
});
