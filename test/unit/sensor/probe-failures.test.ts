// Everything that can be at an address besides a well-behaved TLS server, and the ways there by a proxy.
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ProbeOptions, probe, probeBoth } from '../../../main/sensor/probe.ts';
import * as pki from '../pki/openssl.ts';
import { base64, deadPort, listen, pem, tcp } from './servers.ts';

let key: string;
let der: Uint8Array;
beforeAll(() => {
  key = pki.key('p256');
  der = pki.certificate({ key, subject: '/CN=sensor7' });
});

const sensor = (host?: string) =>
  listen(
    createServer({ key: readFileSync(key), cert: pem(der) }, (socket) => socket.on('error', () => {})),
    host,
  );
const look = async (port: number, more: Partial<ProbeOptions> & { host?: string } = {}) => {
  const { host = '127.0.0.1', ...options } = more;
  const result = await probe({ host, port }, { timeoutMs: 20_000, askClock: false, ...options });
  return result.ok ? base64(result.value.chain) : result.error;
};
const target = (port: number) => ({ host: '127.0.0.1', port });
const afterHello = (answer: (socket: Socket) => void) => tcp((socket) => socket.once('data', () => answer(socket)));
const alert = (description: number, version = [3, 1]) => Buffer.from([21, ...version, 0, 2, 2, description]);

describe('not TLS', () => {
  it.each([
    ['http', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['http', '<html><body>400</body></html>'],
    ['http', '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">'],
    ['unknown', '220 ready\r\n'],
    ['unknown', '\0\0\0\0\0\0\0\0'],
    ['unknown', '\x16'.repeat(30)],
  ])('is recognised: %s', async (looksLike, answer) => {
    const port = await afterHello((socket) => socket.end(answer));
    expect(await look(port)).toEqual({ code: 'not-tls', facts: { ...target(port), looksLike } });
  });

  it('is recognised in a web server, and in a banner that comes before anything was asked', async () => {
    const web = await listen(createHttpServer((_request, response) => response.end()));
    expect(await look(web)).toEqual({ code: 'not-tls', facts: { ...target(web), looksLike: 'http' } });
    const ssh = await tcp((socket) => socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'));
    expect(await look(ssh)).toEqual({ code: 'not-tls', facts: { ...target(ssh), looksLike: 'ssh' } });
  });

  it('is recognised when the server says too little and then waits', async () => {
    const port = await tcp((socket) => socket.write('2'));
    expect(await look(port, { timeoutMs: 300 })).toMatchObject({ code: 'not-tls', facts: { looksLike: 'unknown' } });
  });
});

describe('TLS that fails', () => {
  it.each([
    [40, 'handshake_failure'],
    [80, 'internal_error'],
    [112, 'unrecognized_name'],
    [199, 'alert 199'],
  ])('tells alert %i by its name', async (description, detail) => {
    const port = await afterHello((socket) => socket.end(alert(description)));
    expect(await look(port)).toEqual({ code: 'tls-failed', facts: { ...target(port), detail } });
  });

  it('tells the reason of the TLS library where the server sent nonsense in TLS', async () => {
    const port = await afterHello((socket) => socket.end(Buffer.from([22, 3, 3, 0, 5, 99, 0, 0, 1, 0])));
    const error = await look(port);
    expect(error).toMatchObject({
      code: 'tls-failed',
      facts: { ...target(port), detail: expect.stringMatching(/\w+/) },
    });
  });

  it.each([
    ['SSLv3', [3, 0]],
    ['TLSv1', [3, 1]],
    ['TLSv1.1', [3, 2]],
  ] as const)(
    'names %s, when the server refuses what is newer and the second try fails too',
    async (version, number) => {
      const port = await afterHello((socket) => socket.end(alert(70, [...number])));
      expect(await look(port)).toEqual({ code: 'tls-too-old', facts: { ...target(port), version } });
    },
  );

  const hello = (version: number) => {
    const message = Buffer.from([2, 0, 0, 38, 3, version, ...Buffer.alloc(32), 0, 0, 47, 0]);
    return Buffer.concat([Buffer.from([22, 3, version, 0, message.length]), message]);
  };

  it('names the version of an old ServerHello', async () => {
    const port = await afterHello((socket) => socket.end(hello(0)));
    expect(await look(port)).toEqual({ code: 'tls-too-old', facts: { ...target(port), version: 'SSLv3' } });
  });

  it.each([
    ['an old ServerHello', () => hello(1), 2],
    ['protocol_version', () => alert(70), 2],
    ['handshake_failure, for old ciphers', () => alert(40), 2],
    ['another alert', () => alert(80), 1],
    ['an alert after a ServerHello of today', () => Buffer.concat([hello(3), alert(40)]), 1],
    ['plain HTTP', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 1],
  ])('is tried again with older versions only where that may help: %s', async (_case, answer, tries) => {
    let connections = 0;
    const port = await afterHello((socket) => {
      connections++;
      socket.end(answer());
    });
    await look(port);
    expect(connections).toBe(tries);
  });

  it('does not guess a version', async () => {
    const port = await afterHello((socket) => socket.end(alert(70, [3, 3])));
    expect(await look(port)).toEqual({ code: 'tls-too-old', facts: { ...target(port), version: 'unknown' } });
  });

  it('is tried once more without a name, and the first failure is told', async () => {
    let connections = 0;
    const port = await afterHello((socket) => {
      connections++;
      socket.end(alert(112));
    });
    const result = await probeBoth(target(port), 'sensor7', { timeoutMs: 20_000 });
    expect(result).toMatchObject({ ok: false, error: { code: 'tls-failed', facts: { detail: 'unrecognized_name' } } });
    expect(connections).toBe(2);
  });
});

describe('a connection that leads nowhere', () => {
  it('is refused, closed or reset', async () => {
    const dead = await deadPort();
    expect(await look(dead)).toEqual({ code: 'refused', facts: target(dead) });
    const closes = [
      await tcp((socket) => socket.end()),
      await afterHello((socket) => socket.end()),
      await afterHello((socket) => socket.resetAndDestroy()),
      await afterHello((socket) => socket.end(Buffer.from([22, 3, 3, 0, 90, 2, 0]))),
    ];
    for (const port of closes) expect(await look(port)).toEqual({ code: 'connection-closed', facts: target(port) });
  });

  it('runs into the time limit: a silent server, and one that drips', async () => {
    const silent = await tcp(() => {});
    const facts = (port: number) => ({ ...target(port), seconds: 0.3, stage: 'handshake' });
    expect(await look(silent, { timeoutMs: 300 })).toEqual({ code: 'timed-out', facts: facts(silent) });
    const drip = await tcp((socket) => {
      socket.write(Buffer.from([22, 3, 3, 64, 0, 2, 0, 63, 252]));
      const drops = setInterval(() => socket.write('\0'), 10);
      socket.on('close', () => clearInterval(drops));
    });
    expect(await look(drip, { timeoutMs: 300 })).toEqual({ code: 'timed-out', facts: facts(drip) });
  });

  it('is found by name as well, in every address of it', async () => {
    const port = await deadPort();
    expect(await look(port, { host: 'localhost' })).toEqual({ code: 'refused', facts: { host: 'localhost', port } });
  });
});

describe('cancelling', () => {
  const cancelled = { code: 'cancelled', facts: {} };

  /** Probes a server that does not answer; cancels once it has been reached, and waits until it sees the end. */
  async function cancelAt(serve: (socket: Socket, reached: () => void) => void, options: Partial<ProbeOptions> = {}) {
    const cancel = new AbortController();
    const closed: Promise<unknown>[] = [];
    const port = await tcp((socket) => {
      closed.push(new Promise((done) => socket.on('close', done)));
      serve(socket, () => cancel.abort());
    });
    const viaProxy = 'proxy' in options ? { ...options, proxy: target(port) } : options;
    expect(await look(port, { ...viaProxy, signal: cancel.signal })).toEqual(cancelled);
    expect(closed).toHaveLength(1);
    await Promise.all(closed);
  }

  it('ends the handshake, and the connection', async () => {
    await cancelAt((socket, reached) => socket.once('data', reached));
  });

  it('ends the wait for a proxy', async () => {
    await cancelAt((socket, reached) => socket.once('data', reached), { proxy: target(0) });
  });

  it('ends the wait for the clock', async () => {
    const cancel = new AbortController();
    const server = createServer({ key: readFileSync(key), cert: pem(der) });
    const closed = new Promise((done) => {
      server.on('secureConnection', (socket) => {
        socket.on('error', () => {}).on('close', done);
        socket.once('data', () => cancel.abort());
      });
    });
    const port = await listen(server);
    expect(await look(port, { askClock: true, signal: cancel.signal })).toEqual(cancelled);
    await closed;
  });

  it('counts before anything has begun', async () => {
    const port = await tcp(() => {
      throw new Error('nobody should come here');
    });
    expect(await look(port, { signal: AbortSignal.abort() })).toEqual(cancelled);
    expect(await probeBoth(target(port), 'sensor7', { timeoutMs: 20_000, signal: AbortSignal.abort() })).toMatchObject({
      error: cancelled,
    });
  });
});

describe('through a proxy', () => {
  /** A CONNECT proxy; `asked` are the targets as it was given them. */
  async function proxyServer(host?: string) {
    const asked: string[] = [];
    const server = createHttpServer();
    server.on('connect', (request, socket: Socket) => {
      asked.push(request.url ?? '');
      const { hostname, port } = new URL(`http://${request.url}`);
      const onward = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) }, () => {
        socket.write('HTTP/1.1 200 Connection established\r\nProxy-Agent: test\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
      socket.on('error', () => onward.destroy()).on('close', () => onward.destroy());
    });
    return { proxy: { host: host ?? '127.0.0.1', port: await listen(server, host) }, asked };
  }

  it('the sensor is seen, by IPv4 and IPv6', async () => {
    const { proxy, asked } = await proxyServer();
    const [four, six] = [await sensor(), await sensor('::1')];
    const result = await probe(target(four), { timeoutMs: 20_000, proxy, askClock: false });
    expect(result).toMatchObject({ ok: true, value: { chainAsSent: true, remoteAddress: null } });
    expect(await look(six, { host: '::1', proxy })).toEqual(base64([der]));
    expect(asked).toEqual([`127.0.0.1:${four}`, `[::1]:${six}`]);
    const ipv6 = await proxyServer('::1');
    expect(await look(four, { proxy: ipv6.proxy })).toEqual(base64([der]));
  });

  it('a name is left to the proxy to find', async () => {
    const { proxy, asked } = await proxyServer();
    const port = await sensor();
    expect(await look(port, { host: 'localhost', proxy })).toEqual(base64([der]));
    expect(asked).toEqual([`localhost:${port}`]);
  });

  it('what the target sends at once is not lost, nor the failure behind it', async () => {
    const banner = await tcp((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\nSSH-2.0-x\r\n')),
    );
    const error = await look(1, { proxy: target(banner) });
    expect(error).toEqual({ code: 'not-tls', facts: { ...target(1), looksLike: 'ssh' } });
  });

  it.each([
    [407, 'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 2\r\n\r\nno'],
    [502, 'HTTP/1.0 502 Bad Gateway\r\n\r\n'],
    [0, 'SSH-2.0-OpenSSH_9.2p1\r\n'],
    [0, 'HTTP/1.1 hello\r\n\r\n'],
    [0, 'HTTP/2 200\r\n\r\n'],
    [0, ''],
  ])('a refusal is told with its status: %i', async (status, answer) => {
    const port = await afterHello((socket) => socket.end(answer));
    const error = { code: 'proxy-refused', facts: { proxy: `127.0.0.1:${port}`, status } };
    expect(await look(1, { proxy: target(port) })).toEqual(error);
  });

  it('that talks without end is left', async () => {
    const port = await afterHello((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}`);
    });
    const error = { code: 'proxy-refused', facts: { proxy: `127.0.0.1:${port}`, status: 0 } };
    expect(await look(1, { proxy: target(port) })).toEqual(error);
  });

  it('that does not run is told', async () => {
    const port = await deadPort();
    const error = { code: 'proxy-unreachable', facts: { proxy: `127.0.0.1:${port}` } };
    expect(await look(1, { proxy: target(port) })).toEqual(error);
  });

  it('that is silent, or drips, runs into the time limit', async () => {
    const facts = { ...target(1), seconds: 0.3, stage: 'proxy' };
    const silent = await tcp(() => {});
    const drip = await tcp((socket) => {
      socket.write('HTTP/1.1 ');
      const drops = setInterval(() => socket.write('0'), 10);
      socket.on('close', () => clearInterval(drops));
    });
    for (const port of [silent, drip]) {
      expect(await look(1, { proxy: target(port), timeoutMs: 300 })).toEqual({ code: 'timed-out', facts });
    }
  });
});
