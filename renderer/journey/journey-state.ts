// What the journey page knows: the journey as main told it last, the step that is shown, and the one piece of work
// under way. Pure. It decides nothing about the world, and drops answers and progress of work that is no longer its own.
import { troubles } from '../../assets/text/facts.ts';
import type { Progress } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { StepState, TrustAction, TrustJourney, TrustStepId } from '../../preload/contract/trust-journey.ts';

export type ActionType = TrustAction['type'];

export interface Running {
  readonly task: string;
  readonly step: TrustStepId;
  readonly action: ActionType;
  readonly progress: Progress | null;
  readonly cancelling: boolean;
}

export interface Failure {
  readonly step: TrustStepId;
  readonly action: ActionType;
  readonly error: AppError;
}

export interface JourneyState {
  readonly journey: TrustJourney;
  readonly shown: TrustStepId;
  readonly running: Running | null;
  readonly failure: Failure | null;
}

export type JourneyEvent =
  | { readonly type: 'show'; readonly step: TrustStepId }
  | { readonly type: 'started'; readonly task: string; readonly action: ActionType }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'cancelling' }
  | { readonly type: 'answered'; readonly task: string; readonly result: Result<TrustJourney> }
  | { readonly type: 'looked'; readonly journey: TrustJourney };

export const stateOf = (journey: TrustJourney, step: TrustStepId): StepState =>
  journey.steps.find(({ id }) => id === step)?.state ?? 'blocked';

const needs: Partial<Record<TrustStepId, TrustStepId>> = {
  download: 'address',
  compare: 'download',
  export: 'compare',
  import: 'compare',
  name: 'download',
  hosts: 'download',
  done: 'download',
};

/** The step to do first, if this one is blocked: the earliest in its line that can be done now. */
export function blockedBy(journey: TrustJourney, step: TrustStepId): TrustStepId | null {
  if (stateOf(journey, step) !== 'blocked') return null;
  const need = needs[step];
  return need ? (blockedBy(journey, need) ?? need) : null;
}

export function neighbours(
  journey: TrustJourney,
  step: TrustStepId,
): { before: TrustStepId | null; after: TrustStepId | null } {
  const order = journey.steps.map(({ id }) => id);
  const at = order.indexOf(step);
  return { before: order[at - 1] ?? null, after: order[at + 1] ?? null };
}

export const opened = (journey: TrustJourney): JourneyState => ({
  journey,
  shown: journey.current,
  running: null,
  failure: null,
});

/** Where a person wants to be after an action went well; only the address leads on by itself. */
function shownAfter({ shown, running }: JourneyState, journey: TrustJourney): TrustStepId {
  const { after } = neighbours(journey, shown);
  return running?.action === 'set-address' && shown === running.step && after ? after : shown;
}

export function reduce(state: JourneyState, event: JourneyEvent): JourneyState {
  switch (event.type) {
    case 'show':
      return stateOf(state.journey, event.step) === 'blocked' ? state : { ...state, shown: event.step };
    case 'started': {
      if (state.running) return state;
      const { task, action } = event;
      const running = { task, step: state.shown, action, progress: null, cancelling: false };
      return { ...state, running, failure: null };
    }
    case 'progress': {
      const { running } = state;
      if (running?.task !== event.progress.task) return state;
      return { ...state, running: { ...running, progress: event.progress } };
    }
    case 'cancelling':
      return state.running ? { ...state, running: { ...state.running, cancelling: true } } : state;
    case 'answered': {
      const { running } = state;
      if (running?.task !== event.task) return state;
      if (event.result.ok) {
        const journey = event.result.value;
        return { journey, shown: shownAfter(state, journey), running: null, failure: null };
      }
      const failure = { step: running.step, action: running.action, error: event.result.error };
      return { ...state, running: null, failure };
    }
    case 'looked':
      return state.running || event.journey.id !== state.journey.id ? state : { ...state, journey: event.journey };
  }
}

export type Tone = 'good' | 'warning' | 'danger' | 'neutral';

/** How the answer of a step is to be read. An accepted risk is done, but it is not good. */
export function toneOf(journey: TrustJourney, step: TrustStepId): Tone {
  const state = stateOf(journey, step);
  if (step === 'compare' && journey.compare) {
    const { mismatch, changedFrom, decision } = journey.compare;
    if (mismatch) return 'danger';
    if (decision?.kind === 'risk-accepted' || (changedFrom && !decision)) return 'warning';
  }
  if (step === 'address') return 'neutral';
  // Nothing becomes good by being looked at.
  if (step === 'download') return journey.download && troubles(journey.download) > 0 ? 'warning' : 'neutral';
  // The step has its answer, but browsers warn until the line is written.
  if (step === 'name' && journey.name?.hostsCanMend) return 'warning';
  if (step === 'done' && !journey.done.undoneAt && journey.done.after && !journey.done.url) return 'warning';
  if (step === 'done' && journey.done.undoneAt) return journey.done.undoVerified ? 'good' : 'warning';
  switch (state) {
    case 'done':
      return 'good';
    case 'attention':
      return 'warning';
    case 'todo':
    case 'not-needed':
    case 'blocked':
      return 'neutral';
  }
}
