// Before anything that may need administrator rights: asks main what would be done, shows it, and only then goes on.
// Where nothing of it needs rights it goes on at once, since main asks by itself then. It never goes on without a plan.
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { RightsPlan } from '../../preload/contract/activity.ts';
import type { Action } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { Result } from '../../preload/contract/result.ts';
import { call } from '../bridge.ts';
import { FailureView } from '../journey/failure-view.tsx';
import { focusTitle } from '../parts/page-title.tsx';
import { RightsDialog } from './rights-dialog.tsx';

export interface Question {
  /** What would be done; see `planOf` for an action of a journey. */
  readonly plan: () => Promise<Result<RightsPlan>>;
  /** Does it. */
  readonly go: () => void;
  /** In place of `go` where nothing needs rights: a question of the page's own, for one. */
  readonly whereFree?: (() => void) | undefined;
  /** Takes up that there is no plan, and for which reason; false: it is shown as any other error. */
  readonly refused?: ((error: AppError) => boolean) | undefined;
  /** Looks at the world after somebody has run the script. */
  readonly check?: (() => void) | undefined;
}

export interface Rights {
  readonly ask: (question: Question) => void;
  /** Main is being asked, or the person is. */
  readonly busy: boolean;
  /** Main is being asked for the plan. */
  readonly planning: boolean;
  /** Why there is no plan. */
  readonly failure: AppError | null;
  /** Forgets that failure, and the plan that is being asked for. */
  readonly clear: () => void;
  readonly dialog: ReactNode;
  /** The dialog and the failure: to be put where the page shows its errors. */
  readonly view: ReactNode;
}

/** What this action of a journey would do. */
export const planOf = (id: string, action: Action) => () => call('journeys.plan', { id, action });

/** Is the person shown the plan? Not where the system would ask for nothing. */
export const needsScreen = ({ way, changes }: RightsPlan): boolean =>
  way !== 'nobody' && changes.some(({ needsRights }) => needsRights);

export function useRights(): Rights {
  const [asked, setAsked] = useState<{ question: Question; plan: RightsPlan } | null>(null);
  const [failure, setFailure] = useState<AppError | null>(null);
  const [planning, setPlanning] = useState(false);
  /** The latest question; an answer to an older one, or to a page that is gone, is dropped. */
  const current = useRef<Question | null>(null);
  const from = useRef<Element | null>(null);
  useEffect(
    () => () => {
      current.current = null;
    },
    [],
  );

  const ask = useCallback((question: Question) => {
    if (current.current) return;
    current.current = question;
    setFailure(null);
    setPlanning(true);
    void question.plan().then((result) => {
      if (current.current !== question) return;
      setPlanning(false);
      if (result.ok && needsScreen(result.value)) {
        // Not sooner: another question may have stood before this one, and given the focus back meanwhile.
        from.current = document.activeElement;
        return setAsked({ question, plan: result.value });
      }
      current.current = null;
      if (result.ok) (question.whereFree ?? question.go)();
      else if (!question.refused?.(result.error)) setFailure(result.error);
    });
  }, []);

  const clear = useCallback(() => {
    current.current = null;
    setPlanning(false);
    setFailure(null);
  }, []);

  const isAsking = asked !== null;
  const wasAsking = useRef(false);
  // The focus goes back to where it came from, as far as that is still there.
  useEffect(() => {
    if (wasAsking.current && !isAsking) {
      if (from.current instanceof HTMLElement && from.current.isConnected) from.current.focus();
      else focusTitle();
    }
    wasAsking.current = isAsking;
  }, [isAsking]);

  const answer = (then: (() => void) | undefined) => {
    current.current = null;
    setAsked(null);
    then?.();
  };
  const dialog = asked && (
    <RightsDialog
      plan={asked.plan}
      onContinue={() => answer(asked.question.go)}
      onCancel={() => answer(undefined)}
      onCheck={asked.question.check && (() => answer(asked.question.check))}
    />
  );
  const view = (
    <>
      {failure && <FailureView error={failure} />}
      {dialog}
    </>
  );
  return { ask, busy: planning || isAsking, planning, failure, clear, dialog, view };
}
