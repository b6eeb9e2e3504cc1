import { expect, it, vi } from 'vitest';
import { once } from '../../../main/app/once.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';

it('opens once for all who ask', async () => {
  const open = vi.fn(async () => ok({}));
  const get = once(open);
  const [first, second] = await Promise.all([get(), get()]);
  expect([second, await get()]).toEqual([first, first]);
  expect(open).toHaveBeenCalledOnce();
});

it.each<[string, () => Promise<Result<string>>]>([
  ['a failure', async () => fail('file-unreadable', { file: 'progress.json', detail: 'EACCES' })],
  ['a throw', () => Promise.reject(new Error('bug'))],
])('does not keep %s', async (_what, first) => {
  const open = vi.fn<() => Promise<Result<string>>>(first);
  const get = once(open);
  const outcomes = await Promise.allSettled([get(), get()]);
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(open).toHaveBeenCalledOnce();
  open.mockResolvedValue(ok('open'));
  expect(await get()).toEqual({ ok: true, value: 'open' });
  expect(await get()).toEqual({ ok: true, value: 'open' });
  expect(open).toHaveBeenCalledTimes(2);
});
