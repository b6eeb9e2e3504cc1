// The one way out of the window: the calls of the contract. A call that breaks the contract by throwing is a bug in
// main; it is shown as `internal` and never ends in an unhandled rejection.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DropAnswer, DropInto } from '../preload/contract/bridge.ts';
import type { Answer, Argument, Journey, JourneyKind, JourneyOf } from '../preload/contract/calls.ts';
import type { Channel, DropChannel } from '../preload/contract/channels.ts';
import type { AppError } from '../preload/contract/errors.ts';
import type { Result } from '../preload/contract/result.ts';

/** Names a piece of long work, so that it can be cancelled and its progress be told apart. */
export const newTask = (): string => crypto.randomUUID();

/** Calls main and waits for its answer. */
export async function call<C extends Exclude<Channel, DropChannel>>(
  channel: C,
  argument: Argument<C>,
): Promise<Result<Answer<C>>> {
  try {
    const ask = window.certwright[channel] as (argument: Argument<C>) => Promise<Result<Answer<C>>>;
    return await ask(argument);
  } catch (problem) {
    console.error(channel, problem);
    return { ok: false, error: { code: 'internal', facts: { reference: `window, ${channel}` } } };
  }
}

/** What main answered about a journey of this kind. Main answers about the journey that was asked for, so another is a bug. */
export function ofKind<K extends JourneyKind>(kind: K, result: Result<Journey>): Result<JourneyOf<K>> {
  if (!result.ok) return result;
  const { value } = result;
  if (value.kind === kind) return { ok: true, value: value as JourneyOf<K> };
  return { ok: false, error: { code: 'internal', facts: { reference: `window, ${value.kind} journey` } } };
}

/** Hands dropped files to main; their paths never come by here. */
export async function dropFiles<I extends DropInto>(
  task: string,
  files: readonly File[],
  into: I,
): Promise<Result<DropAnswer<I>>> {
  try {
    return await window.certwright.dropFiles(task, files, into);
  } catch (problem) {
    console.error('dropFiles', problem);
    return { ok: false, error: { code: 'internal', facts: { reference: 'window, dropFiles' } } };
  }
}

export type Loaded<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly error: AppError };

type Plain =
  | 'app.info'
  | 'settings.read'
  | 'journeys.list'
  | 'practice.status'
  | 'tools.waiting'
  | 'profiles.list'
  | 'troubleshoot.messages'
  | 'activity.list'
  | 'backups.list'
  | 'trusted.list';

export interface LoadedFrom<T> {
  readonly loaded: Loaded<T>;
  /** Sets what another call has answered since. */
  readonly put: (value: T) => void;
  /** Asks again. What was answered before is shown meanwhile. */
  readonly reload: () => void;
  readonly reloading: boolean;
  /** When `reload` was answered last. Null before that, and after `put`. */
  readonly readAt: Date | null;
}

/** What a call without argument answers. */
export function useLoaded<C extends Plain>(channel: C): LoadedFrom<Answer<C>> {
  const [loaded, setLoaded] = useState<Loaded<Answer<C>>>({ status: 'loading' });
  const [reloading, setReloading] = useState(false);
  const [readAt, setReadAt] = useState<Date | null>(null);
  // Only the latest question counts: an older answer, or one that was overtaken by `put`, is dropped.
  const question = useRef(0);
  const put = useCallback((value: Answer<C>) => {
    question.current += 1;
    setLoaded({ status: 'ready', value });
    setReloading(false);
    setReadAt(null);
  }, []);
  const ask = useCallback(
    async (isAgain: boolean) => {
      question.current += 1;
      const mine = question.current;
      setReloading(isAgain);
      const result = await call(channel, {} as Argument<C>);
      if (question.current !== mine) return;
      setLoaded(result.ok ? { status: 'ready', value: result.value } : { status: 'failed', error: result.error });
      setReloading(false);
      if (isAgain) setReadAt(new Date());
    },
    [channel],
  );
  const reload = useCallback(() => void ask(true), [ask]);
  useEffect(() => {
    void ask(false);
    return () => {
      question.current += 1;
    };
  }, [ask]);
  return { loaded, put, reload, reloading, readAt };
}
