// The only file that imports ipcMain. It refuses foreign senders and hands everything else to the one pipeline.
// It is loaded before the window paints, so it knows the channels' names and no more of the contract.
import { randomUUID } from 'node:crypto';
import { ipcMain, type WebContents } from 'electron';
import type { Progress } from '../../preload/contract/calls.ts';
import { type Channel, channels, progressEvent } from '../../preload/contract/channels.ts';
import { fail, type Result } from '../../preload/contract/result.ts';
import type { LogBug } from './pipeline.ts';
import { isTrustedCaller } from './sender.ts';

/** How a handler tells progress to the window that asked. */
export type Reply = { progress(progress: Progress): void };
/** Answers one call whose sender is known to be ours. `argument` is untrusted. */
export type Serve = (channel: Channel, argument: unknown, reply: Reply) => Promise<Result<unknown>>;

/**
 * Registers every channel of the contract. `knownContents` holds the ids of our own windows' contents; `origin` is the
 * origin that their main frame must show. A call that comes before the services are there waits for them, and is
 * answered with the reason where they cannot be opened.
 */
export function registerCalls(
  services: () => Promise<Result<Serve>>,
  knownContents: ReadonlySet<number>,
  origin: string,
  logBug: LogBug,
): void {
  for (const channel of channels) {
    ipcMain.handle(channel, async (event, argument: unknown) => {
      if (!isTrustedCaller(event, knownContents, origin)) return fail('forbidden-sender', {});
      try {
        const serve = await services();
        return serve.ok ? await serve.value(channel, argument, replyTo(event.sender)) : serve;
      } catch (problem) {
        const reference = randomUUID().slice(0, 8);
        logBug(reference, channel, problem);
        return fail('internal', { reference });
      }
    });
  }
}

function replyTo(contents: WebContents): Reply {
  return {
    progress: (progress) => {
      if (!contents.isDestroyed()) contents.send(progressEvent, progress);
    },
  };
}
