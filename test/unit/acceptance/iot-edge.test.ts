// The profile of an IoT Edge device, whose certificate file holds the full chain: a good set, its own rules, and those
// that it shares with sensors.
import { expect, it } from 'vitest';
import { runCases, runShared } from './cases/case.ts';
import { edgeCases, edgeSet, hubSet, sharedCases } from './cases/device.ts';
import { check, profile, troubles } from './sets.ts';

const edge = profile('iot-edge');

it('accepts a good set', () => {
  const result = check(edgeSet(), edge);
  expect(troubles(result)).toEqual([]);
  expect(result.verdict).toBe('accept');
});

runCases(edge, edgeCases, edgeSet);
// The cases of sensors have their chain in a file of its own.
runShared(edge, sharedCases(edge, edgeCases), hubSet);
