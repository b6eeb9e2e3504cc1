import { describe, expect, test } from 'vitest';
import { sayIssuedFinding } from '../../../../assets/text/en/issued-comparison.ts';
import {
  anchorsFor,
  issuedVerdictOf,
  missingIn,
  pathFormFor,
  pathStart,
  rowsOf,
  splitTodo,
  verifyOrderOf,
  worstFirst,
  worstOf,
} from '../../../../renderer/tools/test/test-model.ts';
import { finder, membersOf } from '../../../../renderer/tools/tray/tray-model.ts';
import { certificate } from '../../../renderer/fixtures/certificates.ts';
import { brokenPath, lostComparison, refusedPath, sameComparison } from '../../../renderer/fixtures/tests.ts';
import {
  at,
  caTray,
  chainFile,
  fileOf,
  goodTray,
  leaf,
  leafFile,
  rootCa,
  setOf,
  trayOf,
} from '../../../renderer/fixtures/trays.ts';

describe('a list of findings', () => {
  test('is as bad as its worst, and empty proves nothing', () => {
    expect(worstOf([{ state: 'good' }, { state: 'warn' }])).toBe('warn');
    expect(worstOf([{ state: 'not-checked' }, { state: 'good' }])).toBe('not-checked');
    expect(worstOf([{ state: 'warn' }, { state: 'bad' }])).toBe('bad');
    expect(worstOf([])).toBe('not-checked');
  });

  test('has the worst first, the rest as it was', () => {
    const findings = [
      { state: 'good', n: 1 },
      { state: 'bad', n: 2 },
      { state: 'good', n: 3 },
      { state: 'bad', n: 4 },
    ] as const;
    expect(worstFirst(findings).map(({ n }) => n)).toEqual([2, 4, 1, 3]);
  });
});

describe('the table of request and certificate', () => {
  test('has a lost name on top, and marks it', () => {
    const [first, second] = rowsOf(lostComparison);
    expect(first).toMatchObject({
      what: { row: 'dns' },
      asked: 'sensor7.ot.contoso.com',
      issued: '',
      state: 'dropped',
      grave: true,
    });
    expect(second).toMatchObject({ what: { row: 'subject', attribute: 'OU' }, state: 'dropped', grave: false });
  });

  test('of what was issued as asked has only kept lines', () => {
    const rows = rowsOf(sameComparison);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['kept']));
    expect(rows.map(({ what }) => what.row)).toEqual(['dns', 'dns', 'wholeSubject', 'key', 'usage', 'purposes']);
  });

  test('another key and an unasked CA are grave; what a CA always adds is no line', () => {
    const rows = rowsOf({
      ...sameComparison,
      key: { ...sameComparison.key, same: false },
      basicConstraints: { issued: { ca: true } },
      keyUsage: { issued: ['digitalSignature'] },
      extendedKeyUsage: { asked: ['serverAuth', 'clientAuth'], issued: ['clientAuth', 'serverAuth'] },
    });
    expect(rows.filter(({ grave }) => grave).map(({ what }) => what.row)).toEqual(['key', 'ca']);
    expect(rows.some(({ what }) => what.row === 'usage')).toBe(false);
    expect(rows.find(({ what }) => what.row === 'purposes')?.state).toBe('kept');
  });
});

describe('the verdict about what was issued', () => {
  test('is that names were lost, where browsers would read them', () => {
    expect(issuedVerdictOf(lostComparison)).toBe('names-lost');
    expect(issuedVerdictOf(sameComparison)).toBe('same');
    const mail = { kind: 'email', name: 'ot@contoso.com', state: 'dropped' } as const;
    expect(issuedVerdictOf({ ...lostComparison, names: [mail] })).toBe('changed');
    expect(issuedVerdictOf({ ...lostComparison, verdict: 'other-key' })).toBe('other-key');
  });

  test('has its long advice in sentences, the first in sight', () => {
    const facts = { names: ['a.example'], count: 1 };
    const { todo = '' } = sayIssuedFinding({ id: 'names-all-lost', state: 'bad', facts });
    const { first, rest } = splitTodo(todo);
    expect(first).toBe('Do not install it. Ask the CA desk to issue it again with these names.');
    expect(rest).toHaveLength(5);
    expect([first, ...rest].join(' ')).toBe(todo);
    expect(splitTodo('Keep it.')).toEqual({ first: 'Keep it.', rest: [] });
  });
});

describe('the path', () => {
  const [set] = goodTray.sets;
  if (!set) throw new Error('no set');
  const found = finder(goodTray)(membersOf(set));
  const anchors = anchorsFor(goodTray, found);

  test('can end at CAs and at self-signed certificates, each named once', () => {
    expect(anchors.map(({ ref }) => ref)).toEqual([at(chainFile, 0), at(chainFile, 1)]);
    const copy = fileOf('copy.pem', 'pem', chainFile.items);
    expect(anchorsFor(trayOf([chainFile, copy]), [])).toHaveLength(2);
  });

  test('trusts the only root beforehand, and no intermediate or device; of two roots neither', () => {
    const device = fileOf('device.cer', 'der', [certificate('device')]);
    const all = anchorsFor(trayOf([...goodTray.files, device]), found);
    expect(all).toHaveLength(3);
    expect([...pathFormFor(all).roots]).toEqual([`${chainFile.id}.1`]);
    const other = fileOf('other.cer', 'der', [{ ...certificate('Other Root CA'), basicConstraints: { ca: true } }]);
    const two = anchorsFor(trayOf([...goodTray.files, other]), found);
    expect(two).toHaveLength(3);
    expect([...pathFormFor(two).roots]).toEqual([]);
  });

  test('is checked under the first name of the certificate', () => {
    expect(pathFormFor(anchors, leaf).host).toBe('sensor7.contoso.com');
    const names = { dns: ['*.contoso.com'], ip: [], email: [], uri: [] };
    expect(pathFormFor(anchors, { ...leaf, subjectAltNames: names }).host).toBe('');
    expect(pathFormFor(anchors, rootCa).host).toBe('');
  });

  test('is asked about as the form says, a URL taken for its host', () => {
    const form = { ...pathFormFor(anchors), host: ' https://sensor7.contoso.com/login ', at: '2027-01-31T12:00' };
    expect(verifyOrderOf(form, at(leafFile), anchors)).toEqual({
      leaf: at(leafFile),
      roots: [at(chainFile, 1)],
      host: 'sensor7.contoso.com',
      purpose: 'server',
      at: new Date('2027-01-31T12:00').toISOString(),
    });
    expect(verifyOrderOf({ ...form, at: '', host: '' }, at(leafFile), anchors)).toBeNull();
    expect(verifyOrderOf({ ...form, at: null, host: '' }, at(leafFile), anchors)).toMatchObject({
      at: null,
      host: null,
    });
    // What this reading does not know is left to main.
    expect(verifyOrderOf({ ...form, at: null, host: '*.contoso.com' }, at(leafFile), anchors)?.host).toBe(
      '*.contoso.com',
    );
  });

  test('begins at the leaf, or at the first of a set of CA certificates', () => {
    expect(pathStart(set)).toEqual(at(leafFile));
    expect(pathStart(caTray.sets[0] ?? setOf({}))).toEqual(at(chainFile, 0));
    expect(pathStart(setOf({}))).toBeNull();
  });

  test('names the issuer that is missing, where that is why', () => {
    expect(missingIn(brokenPath)).toBe('Contoso Issuing CA 2');
    expect(missingIn(refusedPath)).toBeNull();
  });
});
