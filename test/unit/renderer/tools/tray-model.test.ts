import { describe, expect, test } from 'vitest';
import type { FileSet, SetFinding } from '../../../../preload/contract/tools.ts';
import {
  answerOf,
  countKinds,
  factsOf,
  filesInOrder,
  finder,
  lackedBy,
  membersOf,
  nameOf,
  realProblems,
  roleOf,
  stepsFor,
} from '../../../../renderer/tools/tray/tray-model.ts';
import { certificate } from '../../../renderer/fixtures/certificates.ts';
import {
  at,
  brokenTray,
  caTray,
  crl,
  fileOf,
  goodTray,
  issuing,
  keyOf,
  leaf,
  leafFile,
  mixedTray,
  requestTray,
  rootCa,
  setOf,
  trayOf,
} from '../../../renderer/fixtures/trays.ts';

const only = (tray: { sets: FileSet[] }): FileSet => {
  const [set] = tray.sets;
  if (!set) throw new Error('no set');
  return set;
};
const answer = (...findings: SetFinding[]) => answerOf(setOf({ leaf: at(leafFile), findings }));

describe('the answer of a set', () => {
  test('is about its most serious finding, whatever the order in which they are told', () => {
    expect(answer('key-fits', 'expires-soon', 'expired').lead).toBe('expired');
    expect(answer('key-missing', 'chain-incomplete').lead).toBe('chain-incomplete');
    expect(answer('key-missing', 'chain-complete')).toMatchObject({ lead: 'key-missing', tone: 'neutral' });
    expect(answer('expired').tone).toBe('danger');
  });

  test('of what came back without names is not to install it, unless worse is wrong', () => {
    const cameBack: SetFinding[] = ['chain-incomplete', 'no-names', 'answers-waiting-request'];
    expect(answer(...cameBack)).toMatchObject({ lead: 'no-names', tone: 'danger' });
    expect(answer(...cameBack, 'expired').lead).toBe('expired');
    expect(answer('chain-incomplete', 'no-names').lead).toBe('chain-incomplete');
  });

  test('says the rest of the findings once', () => {
    expect(answer('expires-soon', 'key-fits', 'chain-complete').points).toEqual(['key-fits', 'chain-complete']);
  });

  test('is good only when nothing is missing', () => {
    expect(answer('key-fits', 'chain-complete')).toMatchObject({ lead: 'ready', tone: 'good' });
    expect(answer('key-fits', 'chain-not-needed')).toMatchObject({ lead: 'ready-self-signed' });
    expect(answerOf(only(caTray))).toMatchObject({ lead: 'ca-certificates' });
  });

  test('of a request is not that its certificate’s key is missing', () => {
    expect(answerOf(setOf({ findings: ['request-only', 'key-missing'] })).lead).toBe('request-only');
  });
});

describe('the facts of the answer', () => {
  test('name the issuer that is missing as people know it', () => {
    const found = finder(brokenTray)(membersOf(only(brokenTray)));
    expect(factsOf(only(brokenTray), found).missing).toBe('Contoso Issuing CA 2');
  });

  test('are about the certificate that expires first, and name it when it is not the leaf', () => {
    const short = { ...issuing, notAfter: '2026-10-01T00:00:00.000Z' };
    const file = fileOf('chain.pem', 'pem', [leaf, short, rootCa]);
    const set = setOf({ leaf: at(file), chain: [at(file, 1), at(file, 2)], findings: ['expired'] });
    const facts = factsOf(set, finder(trayOf([file], [set]))(membersOf(set)));
    expect(facts.expires).toEqual({ at: short.notAfter, of: 'Contoso Issuing CA 2' });
    expect(facts.begins).toEqual({ at: leaf.notBefore, of: null });
  });
});

describe('the next step', () => {
  test.each([
    [['key-fits', 'chain-complete'], 'convert'],
    [['expired', 'key-missing'], 'renew'],
    [['no-names', 'key-fits'], 'renew'],
    [['key-fits', 'answers-waiting-request'], 'compare'],
  ] as const)('of a certificate with %j is to %s', (findings, step) => {
    expect(stepsFor(setOf({ leaf: at(leafFile), findings: [...findings] }))[0]).toBe(step);
  });

  test('of a request is to test it, of a lone key to use it', () => {
    expect(stepsFor(only(requestTray))[0]).toBe('test');
    expect(stepsFor(setOf({ key: at(leafFile), findings: ['key-only'] }))[0]).toBe('request');
  });

  test('of CA certificates that expired is not to request new ones', () => {
    expect(stepsFor(setOf({ chain: [at(leafFile)], findings: ['expired'] }))).toEqual(['convert', 'test']);
  });
});

test('references that lead nowhere are left out', () => {
  const find = finder(goodTray);
  expect(find([{ file: 999_999, item: 0 }, at(leafFile, 5), null, at(leafFile)]).map(({ item }) => item)).toEqual([
    leaf,
  ]);
});

test('roles and names', () => {
  expect([roleOf(leaf), roleOf(issuing), roleOf(rootCa), roleOf(certificate('self'))]).toEqual([
    'leaf',
    'intermediate-ca',
    'root-ca',
    'self-signed-leaf',
  ]);
  expect([nameOf(leaf), nameOf(crl), nameOf(keyOf(leaf))]).toEqual([leaf.commonName, 'Contoso Issuing CA 2', '']);
});

test('files that need a person come first', () => {
  const ordered = filesInOrder(mixedTray.files).map(({ name }) => name);
  expect(ordered.slice(0, 2)).toEqual(['sensor7-from-mail.crt', 'certnew.cer']);
  expect(ordered).toHaveLength(mixedTray.files.length);
  const locked = mixedTray.files.find((file) => file.locked);
  expect(locked && realProblems(locked)).toEqual([]);
});

test('kinds are counted, and those that are not there are not named', () => {
  const { items } = fileOf('x', 'pem', [leaf, issuing, keyOf(leaf)]);
  expect(countKinds(items)).toEqual([
    { kind: 'certificate', count: 2 },
    { kind: 'privateKey', count: 1 },
  ]);
  expect(countKinds([])).toEqual([]);
});

test('issuers that several sets lack are told, the most wanted first; one alone is told in its set', () => {
  const lacking = (missingIssuer: string | null) => setOf({ leaf: at(leafFile), missingIssuer });
  const sets = ['CN=A,O=x', 'CN=B', 'CN=B', 'CN=C', 'CN=A,O=x', 'CN=B', null].map(lacking);
  expect(lackedBy(sets)).toEqual([
    { issuer: 'B', count: 3 },
    { issuer: 'A', count: 2 },
  ]);
});
