import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Deadline } from '../../../main/sensor/deadline.ts';
import { dial, dialFailure, interleave, type Lookup } from '../../../main/sensor/dial.ts';
import { deadPort, listen, tcp } from './servers.ts';

const deadlineFor = (port: number, timeoutMs = 20_000, signal?: AbortSignal) => {
  const deadline = new Deadline({ host: 'sensor7', port }, timeoutMs, signal);
  onTestFinished(() => deadline.dispose());
  return deadline;
};
const known =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const go = async (port: number, lookup: Lookup, deadline = deadlineFor(port)) => {
  const result = await dial({ host: 'sensor7', port }, deadline, lookup);
  if (!result.ok) return result.error;
  onTestFinished(() => {
    result.value.destroy();
  });
  return result.value.remoteAddress;
};

describe('dialling a name', () => {
  it('asks the resolver once, and uses an address of either family', async () => {
    const port = await tcp(() => {});
    const asked: string[] = [];
    const lookup: Lookup = (name) => {
      asked.push(name);
      return known('::1', '127.0.0.1')(name);
    };
    expect(await go(port, lookup)).toBe('127.0.0.1');
    expect(asked).toEqual(['sensor7']);
  });

  it('takes the families in turn, beginning with the one that the resolver prefers', () => {
    const order = (...addresses: string[]) =>
      interleave(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))).join(' ');
    expect(order('::a', '::b', '::c', '1', '2')).toBe('::a 1 ::b 2 ::c');
    expect(order('1', '2', '3', '::a')).toBe('1 ::a 2 3');
    expect(order('1')).toBe('1');
    expect(order()).toBe('');
  });

  it('goes on to the address that listens', async () => {
    const port = await tcp(() => {}, '127.0.0.9');
    expect(await go(port, known('127.0.0.1', '127.0.0.2', '127.0.0.9'))).toBe('127.0.0.9');
  });

  it('says refused when every address refuses', async () => {
    const port = await deadPort();
    const error = { code: 'refused', facts: { host: 'sensor7', port } };
    expect(await go(port, known('127.0.0.1', '127.0.0.2'))).toEqual(error);
  });

  it('says that the name is not known', async () => {
    const error = { code: 'host-not-found', facts: { host: 'sensor7' } };
    expect(await go(1, known())).toEqual(error);
    expect(await go(1, () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })))).toEqual(error);
  });

  it('ends with the time, or with the cancel, while the name is asked for', async () => {
    const never: Lookup = () => new Promise(() => {});
    expect(await go(1, never, deadlineFor(1, 20))).toEqual({
      code: 'timed-out',
      facts: { host: 'sensor7', port: 1, seconds: 0.02, stage: 'connect' },
    });
    const cancel = new AbortController();
    const pending = go(1, never, deadlineFor(1, 20_000, cancel.signal));
    cancel.abort();
    expect(await pending).toEqual({ code: 'cancelled', facts: {} });
    expect(await go(1, never, deadlineFor(1, 20_000, AbortSignal.abort()))).toEqual({ code: 'cancelled', facts: {} });
  });

  it('leaves no connection open beside the one that it hands over', async () => {
    const server = createServer();
    const ended: Promise<unknown>[] = [];
    server.on('connection', (socket) => ended.push(new Promise((closed) => socket.on('close', closed).resume())));
    const port = await listen(server, '127.0.0.1');
    const deadline = deadlineFor(port);
    const result = await dial({ host: '127.0.0.1', port }, deadline);
    if (!result.ok) throw new Error(result.error.code);
    result.value.destroy();
    await Promise.all(ended);
    expect(await new Promise((count) => server.getConnections((_error, n) => count(n)))).toBe(0);
  });
});

describe('of several failures', () => {
  const target = { host: 'sensor7', port: 443 };
  const why = (...codes: string[]) =>
    dialFailure(
      target,
      codes.map((code) => Object.assign(new Error(), { code })),
      21_042,
    ).error;

  it('the one that says most about the host is told', () => {
    expect(why('ENETUNREACH', 'ECONNREFUSED', 'ETIMEDOUT')).toEqual({ code: 'refused', facts: target });
    expect(why('ENETUNREACH', 'ETIMEDOUT')).toEqual({
      code: 'timed-out',
      facts: { ...target, seconds: 21, stage: 'connect' },
    });
    expect(why('EHOSTUNREACH', 'ENETUNREACH')).toEqual({ code: 'unreachable', facts: target });
  });
});
