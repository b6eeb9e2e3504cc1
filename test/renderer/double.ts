// A bridge that answers as a test says. Derived from the contract: every argument and every answer goes through the
// schemas of `calls`, so a double that no longer fits the contract fails loudly. It never answers on its own.

import type { Bridge, DropInto } from '../../preload/contract/bridge.ts';
import { type Answer, type Argument, calls, type Progress, progressSchema } from '../../preload/contract/calls.ts';
import { type Channel, channels, dropChannels } from '../../preload/contract/channels.ts';
import { errorSchema } from '../../preload/contract/errors.ts';
import type { Result } from '../../preload/contract/result.ts';

export type Handlers = {
  [C in Channel]?: (argument: Argument<C>) => Result<Answer<C>> | Promise<Result<Answer<C>>>;
};

export interface Double {
  readonly bridge: Bridge;
  /** Every call in order, as it arrived. */
  readonly asked: { readonly channel: Channel; readonly argument: unknown }[];
  /** Tells progress as main would. */
  readonly tell: (progress: Progress) => void;
}

export function makeDouble(handlers: Handlers): Double {
  const asked: { channel: Channel; argument: unknown }[] = [];
  const listeners = new Set<(progress: Progress) => void>();
  const answer = async (channel: Channel, argument: unknown): Promise<unknown> => {
    asked.push({ channel, argument });
    const parsed = calls[channel].argument.parse(argument);
    const handler = handlers[channel] as ((argument: unknown) => unknown) | undefined;
    if (!handler) throw new Error(`the double has no answer for ${channel}`);
    const result = (await handler(parsed)) as Result<unknown>;
    return result.ok
      ? { ok: true, value: calls[channel].answer.parse(result.value) }
      : { ok: false, error: errorSchema.parse(result.error) };
  };
  const bridge = Object.fromEntries(
    channels.map((channel) => [channel, (argument: unknown) => answer(channel, argument)]),
  );
  // As the preload script does, which knows the paths; here the names must do.
  const dropFiles = (task: string, files: readonly File[], { kind, ...where }: DropInto) =>
    answer(dropChannels[kind], { ...where, task, paths: files.map(({ name }) => name) });
  const onProgress = (listener: (progress: Progress) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    bridge: { ...bridge, dropFiles, onProgress } as unknown as Bridge,
    asked,
    tell: (progress) => {
      const checked = progressSchema.parse(progress);
      for (const listener of listeners) listener(checked);
    },
  };
}
