// The one practice sensor of the app: started from the home screen, switched between states, stopped with the app.
import type { Practice, PracticeState } from '../../preload/contract/calls.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import { toPemChain } from '../pki/write.ts';
import { type PracticeSensor, startPracticeSensor } from '../sensor/practice/index.ts';

export type PracticeMemory = {
  /** The port of last time, so that the practice sensor keeps its address over restarts; 0: none yet. */
  port(): number;
  keepPort(port: number): void;
  /** Drops which certificate this address showed: no key is kept, so after a restart it must show another one. */
  forgetSeen(address: string): void;
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
    return {
      running: sensor !== null,
      state: sensor?.state ?? this.#state,
      address: sensor ? `${sensor.host}:${sensor.port}` : '',
      name: sensor?.name ?? '',
      sha256: sensor?.fingerprint ?? '',
      hasCa: sensor?.caFiles() !== undefined,
    };
  }

  async start(state: PracticeState): Promise<Result<Practice>> {
    this.#state = state;
    if (this.#sensor) {
      await this.#sensor.setState(state);
      return ok(this.status());
    }
    const now = new Date();
    let started = await startPracticeSensor({ state, now, port: this.#memory.port() });
    // Another program has the port of last time: any free one will do.
    if (!started.ok && started.error.code === 'port-in-use') started = await startPracticeSensor({ state, now });
    if (!started.ok) return started;
    this.#sensor = started.value;
    this.#memory.keepPort(started.value.port);
    if (this.#isNew) this.#memory.forgetSeen(`${started.value.host}:${started.value.port}`);
    this.#isNew = false;
    return ok(this.status());
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
