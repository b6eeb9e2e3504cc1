// What the renderer sees as `window.certwright`: one function per call, and the progress event. Nothing else crosses.
import type { Answer, Argument, Progress } from './calls.ts';
import type { Channel } from './channels.ts';
import type { Result } from './result.ts';

export type Bridge = {
  readonly [C in Exclude<Channel, 'tools.drop'>]: (argument: Argument<C>) => Promise<Result<Answer<C>>>;
} & {
  /** Puts files that a person dropped on the window on the tray. Their paths never reach the page. */
  readonly dropFiles: (task: string, files: readonly File[]) => Promise<Result<Answer<'tools.drop'>>>;
  /** Tells the progress of long work; the returned function ends it. */
  readonly onProgress: (listener: (progress: Progress) => void) => () => void;
};

declare global {
  interface Window {
    readonly certwright: Bridge;
  }
}
