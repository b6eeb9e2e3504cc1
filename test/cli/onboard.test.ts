import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  changeViewSchema,
  stepStateSchema,
  trustStepSchema,
  verdictSchema,
} from '../../preload/contract/trust-journey.ts';
import { certwright, type Ended, error, issue, type Shown, serve, sha256, workspace } from './kit.ts';
import { canBePrivate, inPrivateWorld } from './private-world.ts';

const { dir, home, file } = workspace();
const how = { home, cwd: dir };
const shape = z.strictObject({
  journey: z.uuid(),
  practice: z.boolean(),
  host: z.string(),
  port: z.number(),
  sha256,
  comparedBy: z.enum(['fingerprint', 'risk-accepted']),
  outcome: z.literal('not-checked'),
  useName: z.string().nullable(),
  verdictBefore: verdictSchema.nullable(),
  verdictAfter: verdictSchema.nullable(),
  url: z.string().nullable(),
  checkedBy: z.enum(['node']).nullable(),
  node: z.strictObject({ url: z.string(), ok: z.boolean(), code: z.string(), why: z.string().nullable() }).nullable(),
  missing: z.array(z.enum(['trust', 'ca', 'name', 'hosts', 'connection', 'accepted'])),
  steps: z.array(z.strictObject({ id: trustStepSchema, state: stepStateSchema })).length(8),
  changes: z.array(changeViewSchema),
  undone: z.strictObject({ at: z.iso.datetime(), verified: z.boolean() }).nullable(),
  files: z.array(z.string()),
});
const endOf = ({ stdout, stderr }: Ended) => {
  const document = JSON.parse(stdout);
  expect(document.ok, `${stdout}${stderr}`).toBe(true);
  return shape.parse(document.value);
};

const ca = issue(dir, 'root', { ca: true });
const intermediate = issue(dir, 'intermediate', { ca: true, issuer: ca });
const selfSigned = issue(dir, 'sensor', { san: 'DNS:sensor7.contoso.com' });
const replaced = issue(dir, 'replaced', { san: 'DNS:sensor7.contoso.com' });
const cnOnly = issue(dir, 'cn-only', { subject: '/CN=sensor7.contoso.com' });
const issued = issue(dir, 'issued', { san: 'DNS:sensor7.contoso.com', issuer: intermediate });
let sensor: Shown;
let nameless: Shown;
let withCa: Shown;
beforeAll(async () => {
  [sensor, nameless, withCa] = await Promise.all([serve(selfSigned), serve(cnOnly), serve(issued, [intermediate])]);
});
const at = ({ port }: Shown) => `127.0.0.1:${port}`;
/** Nothing but the journey's own record has been written. */
const nothingChanged = () => expect(existsSync(join(home, '.pki'))).toBe(false);

// All of these stop before anything could be changed, and none says --yes, so they need no private world.
describe('where nobody can be asked, it stops at the first decision', () => {
  test('whether the certificate is the sensor’s own', async () => {
    const stopped = await error(['onboard', at(sensor)], how);
    expect(stopped).toMatchObject({ code: 2, error: { code: 'undecided' } });
    expect(stopped.error.hint).toContain('--fingerprint');
    expect(stopped.error.hint).toContain('--accept-risk');
    nothingChanged();
  });

  test('whether this computer may be changed', async () => {
    const stopped = await error(['onboard', at(sensor), '--fingerprint', selfSigned.sha256], how);
    expect(stopped).toMatchObject({ code: 2, error: { code: 'undecided' } });
    expect(stopped.error.hint).toContain('--yes');
    nothingChanged();
  });

  test('practice too', async () => {
    const { code, stdout, stderr } = await certwright(['onboard', '--practice'], how);
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
    expect(stdout).toContain('3 of 8');
    expect(stdout).toContain('nothing to take back');
    nothingChanged();
  });
});

describe('a certificate that is not the sensor’s own', () => {
  test('another fingerprint ends it with 1', async () => {
    const stopped = await error(['onboard', at(sensor), '--fingerprint', cnOnly.sha256], how);
    expect(stopped).toMatchObject({ code: 1, error: { code: 'wrong-fingerprint' } });
    nothingChanged();
  });

  test('half a fingerprint is wrong use', async () => {
    const given = selfSigned.sha256.slice(0, 20);
    expect(await error(['onboard', at(sensor), '--fingerprint', given], how)).toMatchObject({
      code: 2,
      error: { code: 'fingerprint-invalid' },
    });
  });

  test('one that was replaced since is not accepted unseen', async () => {
    const shown = await serve(selfSigned);
    // The risk is accepted, which is remembered; then the first change is undecided.
    expect((await error(['onboard', at(shown), '--accept-risk'], how)).code).toBe(2);
    shown.show(replaced);
    const stopped = await error(['onboard', at(shown), '--accept-risk'], how);
    expect(stopped).toMatchObject({ code: 1, error: { code: 'certificate-changed' } });
    nothingChanged();
  });
});

test('a sensor that is not there, a file that is not, and a name that the certificate does not carry', async () => {
  const gone = await serve(cnOnly);
  await gone.close();
  expect(await error(['onboard', at(gone), '--accept-risk'], how)).toMatchObject({
    code: 1,
    error: { code: 'refused' },
  });
  expect(await error(['onboard', at(sensor), '--ca', 'missing.crt'], how)).toMatchObject({
    code: 2,
    error: { code: 'file-unreadable' },
  });
  const wrongName = await error(['onboard', at(sensor), '--accept-risk', '--name', 'other.contoso.com'], how);
  expect(wrongName).toMatchObject({ code: 2, error: { code: 'wrong-use' } });
  expect(wrongName.error.hint).toContain('sensor7.contoso.com');
  nothingChanged();
});

describe.skipIf(!canBePrivate)('from beginning to end, in a world of its own', () => {
  test('--yes alone never accepts an unverified certificate', async () => {
    const { runs, hostsBefore, hostsAfter, database } = await inPrivateWorld(
      [['onboard', at(sensor), '--yes', '--json']],
      home,
    );
    expect(runs[0]?.code).toBe(2);
    expect(JSON.parse(runs[0]?.stdout ?? '')).toMatchObject({ ok: false, error: { code: 'undecided' } });
    expect([hostsAfter, database]).toEqual([hostsBefore, '']);
  });

  test('practice walks everything and leaves nothing behind', async () => {
    const { runs, hostsBefore, hostsAfter, database } = await inPrivateWorld(
      [['onboard', '--practice', '--yes', '--json']],
      home,
    );
    const said = endOf(runs[0] as Ended);
    expect(runs[0]?.code).toBe(0);
    expect(said).toMatchObject({
      practice: true,
      comparedBy: 'fingerprint',
      checkedBy: 'node',
      missing: [],
      node: { ok: true, code: 'OK' },
    });
    expect(said.verdictAfter?.code).toBe('not-checked');
    expect(said.changes.map(({ kind, undone }) => [kind, undone])).toEqual([
      ['trust-added', true],
      ['hosts-line-added', true],
    ]);
    expect(said.undone?.verified).toBe(true);
    expect(hostsAfter).toBe(hostsBefore);
    expect(database).not.toContain('certwright');
  });

  test.each([
    ['private-ca', 0, []],
    ['private-ca-no-intermediate', 0, []],
    ['cn-only', 1, ['name']],
    ['expired', 1, ['connection']],
  ])('practice with a certificate that is %s', async (state, code, missing) => {
    const { runs, hostsBefore, hostsAfter } = await inPrivateWorld(
      [['onboard', '--practice', '--state', state, '--yes', '--json']],
      home,
    );
    const said = endOf(runs[0] as Ended);
    expect([runs[0]?.code, said.missing]).toEqual([code, missing]);
    expect(said.url === null).toBe(code === 1);
    expect(said.undone?.verified).toBe(true);
    expect(hostsAfter).toBe(hostsBefore);
  });

  test('a real sensor: trusted, mapped, reached; the second time there is nothing to do', async () => {
    const args = ['onboard', at(sensor), '--yes', '--fingerprint', selfSigned.sha256, '--json'];
    const { runs, hostsBefore, hostsAfter, database } = await inPrivateWorld([args, args], home);
    const [first, second] = runs.map(endOf);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(first).toMatchObject({
      practice: false,
      sha256: selfSigned.sha256,
      url: `https://sensor7.contoso.com:${sensor.port}`,
      checkedBy: 'node',
      undone: null,
    });
    expect(first?.changes.map(({ undone }) => undone)).toEqual([false, false]);
    expect(second?.changes).toEqual([]);
    expect(second?.url).toBe(first?.url);
    expect(database).toMatch(/P,, *$/m);
    expect(hostsAfter.replace(/^.*sensor7\.contoso\.com\t# certwright.*\n/m, '')).toBe(hostsBefore);
  });

  test('what browsers refuse anyway is not called good, though Node accepts it', async () => {
    const old = await serve(issue(dir, 'old', { san: 'DNS:sensor7.contoso.com', digest: 'sha1' }));
    const { runs } = await inPrivateWorld([['onboard', at(old), '--yes', '--accept-risk', '--json']], home);
    const said = endOf(runs[0] as Ended);
    expect(runs[0]?.code).toBe(1);
    expect(said).toMatchObject({ url: null, missing: ['accepted'], node: { ok: true } });
  });

  test('a sensor with a private CA: not without its root, and then with it', async () => {
    const args = ['onboard', at(withCa), '--yes', '--accept-risk', '--json'];
    const { runs } = await inPrivateWorld([args, [...args, '--ca', file('root.crt')]], home);
    const [without, withRoot] = runs.map(endOf);
    expect(runs.map(({ code }) => code)).toEqual([1, 0]);
    expect(without).toMatchObject({ url: null, missing: ['ca'], node: { ok: false } });
    expect(withRoot).toMatchObject({ comparedBy: 'risk-accepted', checkedBy: 'node' });
    expect(withRoot?.changes.map(({ thumbprint }) => thumbprint)).toContain(ca.sha256);
  });

  test('a certificate without a name that browsers read is said to need a reissue', async () => {
    const { runs, hostsBefore, hostsAfter } = await inPrivateWorld(
      [['onboard', at(nameless), '--yes', '--accept-risk']],
      home,
    );
    expect(runs[0]?.code).toBe(1);
    expect(runs[0]?.stdout).toMatch(/needs\s+a\s+new\s+certificate/);
    expect(hostsAfter).toBe(hostsBefore);
  });

  test('a name that leads elsewhere is not overruled unasked', async () => {
    const args = ['onboard', at(sensor), '--yes', '--accept-risk', '--json'];
    const taken = ['hosts', 'add', '10.9.8.7', 'sensor7.contoso.com'];
    const { runs } = await inPrivateWorld([taken, ['hosts', 'list', '--json']], home);
    expect(JSON.parse(runs[1]?.stdout ?? '').value.mappings.at(-1)).toMatchObject({ address: '10.9.8.7', ours: true });
    // A line of ours gives way by itself; so the foreign one is written by hand.
    const byHand = `require('node:fs').appendFileSync('/etc/hosts', '10.9.8.7 sensor7.contoso.com\\n')`;
    const world = await inPrivateWorld([args, [...args, '--override']], home, byHand);
    expect(world.runs.map(({ code }) => code)).toEqual([1, 0]);
    expect(endOf(world.runs[0] as Ended).missing).toEqual(['hosts']);
    expect(world.hostsAfter).toContain('10.9.8.7 sensor7.contoso.com\n');
  });

  test('--out keeps the certificate and the receipt, without a secret', async () => {
    const out = file('kept');
    const args = ['onboard', at(sensor), '--yes', '--accept-risk', '--out', out, '--json'];
    const { runs } = await inPrivateWorld([args, args], home);
    const said = endOf(runs[0] as Ended);
    expect(readdirSync(out).sort()).toEqual([
      '127.0.0.1-receipt.html',
      '127.0.0.1-receipt.json',
      '127.0.0.1.cer',
      '127.0.0.1.p7b',
      '127.0.0.1.pem',
    ]);
    expect(said.files).toHaveLength(5);
    const print = execFileSync('openssl', [
      'x509',
      '-inform',
      'DER',
      '-in',
      join(out, '127.0.0.1.cer'),
      '-noout',
      '-fingerprint',
      '-sha256',
    ]);
    expect(print.toString().replaceAll(':', '')).toContain(selfSigned.sha256);
    expect(runs[1]?.code).toBe(2);
    expect(JSON.parse(runs[1]?.stdout ?? '')).toMatchObject({ ok: false, error: { code: 'file-exists' } });
  });

  test('the hosts file of the machine, and back again', async () => {
    const { runs, hostsBefore, hostsAfter } = await inPrivateWorld(
      [
        ['hosts', 'add', '192.168.10.7', 'sensor7.contoso.com', '--json'],
        ['hosts', 'undo', '--json'],
      ],
      home,
    );
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(JSON.parse(runs[0]?.stdout ?? '').value).toMatchObject({
      file: '/etc/hosts',
      changed: true,
      backup: expect.stringContaining('hosts'),
    });
    expect(hostsAfter).toBe(hostsBefore);
  });
});

// Root could write the hosts file, so another user tries.
test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
  'without rights it goes on, and ends with 3',
  async () => {
    execFileSync('chown', ['-R', '65534:65534', home]);
    const { code, stdout } = await certwright(['onboard', '--practice', '--yes'], { ...how, uid: 65534 });
    expect(stdout).toContain('By hand:');
    expect(stdout).toContain('8 of 8');
    expect(stdout).toContain('Still missing');
    expect(stdout).toContain('as it was before');
    expect(code).toBe(3);
  },
);
