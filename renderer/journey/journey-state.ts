// What the journey page knows: the journey as main told it last, the step that is shown, and the one piece of work
// under way. Pure, and the same for every kind of journey. It decides nothing about the world, and drops answers and
// progress of work that is no longer its own.
import type { Progress } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { StepState } from '../../preload/contract/trust-journey.ts';

/** What all journeys have in common; `S` are the ids of the steps. */
export interface AnyJourney<S extends string> {
  readonly id: string;
  readonly practice: boolean;
  readonly current: S;
  readonly steps: readonly { readonly id: S; readonly state: StepState }[];
}

/** `S`: ids of the steps. `J`: the journey. `T`: types of its actions. */
export interface JourneyState<S extends string, J extends AnyJourney<S>, T extends string> {
  readonly journey: J;
  readonly shown: S;
  readonly running: {
    readonly task: string;
    readonly step: S;
    readonly action: T;
    readonly progress: Progress | null;
    readonly cancelling: boolean;
  } | null;
  readonly failure: { readonly step: S; readonly action: T; readonly error: AppError } | null;
}

export type JourneyEvent<S extends string, J, T extends string> =
  | { readonly type: 'show'; readonly step: S }
  | { readonly type: 'started'; readonly task: string; readonly action: T }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'cancelling' }
  | { readonly type: 'answered'; readonly task: string; readonly result: Result<J> }
  | { readonly type: 'looked'; readonly journey: J };

export const stateOf = <S extends string>(journey: AnyJourney<S>, step: S): StepState =>
  journey.steps.find(({ id }) => id === step)?.state ?? 'blocked';

/** For each step the one that must come before it. */
export type Needs<S extends string> = { readonly [Step in S]?: S };

/** The step to do first, if this one is blocked: the earliest in its line that can be done now. */
export function blockedBy<S extends string>(needs: Needs<S>, journey: AnyJourney<S>, step: S): S | null {
  if (stateOf(journey, step) !== 'blocked') return null;
  const need = needs[step];
  return need ? (blockedBy(needs, journey, need) ?? need) : null;
}

export function neighbours<S extends string>(journey: AnyJourney<S>, step: S): { before: S | null; after: S | null } {
  const order = journey.steps.map(({ id }) => id);
  const at = order.indexOf(step);
  return { before: order[at - 1] ?? null, after: order[at + 1] ?? null };
}

export const opened = <S extends string, J extends AnyJourney<S>, T extends string>(
  journey: J,
): JourneyState<S, J, T> => ({ journey, shown: journey.current, running: null, failure: null });

/** `leadsOn`: the actions after which a person wants to be at the next step. */
export function reduce<S extends string, J extends AnyJourney<S>, T extends string>(
  leadsOn: ReadonlySet<T>,
  state: JourneyState<S, J, T>,
  event: JourneyEvent<S, J, T>,
): JourneyState<S, J, T> {
  switch (event.type) {
    case 'show':
      return stateOf<S>(state.journey, event.step) === 'blocked' ? state : { ...state, shown: event.step };
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
      const { running, shown } = state;
      if (running?.task !== event.task) return state;
      if (event.result.ok) {
        const journey = event.result.value;
        const { after } = neighbours<S>(journey, shown);
        const leads = leadsOn.has(running.action) && shown === running.step && after !== null;
        return { journey, shown: leads ? after : shown, running: null, failure: null };
      }
      const failure = { step: running.step, action: running.action, error: event.result.error };
      return { ...state, running: null, failure };
    }
    case 'looked':
      return state.running || event.journey.id !== state.journey.id ? state : { ...state, journey: event.journey };
  }
}

/** How the answer of a step is to be read. */
export type Tone = 'good' | 'warning' | 'danger' | 'neutral';

/** The tone of a step of which nothing else is to be said. */
export function plainTone(state: StepState): Tone {
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
