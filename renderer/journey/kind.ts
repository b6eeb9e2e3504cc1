// What the journey page must know about a kind of journeys: its words, what must come first, how its answers are to be
// read, how a step is done by hand, the pages of its steps, and how to ask main for it.
import type { Context, JSX } from 'react';
import type { GuideStep, Platform } from '../../assets/text/en/guide.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { StoreScope } from '../../preload/contract/trust-journey.ts';
import type { AnyJourney, Needs, Tone } from './journey-state.ts';
import type { JourneyValue } from './use-journey.ts';

export interface Kind<S extends string, J extends AnyJourney<S>, A extends { readonly type: string }> {
  /** Short names of the steps, for the rail and for “do … first”. */
  readonly titles: Readonly<Record<S, string>>;
  readonly questions: Readonly<Record<S, string>>;
  /** One or two sentences on why the step is there. */
  readonly help: Readonly<Record<S, string>>;
  /** The answer of a step in a sentence; empty while there is nothing to say. */
  readonly answer: (step: S, journey: J) => string;
  readonly tone: (journey: J, step: S) => Tone;
  /** Said in the rail in place of the step's state, with a warning sign; null: nothing out of the ordinary. */
  readonly flag: (journey: J, step: S) => string | null;
  /** Said in the rail in place of the step's state, where it is somebody else's turn; null: it is not. */
  readonly awaits?: (journey: J, step: S) => string | null;
  readonly needs: Needs<S>;
  /** The actions after which the next step is shown. */
  readonly leadsOn: ReadonlySet<A['type']>;
  /** The step by hand. `scope`: the store that the person looks at. */
  readonly guide: (step: S, platform: Platform, journey: J, scope: StoreScope | undefined) => readonly GuideStep[];
  /** What the journey is about, above the rail. */
  readonly title: (journey: J) => string;
  readonly steps: Readonly<Record<S, () => JSX.Element>>;
  readonly act: (id: string, task: string, action: A) => Promise<Result<J>>;
  readonly open: (id: string) => Promise<Result<J>>;
  /** Where the pages of the steps find their journey. */
  readonly context: Context<JourneyValue<S, J, A> | null>;
}
