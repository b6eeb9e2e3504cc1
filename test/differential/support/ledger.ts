// Keeps count of what was compared, and holds every disagreement against the table of those that are meant. One that is
// not in the table fails the test, and so does a line of the table that no longer occurs.
import { expect } from 'vitest';
import { noteCounts, noteUnexplained } from './corpus.ts';
import { runtime } from './runtime.ts';

export type Compared = { id: string; field: string; ours: string; theirs: string };

export type Disagreement = {
  /** The field as it was compared, e.g. `openssl subject`. */
  field: string | RegExp;
  when: (compared: Compared) => boolean;
  because: string;
  /** It shows in this runtime only. */
  only?: 'node' | 'electron';
};

const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent'));

export class Ledger {
  readonly #objects = new Map<string, number>();
  readonly #used = new Set<Disagreement>();
  readonly #unexplained: Compared[] = [];
  #comparisons = 0;
  #explained = 0;

  constructor(
    private readonly kind: string,
    private readonly table: readonly Disagreement[],
  ) {}

  /** Counts one object, by who made it. */
  object(maker: string): void {
    this.#objects.set(maker, (this.#objects.get(maker) ?? 0) + 1);
  }

  same(id: string, field: string, ours: unknown, theirs: unknown): void {
    this.#comparisons += 1;
    const compared = { id, field, ours: text(ours), theirs: text(theirs) };
    if (compared.ours === compared.theirs) return;
    const known = this.table.find(
      (each) =>
        (each.only ?? runtime) === runtime &&
        (typeof each.field === 'string' ? each.field === field : each.field.test(field)) &&
        each.when(compared),
    );
    if (known === undefined) this.#unexplained.push(compared);
    else {
      this.#used.add(known);
      this.#explained += 1;
    }
  }

  /** Every field of one, then of the other: a field that only one of them has is a disagreement too. */
  fields(id: string, referee: string, ours: Record<string, unknown>, theirs: Record<string, unknown>): void {
    for (const field of new Set([...Object.keys(ours), ...Object.keys(theirs)]))
      this.same(id, `${referee} ${field}`, ours[field], theirs[field]);
  }

  /**
   * Closes the ledger.
   * @param least how many objects and comparisons there must have been, so that the test cannot shrink unseen
   */
  close(least: { objects: number; comparisons: number }): void {
    const objects = [...this.#objects.values()].reduce((sum, count) => sum + count, 0);
    noteCounts(this.kind, {
      objects,
      comparisons: this.#comparisons,
      explained: this.#explained,
      makers: Object.fromEntries(this.#objects),
    });
    noteUnexplained(this.kind, this.#unexplained);
    const stale = this.table.filter((each) => (each.only ?? runtime) === runtime && !this.#used.has(each));
    expect(this.#unexplained.slice(0, 30), `${this.#unexplained.length} disagreements without a reason`).toEqual([]);
    expect(
      stale.map(({ because }) => because),
      'disagreements that no longer occur',
    ).toEqual([]);
    expect(objects).toBeGreaterThanOrEqual(least.objects);
    expect(this.#comparisons).toBeGreaterThanOrEqual(least.comparisons);
  }
}
