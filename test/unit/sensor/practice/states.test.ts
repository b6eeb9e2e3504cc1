import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  PracticeIdentity,
  type PracticeSensor,
  type PracticeState,
  practiceStates,
  startPracticeSensor,
} from '../../../../main/sensor/practice/index.ts';
import { sentBy } from './client.ts';

const run = promisify(execFile);
const now = new Date('2031-03-04T05:06:07Z');
let sensor: PracticeSensor;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-states-')); // for certificates only
  const started = await startPracticeSensor({ state: 'fresh', now, identity: new PracticeIdentity() });
  if (!started.ok) throw new Error(started.error.code);
  sensor = started.value;
});
afterAll(async () => {
  await sensor.stop();
  await rm(folder, { recursive: true });
});

/** What `openssl verify` says at `now` about a leaf for the sensor's name: `OK`, or the number of its error. */
const verify = async (anchor: Uint8Array, leaf: Uint8Array, intermediate?: Uint8Array): Promise<string> => {
  const files = Object.entries({ anchor, leaf, ...(intermediate ? { intermediate } : {}) });
  for (const [name, der] of files) await writeFile(join(folder, name), new X509Certificate(der).toString());
  const options = ['-x509_strict', '-purpose', 'sslserver', '-verify_hostname', sensor.name, '-auth_level', '2'];
  const at = ['-attime', String(now.getTime() / 1000)];
  const untrusted = intermediate ? ['-untrusted', join(folder, 'intermediate')] : [];
  const trusted = ['-no-CApath', '-no-CAstore', '-CAfile', join(folder, 'anchor')];
  return run('openssl', ['verify', ...options, ...at, ...trusted, ...untrusted, join(folder, 'leaf')]).then(
    () => 'OK',
    (error) => /^error (\d+) /m.exec(error.stderr)?.[1] ?? String(error),
  );
};

const days = (text: string) => (Date.parse(text) - now.getTime()) / 86_400_000;
const name = 'practice-sensor.certwright.test';
const self = { sent: 1, names: `DNS:${name}`, bits: 2048, days: [-1, 90], verdict: 'OK' };
// The errors are OpenSSL's: 9 not yet valid, 10 expired, 20 issuer not found, 62 host name differs, 66 key too weak.
const expected: Record<PracticeState, typeof self | (Omit<typeof self, 'names'> & { names: undefined })> = {
  fresh: self,
  'cn-only': { ...self, names: undefined }, // openssl still falls back to the CN; browsers do not

  expired: { ...self, days: [-120, -30], verdict: '10' },
  'not-yet-valid': { ...self, days: [30, 120], verdict: '9' },
  'wrong-host': { ...self, names: 'DNS:another-machine.certwright.test', verdict: '62' },
  'rsa-1024': { ...self, bits: 1024, verdict: '66' },
  'private-ca': { ...self, sent: 3 },
  'private-ca-no-intermediate': { ...self, verdict: '20' },
  replaced: self,
};

test('offers the states in their order', () => {
  expect(practiceStates).toEqual(Object.keys(expected));
});

test.each(practiceStates)('%s: what is sent, and what openssl makes of it once it is trusted', async (state) => {
  await sensor.setState(state);
  const chain = await sentBy(sensor.port);
  const [leaf] = chain as [X509Certificate];
  expect(sensor.state).toBe(state);
  expect(new Uint8Array(leaf.raw)).toEqual(new Uint8Array(sensor.leaf));
  expect(sensor.fingerprint).toBe(leaf.fingerprint256.replaceAll(':', ''));

  const ca = sensor.caFiles();
  expect({
    sent: chain.length,
    names: leaf.subjectAltName,
    bits: leaf.publicKey.asymmetricKeyDetails?.modulusLength,
    days: [days(leaf.validFrom), days(leaf.validTo)],
    verdict: await verify(ca?.root ?? sensor.leaf, sensor.leaf, chain[1]?.raw),
  }).toEqual(expected[state]);
  expect(leaf.ca).toBe(false);
  expect(leaf.subject).toMatch(/^C=US\nO=Certwright practice\nOU=Practice sensor\nCN=[a-z-]+\.certwright\.test$/);
  expect(leaf.checkHost(name, { subject: 'never' })).toBe(leaf.subjectAltName === self.names ? name : undefined);
  expect(leaf.verify(leaf.publicKey)).toBe(ca === undefined);
});

test('cn-only has the name in the CN', async () => {
  await sensor.setState('cn-only');
  expect(new X509Certificate(sensor.leaf).subject).toContain(`CN=${name}`);
});

test('private-ca sends leaf, intermediate, root; the CA’s files are the same; without the intermediate they mend it', async () => {
  await sensor.setState('private-ca');
  const chain = (await sentBy(sensor.port)).map(({ raw }) => new Uint8Array(raw));
  const { root, intermediate } = sensor.caFiles() ?? expect.fail('no CA');
  expect(chain.slice(1)).toEqual([new Uint8Array(intermediate), new Uint8Array(root)]);
  for (const der of [root, intermediate]) expect(new X509Certificate(der).ca).toBe(true);

  const before = sensor.fingerprint;
  await sensor.setState('private-ca-no-intermediate');
  expect(sensor.fingerprint).toBe(before);
  expect(sensor.caFiles()).toEqual({ root, intermediate });
  expect(await verify(root, sensor.leaf, intermediate)).toBe('OK');
});

test('a state shows the same certificate whenever it comes back; each other state shows its own', async () => {
  const seen = new Map<PracticeState, string>();
  for (const round of [1, 2]) {
    for (const state of practiceStates) {
      await sensor.setState(state);
      if (round === 1) seen.set(state, sensor.fingerprint);
      expect(sensor.fingerprint).toBe(seen.get(state));
    }
  }
  expect(new Set(seen.values()).size).toBe(practiceStates.length - 1); // the private CA's two states share a leaf
  const keys = await Promise.all(
    (['fresh', 'replaced'] as const).map(async (state) => {
      await sensor.setState(state);
      const { subject, publicKey } = new X509Certificate(sensor.leaf);
      return { subject, key: publicKey.export({ type: 'spki', format: 'pem' }) };
    }),
  );
  expect(keys[0]?.subject).toBe(keys[1]?.subject);
});

test('of two switches at once the last one counts', async () => {
  const identity = new PracticeIdentity();
  const started = await startPracticeSensor({ state: 'rsa-1024', now, identity });
  if (!started.ok) throw new Error(started.error.code);
  // The key for the first is still to be made, the second is there already, so they end in the other order.
  await Promise.all([started.value.setState('fresh'), started.value.setState('rsa-1024')]);
  expect(started.value.state).toBe('rsa-1024');
  expect((await sentBy(started.value.port))[0]?.publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
  await started.value.stop();
});

test('started again with the same identity it is the same sensor, with another it is not; the port is free again', async () => {
  const state = 'rsa-1024'; // the quickest to make
  const shown: string[] = [];
  const identity = new PracticeIdentity();
  for (const which of [identity, identity, undefined, undefined]) {
    const started = await startPracticeSensor({ state, now, ...(which ? { identity: which } : {}) });
    if (!started.ok) throw new Error(started.error.code);
    shown.push(started.value.fingerprint);
    await started.value.stop();
    const again = await startPracticeSensor({ state, now, port: started.value.port, identity });
    expect(again).toMatchObject({ ok: true, value: { port: started.value.port, host: '127.0.0.1', name } });
    if (again.ok) await again.value.stop();
  }
  expect(shown[0]).toBe(shown[1]);
  expect(shown[2]).toBe(shown[3]);
  expect(shown[0]).not.toBe(shown[2]);
});

test('a taken port is an answer, not an exception', async () => {
  expect(await startPracticeSensor({ state: 'fresh', now, port: sensor.port })).toEqual({
    ok: false,
    error: { code: 'port-in-use', facts: { port: sensor.port } },
  });
});

test('the identity and the sensor give no key away when they are printed', async () => {
  const identity = new PracticeIdentity();
  await identity.shownIn('rsa-1024', now);
  for (const thing of [identity, sensor]) {
    expect(inspect(thing, { depth: 9, showHidden: true }) + JSON.stringify(thing)).not.toContain('PRIVATE KEY');
  }
});
