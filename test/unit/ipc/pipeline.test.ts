// Random and hostile arguments to every call of the contract come back as `bad-request`, and no handler runs.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { runCall } from '../../../main/ipc/pipeline.ts';
import { calls } from '../../../preload/contract/calls.ts';
import { channels } from '../../../preload/contract/channels.ts';
import { fail, ok } from '../../../preload/contract/result.ts';

const noBug = () => {
  throw new Error('no bug was expected');
};

describe('every call', () => {
  it.each(channels)('%s refuses what is not its argument', async (channel) => {
    const handler = vi.fn(async () => ok(undefined));
    const call = calls[channel];
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true, withBigInt: true }), async (argument) => {
        fc.pre(!call.argument.safeParse(argument).success);
        const result = await runCall(channel, call, argument, handler, noBug);
        expect(result).toMatchObject({ ok: false, error: { code: 'bad-request' } });
      }),
      { numRuns: 200 },
    );
    expect(handler).not.toHaveBeenCalled();
  });

  it.each(channels)('%s refuses keys that it does not know', async (channel) => {
    const handler = vi.fn(async () => ok(undefined));
    for (const extra of [{ extra: 1 }, { constructor: 1 }, JSON.parse('{"__proto__": {"admin": true}}')]) {
      const result = await runCall(channel, calls[channel], extra, handler, noBug);
      expect(result).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    }
    expect(handler).not.toHaveBeenCalled();
  });
});

describe('the pipeline', () => {
  const call = { argument: z.strictObject({ n: z.number() }), answer: z.strictObject({ twice: z.number() }) };

  it('hands the parsed argument on and the checked answer back', async () => {
    const result = await runCall('x', call, { n: 2 }, async ({ n }: { n: number }) => ok({ twice: 2 * n }), noBug);
    expect(result).toEqual({ ok: true, value: { twice: 4 } });
  });

  it('passes an expected failure on', async () => {
    const result = await runCall('x', call, { n: 2 }, async () => fail('cancelled', {}), noBug);
    expect(result).toEqual({ ok: false, error: { code: 'cancelled', facts: {} } });
  });

  it.each([
    ['a throw', async () => Promise.reject(new Error('secret detail'))],
    ['an answer that misses its schema', async () => ok({ twice: 'four' })],
    ['an unlisted error', async () => ({ ok: false as const, error: { code: 'made-up', facts: {} } as never })],
  ])('turns %s into `internal`, logs it, and tells nothing of it', async (_what, handler) => {
    const log = vi.fn();
    const result = await runCall('x', call, { n: 2 }, handler, log);
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(log).toHaveBeenCalledOnce();
  });

  it('does not repeat the value in a refusal', async () => {
    const result = await runCall('x', call, { n: 'hunter2' }, async () => ok({ twice: 1 }), noBug);
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});
