// Nothing in a profile goes untested: each rule of each built-in profile is broken by at least one case, and each code
// that a finding can have comes out of a case.
import { expect, test } from 'vitest';
import { builtInProfiles } from '../../../main/acceptance/profiles.ts';
import { precheckFacts } from '../../../preload/contract/precheck.ts';
import type { Case } from './cases/case.ts';
import { certificateCases } from './cases/certificate.ts';
import { chainCases } from './cases/chain.ts';
import { edgeCases, hubCases, sharedCases } from './cases/device.ts';
import { keyCases } from './cases/key.ts';
import { nameCases } from './cases/names.ts';
import { revocationCases } from './cases/revocation.ts';
import { profile } from './sets.ts';

const shared = (id: string, own: readonly Case[]): Case[] => [...own, ...sharedCases(profile(id), own)];
const cases: Readonly<Record<string, readonly Case[]>> = {
  'ot-sensor': [...certificateCases, ...nameCases, ...keyCases, ...chainCases, ...revocationCases],
  'iot-hub-device': shared('iot-hub-device', hubCases),
  'iot-edge': shared('iot-edge', edgeCases),
};

const sorted = (list: Iterable<string>): string[] => [...new Set(list)].sort();

test.each(builtInProfiles.map(({ id }) => id))('every rule of %s is broken by a case', (id) => {
  expect(sorted((cases[id] ?? []).map(({ rule }) => rule))).toEqual(sorted(profile(id).rules.map((each) => each.id)));
});

test('every code comes out of a case', () => {
  const codes = Object.values(cases).flatMap((list) => list.map(({ code }) => code));
  expect(sorted(codes)).toEqual(sorted(Object.keys(precheckFacts)));
});
