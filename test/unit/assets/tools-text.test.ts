// The words of the tools: each lead, point and reason is a whole sentence or phrase, whatever the facts.
import { describe, expect, test } from 'vitest';
import type { SetFacts, SetLead } from '../../../assets/text/en/tools-tray.ts';
import { toolsTextFor } from '../../../assets/text/tools.ts';

const text = toolsTextFor('en-US');
const broken = /undefined|null|NaN|\[object|Invalid Date/;
const at = '2026-11-22T10:00:00.000Z';

const facts: SetFacts[] = [
  {
    expires: { at, of: null },
    begins: { at, of: null },
    missing: 'Contoso Issuing CA 2',
    hasRequest: false,
    hasKey: true,
    answersWaiting: true,
  },
  {
    expires: { at, of: 'Contoso Root CA' },
    begins: { at, of: 'Contoso Root CA' },
    missing: null,
    hasRequest: true,
    hasKey: false,
    answersWaiting: false,
  },
];

describe('the sentence on top of a set', () => {
  test.each(Object.keys(text.tray.leads) as SetLead[])('%s', (lead) => {
    for (const each of facts) {
      const { what, todo } = text.tray.leads[lead](each);
      expect(what).toMatch(/^.{10,}\.$/);
      if (todo !== '') expect(todo).toMatch(/^.{10,}[.)]$/);
      expect(`${what} ${todo}`).not.toMatch(broken);
    }
  });

  test('says whose certificate it is about, and who is missing', () => {
    const [plain, other] = facts as [SetFacts, SetFacts];
    expect(text.tray.leads['chain-incomplete'](plain).what).toContain('“Contoso Issuing CA 2”');
    expect(text.tray.leads.expired(other).what).toContain('“Contoso Root CA” in its chain');
    expect(text.tray.leads.expired(other).todo).not.toContain('create the request');
  });
});

test('points, reasons, formats and targets have words', () => {
  const words = [
    ...Object.values(text.tray.points),
    ...Object.values(text.tray.oddReasons),
    ...Object.values(text.tray.formats),
    ...Object.values(text.convert.targets).flatMap((target) => [target.title, target.text]),
    ...Object.values(text.request.form.keyKinds).flatMap((kind) => [kind.title, kind.text]),
  ];
  for (const each of words) expect(each).toMatch(/^[A-Z].{4,}/);
});

test('the verdict of a path names the one to blame by its common name', () => {
  expect(text.test.path.refused('CN=Contoso Issuing CA 2,O=Contoso,C=US', 'It has expired.')).toBe(
    'Refused, because of “Contoso Issuing CA 2”. It has expired.',
  );
  expect(text.test.path.good('a', 'b')).toContain('from “a” up to “b”');
  expect(text.test.path.good('a', 'a')).toContain('itself trusted');
});

test('numbers stand in their words', () => {
  expect(text.tray.summary(1, 0)).toBe('1 file');
  expect(text.tray.summary(10_001, 1)).toBe('10,001 files, 1 set');
  expect([
    text.test.good(8, true),
    text.test.good(1, true),
    text.test.good(1, false),
    text.test.good(3, false),
  ]).toEqual(['All 8 checks', 'What was checked', 'One more is in order', '3 more are in order']);
});
