// The only file that imports ipcMain. It refuses foreign senders and hands the rest to the pipeline.
import { ipcMain, type WebContents } from 'electron';
import { type Calls, calls, type Progress } from '../../preload/contract/calls.ts';
import { channels, progressEvent } from '../../preload/contract/channels.ts';
import { fail, type Result } from '../../preload/contract/result.ts';
import type { Handlers } from './handlers.ts';
import { type LogBug, runCall } from './pipeline.ts';
import { isTrustedCaller } from './sender.ts';

/**
 * Registers every call of the contract. `knownContents` holds the ids of our own windows' contents;
 * `origin` is the origin that their main frame must show. A call that comes before the services are there waits for
 * them; where they cannot be made, every call is answered with the reason.
 */
export function registerCalls(
  services: Promise<Result<Handlers>>,
  knownContents: ReadonlySet<number>,
  origin: string,
  logBug: LogBug,
): void {
  for (const channel of channels) {
    ipcMain.handle(channel, async (event, argument: unknown) => {
      if (!isTrustedCaller(event, knownContents, origin)) return fail('forbidden-sender', {});
      const call = async (parsed: unknown) => {
        const handlers = await services;
        if (!handlers.ok) return handlers;
        const handler = handlers.value[channel] as (argument: unknown, reply: Reply) => Promise<Result<unknown>>;
        return handler(parsed, replyTo(event.sender));
      };
      return runCall(channel, (calls as Calls)[channel], argument, call, logBug);
    });
  }
}

/** How a handler tells progress to the window that asked. */
export type Reply = { progress(progress: Progress): void };

function replyTo(contents: WebContents): Reply {
  return {
    progress: (progress) => {
      if (!contents.isDestroyed()) contents.send(progressEvent, progress);
    },
  };
}
