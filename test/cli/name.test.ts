import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { certwright, error, issue, type Shown, serve, value, workspace } from './kit.ts';

const { dir, home, write } = workspace();
const how = { home, cwd: dir };
const verdict = z.strictObject({
  matches: z.boolean(),
  by: z.string().optional(),
  why: z.string().min(1),
  basis: z.enum(['observed', 'rule']),
});
const shape = z.strictObject({
  host: z.string(),
  port: z.number(),
  verdict: z.strictObject({ chromium: verdict, firefox: verdict, schannel: verdict, openssl: verdict, node: verdict }),
  trust: z.strictObject({ checked: z.literal(false) }),
  hostsCanMend: z.boolean(),
  useName: z.string().nullable(),
  why: z.string().min(1),
});
const name = (...args: string[]) => value(['name', ...args], shape, how);
const matches = (said: z.infer<typeof shape>) =>
  Object.fromEntries(Object.entries(said.verdict).map(([client, { matches: yes }]) => [client, yes]));

const ca = issue(dir, 'root', { ca: true });
issue(dir, 'cn-only', { subject: '/CN=sensor7.contoso.com' });
issue(dir, 'wildcard', { san: 'DNS:*.ot.contoso.com' });
const san = issue(dir, 'san', { san: 'DNS:sensor7.contoso.com', issuer: ca });
const local = issue(dir, 'local', { san: 'DNS:localhost,DNS:sensor7.contoso.com' });

describe('a certificate from a file', () => {
  test('with the name', async () => {
    const { code, value: said } = await name('sensor7.contoso.com', '--crt', 'san.crt');
    expect(code).toBe(0);
    expect(matches(said)).toEqual({ chromium: true, firefox: true, schannel: true, openssl: true, node: true });
    expect(said).toMatchObject({
      host: 'sensor7.contoso.com',
      port: 443,
      hostsCanMend: false,
      useName: 'sensor7.contoso.com',
    });
    expect(said.verdict.node.basis).toBe('observed');
  });

  test('with the name in the CN only: browsers refuse, and no hosts line mends it', async () => {
    const { code, value: said } = await name('sensor7.contoso.com', '--crt', 'cn-only.crt');
    expect(code).toBe(1);
    expect(matches(said)).toEqual({ chromium: false, firefox: false, schannel: true, openssl: true, node: true });
    expect(said).toMatchObject({ hostsCanMend: false, useName: null });
    expect(said.why).toContain('new certificate');
  });

  test('opened by address, with a name: a hosts line mends it', async () => {
    const { code, value: said } = await name('192.168.10.7', '--crt', 'san.crt');
    expect(code).toBe(1);
    expect(said).toMatchObject({ hostsCanMend: true, useName: 'sensor7.contoso.com' });
  });

  test('a wildcard covers one label, and no hosts line', async () => {
    expect((await name('sensor7.ot.contoso.com', '--crt', 'wildcard.crt')).code).toBe(0);
    const { code, value: said } = await name('192.168.10.7', '--crt', 'wildcard.crt');
    expect(code).toBe(1);
    expect(said).toMatchObject({ hostsCanMend: false, useName: null });
  });

  test('of a whole chain the leaf counts, wherever it stands', async () => {
    write('chain.pem', ca.pem + san.pem);
    expect((await name('sensor7.contoso.com', '--crt', 'chain.pem')).code).toBe(0);
  });

  test('that is not there, or is none', async () => {
    expect(await error(['name', 'x', '--crt', 'missing.crt'], how)).toMatchObject({
      code: 2,
      error: { code: 'file-unreadable' },
    });
    expect(await error(['name', 'x', '--crt', 'san.key'], how)).toMatchObject({
      code: 2,
      error: { code: 'not-a-certificate' },
    });
  });
});

describe('a certificate that a server shows', () => {
  let sensor: Shown;
  beforeAll(async () => {
    sensor = await serve(local);
  });

  test('by a name that leads there already', async () => {
    const { code, value: said } = await name(`127.0.0.1:${sensor.port}`);
    expect(code).toBe(1);
    expect(said).toMatchObject({ port: sensor.port, hostsCanMend: false, useName: 'localhost' });
  });

  test('for people: trust is another question', async () => {
    const { code, stdout } = await certwright(['name', `localhost:${sensor.port}`], how);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Edge, Chrome +accepts/);
    expect(stdout).toContain('not checked');
  });

  test('that is not there', async () => {
    await sensor.close();
    expect(await error(['name', `127.0.0.1:${sensor.port}`], how)).toMatchObject({
      code: 1,
      error: { code: 'refused' },
    });
  });
});
