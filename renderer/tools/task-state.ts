// One piece of long work and what it last answered. Pure. It drops answers and progress of work that is not its own.
import type { Progress } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { Result } from '../../preload/contract/result.ts';

/** `W` says what the work is about, so that its failure is shown in the right place. */
export interface TaskState<W, T> {
  readonly running: {
    readonly task: string;
    readonly what: W;
    readonly progress: Progress | null;
    readonly cancelling: boolean;
  } | null;
  readonly failure: { readonly what: W; readonly error: AppError } | null;
  /** The last good answer; a failure leaves it as it is. */
  readonly value: T | null;
}

export type TaskEvent<W, T> =
  | { readonly type: 'started'; readonly task: string; readonly what: W }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'cancelling' }
  | { readonly type: 'answered'; readonly task: string; readonly result: Result<T> }
  /** Begins afresh. */
  | { readonly type: 'reset' }
  /** What a look at the world showed since; a failure stays in sight. */
  | { readonly type: 'looked'; readonly value: T };

export const idle = { running: null, failure: null, value: null } as const;

export function reduceTask<W, T>(state: TaskState<W, T>, event: TaskEvent<W, T>): TaskState<W, T> {
  const { running } = state;
  switch (event.type) {
    case 'started':
      if (running) return state;
      return {
        ...state,
        running: { task: event.task, what: event.what, progress: null, cancelling: false },
        failure: null,
      };
    case 'progress':
      if (running?.task !== event.progress.task) return state;
      return { ...state, running: { ...running, progress: event.progress } };
    case 'cancelling':
      return running ? { ...state, running: { ...running, cancelling: true } } : state;
    case 'answered':
      if (running?.task !== event.task) return state;
      return event.result.ok
        ? { running: null, failure: null, value: event.result.value }
        : { ...state, running: null, failure: { what: running.what, error: event.result.error } };
    case 'reset':
      return running ? state : idle;
    case 'looked':
      return running ? state : { ...state, value: event.value };
  }
}
