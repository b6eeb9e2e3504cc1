// The evolving corpus: an input that reaches a branch, or a count of it, that none before reached is kept and changed
// further. Says what was found; knows nothing of processes, files or what a reader is.
import { blowUp, dictionaryOf, mutate } from './mutate.ts';
import type { Random } from './random.ts';

export type Finding = {
  kind: 'thrown' | 'slow' | 'memory';
  /** Error and place in the code: what tells two findings apart. */
  key: string;
  detail: string;
  input: Uint8Array;
};

export type Options = {
  run: (input: Uint8Array) => unknown;
  counters: Uint32Array;
  words: readonly string[];
  random: Random;
  /** Without guidance nothing is kept: for the proof that guidance is what finds things. */
  guided: boolean;
  /** Longest input of the ordinary kind, and of those that are long on purpose, in bytes. */
  limit: number;
  longest: number;
  /** Computing longer than this is a finding, in milliseconds. */
  slowest: number;
  /** Told of each input before it runs: whoever watches has it in hand should the run never end. */
  before: (input: Uint8Array) => void;
  kept: (input: Uint8Array) => void;
  found: (finding: Finding) => void;
};

/** What computes longer is not changed further, in milliseconds: a file may ask for a million rounds of a derivation. */
const costly = 50;
/** An input that makes the process grow by this much is a finding, in bytes. */
const mostMemory = 400 * 1024 * 1024;
/** More of one reader are the same few faults in other words. */
const mostFindings = 20;
const longSizes = [20_000, 100_000, 1_000_000, 1_000_000, 4_000_000, 4_000_000, 33_000_000];

/** AFL's classes of counts, a bit each: once, twice, three times, up to 7, 15, 31, 127, more. */
const classOf = (count: number): number => {
  if (count < 4) return 1 << (count - 1);
  if (count < 8) return 8;
  if (count < 16) return 16;
  return count < 32 ? 32 : count < 128 ? 64 : 128;
};

/** A short input with each of its octets as every other, and with every octet put in everywhere. */
function* neighbours(input: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at <= input.length; at += 1) {
    for (let octet = 0; octet < 256; octet += 1) {
      yield Uint8Array.of(...input.subarray(0, at), octet, ...input.subarray(at));
      if (at < input.length) yield Uint8Array.of(...input.subarray(0, at), octet, ...input.subarray(at + 1));
    }
  }
}
const shortInput = 16;

const frame = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .find((line) => /^\s+at /.test(line))
    ?.trim()
    .replace(/\(?file:.*\/|\(?\/.*\//, '') ?? '';

/** Numbers and quoted text differ from input to input; the fault is the same. */
const keyOf = (error: unknown): string =>
  error instanceof Error
    ? `${error.name}: ${error.message
        .split('\n')[0]
        ?.replace(/\d+|'[^']*'|"[^"]*"/g, '_')
        .slice(0, 120)} ${frame(error)}`
    : `threw ${typeof error}`;

export class Loop {
  executions = 0;
  private readonly seen: Uint8Array;
  private readonly corpus: Uint8Array[] = [];
  /** The shortest input for each counter. */
  private readonly best: (Uint8Array | undefined)[];
  private favoured: Uint8Array[] = [];
  /** Neighbours of what was found last come first. */
  private readonly queue: Generator<Uint8Array>[] = [];
  private readonly keys = new Set<string>();
  private readonly dictionary: readonly Uint8Array[];

  constructor(private readonly options: Options) {
    this.seen = new Uint8Array(options.counters.length);
    this.best = new Array(options.counters.length);
    this.dictionary = dictionaryOf(options.words);
  }

  get edges(): number {
    return this.seen.reduce((sum, bits) => sum + (bits === 0 ? 0 : 1), 0);
  }

  get corpusSize(): number {
    return this.corpus.length;
  }

  /** Takes an input into the corpus whatever it covers: what a reader is meant to read. */
  async seed(input: Uint8Array): Promise<void> {
    await this.execute(input);
    if (!this.corpus.includes(input)) this.corpus.push(input);
  }

  /** Runs what an earlier run kept; it stays when it still reaches something. */
  async recall(input: Uint8Array): Promise<void> {
    await this.execute(input);
  }

  /** One step: change something, run it, keep it if it was new. */
  async step(): Promise<void> {
    const { random, limit, longest } = this.options;
    const donor = random.pick(this.corpus);
    if (random.oneIn(4000)) {
      const size = Math.min(random.pick(longSizes), longest);
      await this.execute(blowUp(this.choose(), random, size).subarray(0, longest), false);
      return;
    }
    const next = this.queue.length > 0 && random.oneIn(2) ? this.queue.at(-1)?.next() : undefined;
    if (next?.done === true) this.queue.pop();
    if (next?.done === false) return this.execute(next.value);
    await this.execute(mutate(this.choose(), random, donor, this.dictionary, limit));
  }

  private choose(): Uint8Array {
    const { random } = this.options;
    if (this.favoured.length > 0 && !random.oneIn(4)) return random.pick(this.favoured);
    // The later ones came the furthest.
    const recent = Math.max(0, this.corpus.length - 32);
    return random.oneIn(2)
      ? (this.corpus[recent + random.below(this.corpus.length - recent)] as Uint8Array)
      : random.pick(this.corpus);
  }

  private async execute(input: Uint8Array, keep = true): Promise<void> {
    const { counters, before, found } = this.options;
    before(input);
    counters.fill(0);
    this.executions += 1;
    const began = performance.now();
    const fault = await this.faultOf(input, !keep);
    if (fault === undefined) {
      if (keep && (performance.now() - began < costly || (await this.isCheap(input)))) this.learn(input);
      return;
    }
    if (this.keys.has(fault.key) || this.keys.size >= mostFindings) return;
    this.keys.add(fault.key);
    // The mark of the most memory that the process ever had does not go back, so that cannot be tried again.
    const smallest = fault.kind === 'memory' ? input : await this.minimized(input, fault.key);
    found({ ...fault, input: smallest });
  }

  /** Runs it once more, for the time that it computes. */
  private async isCheap(input: Uint8Array): Promise<boolean> {
    this.options.counters.fill(0);
    return (await this.quickest(input, 1)) < costly;
  }

  /** What is wrong with the reader on this input. */
  private async faultOf(input: Uint8Array, weigh: boolean): Promise<Omit<Finding, 'input'> | undefined> {
    const memory = weigh ? process.resourceUsage().maxRSS : 0;
    const began = performance.now();
    try {
      // Not awaited unless it must be: a turn of the event loop costs more than a small parse.
      const running = this.options.run(input);
      if (running instanceof Promise) await running;
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { kind: 'thrown', key: keyOf(error), detail: detail.slice(0, 2000) };
    }
    const took = performance.now() - began;
    const grown = weigh ? (process.resourceUsage().maxRSS - memory) * 1024 : 0;
    const { slowest } = this.options;
    if (took > slowest) {
      const computed = await this.quickest(input, 3);
      const detail = `${Math.round(computed)} ms for ${input.length} bytes`;
      if (computed > slowest) return { kind: 'slow', key: 'slow', detail };
    }
    if (grown > mostMemory)
      return { kind: 'memory', key: 'memory', detail: `${grown >> 20} MB for ${input.length} bytes` };
    return undefined;
  }

  /** The machine may be busy: the best of a few, of the time that this process computed, in milliseconds. */
  private async quickest(input: Uint8Array, runs: number): Promise<number> {
    const times: number[] = [];
    for (let left = runs; left > 0; left -= 1) {
      this.options.before(input);
      const before = process.cpuUsage();
      await this.options.run(input);
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1000);
    }
    return Math.min(...times);
  }

  private learn(input: Uint8Array): void {
    const { counters, guided, kept } = this.options;
    let isNew = false;
    let isBest = false;
    for (let at = 0; at < counters.length; at += 1) {
      const count = counters[at] as number;
      if (count === 0) continue;
      const bit = classOf(count);
      const known = this.seen[at] as number;
      if ((known & bit) === 0) {
        this.seen[at] = known | bit;
        isNew = true;
      }
      const best = this.best[at];
      if (best === undefined || input.length < best.length) {
        this.best[at] = input;
        isBest = true;
      }
    }
    if (!guided || !(isNew || isBest)) return;
    this.favoured = [...new Set(this.best.filter((each) => each !== undefined))];
    if (input.length <= shortInput) this.queue.push(neighbours(input));
    if (!isNew) return;
    this.corpus.push(input);
    kept(input);
  }

  /** Shorter while the same thing happens: pieces left out, then octets made 0. */
  private async minimized(input: Uint8Array, key: string): Promise<Uint8Array> {
    const { before } = this.options;
    const until = performance.now() + 20_000;
    let best = input;
    const same = async (candidate: Uint8Array): Promise<boolean> => {
      before(candidate);
      return (await this.faultOf(candidate, false))?.key === key;
    };
    for (let size = best.length >> 1; size > 0; size >>= 1) {
      for (let at = 0; at < best.length && performance.now() < until; ) {
        const candidate = new Uint8Array(Buffer.concat([best.subarray(0, at), best.subarray(at + size)]));
        if (await same(candidate)) best = candidate;
        else at += size;
      }
    }
    for (let at = 0; at < best.length && performance.now() < until; at += 1) {
      if (best[at] === 0) continue;
      const candidate = best.slice();
      candidate[at] = 0;
      if (await same(candidate)) best = candidate;
    }
    return best;
  }
}
