import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { practiceText } from '../../../../assets/text/en/practice.ts';
import {
  type PracticeServer,
  type ServerLimits,
  startServer,
  type TlsMaterial,
} from '../../../../main/sensor/practice/server.ts';
import { ask, opensslMaterial, sentBy } from './client.ts';

const place = {
  host: '127.0.0.1',
  port: 0,
  name: 'practice.test',
  take: async () => ({ saved: false, fault: 'other' }) as const,
};
let material: TlsMaterial;
let other: TlsMaterial;
const servers: PracticeServer[] = [];
const sockets: Socket[] = [];
const start = async (limits: Partial<ServerLimits> = {}) => {
  const server = await startServer({ ...place, limits }, material);
  servers.push(server);
  return server;
};

beforeAll(async () => {
  [material, other] = await Promise.all([opensslMaterial('one.test'), opensslMaterial('two.test')]);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(() => Promise.all(servers.map((server) => server.stop())));

const secure = async (port: number, session?: Buffer) => {
  const socket = tlsConnect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...(session ? { session } : {}) });
  sockets.push(socket);
  await once(socket, 'secureConnect');
  return socket;
};
const allOf = (socket: Socket) =>
  new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (part) => {
      text += part;
    });
    socket.on('error', () => {}); // a reset is one of the ways in which a server ends a connection
    socket.on('close', () => resolve(text));
  });
const signedIn = { Cookie: 'practice-signed-in=yes' };
const inText = (words: string) => words.replaceAll("'", '&#39;');

test('walks from sign-in through the wizard; any password will do and comes back nowhere', async () => {
  const { port } = await start();
  const first = await ask(port);
  expect(first.status).toBe(200);
  expect(first.body).toContain(inText(practiceText.signIn.intro));

  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const login = await ask(port, { method: 'POST', headers: form, body: 'name=admin&password=Xq7-secret' });
  expect([login.status, login.headers.location]).toEqual([303, '/network']);
  expect(login.headers['set-cookie']).toEqual(['practice-signed-in=yes; Path=/; Secure; HttpOnly; SameSite=Strict']);
  expect(JSON.stringify(login)).not.toMatch(/Xq7|admin/);

  const titles = [];
  for (const path of ['/network', '/activation', '/certificate']) {
    const page = await ask(port, { path, headers: { Cookie: 'a=b; practice-signed-in=yes' } });
    expect(page.body).not.toMatch(/Xq7/);
    titles.push([page.status, /<h1>(.*)<\/h1>/.exec(page.body)?.[1]]);
  }
  expect(titles).toEqual([
    [200, practiceText.network.title],
    [200, practiceText.activation.title],
    [200, practiceText.certificate.title],
  ]);
  expect((await ask(port, { path: '/network', headers: signedIn })).body).toContain(`<dd>${port}<`);
});

test('shows the wizard only after sign-in', async () => {
  const { port } = await start();
  for (const headers of [{}, { Cookie: 'practice-signed-in=yess' }, { Cookie: 'xpractice-signed-in=yes' }]) {
    const answer = await ask(port, { path: '/certificate', headers });
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
  }
});

test('each answer carries the strict headers, a date of now, and no HSTS', async () => {
  const { port } = await start();
  const before = Math.floor(Date.now() / 1000) * 1000;
  for (const path of ['/', '/network', '/nowhere']) {
    const { headers } = await ask(port, { path });
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('set-cookie');
    const date = Date.parse(headers.date ?? '');
    expect(date).toBeGreaterThanOrEqual(before);
    expect(date).toBeLessThanOrEqual(Date.now());
  }
});

test('HEAD gives the headers of GET and no body', async () => {
  const { port } = await start();
  const [get, head] = await Promise.all([ask(port), ask(port, { method: 'HEAD' })]);
  expect(head.status).toBe(200);
  expect(head.body).toBe('');
  expect(head.headers['content-length']).toBe(String(Buffer.byteLength(get.body)));
});

test.each([
  '/../../etc/passwd',
  '/..%2f..%2fetc/passwd',
  '/%00',
  '/network/',
  '//',
  '/__proto__',
  '/constructor',
  '/favicon.ico',
  '*',
  'https://elsewhere.test/',
  `/${'a'.repeat(300)}`,
])('has no page at %s', async (path) => {
  const { port } = servers[0] ?? (await start());
  const answer = await ask(port, { path, headers: signedIn });
  expect(answer.status).toBe(404);
  expect(answer.body).toContain(practiceText.banner.text);
});

test('refuses other methods and says which it takes', async () => {
  const { port } = await start();
  const answers = await Promise.all([
    ask(port, { method: 'DELETE' }),
    ask(port, { method: 'POST', path: '/network', headers: signedIn, body: 'x' }),
    ask(port, { method: 'PUT', path: '/certificate', headers: signedIn, body: 'x' }),
  ]);
  expect(answers.map(({ status, headers }) => [status, headers.allow])).toEqual([
    [405, 'GET, HEAD, POST'],
    [405, 'GET, HEAD'],
    [405, 'GET, HEAD, POST'],
  ]);
  for (const { body } of answers) expect(body).toContain(practiceText.banner.text);
});

test('a body of 64 kB passes, a longer one does not', async () => {
  const { port } = await start();
  expect((await ask(port, { method: 'POST', body: 'x'.repeat(64 * 1024) })).status).toBe(303);

  // Announced: refused before it is sent.
  const socket = await secure(port);
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n');
  expect(await allOf(socket)).toMatch(/^HTTP\/1\.1 413 [\s\S]*64 kB/);

  // Not announced (chunked): cut off. Whether the client still reads the answer is up to its system.
  const endless = await secure(port);
  const ended = allOf(endless);
  endless.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
  const chunk = `4000\r\n${'y'.repeat(0x4000)}\r\n`;
  for (let sent = 0; sent < 6; sent += 1) endless.write(chunk);
  expect(await ended).toMatch(/^(HTTP\/1\.1 413 |$)/);
  expect((await ask(port)).status).toBe(200);
});

test('ends a connection that is slow with its handshake or its request', async () => {
  const { port } = await start({ handshake: 100, headers: 100, request: 100, check: 50 });
  const silent = connect(port, '127.0.0.1');
  sockets.push(silent);
  expect(await allOf(silent)).toBe('');

  const slowHeaders = await secure(port);
  slowHeaders.write('GET / HTTP/1.1\r\nHost:');
  const slowBody = await secure(port);
  slowBody.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
  for (const socket of [slowHeaders, slowBody]) expect(await allOf(socket)).toMatch(/^HTTP\/1\.1 408 /);
  expect((await ask(port)).status).toBe(200);
});

test('survives what is not HTTP, not TLS, or breaks off', async () => {
  const { port } = await start();
  const plain = connect(port, '127.0.0.1');
  sockets.push(plain);
  plain.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(await allOf(plain)).not.toContain('HTTP/1.1 200');

  const nonsense = await secure(port);
  nonsense.write('\0\0\0 nonsense\r\n\r\n');
  expect(await allOf(nonsense)).toMatch(/^HTTP\/1\.1 400 /);

  const headers = await secure(port);
  headers.write(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'z'.repeat(20_000)}\r\n\r\n`);
  expect(await allOf(headers)).toMatch(/^HTTP\/1\.1 431 /);

  const leaving = await secure(port);
  leaving.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
  leaving.destroy();
  expect((await ask(port)).status).toBe(200);
});

test('another certificate shows at once: to new handshakes, to resumed ones, and by ending idle connections', async () => {
  const server = await start();
  expect((await sentBy(server.port)).map(({ subject }) => subject)).toEqual(['CN=one.test']);
  const idle = await secure(server.port);
  const session = once(idle, 'session');
  idle.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(idle, 'data');
  const [ticket] = (await session) as [Buffer];
  expect((await secure(server.port, ticket)).isSessionReused()).toBe(true);

  const ended = allOf(idle);
  server.show(other);
  await ended;
  expect((await sentBy(server.port)).map(({ subject }) => subject)).toEqual(['CN=two.test']);
  const resumed = await secure(server.port, ticket);
  expect(resumed.isSessionReused()).toBe(false);
  expect(resumed.getPeerCertificate().subject.CN).toBe('two.test');
});

test('stop ends all connections, also half-made ones, and frees the port', async () => {
  const server = await start();
  const raw = connect(server.port, '127.0.0.1');
  sockets.push(raw);
  await once(raw, 'connect');
  const open = await secure(server.port);
  open.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
  const ends = [raw, open].map(allOf);
  await Promise.all([server.stop(), server.stop()]);
  await Promise.all(ends);
  const again = await startServer({ ...place, port: server.port }, material);
  servers.push(again);
  expect(again.port).toBe(server.port);
});

test('rejects with the system’s code when the port is taken', async () => {
  const { port } = await start();
  await expect(startServer({ ...place, port }, material)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

// Elsewhere only 127.0.0.1 itself is set up, so there would be nothing to see.
test.runIf(process.platform === 'linux')('listens on its own loopback address and no other', async () => {
  const { port } = await start();
  const elsewhere = connect(port, '127.0.0.2');
  sockets.push(elsewhere);
  const [error] = await once(elsewhere, 'error');
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});
