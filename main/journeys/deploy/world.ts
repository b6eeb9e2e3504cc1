// What the deploy journey needs from the world besides what every journey needs. Tests bring one of their own, with real
// servers, files and stores in a private place.
import type { Profile } from '../../acceptance/profile-schema.ts';
import type { WaitingRequests } from '../../journal/waiting-requests.ts';
import type { EngineCall, EngineCalls } from '../../tools/engine.ts';
import type { Run as EngineRun } from '../../tools/tray.ts';
import type { TrustWorld } from '../trust/world.ts';
import type { DeployState } from './state.ts';

/** Attributes of a subject, as a request's form has them. */
export type SubjectPart = { type: string; value: string };

/** The engine, where files and passphrases are kept: in the app a thread of its own. */
export type Engine = {
  call<C extends EngineCall>(
    call: C,
    argument: Parameters<EngineCalls[C]>[0],
    run?: EngineRun,
  ): Promise<Awaited<ReturnType<EngineCalls[C]>>>;
};

export type DeployWorld = TrustWorld & {
  engine: Engine;
  /** As they were read last: the built-in ones and the site's own. */
  profiles(): readonly Profile[];
  waiting: WaitingRequests;
  /** Dialogs of main: what a person chose, as absolute paths. */
  ask: {
    /** Empty when the dialog was closed. */
    files(): Promise<string[]>;
    /** Null when the dialog was closed. */
    folder(): Promise<string | null>;
    /** Shows a folder or file where it lies, in the system's own file manager. */
    reveal(path: string): void;
  };
  /** What was filled into the last request, so that country and organization are not typed for every sensor. */
  lastSubject: { get(): SubjectPart[]; set(parts: readonly SubjectPart[]): void };
  /** Common names that this computer has seen on other sensors; `sensor`: where. Null: on none. */
  others(state: DeployState): { commonName: string; sensor: string }[] | null;
  /** Milliseconds: between two looks at the sensor, until the proof gives up, and for one revocation list. */
  pace: { pause: number; patience: number; list: number };
};

/** Two seconds are soon enough for a person and no burden for an appliance; its web server restarts within two minutes. */
export const usualPace: DeployWorld['pace'] = { pause: 2_000, patience: 120_000, list: 15_000 };
