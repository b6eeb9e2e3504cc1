import { describe, expect, test } from 'vitest';
import type { FileSet, Tray } from '../../../../preload/contract/tools.ts';
import {
  asksPassphrase,
  type ConvertEvent,
  type ConvertForm,
  defaultsFor,
  formFor,
  hasKey,
  keyEncodingsFor,
  orderFor,
  problemOf,
  reduceForm,
  targetsFor,
} from '../../../../renderer/tools/convert/convert-model.ts';
import { type Found, finder, membersOf, refKey } from '../../../../renderer/tools/tray/tray-model.ts';
import {
  at,
  caTray,
  chainFile,
  fileOf,
  goodTray,
  keyFile,
  keyMissingTray,
  keyOf,
  keyTray,
  leafFile,
  requestTray,
  setOf,
  trayOf,
} from '../../../renderer/fixtures/trays.ts';

const foundIn = (tray: Tray): Found[] => finder(tray)(membersOf(tray.sets[0] as FileSet));
const good = foundIn(goodTray);
const run = (found: Found[], ...events: ConvertEvent[]): ConvertForm =>
  events.reduce(reduceForm(found), formFor(found) as ConvertForm);
const target = (to: ConvertForm['target']): ConvertEvent => ({ type: 'target', target: to });
const type = (passphrase: string, again = passphrase): ConvertEvent => ({ type: 'set', change: { passphrase, again } });

describe('only what makes sense is offered', () => {
  test.each([
    [goodTray, ['pfx', 'crt', 'key', 'pem', 'der', 'p7b']],
    [keyMissingTray, ['crt', 'pem', 'der', 'p7b']],
    [caTray, ['pem', 'der', 'p7b']],
    [keyTray, ['key', 'pem']],
    [requestTray, ['key', 'pem', 'der']],
  ])('case %#', (tray, targets) => {
    expect(targetsFor(foundIn(tray))).toEqual(targets);
  });

  test('a locked key cannot be written, so nothing with it is offered', () => {
    const file = fileOf('locked.key', 'pem', [{ kind: 'privateKey', encrypted: true }]);
    const found = foundIn(trayOf([file], [setOf({ key: at(file) })]));
    expect(targetsFor(found)).toEqual([]);
    expect(formFor(found)).toBeNull();
  });
});

describe('what goes in by itself', () => {
  const keys = (to: ConvertForm['target']) => [...defaultsFor(to, good)];
  const [leaf, issuing, root, key] = [at(leafFile), at(chainFile, 0), at(chainFile, 1), at(keyFile)].map(refKey);

  test('is the certificate with its chain, and the key only where the file is for it', () => {
    expect(keys('pfx')).toEqual([leaf, issuing, root, key]);
    expect(keys('pem')).toEqual([leaf, issuing, root]);
    expect(keys('p7b')).toEqual([leaf, issuing, root]);
    expect(keys('crt')).toEqual([leaf]);
    expect(keys('der')).toEqual([leaf]);
    expect(keys('key')).toEqual([key]);
  });

  test('of a lone key as PEM is the key', () => {
    expect(defaultsFor('pem', foundIn(keyTray)).size).toBe(1);
  });
});

describe('the form', () => {
  test('takes one object where the file holds one', () => {
    const form = run(good, target('der'), { type: 'pick', key: refKey(at(chainFile, 1)), on: true });
    expect(orderFor(form, good).items).toEqual([at(chainFile, 1)]);
    const still = reduceForm(good)(form, { type: 'pick', key: refKey(at(chainFile, 1)), on: false });
    expect(still.picked.size).toBe(1);
  });

  test('keeps the order of the set, however it was ticked', () => {
    const off = { type: 'pick', key: refKey(at(leafFile)), on: false } as const;
    const form = run(good, target('pem'), off, { ...off, on: true });
    expect(orderFor(form, good).items).toEqual([at(leafFile), at(chainFile, 0), at(chainFile, 1)]);
  });

  test('does not carry a passphrase over to another target', () => {
    const form = run(good, type('secret'), target('key'));
    expect([form.passphrase, form.again]).toEqual(['', '']);
  });

  test('wants a passphrase for a PFX, the same twice; for a key it is a choice', () => {
    expect(problemOf(run(good), good)).toBe('needed');
    expect(problemOf(run(good, type('a', 'b')), good)).toBe('differs');
    expect(problemOf(run(good, type('a')), good)).toBeNull();
    expect(problemOf(run(good, target('key')), good)).toBeNull();
    expect(problemOf(run(good, target('key'), type('a', '')), good)).toBe('differs');
  });

  test('sends no passphrase where nothing is locked with it', () => {
    const form = run(good, target('crt'), type('left over'));
    expect(asksPassphrase(form, good)).toBe(false);
    expect(orderFor(form, good).passphrase).toBeNull();
    expect(problemOf(run(good, target('crt'), type('a', 'b')), good)).toBeNull();
  });

  test('refuses an empty file', () => {
    const form = run(good, target('crt'), { type: 'pick', key: refKey(at(leafFile)), on: false });
    expect(problemOf(form, good)).toBe('nothing');
  });

  test('a key in a PEM file is told of, and locked when wished', () => {
    const form = run(good, target('pem'), { type: 'pick', key: refKey(at(keyFile)), on: true });
    expect(hasKey(form, good)).toBe(true);
    expect(orderFor({ ...form, passphrase: 'x', again: 'x' }, good).passphrase).toBe('x');
  });
});

describe('the form of the key', () => {
  const withKey = (algorithm: string) => {
    const file = fileOf('a.key', 'pem', [keyOf({ publicKey: { algorithm, sha256: 'AA' } })]);
    return foundIn(trayOf([file], [setOf({ key: at(file) })]));
  };
  test.each([
    ['RSA', ['pkcs8', 'pkcs1']],
    ['EC', ['pkcs8', 'sec1']],
    ['Ed25519', ['pkcs8']],
  ])('%s', (algorithm, encodings) => {
    const found = withKey(algorithm);
    expect(keyEncodingsFor(run(found), found)).toEqual(encodings);
  });

  test('in a PFX is not asked, and one that does not fit is not sent', () => {
    expect(keyEncodingsFor(run(good), good)).toEqual(['pkcs8']);
    const form = run(good, type('a'), { type: 'set', change: { keyEncoding: 'sec1' } });
    expect(orderFor(form, good).keyEncoding).toBe('pkcs8');
  });
});
