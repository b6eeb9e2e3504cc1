// How long and how much the practice sensor takes from a server of revocation lists: all it needs, and not without end.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { judgeUpload } from '../../../../main/sensor/practice/judge.ts';
import {
  CompanyCa,
  caExtensions,
  newKey,
  pointAt,
  sensorSubject,
  serverExtensions,
} from '../../../support/company-ca.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const folder = mkdtempSync(join(tmpdir(), 'practice-bounds-'));
let answer: RequestListener = () => {};
const server = createServer((request, response) => answer(request, response));
let ca: CompanyCa;
let files: { key: Buffer; crt: Buffer; chain: Buffer };
let revokedLeaf: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  ca = new CompanyCa(folder, 'Root');
  const key = newKey(folder, 'sensor.key');
  const points = pointAt(`http://127.0.0.1:${port}/a.crl`, `http://127.0.0.1:${port}/b.crl`);
  const order = { subject: sensorSubject, extensions: serverExtensions(points), key };
  revokedLeaf = ca.issue(order);
  files = { key: readFileSync(key), crt: readFileSync(ca.issue(order)), chain: Buffer.from(ca.pem) };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const bounds = { timeoutMs: 300_000, totalMs: 300_000, limitBytes: 8 * 1024 * 1024 };
const judged = async (less: Partial<typeof bounds> = {}, crt = files.crt) => {
  const upload = { passphrase: '', validation: true, ...files, crt };
  const { taken, ...rest } = await judgeUpload(upload, { ...bounds, ...less });
  return taken ? 'taken' : rest;
};

test('a list of some five megabytes is read to its end', async () => {
  let lines = '';
  for (let at = 0; at < 200_000; at += 1)
    lines += `R\t400101000000Z\t260101000000Z\t${(0x4000000000000000n + BigInt(at)).toString(16).toUpperCase()}\tunknown\t/CN=x\n`;
  ca.revoke(revokedLeaf);
  appendFileSync(join(folder, 'Root.index'), lines);
  const list = ca.list();
  expect(list.length).toBeGreaterThan(5_000_000);
  answer = (_, response) => response.end(list);
  expect(await judged()).toBe('taken');
  expect(await judged({}, readFileSync(revokedLeaf))).toEqual({ fault: 'revoked' });
});

test('one beyond the limit is not, however it is sent', async () => {
  const body = Buffer.alloc(20_000);
  answer = (_, response) => response.end(body);
  expect(await judged({ limitBytes: 10_000 })).toEqual({ fault: 'crl-unreachable' });
  answer = (_, response) => {
    const more = () => {
      while (!response.destroyed && response.write(body));
    };
    response.on('drain', more);
    more(); // never ends by itself
  };
  expect(await judged({ limitBytes: 10_000_000 })).toEqual({ fault: 'crl-unreachable' });
});

test.each<[string, RequestListener]>([
  ['that says nothing', () => {}],
  ['that begins and stops', (_, response) => response.writeHead(200, { 'Content-Length': '1000' }).write('x')],
  [
    'that breaks off',
    (_, response) => response.writeHead(200, { 'Content-Length': '1000' }).write('x', () => response.destroy()),
  ],
])('a server %s', async (_, silent) => {
  answer = silent;
  expect(await judged({ timeoutMs: 100 })).toEqual({ fault: 'crl-unreachable' });
  expect(await judged({ totalMs: 100 })).toEqual({ fault: 'crl-unreachable' });
});

test('the lists of a whole chain have one limit together', async () => {
  const at = (path: string) => pointAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  const above = new CompanyCa(folder, 'Above');
  const issuing = new CompanyCa(folder, 'Between', above, { extensions: [...caExtensions, at('/above.crl')] });
  const key = join(folder, 'sensor.key');
  const leaf = issuing.issue({ subject: sensorSubject, extensions: serverExtensions(at('/issuing.crl')), key });
  const lists: Record<string, Buffer> = { '/issuing.crl': issuing.list(), '/above.crl': above.list() };
  answer = ({ url = '' }, response) => response.end(lists[url]);
  const [first, second] = Object.values(lists).map(({ length }) => length) as [number, number];
  const upload = {
    ...{ passphrase: '', validation: true, key: files.key },
    crt: readFileSync(leaf),
    chain: Buffer.from(issuing.pem + above.pem),
  };
  const within = async (limitBytes: number) => {
    const { taken, ...rest } = await judgeUpload(upload, { ...bounds, limitBytes });
    return taken ? 'taken' : rest;
  };
  // A PEM counts as a little more than the list in it.
  expect(await within(first + second + 500)).toBe('taken');
  expect(await within(first + second - 1)).toEqual({ fault: 'crl-unreachable' });
});
