// The words: every code, note, outcome and step has some, and no value that stands in a command can break out of it.
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { deployTextFor } from '../../../assets/text/deploy.ts';
import { shortName } from '../../../assets/text/facts.ts';
import { explain, guideFacts, textFor } from '../../../assets/text/index.ts';
import { oneLine, powershell, sh } from '../../../assets/text/quote.ts';
import { deployStepIds } from '../../../preload/contract/deploy-journey.ts';
import { type AppError, errorFacts, errorSchema } from '../../../preload/contract/errors.ts';
import { chainNoteSchema, nameOutcomeSchema } from '../../../preload/contract/trust-journey.ts';
import { certificate, intermediate, root, selfSigned } from '../../renderer/fixtures/certificates.ts';
import { downloadOf, hostsOf, journey, nameOf, order, planOf, storesWith } from '../../renderer/fixtures/journeys.ts';
import type { Scenario } from '../../renderer/fixtures/scenario.ts';
import { scenarios } from '../../renderer/fixtures/scenarios.ts';

const text = textFor('en-US');
const deployText = deployTextFor('en-US');
const platforms = ['win32', 'linux', 'darwin'] as const;
const broken = /undefined|(?<!\/dev\/)null|NaN|\[object|Invalid Date/;

const example: Record<string, unknown> = { number: 443, array: ['sensor7', 'sensor8'] };

/** One set of facts for each code, made from its own schema: every value of an enum, plain text, numbers and lists. */
function examples(code: keyof typeof errorFacts): AppError[] {
  const shape = errorFacts[code].shape as Record<string, { def: { type: string; entries?: Record<string, string> } }>;
  const choices = Object.entries(shape).map(([key, { def }]) => {
    const values = def.type === 'enum' ? Object.values(def.entries ?? {}) : [example[def.type] ?? 'sensor7'];
    return values.map((value): readonly [string, unknown] => [key, value]);
  });
  const all = choices.reduce<(readonly (readonly [string, unknown])[])[]>(
    (sets, values) => sets.flatMap((set) => values.map((value) => [...set, value])),
    [[]],
  );
  return all.map((set) => errorSchema.parse({ code, facts: Object.fromEntries(set) }));
}

describe('every error has a what, a why and a what to do', () => {
  test.each(Object.keys(errorFacts) as (keyof typeof errorFacts)[])('%s', (code) => {
    for (const error of examples(code)) {
      const words = explain(text, error);
      for (const sentence of [words.what, words.why, words.todo]) {
        expect(sentence).toMatch(/^.{5,}[.!?:)]$|sensor7$/s);
        expect(sentence).not.toMatch(broken);
      }
    }
  });
});

test('the characters that an appliance takes are listed so that they can be read', () => {
  const todo = (allowed: string) => explain(text, { code: 'passphrase-characters', facts: { count: 2, allowed } }).why;
  expect(todo('abcdefghijklmnopqrstuvwxyz0123456789-_')).toContain('2 characters of it are not allowed there');
  expect(todo('abcdefghijklmnopqrstuvwxyz0123456789-_')).toContain('Allowed are a–z, 0–9 and - _.');
  expect(todo('abc ')).toContain('Allowed are a b c the blank.');
  expect(todo('0123456789')).toContain('Allowed are 0–9.');
});

test('a file without a certificate is called what it is', () => {
  const why = (looksLike: 'private-key' | 'request' | 'pfx') =>
    explain(text, { code: 'not-a-certificate', facts: { looksLike } }).why;
  expect(why('private-key')).toMatch(/^This is a private key, not a certificate\./);
  expect(why('request')).toMatch(/^This is a certificate request \(CSR\), not a certificate\./);
  expect(why('pfx')).toContain('.pfx');
});

test('where only a new certificate helps, neither the hosts step nor the result says anything else', () => {
  for (const outcome of ['reissue-no-san', 'expired', 'weak', 'revoked'] as const) {
    const there = journey(
      'name',
      {
        download: downloadOf([selfSigned], []),
        name: nameOf({ outcome, useName: null, hostsCanMend: false }),
        done: { ...journey('name').done, after: nameOf({}).typed },
      },
      { name: 'attention', hosts: 'not-needed' },
    );
    expect(text.trust.answer('hosts', there)).toMatch(/^A line in the hosts file cannot help: .* new certificate/);
    expect(text.trust.answer('done', there)).toMatch(/^Not with this certificate\. .* new certificate/);
  }
});

describe('every step answers in plain words, whatever the journey has found out', () => {
  const journeys = Object.entries(scenarios as Record<string, Scenario>).flatMap(([name, { journey }]) =>
    journey ? [[name, journey] as const] : [],
  );
  test.each(journeys)('%s', (_, journey) => {
    const steps =
      journey.kind === 'trust'
        ? order.map((step) => [step, text.trust.answer(step, journey)] as const)
        : deployStepIds.map((step) => [step, deployText.answer(step, journey)] as const);
    for (const [step, answer] of steps) {
      const nothingTyped =
        journey.kind === 'trust'
          ? step === 'address' && journey.address === null
          : (step === 'sensor' && !journey.sensor) || (step === 'request' && !journey.request?.choice);
      expect(answer).toMatch(nothingTyped ? /^$/ : /^.{5,}[.?]$/);
      expect(answer).not.toMatch(broken);
    }
  });

  test('and every outcome and note has its words', () => {
    for (const outcome of nameOutcomeSchema.options) {
      const view = nameOf({ outcome });
      const there = journey('hosts', {
        download: downloadOf([selfSigned], []),
        name: view,
        address: { text: 'a', host: 'a', port: 443, kind: 'name', proxy: null },
      });
      const words = text.trust.nameOutcomes[outcome](view);
      for (const sentence of [text.trust.answer('name', there), words.why, words.todo]) {
        expect(sentence).toMatch(/^.{5,}\.$/);
        expect(sentence).not.toMatch(broken);
      }
    }
    for (const note of chainNoteSchema.options) {
      const words = text.trust.chainNotes[note](downloadOf([selfSigned], [note]));
      expect(words.text).toMatch(/^.{5,}\.$/);
      expect(`${words.title} ${words.text}`).not.toMatch(broken);
    }
  });
});

describe('the guides', () => {
  const nasty = `x'; touch /tmp/owned; echo '\n$(id) \`id\` "“’`;
  const hostile = journey('done', {
    address: { text: nasty, host: nasty, port: 443, kind: 'name', proxy: null },
    download: downloadOf([selfSigned], []),
    export: { written: [{ name: nasty, format: 'der', sha256: 'A'.repeat(64), at: '2026-01-01T00:00:00Z' }] },
    import: {
      plan: planOf([{ item: certificate(nasty), role: 'root-ca' }, intermediate]),
      missing: null,
      wanted: '',
      stores: storesWith([], []),
      notes: [],
    },
    hosts: hostsOf({ name: nasty, file: nasty }),
  });

  test.each(platforms)('exist for each step on %s, with and without findings', (platform) => {
    for (const step of order) {
      for (const facts of [
        guideFacts(journey('address')),
        guideFacts(hostile, 'user'),
        guideFacts(hostile, 'machine'),
      ]) {
        const steps = text.trust.guide(step, platform, facts);
        expect(steps.length).toBeGreaterThan(0);
        for (const line of steps) expect(`${line.text} ${line.command ?? ''}`).not.toMatch(broken);
      }
    }
  });

  test.each(['linux', 'darwin'] as const)('hold commands on %s that a shell reads as they are meant', (platform) => {
    for (const step of order) {
      for (const { command } of text.trust.guide(step, platform, guideFacts(hostile, 'user'))) {
        if (!command || command === nasty) continue;
        // -n: read, check, do not run. An open quote or a stray word would be a syntax error.
        execFileSync('/bin/sh', ['-n', '-c', command]);
        // With every program replaced by one that does nothing, nothing of the value may be run.
        const names = ['openssl', 'certutil', 'sudo', 'tee', 'printf', 'getent', 'security', 'dscacheutil', 'killall'];
        const muted = names.map((name) => `${name}() { :; }`).join('; ');
        const ran = execFileSync(
          '/bin/sh',
          ['-c', `${muted}; touch() { echo TOUCHED; }; id() { echo RAN; }; ${command}`],
          {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'pipe'],
          },
        );
        expect(ran).not.toMatch(/TOUCHED|RAN/);
      }
    }
  });

  test('never put a line break or an open quote into a PowerShell value', () => {
    for (const step of order) {
      for (const { command } of text.trust.guide(step, 'win32', guideFacts(hostile, 'machine'))) {
        // The other commands of this guide are text for Notepad and a line for the sensor's own shell.
        if (!command || !/^[A-Z][a-z]+-|^[$([]|^ipconfig/.test(command)) continue;
        for (const line of command.split('\n')) expect((line.match(/['‘’‚‛]/g) ?? []).length % 2).toBe(0);
      }
    }
  });
});

test('quoting keeps every character', () => {
  const value = `a'b"c$d\`e\\f ‘g’`;
  expect(execFileSync('/bin/sh', ['-c', `printf %s ${sh(value)}`], { encoding: 'utf8' })).toBe(value);
  expect(powershell(`it's`)).toBe(`'it''s'`);
  expect(powershell('’')).toBe(`'’’'`);
  expect(oneLine('a\r\nb\u2028c')).toBe('a  b c');
});

test('people see the part of a name that they know', () => {
  expect(shortName(root.item.subject)).toBe('Contoso Root CA');
  expect(shortName('O=Contoso\\, Inc.,C=US')).toBe('Contoso, Inc.');
  expect(shortName('C=US')).toBe('C=US');
});
