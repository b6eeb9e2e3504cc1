// Long work that can be cancelled: each task has one name, given by who started it.

export class Tasks {
  readonly #running = new Map<string, AbortController>();

  /** Runs `work` under `name`. A name that is still in use is cancelled first: its owner has started over. */
  async run<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#running.get(name)?.abort();
    const controller = new AbortController();
    this.#running.set(name, controller);
    try {
      return await work(controller.signal);
    } finally {
      if (this.#running.get(name) === controller) this.#running.delete(name);
    }
  }

  /** Cancels; a name that is not running is already where its owner wants it. */
  cancel(name: string): void {
    this.#running.get(name)?.abort();
  }

  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }
}
