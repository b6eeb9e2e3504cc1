// Runs the actions of one journey over the bridge: one at a time, with progress, cancel, and a fresh look at the
// journey after a failure, since part of the work may have been done.
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { AppInfo, Journey } from '../../preload/contract/calls.ts';
import type { Result } from '../../preload/contract/result.ts';
import { call, newTask } from '../bridge.ts';
import { type AnyJourney, type JourneyEvent, type JourneyState, opened, reduce } from './journey-state.ts';
import type { Kind } from './kind.ts';

export interface JourneyTools<S extends string, J extends AnyJourney<S>, A extends { readonly type: string }> {
  readonly state: JourneyState<S, J, A['type']>;
  /** Starts an action, unless another one is still running. */
  readonly run: (action: A) => void;
  /** The same for work that has a call of its own; `type` is the action that it stands for. */
  readonly runCall: (type: A['type'], ask: (task: string) => Promise<Result<J>>) => void;
  readonly cancel: () => void;
  readonly show: (step: S) => void;
}

export interface JourneyValue<S extends string, J extends AnyJourney<S>, A extends { readonly type: string }>
  extends JourneyTools<S, J, A> {
  readonly journey: J;
  readonly platform: AppInfo['platform'];
  readonly leave: () => void;
  readonly onStarted: (journey: Journey) => void;
}

export function useJourneyTools<S extends string, J extends AnyJourney<S>, A extends { readonly type: string }>(
  kind: Kind<S, J, A>,
  initial: J,
): JourneyTools<S, J, A> {
  const [state, dispatch] = useReducer(
    (before: JourneyState<S, J, A['type']>, event: JourneyEvent<S, J, A['type']>) =>
      reduce(kind.leadsOn, before, event),
    initial,
    opened<S, J, A['type']>,
  );
  const { id } = state.journey;
  const task = useRef<string | null>(null);

  const runCall = useCallback(
    (type: A['type'], ask: (task: string) => Promise<Result<J>>) => {
      if (task.current) return;
      const mine = newTask();
      task.current = mine;
      dispatch({ type: 'started', task: mine, action: type });
      void ask(mine).then(async (result) => {
        if (task.current === mine) task.current = null;
        dispatch({ type: 'answered', task: mine, result });
        if (result.ok) return;
        const again = await kind.open(id);
        if (again.ok) dispatch({ type: 'looked', journey: again.value });
      });
    },
    [kind, id],
  );
  const run = useCallback(
    (action: A) => runCall(action.type, (mine) => kind.act(id, mine, action)),
    [runCall, kind, id],
  );

  const cancel = useCallback(() => {
    if (!task.current) return;
    dispatch({ type: 'cancelling' });
    void call('tasks.cancel', { task: task.current });
  }, []);

  const show = useCallback((step: S) => dispatch({ type: 'show', step }), []);

  useEffect(() => window.certwright.onProgress((progress) => dispatch({ type: 'progress', progress })), []);
  // Whoever leaves the page has no way left to cancel, so leaving cancels. React's strict mode leaves and comes back at
  // once to try a page out; by the next microtask it is there again.
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
      queueMicrotask(() => {
        if (!isHere.current && task.current) void call('tasks.cancel', { task: task.current });
      });
    };
  }, []);
  return { state, run, runCall, cancel, show };
}
