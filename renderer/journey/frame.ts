// What the rail, the frame and the guide by hand show, worked out from a journey of any kind: words and functions, no
// ids of steps and no actions, so that they need not know which kind it is.
import { createContext, use } from 'react';
import type { GuideStep } from '../../assets/text/en/guide.ts';
import type { Progress } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { StepState, StoreScope } from '../../preload/contract/trust-journey.ts';
import { type AnyJourney, blockedBy, neighbours, stateOf, type Tone } from './journey-state.ts';
import type { Kind } from './kind.ts';
import type { JourneyValue } from './use-journey.ts';

export interface RailStep {
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  /** In place of the state. */
  readonly flag: string | null;
  /** In place of the state too, and nothing is wrong. */
  readonly awaits: string | null;
  /** Title of the step to do first; null: this one can be done. */
  readonly first: string | null;
  readonly isShown: boolean;
  readonly show: () => void;
}

export interface Frame {
  readonly rail: readonly RailStep[];
  /** The step that is shown. */
  readonly step: {
    readonly id: string;
    readonly state: StepState;
    readonly question: string;
    readonly help: string;
    readonly answer: string;
    readonly tone: Tone;
    /** Its own work, while it runs. */
    readonly running: { readonly progress: Progress | null; readonly cancelling: boolean } | null;
    readonly failure: AppError | null;
    readonly guide: (scope: StoreScope | undefined) => readonly GuideStep[];
  };
  readonly before: RailStep | null;
  readonly after: RailStep | null;
  /** Work of any step runs. */
  readonly busy: boolean;
  readonly cancel: () => void;
}

export function frameOf<S extends string, J extends AnyJourney<S>, A extends { readonly type: string }>(
  kind: Kind<S, J, A>,
  value: JourneyValue<S, J, A>,
): Frame {
  const { journey, state, platform } = value;
  const { shown, running, failure } = state;
  const railStep = (id: S): RailStep => {
    const first = blockedBy<S>(kind.needs, journey, id);
    return {
      id,
      title: kind.titles[id],
      state: stateOf<S>(journey, id),
      flag: kind.flag(journey, id),
      awaits: kind.awaits?.(journey, id) ?? null,
      first: first && kind.titles[first],
      isShown: id === shown,
      show: () => value.show(id),
    };
  };
  const { before, after } = neighbours<S>(journey, shown);
  return {
    rail: journey.steps.map(({ id }) => railStep(id)),
    step: {
      id: shown,
      state: stateOf<S>(journey, shown),
      question: kind.questions[shown],
      help: kind.help[shown],
      answer: kind.answer(shown, journey),
      tone: kind.tone(journey, shown),
      running: running?.step === shown ? running : null,
      failure: failure?.step === shown ? failure.error : null,
      guide: (scope) => kind.guide(shown, platform, journey, scope),
    },
    before: before && railStep(before),
    after: after && railStep(after),
    busy: running !== null,
    cancel: value.cancel,
  };
}

export const FrameContext = createContext<Frame | null>(null);

export function useFrame(): Frame {
  const frame = use(FrameContext);
  if (!frame) throw new Error('outside of a journey');
  return frame;
}
