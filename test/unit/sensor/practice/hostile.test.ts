// Uploads that are no uploads: too long, too many parts, another encoding, names that would hurt, from another site.
// None is taken, none is repeated on a page, and the sensor goes on.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { practiceText } from '../../../../assets/text/en/practice.ts';
import { PracticeIdentity, type PracticeSensor, startPracticeSensor } from '../../../../main/sensor/practice/index.ts';
import { CompanyCa, newKey, sensorSubject, serverExtensions } from '../../../support/company-ca.ts';
import { openssl } from '../../../support/openssl.ts';
import { postForm, postToPractice, uploadToPractice } from '../../../support/practice-upload.ts';
import { ask } from './client.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });
const folder = mkdtempSync(join(tmpdir(), 'practice-hostile-'));
let sensor: PracticeSensor;
let good: { key: string; crt: string; chain: string };

beforeAll(async () => {
  const root = new CompanyCa(folder, 'Root');
  const key = newKey(folder, 'sensor.key');
  const crt = root.issue({ subject: sensorSubject, extensions: serverExtensions(), key });
  good = { key: readFileSync(key, 'utf8'), crt: readFileSync(crt, 'utf8'), chain: root.pem };
  const started = await startPracticeSensor({ state: 'wrong-host', now: new Date(), identity: new PracticeIdentity() });
  if (!started.ok) throw new Error(started.error.code);
  sensor = started.value;
});
afterAll(async () => {
  await sensor.stop();
  rmSync(folder, { recursive: true });
});

const formOf = (fields: Record<string, string | Blob>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value as string);
  return form;
};
const goodFields = () => ({
  use: 'import',
  name: 'a',
  passphrase: '',
  key: new Blob([good.key]),
  crt: new Blob([good.crt]),
  chain: new Blob([good.chain]),
});
const refused = { status: 422, saved: false, message: practiceText.faults.other };

test('the set that the others spoil is good', async () => {
  expect(await postForm(sensor, formOf(goodFields()))).toMatchObject({ saved: true });
  await sensor.setState('wrong-host');
});

test('a key that asks for minutes of work is not tried, wherever it stands in the file', async () => {
  const how = ['-topk8', '-in', 'sensor.key', '-passout', 'pass:Right-1', '-iter', '6000000'];
  const slow = openssl(folder, 'pkcs8', ...how);
  // The library passes over a block that does not begin its line.
  const decoy = 'x-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n';
  for (const key of [slow, decoy + slow])
    expect(await uploadToPractice(sensor, { ...good, key, passphrase: 'Wrong-1', validation: false })).toMatchObject(
      refused,
    );
});

test('more than 1 MB is refused, whether announced or not; just below is read', async () => {
  const huge = await uploadToPractice(sensor, { ...good, chain: good.chain + ' '.repeat(1024 * 1024) });
  expect([huge.status, huge.saved]).toEqual([413, false]);
  const room = await uploadToPractice(sensor, {
    ...good,
    chain: good.chain + '\n'.repeat(1000 * 1024),
    validation: false,
  });
  expect(room.saved).toBe(true);
  await sensor.setState('wrong-host');
});

test.each<[string, () => FormData]>([
  [
    'thousands of parts',
    () => {
      const form = formOf(goodFields());
      for (let part = 0; part < 9_000; part += 1) form.append(`f${part}`, 'x');
      return form;
    },
  ],
  [
    'thousands of the same part',
    () => {
      const form = new FormData();
      for (let part = 0; part < 5_000; part += 1) form.append('key', new Blob(['x']), 'a');
      return form;
    },
  ],
  [
    'a field twice',
    () => {
      const form = formOf(goodFields());
      form.append('crt', new Blob([good.crt]));
      return form;
    },
  ],
  ['a field that the form does not have', () => formOf({ ...goodFields(), __proto: 'x' })],
  ['a file where a word belongs', () => formOf({ ...goodFields(), passphrase: new Blob(['x']) })],
  ['a word where a file belongs', () => formOf({ ...goodFields(), key: good.key })],
  ['neither of the two choices', () => formOf({ ...goodFields(), use: 'constructor' })],
  ['no certificate name', () => formOf({ ...goodFields(), name: '' })],
  ['an endless passphrase', () => formOf({ ...goodFields(), passphrase: 'x'.repeat(100_000) })],
  ['nothing', () => new FormData()],
])('refuses %s', async (_, form) => {
  const before = sensor.fingerprint;
  expect(await postForm(sensor, form())).toMatchObject(refused);
  expect(sensor.fingerprint).toBe(before);
});

test.each<[string, string, string | Buffer]>([
  ['another encoding', 'application/x-www-form-urlencoded', 'use=self-signed&confirm=yes'],
  ['text', 'text/plain', 'use=self-signed'],
  ['no type', '', 'x'],
  ['multipart without a boundary', 'multipart/form-data', '--a\r\n'],
  ['a boundary that never comes', 'multipart/form-data; boundary=a', 'x'.repeat(900_000)],
  ['a boundary and no more', 'multipart/form-data; boundary=a', '--a\r\n'.repeat(100_000)],
  ['random bytes', 'multipart/form-data; boundary=a', randomBytes(500_000)],
  [
    'a part without a name',
    'multipart/form-data; boundary=a',
    '--a\r\nContent-Disposition: form-data\r\n\r\nx\r\n--a--\r\n',
  ],
])('refuses %s', async (_, type, body) => {
  expect(await postToPractice(sensor, { type, body: Buffer.from(body as string) })).toMatchObject(refused);
});

test('names of files and fields, however they read, come back nowhere', async () => {
  const names = [
    '../../../etc/passwd',
    'C:\\Windows\\x',
    '"><script>alert(1)</script>',
    'a\r\nX-Evil: 1',
    '\0',
    'Zq9'.repeat(900),
  ];
  for (const name of names) {
    const form = formOf({ ...goodFields(), name: `<b>Zq9</b>${name}`.slice(0, 300) });
    form.set('crt', new File(['Zq9 no certificate'], name));
    const { page, ...answer } = await postForm(sensor, form);
    expect(answer).toMatchObject(refused);
    expect(page).not.toMatch(/Zq9|<b>|<script|passwd|X-Evil/);
  }
});

test('markup in a subject is shown as text', async () => {
  const root = new CompanyCa(folder, 'Marked');
  const key = newKey(folder, 'marked.key');
  const subject = '/C=US/O=<script>x<\\/script>/OU="><img src=x>/CN=sensor.contoso.com';
  const crt = readFileSync(root.issue({ subject, extensions: serverExtensions(), key }), 'utf8');
  const set = { key: readFileSync(key, 'utf8'), crt, chain: root.pem, validation: false };
  const { saved, facts, page } = await uploadToPractice(sensor, set);
  expect([saved, facts[0]]).toEqual([true, 'C=US, O=<script>x</script>, OU="><img src=x>, CN=sensor.contoso.com']);
  expect(page).not.toMatch(/<script|<img/);
});

test('a deep nest of DER is refused, not followed', async () => {
  let nest = Buffer.alloc(0);
  for (let depth = 0; depth < 20_000; depth += 1) nest = Buffer.concat([Buffer.from([0x30, 0x80]), nest]);
  const pem = (label: string) => `-----BEGIN ${label}-----\n${nest.toString('base64')}\n-----END ${label}-----\n`;
  expect(await uploadToPractice(sensor, { ...good, crt: pem('CERTIFICATE') })).toMatchObject(refused);
  const locked = { ...good, key: pem('ENCRYPTED PRIVATE KEY'), passphrase: 'Right-1' };
  expect(await uploadToPractice(sensor, locked)).toMatchObject({ saved: false });
});

test('a form from another site or from nobody who signed in is not looked at', async () => {
  const form = new Response(formOf(goodFields()));
  const type = form.headers.get('content-type') ?? '';
  const body = Buffer.from(await form.arrayBuffer());
  const before = sensor.fingerprint;
  for (const site of ['cross-site', 'same-site']) {
    const answer = await postToPractice(sensor, { type, body, headers: { 'Sec-Fetch-Site': site } });
    expect([answer.status, answer.saved]).toEqual([403, false]);
  }
  const headers = { 'Content-Type': type };
  const stranger = await ask(sensor.port, {
    method: 'POST',
    path: '/certificate',
    headers,
    body: body.toString('latin1'),
  });
  expect([stranger.status, stranger.headers.location, sensor.fingerprint]).toEqual([303, '/', before]);
  const own = await postToPractice(sensor, { type, body, headers: { 'Sec-Fetch-Site': 'same-origin' } });
  expect(own.saved).toBe(true);
});

test('the sensor’s own certificate comes back when that is chosen and confirmed', async () => {
  await sensor.setState('wrong-host');
  const before = sensor.fingerprint;
  await uploadToPractice(sensor, { ...good, validation: false });
  const uploaded = sensor.fingerprint;
  expect(await postForm(sensor, formOf({ use: 'self-signed' }))).toMatchObject({
    saved: false,
    message: practiceText.certificate.notConfirmed,
  });
  expect(sensor.fingerprint).toBe(uploaded);
  const back = await postForm(sensor, formOf({ use: 'self-signed', confirm: 'yes' }));
  expect([back.saved, sensor.state, sensor.fingerprint]).toEqual([true, 'wrong-host', before]);

  await sensor.setState('private-ca');
  await postForm(sensor, formOf({ use: 'self-signed', confirm: 'yes' }));
  expect(sensor.state).toBe('fresh');
});

test('of an upload and a change of state the later one counts', async () => {
  const upload = uploadToPractice(sensor, { ...good, validation: false });
  await sensor.setState('rsa-1024');
  expect((await upload).saved).toBe(true);
  expect(sensor.state).toBe('uploaded');
  await sensor.setState('rsa-1024');
  expect(sensor.state).toBe('rsa-1024');
});

test('an uploaded key and its passphrase are told to no one', async () => {
  const { page } = await uploadToPractice(sensor, { ...good, passphrase: 'Canary-77', validation: false });
  const bare = good.key.replace(/-----.*-----|\s/g, '').slice(100, 160);
  for (const told of [page, inspect(sensor, { depth: 9, showHidden: true }), JSON.stringify(sensor)])
    expect(told).not.toMatch(new RegExp(`Canary-77|PRIVATE KEY|${bare.replace(/[+/]/g, '\\$&')}`));
});
