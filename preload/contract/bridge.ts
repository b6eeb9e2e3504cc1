// What the renderer sees as `window.certwright`: one function per call, and the progress event. Nothing else crosses.
import type { Answer, Argument, Progress } from './calls.ts';
import type { Channel } from './channels.ts';
import type { Result } from './result.ts';

export type Bridge = {
  readonly [C in Channel]: (argument: Argument<C>) => Promise<Result<Answer<C>>>;
} & {
  /** Tells the progress of long work; the returned function ends it. */
  readonly onProgress: (listener: (progress: Progress) => void) => () => void;
};

declare global {
  interface Window {
    readonly certwright: Bridge;
  }
}
