// The one practice sensor of the app: started from the home screen, switched between states, stopped with the app.
import type { Practice, PracticeState } from '../../preload/contract/calls.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import { thumbprints } from '../pki/certificate/fingerprint.ts';
import { toPemChain } from '../pki/files/write.ts';
import { type PracticeSensor, startPracticeSensor } from '../sensor/practice/index.ts';

export type PracticeMemory = {
  /** The port of last time, so that the practice sensor keeps its address over restarts; 0: none yet. */
  port(): number;
  keepPort(port: number): void;
  /** Drops which certificate this address showed. No key is kept, so after a restart it must show another one. */
  forgetSeen(address: string): void;
};

/** The port in a stored value; 0 (any free one) where it is none. */
export const portOf = (stored: unknown): number => {
  const isPort = typeof stored === 'number' && Number.isInteger(stored) && stored >= 1 && stored <= 65_535;
  return isPort ? stored : 0;
};

export class PracticeDesk {
  #sensor: PracticeSensor | null = null;
  #state: PracticeState = 'fresh';
  #isNew = true;
  readonly #memory: PracticeMemory;

  constructor(memory: PracticeMemory) {
    this.#memory = memory;
  }

  status(): Practice {
    const sensor = this.#sensor;
    const ca = sensor?.caFiles();
    return {
      running: sensor !== null,
      state: sensor?.state ?? this.#state,
      address: sensor ? `${sensor.host}:${sensor.port}` : '',
      name: sensor?.name ?? '',
      sha256: sensor?.fingerprint ?? '',
      caSha256: ca ? thumbprints(ca.root).sha256 : null,
    };
  }

  async start(state: PracticeState): Promise<Result<Practice>> {
    this.#state = state;
    if (this.#sensor) {
      await this.#sensor.setState(state);
      this.#settle(this.#sensor, state);
      return ok(this.status());
    }
    const now = new Date();
    let started = await startPracticeSensor({ state, now, port: this.#memory.port() });
    // Another program has the port of last time: any free one will do.
    if (!started.ok && started.error.code === 'port-in-use') started = await startPracticeSensor({ state, now });
    if (!started.ok) return started;
    this.#sensor = started.value;
    this.#memory.keepPort(started.value.port);
    this.#settle(started.value, state);
    return ok(this.status());
  }

  /** A change of state is no alarm, save in the one state that is there to raise it. */
  #settle({ host, port }: PracticeSensor, state: PracticeState): void {
    if (this.#isNew || state !== 'replaced') this.#memory.forgetSeen(`${host}:${port}`);
    this.#isNew = false;
  }

  async stop(): Promise<Practice> {
    await this.#sensor?.stop();
    this.#sensor = null;
    return this.status();
  }

  /** The practice CA's certificates as one PEM text, root first, or null where the state has no CA. */
  caPem(): string | null {
    const ca = this.#sensor?.caFiles();
    return ca ? toPemChain([ca.root, ca.intermediate]) : null;
  }
}
