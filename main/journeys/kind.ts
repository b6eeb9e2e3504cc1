// What a kind of journey brings: what it remembers, how it acts, what it shows. The runner keeps journeys of every kind
// and knows nothing of their steps.
import type { z } from 'zod';
import type { Action, JourneyKind, JourneyOf, Progress } from '../../preload/contract/calls.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { ChangeView, TrustAction } from '../../preload/contract/trust-journey.ts';
import type { Operation } from '../privileged/operations.ts';

/** How one action runs: may be cancelled, and tells where it is. */
export type Run = {
  signal: AbortSignal;
  stage(stage: Progress['stage'], done?: number, total?: number, seen?: Progress['seen']): void;
};

/** What the state of every kind of journey has, and the runner writes. */
export type BaseState = { id: string; kind: JourneyKind; createdAt: string; updatedAt: string; practice: boolean };

/**
 * Files that were dropped on the window. It is no action of the contract, since no page may name a path: main makes it
 * of what only the preload script can send.
 */
export type DropAction = { type: 'deploy-drop'; paths: readonly string[] };
export type AnyAction = Action | DropAction;
export type ActionOf<K extends JourneyKind> = K extends 'trust' ? TrustAction : Exclude<AnyAction, TrustAction>;

export type Kind<K extends JourneyKind = JourneyKind, S extends BaseState = BaseState> = {
  kind: K;
  /** What is read back from the store; another version's record does not fit, and is left alone. */
  schema: z.ZodType<S>;
  stepIds: readonly JourneyOf<K>['current'][];
  /** A journey on which nothing has been done yet. `now` is ISO 8601. */
  start(id: string, now: string, practice: boolean): S;
  /** Nobody has told it anything that they would miss. */
  isEmpty(state: S): boolean;
  /** A person has brought something of their own into it, or made something with it: it goes only when they say so. */
  holdsWork(state: S): boolean;
  /** The same with the world read again: a step done by hand meanwhile counts. */
  refresh(state: S): Promise<S>;
  act(state: S, action: ActionOf<K>, run: Run): Promise<Result<S>>;
  /**
   * What an action would do to this computer; nothing for those that only look or save. `undo`: it takes the journey's
   * changes back. Changes nothing.
   */
  operations(state: S, action: ActionOf<K>): Result<Operation[] | 'undo'>;
  /** Pure. `changes` are the journal's entries of this journey, oldest first. */
  view(state: S, changes: readonly ChangeView[]): JourneyOf<K>;
  title(view: JourneyOf<K>): string;
  isFinished(view: JourneyOf<K>): boolean;
  /** The journey is dropped. */
  forget(state: S): Promise<void>;
};

/** A kind as the runner holds it. The runner gives a kind only states that its own schema has read, and its own actions. */
export const sealed = <K extends JourneyKind, S extends BaseState>(kind: Kind<K, S>): Kind => kind as unknown as Kind;

/** Each kind of journey has actions of its own names. */
export const kindOf = (action: AnyAction): JourneyKind => (action.type.startsWith('deploy-') ? 'deploy' : 'trust');
/** The journey that an action belongs to. */
export type JourneyFor<A extends AnyAction> = A extends TrustAction ? JourneyOf<'trust'> : JourneyOf<'deploy'>;
