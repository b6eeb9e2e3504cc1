// What the renderer sees as `window.certwright`: one function per call, and the progress event. Nothing else crosses.
import type { Answer, Argument, Progress } from './calls.ts';
import type { Channel, DropChannel, dropChannels } from './channels.ts';
import type { Result } from './result.ts';

/** Where dropped files go: on the tray, to a deploy journey, or into the slots of the troubleshooter. */
export type DropInto = { kind: 'tray' } | { kind: 'journey'; id: string } | { kind: 'slots' };
export type DropAnswer<I extends DropInto> = Answer<(typeof dropChannels)[I['kind']]>;

export type Bridge = {
  readonly [C in Exclude<Channel, DropChannel>]: (argument: Argument<C>) => Promise<Result<Answer<C>>>;
} & {
  /** Hands over files that a person dropped on the window. Their paths never reach the page. */
  readonly dropFiles: <I extends DropInto>(
    task: string,
    files: readonly File[],
    into: I,
  ) => Promise<Result<DropAnswer<I>>>;
  /** Tells the progress of long work; the returned function ends it. */
  readonly onProgress: (listener: (progress: Progress) => void) => () => void;
};

declare global {
  interface Window {
    readonly certwright: Bridge;
  }
}
