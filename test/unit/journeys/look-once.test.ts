// One look at a sensor without a journey, over the practice sensor's real TLS. There is no Chromium here, so the verdict
// is "not checked"; the end-to-end tests have one.
import { afterEach, expect, it } from 'vitest';
import type { Run } from '../../../main/journeys/kind.ts';
import { lookOnce } from '../../../main/journeys/trust/look-once.ts';
import type { TrustWorld } from '../../../main/journeys/trust/world.ts';
import { type PracticeSensor, startPracticeSensor } from '../../../main/sensor/practice/index.ts';
import { memoryStore } from '../../../main/trust/memory.ts';
import type { PracticeState } from '../../../preload/contract/calls.ts';
import { ok } from '../../../preload/contract/result.ts';
import { sensorLookSchema } from '../../../preload/contract/sensor-look.ts';

let sensor: PracticeSensor | null = null;
afterEach(async () => {
  await sensor?.stop();
  sensor = null;
});

async function addressOf(state: PracticeState): Promise<string> {
  const started = await startPracticeSensor({ state, now: new Date() });
  if (!started.ok) throw new Error(started.error.code);
  sensor = started.value;
  return `${sensor.host}:${sensor.port}`;
}

const forbidden = () => {
  throw new Error('a look changes nothing and asks nobody');
};
const store = memoryStore();
/** A world in which whatever would leave a trace is a fault. */
const world: TrustWorld = {
  now: () => new Date(),
  platform: process.platform,
  stores: [{ ...store, readers: ['chromium'], add: forbidden, remove: forbidden }],
  notes: async () => [],
  hostsFile: '/nowhere/hosts',
  resolve: async () => ok({ addresses: [] }),
  changes: new Proxy({} as TrustWorld['changes'], { get: forbidden }),
  needsRights: forbidden,
  isGuarded: forbidden,
  openJudge: null,
  people: { saveFile: forbidden, openFiles: forbidden, openUrl: forbidden, confirm: forbidden },
  seen: { get: () => null, set: forbidden, forget: forbidden },
};
const run = (signal = new AbortController().signal): Run => ({ signal, stage: () => {} });

it('shows what the sensor serves, its clock, its dates and the stores, and leaves no trace', async () => {
  const address = await addressOf('expired');
  const looked = await lookOnce({ address, proxy: null }, world, run());
  if (!looked.ok) throw new Error(looked.error.code);
  const look = sensorLookSchema.parse(looked.value);
  expect(look.download.notes).toContain('expired');
  expect(look.download.clock?.skewSeconds).toBeTypeOf('number');
  expect(look.download.chain[0]?.item.fingerprints.sha256).toBe(sensor?.fingerprint);
  expect(look.trust?.stores[0]).toMatchObject({ present: [] });
});

it('says “not checked” where nobody could be asked', async () => {
  const looked = await lookOnce({ address: await addressOf('fresh'), proxy: null }, world, run());
  expect(looked).toMatchObject({
    ok: true,
    value: { name: { typed: { code: 'not-checked' }, outcome: 'not-checked' } },
  });
});

it('an address or a proxy that cannot be read, and a sensor that does not answer, are told as such', async () => {
  expect(await lookOnce({ address: ' ', proxy: null }, world, run())).toMatchObject({
    error: { code: 'address-empty' },
  });
  expect(await lookOnce({ address: 'sensor7', proxy: 'socks5://x' }, world, run())).toMatchObject({
    error: { code: 'proxy-invalid' },
  });
  const address = await addressOf('fresh');
  await sensor?.stop();
  expect(await lookOnce({ address, proxy: null }, world, run())).toMatchObject({ error: { code: 'refused' } });
});

it('can be cancelled', async () => {
  const address = await addressOf('fresh');
  const stop = new AbortController();
  stop.abort();
  expect(await lookOnce({ address, proxy: null }, world, run(stop.signal))).toMatchObject({
    error: { code: 'cancelled' },
  });
});
