// Lists from real HTTP servers on loopback, directly and through a real forwarding proxy.
import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { distributionPointsOf, type FetchOptions, fetchCrls } from '../../../main/acceptance/fetch-crl.ts';
import type { FetchedCrl } from '../../../main/acceptance/input.ts';
import { deadPort, listen, tcp } from '../sensor/servers.ts';
import { ca, type Issuer, leaf, list } from './lists.ts';

let root: Issuer;
let der: Uint8Array;
let pemText: Uint8Array;
beforeAll(() => {
  root = ca('Fetch Root');
  der = list(root, { revoked: [{ serial: 7 }] });
  pemText = list(root, { form: 'PEM' });
});

const serve = (answer: RequestListener, host?: string) => listen(createServer(answer), host);
const giving =
  (body: () => Uint8Array | string): RequestListener =>
  (_, response) =>
    void response.end(body());

const direct: FetchOptions = { proxy: null, timeout: 20_000 };
async function fetchOne(url: string, options: Partial<FetchOptions> = {}): Promise<FetchedCrl> {
  const fetched = await fetchCrls([url], { ...direct, ...options });
  if (!fetched.ok) throw new Error(fetched.error.code);
  expect(fetched.value).toHaveLength(1);
  return fetched.value[0] as FetchedCrl;
}
const outcomeOf = async (url: string, options: Partial<FetchOptions> = {}) => (await fetchOne(url, options)).outcome;
const at = (port: number, rest = '/root.crl') => `http://127.0.0.1:${port}${rest}`;

describe('a list that is there', () => {
  it('comes as the server has it, DER or PEM', async () => {
    const port = await serve((asked, response) => void response.end(asked.url === '/pem' ? pemText : der));
    expect(await fetchOne(at(port))).toEqual({ url: at(port), proxy: null, outcome: { ok: true, bytes: der } });
    expect(await outcomeOf(at(port, '/pem'))).toEqual({ ok: true, bytes: pemText });
  });

  it('is asked for with the very path, and with no header that tells who asks', async () => {
    const asked: IncomingMessage[] = [];
    const port = await serve((message, response) => {
      asked.push(message);
      response.end(der);
    });
    const path = '/CertEnroll/Contoso%20Root%20CA(1)+%C3%BC.crl?a=%2F&b';
    expect((await outcomeOf(at(port, path))).ok).toBe(true);
    expect(asked[0]?.url).toBe(path);
    expect(asked[0]?.method).toBe('GET');
    expect(Object.keys(asked[0]?.headers ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host']);
    expect(asked[0]?.headers.host).toBe(`127.0.0.1:${port}`);
  });

  it('comes by name, by IPv6, in chunks, and without a length', async () => {
    const six = await serve(
      giving(() => der),
      '::1',
    );
    expect((await outcomeOf(`http://[::1]:${six}/a.crl`)).ok).toBe(true);
    const chunks = await serve((_, response) => {
      response.write(der.subarray(0, 100));
      setTimeout(() => response.end(der.subarray(100)), 20);
    });
    expect(await outcomeOf(`http://localhost:${chunks}/a.crl`)).toEqual({ ok: true, bytes: der });
    const old = await tcp((socket) => {
      socket.once('data', () => socket.end(Buffer.concat([Buffer.from('HTTP/1.0 200 OK\r\n\r\n'), der])));
    });
    expect(await outcomeOf(at(old))).toEqual({ ok: true, bytes: der });
  });

  it('never gets the credentials of its URL, nor are they repeated', async () => {
    const asked: IncomingMessage[] = [];
    const port = await serve((message, response) => {
      asked.push(message);
      response.end(der);
    });
    const fetched = await fetchOne(`http://reader:canary-7@127.0.0.1:${port}/a.crl`);
    expect(fetched.url).toBe(at(port, '/a.crl'));
    expect(fetched.outcome.ok).toBe(true);
    expect(JSON.stringify([asked[0]?.url, asked[0]?.rawHeaders, fetched.url])).not.toContain('canary');
  });

  it('may have 5 MB', async () => {
    const large = list(root, { revoked: [{ serial: 7 }], others: 150_000 });
    expect(large.length).toBeGreaterThan(5_000_000);
    const port = await serve(giving(() => large));
    const outcome = await outcomeOf(at(port));
    expect(outcome.ok && Buffer.compare(outcome.bytes, large)).toBe(0);
  });
});

describe('what is not a list', () => {
  it.each([
    ['a page with status 200', '<html><body>Not here</body></html>'],
    ['nothing', ''],
    ['a certificate', () => root.der],
    ['half a list', () => der.subarray(0, -20)],
  ])('%s', async (_, body) => {
    const port = await serve(giving(() => (typeof body === 'function' ? body() : body)));
    expect(await outcomeOf(at(port))).toEqual({ ok: false, problem: 'not-a-crl' });
  });

  it.each([404, 403, 500, 204, 206, 304])('status %i, though a list comes with it', async (status) => {
    const port = await serve((_, response) => void response.writeHead(status).end(der));
    expect(await outcomeOf(at(port))).toEqual({ ok: false, problem: 'http-status', status });
  });

  it('more than the limit, by its length or while it comes', async () => {
    const told = await serve(giving(() => der));
    expect(await outcomeOf(at(told), { limit: der.length - 1 })).toEqual({ ok: false, problem: 'too-large' });
    expect((await outcomeOf(at(told), { limit: der.length })).ok).toBe(true);
    let open = 0;
    const endless = await serve((_, response) => {
      open += 1;
      const more = () => response.write(Buffer.alloc(65_536)) && setImmediate(more);
      response.on('drain', more).on('close', () => (open -= 1));
      more();
    });
    expect(await outcomeOf(at(endless), { limit: 1_000_000 })).toEqual({ ok: false, problem: 'too-large' });
    await expect.poll(() => open).toBe(0);
  });
});

describe('servers in trouble are told apart', () => {
  it('no such name', async () => {
    expect(await outcomeOf('http://crl.nowhere.invalid/a.crl')).toEqual({ ok: false, problem: 'host-not-found' });
  });

  it('nobody listens', async () => {
    expect(await outcomeOf(at(await deadPort()))).toEqual({ ok: false, problem: 'refused' });
  });

  it.each([
    ['before the head', ''],
    ['within the head', 'HTTP/1.1 200 OK\r\nContent-Type: app'],
    ['within the body', 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0123'],
  ])('hangs %s', async (_, beginning) => {
    let asked = 0;
    const port = await tcp((socket) => {
      asked += 1;
      socket.write(beginning);
    });
    expect(await outcomeOf(at(port), { timeout: 150 })).toEqual({ ok: false, problem: 'timed-out' });
    expect(asked).toBe(1);
  });

  it('drips, so that no single read takes long', async () => {
    const port = await tcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
      const drip = setInterval(() => socket.write('.'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await outcomeOf(at(port), { timeout: 200 })).toEqual({ ok: false, problem: 'timed-out' });
  });

  it('closes without an answer', async () => {
    const port = await tcp((socket) => socket.once('data', () => socket.end()));
    expect(await outcomeOf(at(port))).toEqual({ ok: false, problem: 'connection-closed' });
    const rude = await tcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await outcomeOf(at(rude))).toEqual({ ok: false, problem: 'connection-closed' });
  });

  it('stops in the middle of the body', async () => {
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${der.length}\r\n\r\n`;
    const part = Buffer.concat([Buffer.from(head), der.subarray(0, -20)]);
    const port = await tcp((socket) => socket.once('data', () => socket.end(part)));
    expect(await outcomeOf(at(port))).toEqual({ ok: false, problem: 'truncated' });
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n0123';
    const other = await tcp((socket) => socket.once('data', () => socket.end(chunked)));
    expect(await outcomeOf(at(other))).toEqual({ ok: false, problem: 'truncated' });
  });

  it('speaks something else', async () => {
    const port = await tcp((socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n'));
    expect(await outcomeOf(at(port))).toEqual({ ok: false, problem: 'not-http' });
  });
});

describe('where it leads', () => {
  const leading = (to: (url: string) => string | undefined, status = 302) =>
    serve((asked, response) => {
      const location = to(asked.url ?? '');
      if (location === undefined) response.end(der);
      else response.writeHead(status, { location }).end('moved');
    });

  it.each([301, 302, 303, 307, 308])('follows status %i, three times', async (status) => {
    const port = await leading(
      (url) => ({ '/1': '2', '/2': '/3', '/3': '//127.0.0.1:PORT/4' })[url]?.replace('PORT', `${port}`),
      status,
    );
    expect(await outcomeOf(at(port, '/1'))).toEqual({ ok: true, bytes: der });
  });

  it('goes no fourth time, and not in circles', async () => {
    const asked: string[] = [];
    const port = await leading((url) => {
      asked.push(url);
      return `/${Number(url.slice(1)) + 1}`;
    });
    expect(await outcomeOf(at(port, '/1'))).toEqual({ ok: false, problem: 'redirected-away' });
    expect(asked).toEqual(['/1', '/2', '/3', '/4']);
    const circle = await leading(() => '/same');
    expect(await outcomeOf(at(circle, '/same'))).toEqual({ ok: false, problem: 'redirected-away' });
  });

  it('does not follow to https', async () => {
    let tls = 0;
    const safe = await tcp(() => (tls += 1));
    const port = await leading(() => `https://127.0.0.1:${safe}/a.crl`);
    expect(await outcomeOf(at(port))).toEqual({ ok: false, problem: 'redirected-away' });
    expect(tls).toBe(0);
  });

  it('takes one deadline for all of it', async () => {
    const hanging = await tcp(() => {});
    const port = await leading(() => at(hanging));
    expect(await outcomeOf(at(port), { timeout: 200 })).toEqual({ ok: false, problem: 'timed-out' });
  });
});

describe('what is not asked', () => {
  it.each([
    ['https', (port: number) => `https://127.0.0.1:${port}/a.crl`],
    ['ldap', (port: number) => `ldap://127.0.0.1:${port}/CN=a,DC=b?certificateRevocationList?base`],
    ['file', () => 'file:///etc/hostname'],
    ['ftp', (port: number) => `ftp://127.0.0.1:${port}/a.crl`],
  ])('%s', async (_, url) => {
    let asked = 0;
    const port = await tcp(() => (asked += 1));
    expect(await outcomeOf(url(port))).toEqual({ ok: false, problem: 'scheme' });
    expect(asked).toBe(0);
  });

  it('what is no URL: the blank that documents print', async () => {
    expect(await outcomeOf('http: //crl.contoso.com/a.crl')).toEqual({ ok: false, problem: 'not-a-url' });
    expect(await outcomeOf('crl.contoso.com/a.crl')).toEqual({ ok: false, problem: 'not-a-url' });
    expect(await outcomeOf('http://[::1%eth0]/a.crl')).toEqual({ ok: false, problem: 'not-a-url' });
  });

  it('more than eight places', async () => {
    let asked = 0;
    const port = await serve((_, response) => {
      asked += 1;
      response.end(der);
    });
    const urls = Array.from({ length: 100 }, (_, index) => at(port, `/${index}`));
    const fetched = await fetchCrls([...urls, ...urls], direct);
    expect(fetched.ok && fetched.value.map(({ url }) => url)).toEqual(urls.slice(0, 8));
    expect(asked).toBe(8);
  });
});

describe('several places', () => {
  it('are all told, in their order', async () => {
    const good = await serve(giving(() => der));
    const fetched = await fetchCrls([at(await deadPort()), at(good), 'ldap:///CN=a'], direct);
    expect(fetched.ok && fetched.value.map(({ outcome }) => (outcome.ok ? 'ok' : outcome.problem))).toEqual([
      'refused',
      'ok',
      'scheme',
    ]);
  });

  it('end together when somebody cancels, and leave no connection behind', async () => {
    const open = new Set<unknown>();
    const port = await tcp((socket) => {
      open.add(socket);
      socket.resume();
      socket.on('close', () => open.delete(socket));
    });
    const cancel = new AbortController();
    const pending = fetchCrls([at(port, '/1'), at(port, '/2')], { ...direct, signal: cancel.signal });
    await expect.poll(() => open.size).toBe(2);
    cancel.abort();
    expect(await pending).toEqual({ ok: false, error: { code: 'cancelled', facts: {} } });
    await expect.poll(() => open.size).toBe(0);
    expect(await fetchCrls([at(port)], { ...direct, signal: cancel.signal })).toMatchObject({ ok: false });
    expect(open.size).toBe(0);
  });
});

describe('through a proxy', () => {
  /** Forwards requests with a whole URL, as RFC 9112 section 3.2.2 has it, and nothing else. */
  async function forwarding() {
    const lines: string[] = [];
    const port = await serve((asked, response) => {
      lines.push(`${asked.method} ${asked.url} ${asked.headers.host} ${asked.headers['proxy-authorization'] ?? '-'}`);
      if (!/^http:\/\//.test(asked.url ?? '')) return void response.writeHead(400).end();
      const onward = request(asked.url as string, { headers: { host: asked.headers.host } }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.writeHead(502).end('no way'));
      onward.end();
    });
    return { lines, proxy: { host: '127.0.0.1', port } };
  }

  it('asks the proxy and nobody else, with the whole URL', async () => {
    const asked: string[] = [];
    const port = await serve((message, response) => {
      asked.push(message.url ?? '');
      response.end(der);
    });
    const { lines, proxy } = await forwarding();
    const url = `http://user:canary-7@127.0.0.1:${port}/a%20b.crl?x`;
    const shown = at(port, '/a%20b.crl?x');
    expect(await fetchOne(url, { proxy })).toEqual({
      url: shown,
      proxy: `127.0.0.1:${proxy.port}`,
      outcome: { ok: true, bytes: der },
    });
    expect(lines).toEqual([`GET ${shown} 127.0.0.1:${port} -`]);
    expect(asked).toEqual(['/a%20b.crl?x']);
  });

  it('leaves names to the proxy', async () => {
    const names: string[] = [];
    const port = await serve((asked, response) => {
      names.push(asked.url ?? '');
      response.end(der);
    });
    const proxy = { host: '127.0.0.1', port };
    expect((await outcomeOf('http://crl.nowhere.invalid/a.crl', { proxy })).ok).toBe(true);
    expect((await outcomeOf('http://[2001:db8::1]:8080/a.crl', { proxy })).ok).toBe(true);
    expect(names).toEqual(['http://crl.nowhere.invalid/a.crl', 'http://[2001:db8::1]:8080/a.crl']);
  });

  it('follows redirects through it as well', async () => {
    const port = await serve((asked, response) =>
      asked.url === '/2' ? void response.end(der) : void response.writeHead(302, { location: '/2' }).end(),
    );
    const { lines, proxy } = await forwarding();
    expect((await outcomeOf(at(port, '/1'), { proxy })).ok).toBe(true);
    expect(lines).toHaveLength(2);
  });

  it('tells a dead server from a dead proxy', async () => {
    const { proxy } = await forwarding();
    const url = at(await deadPort());
    expect(await outcomeOf(url, { proxy })).toEqual({ ok: false, problem: 'http-status', status: 502 });
    const nobody = { host: '127.0.0.1', port: await deadPort() };
    expect(await outcomeOf(url, { proxy: nobody })).toEqual({ ok: false, problem: 'proxy-unreachable' });
    const unknown = { host: 'proxy.nowhere.invalid', port: 8080 };
    expect(await outcomeOf(url, { proxy: unknown })).toEqual({ ok: false, problem: 'proxy-unreachable' });
  });

  it('sends no credentials to one that wants some, and knows what is no proxy', async () => {
    const asking = await serve(
      (_, response) => void response.writeHead(407, { 'proxy-authenticate': 'Basic realm="a"' }).end(),
    );
    const options = { proxy: { host: '127.0.0.1', port: asking } };
    expect(await outcomeOf('http://a.invalid/', options)).toEqual({ ok: false, problem: 'proxy-refused', status: 407 });
    const other = await tcp((socket) => void socket.write('220 mail ESMTP\r\n'));
    expect(await outcomeOf('http://a.invalid/', { proxy: { host: '127.0.0.1', port: other } })).toEqual({
      ok: false,
      problem: 'proxy-refused',
    });
    const hanging = { host: '127.0.0.1', port: await tcp(() => {}) };
    expect(await outcomeOf('http://a.invalid/', { proxy: hanging, timeout: 150 })).toEqual({
      ok: false,
      problem: 'timed-out',
    });
  });
});

describe('the places that a certificate names', () => {
  it('each once, in order, of any scheme, without credentials', () => {
    const urls = [
      'http://a.example/1.crl',
      'ldap://b.example/CN=x',
      'http://a.example/1.crl',
      'http://u:p@c.example/@2.crl',
    ];
    expect(distributionPointsOf(leaf(root, 8, urls))).toEqual([
      'http://a.example/1.crl',
      'ldap://b.example/CN=x',
      'http://c.example/@2.crl',
    ]);
    expect(distributionPointsOf(leaf(root, 9, []))).toEqual([]);
    expect(distributionPointsOf(Uint8Array.of(1, 2, 3))).toEqual([]);
  });
});
