// The profile of a device of IoT Hub or DPS: a good set, its own rules, and those that it shares with sensors.
import { expect, it } from 'vitest';
import { runCases, runShared } from './cases/case.ts';
import { hubCases, hubSet, sharedCases } from './cases/device.ts';
import { check, profile, troubles } from './sets.ts';

const hub = profile('iot-hub-device');

it('accepts a good set', () => {
  const result = check(hubSet(), hub);
  expect(troubles(result)).toEqual([]);
  expect(result.verdict).toBe('accept');
});

runCases(hub, hubCases, hubSet);
runShared(hub, sharedCases(hub, hubCases), hubSet);
