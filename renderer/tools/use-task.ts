// Runs one piece of long work at a time over the bridge, with progress and cancel. Leaving the page cancels, because
// then nobody has a way left to do so.
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Result } from '../../preload/contract/result.ts';
import { call, newTask } from '../bridge.ts';
import { idle, reduceTask, type TaskEvent, type TaskState } from './task-state.ts';

export interface Task<W, T> {
  readonly state: TaskState<W, T>;
  /** Null: other work is still running, so this was not started. */
  readonly run: (what: W, ask: (task: string) => Promise<Result<T>>) => Promise<Result<T> | null>;
  /** True from the moment that work was started, also before the page shows it. */
  readonly isBusy: () => boolean;
  readonly cancel: () => void;
  readonly reset: () => void;
  readonly looked: (value: T) => void;
}

export function useTask<W, T>(): Task<W, T> {
  const [state, dispatch] = useReducer(
    (before: TaskState<W, T>, event: TaskEvent<W, T>) => reduceTask(before, event),
    idle as TaskState<W, T>,
  );
  const current = useRef<string | null>(null);

  const run = useCallback(async (what: W, ask: (task: string) => Promise<Result<T>>) => {
    if (current.current) return null;
    const task = newTask();
    current.current = task;
    dispatch({ type: 'started', task, what });
    const result = await ask(task);
    if (current.current === task) current.current = null;
    dispatch({ type: 'answered', task, result });
    return result;
  }, []);

  const isBusy = useCallback(() => current.current !== null, []);
  const cancel = useCallback(() => {
    if (!current.current) return;
    dispatch({ type: 'cancelling' });
    void call('tasks.cancel', { task: current.current });
  }, []);

  const reset = useCallback(() => dispatch({ type: 'reset' }), []);
  const looked = useCallback((value: T) => dispatch({ type: 'looked', value }), []);

  useEffect(() => window.certwright.onProgress((progress) => dispatch({ type: 'progress', progress })), []);
  useEffect(
    () => () => {
      if (current.current) void call('tasks.cancel', { task: current.current });
    },
    [],
  );
  return { state, run, isBusy, cancel, reset, looked };
}
