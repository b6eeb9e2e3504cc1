// Taking changes back: the question where somebody changed the same since, the plan before rights are asked for, the work
// with progress and cancel. Nothing is overwritten that was not asked about.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Activity, UndoneAnswer } from '../../preload/contract/activity.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { call } from '../bridge.ts';
import type { OutcomeBarProps } from '../parts/outcome-bar.tsx';
import { focusTitle } from '../parts/page-title.tsx';
import { useRights } from '../rights/use-rights.tsx';
import { useTask } from '../tools/use-task.ts';
import { leftAmong, touchedAmong } from './activity-model.ts';
import { type Conflict, ConflictDialog, type Decision } from './conflict-dialog.tsx';

/** How many changes. What was left and what was taken back may come of one question. */
export interface Outcome {
  /** Null: nothing was to be taken back. */
  readonly undone: { readonly count: number; readonly left: number; readonly verified: boolean } | null;
  /** They were gone, and are off the list. */
  readonly dropped: number;
  /** They were different, and are kept so. */
  readonly kept: number;
}

export interface TakingBack {
  readonly undo: (ids: readonly string[]) => void;
  readonly leave: (ids: readonly string[]) => void;
  readonly busy: boolean;
  readonly running: OutcomeBarProps['running'];
  readonly cancel: () => void;
  readonly failure: AppError | null;
  readonly outcome: Outcome | null;
  /** Forgets the failure and the outcome. */
  readonly clear: () => void;
  readonly dialogs: ReactNode;
}

/** `put` shows what main answered; `reload` asks it again, since part of the work may have been done. */
export function useTakingBack(put: (activity: Activity) => void, reload: () => void): TakingBack {
  const task = useTask<'undo', UndoneAnswer>();
  const rights = useRights();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [failure, setFailure] = useState<AppError | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [leaving, setLeaving] = useState(false);
  const isLeaving = useRef(false);
  const from = useRef<Element | null>(null);

  const isAsking = conflict !== null;
  const wasAsking = useRef(false);
  // The focus goes back to the button that asked, as far as it is still there.
  useEffect(() => {
    if (wasAsking.current && !isAsking) {
      if (from.current instanceof HTMLElement && from.current.isConnected) from.current.focus();
      else focusTitle();
    }
    wasAsking.current = isAsking;
  }, [isAsking]);

  /** `already`: what came of the first part of it. */
  const begin = (already: Outcome | null = null) => {
    rights.clear();
    setFailure(null);
    setOutcome(already);
  };
  const ask = async (ids: readonly string[], target: string) => {
    const now = await call('activity.list', {});
    if (now.ok) put(now.value);
    const touched = now.ok ? touchedAmong(now.value.entries, ids) : [];
    const diff = await call('activity.diff', { ids: touched.length > 0 ? touched.map(({ id }) => id) : [...ids] });
    setConflict({ ids, target, touched, diff: diff.ok ? diff.value : null });
  };
  const run = async (ids: readonly string[], anyway: boolean, already: Outcome | null) => {
    begin(already);
    const result = await task.run('undo', (id) => call('activity.undo', { task: id, ids: [...ids], anyway }));
    if (result === null) return;
    if (result.ok) {
      put(result.value.activity);
      const { ids, left, verified } = result.value;
      const undone = { count: ids.length, left: left.length, verified };
      setOutcome({ dropped: 0, kept: 0, ...already, undone });
    } else if (result.error.code === 'undo-conflict' && !anyway) await ask(ids, result.error.facts.target);
    else {
      setFailure(result.error);
      reload();
    }
  };
  /** Null where it did not work. */
  const leave = async (ids: readonly string[]): Promise<Outcome | null> => {
    if (isLeaving.current) return null;
    begin();
    isLeaving.current = true;
    setLeaving(true);
    const result = await call('activity.leave', { ids: [...ids] });
    isLeaving.current = false;
    setLeaving(false);
    if (!result.ok) {
      setFailure(result.error);
      reload();
      return null;
    }
    put(result.value);
    const left = leftAmong(result.value.entries, ids);
    setOutcome(left);
    return left;
  };
  const plan = (ids: readonly string[], anyway: boolean, already: Outcome | null = null) => {
    begin(already);
    rights.ask({
      plan: () => call('activity.plan', { ids: [...ids], anyway }),
      go: () => void run(ids, anyway, already),
      refused: (error) => {
        if (error.code !== 'undo-conflict') return false;
        void ask(ids, error.facts.target);
        return true;
      },
      check: reload,
    });
  };
  const undo = (ids: readonly string[]) => {
    if (task.isBusy() || ids.length === 0) return;
    from.current = document.activeElement;
    plan(ids, false);
  };
  const answer = async ({ ids, touched }: Conflict, decision: Decision) => {
    setConflict(null);
    if (decision === 'anyway') plan(ids, true);
    if (decision !== 'leave') return;
    const theirs = touched.map(({ id }) => id);
    const others = ids.filter((id) => !theirs.includes(id));
    const left = await leave(theirs);
    if (left && others.length > 0) plan(others, false, left);
  };

  const { running } = task.state;
  return {
    undo,
    leave: (ids) => void leave(ids),
    busy: running !== null || rights.busy || isAsking || leaving,
    // What is planned may wait for a store or a file that answers slowly, and can be called off as well.
    running: running ?? (rights.planning ? { progress: null, cancelling: false } : null),
    cancel: running ? task.cancel : rights.clear,
    failure: failure ?? rights.failure,
    outcome,
    clear: () => begin(),
    dialogs: (
      <>
        {rights.dialog}
        {conflict && <ConflictDialog conflict={conflict} onAnswer={(decision) => void answer(conflict, decision)} />}
      </>
    ),
  };
}
