// The only file that imports ipcMain. It refuses foreign senders and hands everything else to the one pipeline.
// It is loaded before the window paints, so it knows the channels' names and no more of the contract.
import { ipcMain, type WebContents } from 'electron';
import type { Progress } from '../../preload/contract/calls.ts';
import { type Channel, channels, progressEvent } from '../../preload/contract/channels.ts';
import { fail, type Result } from '../../preload/contract/result.ts';
import { isTrustedCaller } from './sender.ts';

/** How a handler tells progress to the window that asked. */
export type Reply = { progress(progress: Progress): void };
/** Answers one call whose sender is known to be ours. `argument` is untrusted. */
export type Serve = (channel: Channel, argument: unknown, reply: Reply) => Promise<Result<unknown>>;

/**
 * Registers every channel of the contract. `knownContents` holds the ids of our own windows' contents; `origin` is the
 * origin that their main frame must show. A call that comes before the services are there waits for them.
 */
export function registerCalls(
  services: () => Promise<Serve>,
  knownContents: ReadonlySet<number>,
  origin: string,
): void {
  for (const channel of channels) {
    ipcMain.handle(channel, async (event, argument: unknown) => {
      if (!isTrustedCaller(event, knownContents, origin)) return fail('forbidden-sender', {});
      const serve = await services();
      return serve(channel, argument, replyTo(event.sender));
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
