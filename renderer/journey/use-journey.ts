// Runs the actions of one journey over the bridge: one at a time, with progress, cancel, and a fresh look at the
// journey after a failure, since part of the work may have been done.
import { createContext, use, useCallback, useEffect, useReducer, useRef } from 'react';
import type { AppInfo } from '../../preload/contract/calls.ts';
import type { TrustAction, TrustJourney, TrustStepId } from '../../preload/contract/trust-journey.ts';
import { call, newTask, ofKind } from '../bridge.ts';
import { type JourneyState, opened, reduce } from './journey-state.ts';

export interface JourneyTools {
  readonly state: JourneyState;
  /** Starts an action, unless another one is still running. */
  readonly run: (action: TrustAction) => void;
  readonly cancel: () => void;
  readonly show: (step: TrustStepId) => void;
}

export function useJourneyTools(initial: TrustJourney): JourneyTools {
  const [state, dispatch] = useReducer(reduce, initial, opened);
  const { id } = state.journey;
  const task = useRef<string | null>(null);

  const run = useCallback(
    (action: TrustAction) => {
      if (task.current) return;
      const mine = newTask();
      task.current = mine;
      dispatch({ type: 'started', task: mine, action: action.type });
      void call('journeys.act', { id, task: mine, action }).then(async (answer) => {
        const result = ofKind('trust', answer);
        if (task.current === mine) task.current = null;
        dispatch({ type: 'answered', task: mine, result });
        if (result.ok) return;
        const again = ofKind('trust', await call('journeys.open', { id }));
        if (again.ok) dispatch({ type: 'looked', journey: again.value });
      });
    },
    [id],
  );

  const cancel = useCallback(() => {
    if (!task.current) return;
    dispatch({ type: 'cancelling' });
    void call('tasks.cancel', { task: task.current });
  }, []);

  const show = useCallback((step: TrustStepId) => dispatch({ type: 'show', step }), []);

  useEffect(() => window.certwright.onProgress((progress) => dispatch({ type: 'progress', progress })), []);
  // Whoever leaves the page has no way left to cancel, so leaving cancels.
  useEffect(
    () => () => {
      if (task.current) void call('tasks.cancel', { task: task.current });
    },
    [],
  );
  return { state, run, cancel, show };
}

export interface JourneyContextValue extends JourneyTools {
  readonly journey: TrustJourney;
  readonly platform: AppInfo['platform'];
  readonly leave: () => void;
}

export const JourneyContext = createContext<JourneyContextValue | null>(null);

/** For the parts of the journey page. */
export function useJourney(): JourneyContextValue {
  const value = use(JourneyContext);
  if (!value) throw new Error('outside of a journey');
  return value;
}
