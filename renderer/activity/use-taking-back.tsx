// Taking changes back: the question where somebody changed the same since, the plan before rights are asked for, the work
// with progress and cancel. Nothing is overwritten that was not asked about.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Activity, UndoneAnswer } from '../../preload/contract/activity.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { call } from '../bridge.ts';
import { focusTitle } from '../parts/page-title.tsx';
import { useRights } from '../rights/use-rights.tsx';
import type { TaskState } from '../tools/task-state.ts';
import { useTask } from '../tools/use-task.ts';
import { touchedAmong } from './activity-model.ts';
import { type Conflict, ConflictDialog, type Decision } from './conflict-dialog.tsx';

export type Outcome =
  | { readonly kind: 'undone'; readonly count: number; readonly verified: boolean }
  | { readonly kind: 'left'; readonly count: number };

export interface TakingBack {
  readonly undo: (ids: readonly string[]) => void;
  readonly leave: (ids: readonly string[]) => void;
  readonly busy: boolean;
  readonly running: TaskState<unknown, unknown>['running'];
  readonly cancel: () => void;
  readonly failure: AppError | null;
  readonly outcome: Outcome | null;
  /** Dialogs, and why there is no plan: to be put where the page shows its errors. */
  readonly view: ReactNode;
}

/** `put` shows what main answered; `reload` asks it again, since part of the work may have been done. */
export function useTakingBack(put: (activity: Activity) => void, reload: () => void): TakingBack {
  const task = useTask<'undo', UndoneAnswer>();
  const rights = useRights();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [failure, setFailure] = useState<AppError | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
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

  const begin = () => {
    setFailure(null);
    setOutcome(null);
  };
  const ask = async (ids: readonly string[], target: string) => {
    const now = await call('activity.list', {});
    if (now.ok) put(now.value);
    const touched = now.ok ? touchedAmong(now.value.entries, ids) : [];
    const diff = await call('activity.diff', { ids: touched.length > 0 ? touched.map(({ id }) => id) : [...ids] });
    setConflict({ ids, target, touched, diff: diff.ok ? diff.value : null });
  };
  const run = async (ids: readonly string[], anyway: boolean) => {
    begin();
    const result = await task.run('undo', (id) => call('activity.undo', { task: id, ids: [...ids], anyway }));
    if (result === null) return;
    if (result.ok) {
      put(result.value.activity);
      setOutcome({ kind: 'undone', count: result.value.ids.length, verified: result.value.verified });
    } else if (result.error.code === 'undo-conflict' && !anyway) await ask(ids, result.error.facts.target);
    else {
      setFailure(result.error);
      reload();
    }
  };
  const leave = async (ids: readonly string[]): Promise<boolean> => {
    begin();
    const result = await call('activity.leave', { ids: [...ids] });
    if (result.ok) {
      put(result.value);
      setOutcome({ kind: 'left', count: ids.length });
    } else setFailure(result.error);
    return result.ok;
  };
  const plan = (ids: readonly string[], anyway: boolean) => {
    begin();
    rights.ask({
      plan: () => call('activity.plan', { ids: [...ids], anyway }),
      go: () => void run(ids, anyway),
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
    if ((await leave(theirs)) && others.length > 0) plan(others, false);
  };

  const { running } = task.state;
  return {
    undo,
    leave: (ids) => void leave(ids),
    busy: running !== null || rights.busy || isAsking,
    running,
    cancel: task.cancel,
    failure,
    outcome,
    view: (
      <>
        {rights.view}
        {conflict && <ConflictDialog conflict={conflict} onAnswer={(decision) => void answer(conflict, decision)} />}
      </>
    ),
  };
}
