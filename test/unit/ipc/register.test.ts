import { beforeEach, expect, it, vi } from 'vitest';
import { registerCalls, type Serve } from '../../../main/ipc/register.ts';
import { channels } from '../../../preload/contract/channels.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';

const electron = vi.hoisted(() => ({ handlers: new Map<string, (event: unknown, argument: unknown) => unknown>() }));
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: (event: unknown, argument: unknown) => unknown) =>
      electron.handlers.set(channel, handler),
  },
}));

const frame = { url: 'app://bundle/index.html' };
const event = { sender: { id: 7, mainFrame: frame }, senderFrame: frame };
const log = vi.fn();
const call = async (from: unknown = event) => electron.handlers.get('app.info')?.(from, { some: 'argument' });
const register = (services: () => Promise<Result<Serve>>) => registerCalls(services, new Set([7]), 'app://bundle', log);

beforeEach(() => {
  electron.handlers.clear();
  log.mockClear();
});

it('serves every channel of the contract, and nobody else', async () => {
  const serve = vi.fn(async () => ok('answer'));
  register(async () => ok(serve));
  expect([...electron.handlers.keys()].sort()).toEqual([...channels].sort());
  expect(await call()).toEqual(ok('answer'));
  expect(serve).toHaveBeenCalledWith('app.info', { some: 'argument' }, expect.anything());
  expect(await call({ ...event, senderFrame: null })).toEqual(fail('forbidden-sender', {}));
  expect(serve).toHaveBeenCalledOnce();
});

it('answers with the reason where the services cannot be opened, and serves once they can', async () => {
  const failure = fail('file-unreadable', { file: 'progress.json', detail: 'EACCES' });
  const services = vi.fn<() => Promise<Result<Serve>>>(async () => failure);
  register(services);
  expect(await call()).toEqual(failure);
  services.mockResolvedValue(ok(async () => ok('answer')));
  expect(await call()).toEqual(ok('answer'));
  expect(log).not.toHaveBeenCalled();
});

it.each<[string, () => Promise<Result<Serve>>]>([
  ['opening', () => Promise.reject(new Error('secret detail'))],
  ['serving', async () => ok(() => Promise.reject(new Error('secret detail')))],
])('turns a throw in %s into `internal` with a logged reference', async (_what, services) => {
  register(services);
  const answer = (await call()) as { error: { facts: { reference: string } } };
  expect(answer).toEqual(fail('internal', { reference: expect.stringMatching(/^[0-9a-f]{8}$/) as unknown as string }));
  expect(log).toHaveBeenCalledExactlyOnceWith(answer.error.facts.reference, 'app.info', expect.any(Error));
});
