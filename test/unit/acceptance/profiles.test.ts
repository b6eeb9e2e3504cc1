// Profiles as data: the built-in ones are sound, a site's own one works, and a broken one is refused with the place of
// its fault.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { toolsTextFor } from '../../../assets/text/tools.ts';
import {
  builtInProfiles,
  findProfile,
  loadProfiles,
  readProfile,
  summaryOf,
} from '../../../main/acceptance/profiles.ts';
import { profileSummarySchema } from '../../../preload/contract/precheck.ts';

const folder = mkdtempSync(join(tmpdir(), 'profiles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = readFileSync(resolve(import.meta.dirname, '../../../assets/profiles/ot-sensor.json'), 'utf8');
type Json = { [key: string]: Json } & Json[] & string;
/** The sensor's profile under another id, spoilt. */
const spoilt = (change: (profile: Json) => void): string => {
  const profile = JSON.parse(text) as Json;
  Object.assign(profile, { id: 'own' });
  change(profile);
  return JSON.stringify(profile, null, 2);
};
const faultsOf = (json: string) => readProfile(json, 'own.json').faults;

describe('the built-in profiles', () => {
  test.each(builtInProfiles.map((each) => [each.id, each] as const))('%s is sound', (_, profile) => {
    expect(profileSummarySchema.parse(summaryOf(profile)).own).toBe(false);
    for (const rule of profile.rules) {
      expect(rule.why).toMatch(/^[A-Z].*[.)]$/s);
      expect(rule.documents.length).toBeGreaterThan(0);
    }
    // Nothing is carried along that no rule, note or screen uses.
    const used = JSON.stringify([profile.rules, profile.notes, profile.screens, profile.cli]);
    expect(profile.documents.filter(({ id }) => !used.includes(`"${id}"`))).toEqual([]);
    const kinds = Object.keys(toolsTextFor('en').request.form.keyKinds);
    for (const kind of profile.request.keyKinds) expect(kinds).toContain(kind);
  });

  it('are found by id and by name', () => {
    expect(findProfile(builtInProfiles, 'OT-sensor')?.id).toBe('ot-sensor');
    expect(findProfile(builtInProfiles, ' microsoft defender for iot ot sensor')?.id).toBe('ot-sensor');
    expect(findProfile(builtInProfiles, 'toaster')).toBeUndefined();
  });

  it('have the sentences of the console, word for word', () => {
    const messages = findProfile(builtInProfiles, 'ot-sensor')?.messages.map((each) => each.text);
    expect(messages?.slice(0, 6)).toEqual([
      'Passphrase does not match to the key',
      "Cannot validate chain of trust. The provided Certificate and Root CA don't match.",
      "This SSL certificate has expired and isn't considered valid.",
      "This certificate has been revoked by the CRL and can't be trusted for a secure connection",
      'The CRL (Certificate Revocation List) location is not reachable. Verify the URL can be accessed from this appliance',
      'Certificate validation failed',
    ]);
  });
});

describe('a profile of the site', () => {
  it('stands beside the built-in ones', async () => {
    writeFileSync(
      join(folder, 'own.json'),
      `\ufeff${spoilt((profile) => Object.assign(profile, { name: 'Our gateway' }))}`,
    );
    const { profiles, faults } = await loadProfiles(folder);
    expect(faults).toEqual([]);
    expect(profiles.map(({ id }) => id)).toEqual(['ot-sensor', 'iot-hub-device', 'iot-edge', 'own']);
    const own = findProfile(profiles, 'our gateway');
    expect(own && summaryOf(own).own).toBe(true);
  });

  it('that is broken takes none of the others with it', async () => {
    writeFileSync(join(folder, 'broken.json'), '{\n  "format": 1,\n}');
    writeFileSync(join(folder, 'again.json'), text);
    const { profiles, faults } = await loadProfiles(folder);
    expect(profiles.map(({ id }) => id)).toContain('own');
    expect(faults).toEqual([
      { file: 'again.json', where: 'id', problem: 'another profile has the id “ot-sensor” already' },
      { file: 'broken.json', where: 'line 3, column 1', problem: 'a name in double quotes is expected' },
    ]);
  });

  it('is not missed where there is no such folder', async () => {
    const { profiles, faults } = await loadProfiles(join(folder, 'none'));
    expect([profiles.length, faults.length]).toEqual([3, 0]);
    expect((await loadProfiles(join(folder, 'own.json'))).faults[0]?.problem).toContain('ENOTDIR');
  });
});

describe('a fault is told with its place', () => {
  test.each<[string, (profile: Json) => void, string, RegExp]>([
    ['an unknown test', (p) => Object.assign(p.rules?.[3]?.test ?? {}, { kind: 'magic' }), 'rules[3].test.kind', /./],
    [
      'a parameter of another kind',
      (p) => Object.assign(p.rules?.[5]?.test ?? {}, { allowed: 'RSA' }),
      'rules[5].test.allowed',
      /array/,
    ],
    [
      'a parameter that no test has',
      (p) => Object.assign(p.rules?.[0]?.test ?? {}, { loud: true }),
      'rules[0].test',
      /loud/,
    ],
    [
      'an unknown severity',
      (p) => Object.assign(p.rules?.[2] ?? {}, { severity: 'fatal' }),
      'rules[2].severity',
      /fail/,
    ],
    ['a rule without a reason', (p) => Object.assign(p.rules?.[1] ?? {}, { why: '' }), 'rules[1].why', /./],
    [
      'two rules of the same id',
      (p) => Object.assign(p.rules?.[4] ?? {}, { id: 'crt-file' }),
      'rules[4].id',
      /rules\[0\]/,
    ],
    [
      'a sentence that is not there',
      (p) => Object.assign(p.rules?.[0] ?? {}, { message: 'sorry' }),
      'rules[0].message',
      /“sorry”/,
    ],
    [
      'a document that is not there',
      (p) => Object.assign(p.rules?.[0] ?? {}, { documents: ['create', 'book'] }),
      'rules[0].documents[1]',
      /“book”/,
    ],
    [
      'a screen out of no document',
      (p) => Object.assign(p.screens?.[1] ?? {}, { document: 'book' }),
      'screens[1].document',
      /“book”/,
    ],
    [
      'not-checked for what can be checked',
      (p) => Object.assign(p.rules?.[0] ?? {}, { severity: 'not-checked' }),
      'rules[0].severity',
      /elsewhere/,
    ],
    [
      'two documents of the same id',
      (p) => Object.assign(p.documents?.[1] ?? {}, { id: 'requirements' }),
      'documents[1].id',
      /documents\[0\]/,
    ],
    ['a slot that is there twice', (p) => Object.assign(p.form?.[1] ?? {}, { slot: 'key' }), 'form[1].slot', /twice/],
    [
      'a date that is none',
      (p) => Object.assign(p.documents?.[0] ?? {}, { date: 'last year' }),
      'documents[0].date',
      /2023-01-17/,
    ],
    [
      'an address that is not https',
      (p) => Object.assign(p.documents?.[0] ?? {}, { url: 'javascript:alert(1)' }),
      'documents[0].url',
      /https/,
    ],
    [
      'an alphabet of which no passphrase can be made',
      (p) => Object.assign(p, { passphrase: { alphabet: '01a!', minimum: null } }),
      'passphrase.alphabet',
      /at least 2/,
    ],
    ['a format of later versions', (p) => Object.assign(p, { format: 2 }), 'format', /1/],
    ['a field that nobody knows', (p) => Object.assign(p, { colour: 'red' }), 'the whole file', /colour/],
  ])('%s', (_, change, where, problem) => {
    const faults = faultsOf(spoilt(change));
    expect(faults.map((each) => each.where)).toContain(where);
    expect(faults.find((each) => each.where === where)?.problem).toMatch(problem);
  });

  it('and a list in place of an object', () => {
    expect(faultsOf('[]')[0]?.where).toBe('the whole file');
  });
});
