// One time limit and one cancel for a piece of network work with several stages. It knows why the work ended and at
// which stage. It closes nothing itself: whoever opens a socket says with `onOver` how it is to be closed.
import { type Failure, fail } from '../../preload/contract/result.ts';

export type Stage = 'connect' | 'proxy' | 'handshake';
export type Target = { host: string; port: number };

export class Deadline {
  stage: Stage = 'connect';
  readonly #target: Target;
  readonly #endsAt: number;
  readonly #seconds: number;
  readonly #timer: NodeJS.Timeout;
  readonly #caller: AbortSignal | undefined;
  // A set and not an AbortSignal of its own, whose events cost a tenth of a handshake.
  readonly #listeners = new Set<() => void>();
  readonly #end = () => {
    this.#over = true;
    for (const listener of this.#listeners) listener();
  };
  #over = false;

  /** `timeoutMs` is for all stages together; `caller` is the user's cancel. */
  constructor(target: Target, timeoutMs: number, caller?: AbortSignal) {
    this.#target = target;
    this.#seconds = timeoutMs / 1000;
    this.#endsAt = performance.now() + timeoutMs;
    this.#timer = setTimeout(this.#end, timeoutMs);
    this.#caller = caller;
    if (caller?.aborted) this.#end();
    else caller?.addEventListener('abort', this.#end, { once: true });
  }

  /** Is the time over, or has the user cancelled? */
  get over(): boolean {
    return this.#over;
  }

  /** Milliseconds until the time is over, never negative. */
  get remaining(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  /** Why the work ended: `cancelled`, or `timed-out` with the stage. Only meaningful once it is over. */
  failure(): Failure {
    if (this.#caller?.aborted) return fail('cancelled', {});
    return fail('timed-out', { ...this.#target, seconds: this.#seconds, stage: this.stage });
  }

  /** Calls `listener` when the work ends early, at once if it has; the answer takes the listener back. */
  onOver(listener: () => void): () => void {
    if (this.#over) listener();
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops the timer and lets go of the caller's signal. To be called on every path. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#end);
  }
}
