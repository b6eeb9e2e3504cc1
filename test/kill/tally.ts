// What was killed where, for the closing line and for the test that enough of each was.
export type Tally = {
  /** Kills of the app's own process, by what it was doing. */
  parent: Record<'start' | 'act' | 'change', number>;
  child: number;
  /** Changes that a start found without an outcome. */
  repaired: number;
  /** Journals with half a record at the end. */
  torn: number;
  /** After a kill in the middle of a change: the hosts file was the old one, or a new one. */
  old: number;
  new: number;
  /** Starts beside a child of the one before that was not at its end. */
  beside: number;
  worlds: number;
  acts: Map<string, number>;
  errors: Map<string, number>;
};

export const newTally = (): Tally => ({
  parent: { start: 0, act: 0, change: 0 },
  child: 0,
  repaired: 0,
  torn: 0,
  old: 0,
  new: 0,
  beside: 0,
  worlds: 0,
  acts: new Map(),
  errors: new Map(),
});

export const killsIn = ({ parent, child }: Tally): number => parent.start + parent.act + parent.change + child;

export const count = (in_: Map<string, number>, what: string) => in_.set(what, (in_.get(what) ?? 0) + 1);

const listed = (counts: Map<string, number>): string =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([what, number]) => `${what} ${number}`)
    .join(', ');

/** Some lines for people. */
export function told(tally: Tally): string {
  const { parent, child, repaired, torn, beside, worlds } = tally;
  return [
    `${killsIn(tally)} kills in ${worlds} worlds: of the app ${parent.start} in its start, ${parent.change} in a change, ${parent.act} between, of its child ${child}; ${beside} starts beside a child that lived on`,
    `  found by the next start: ${repaired} changes without an outcome, ${torn} torn records; the hosts file in the middle of a change: ${tally.old} old, ${tally.new} new`,
    `  acts: ${listed(tally.acts)}`,
    `  refused or failed: ${listed(tally.errors) || 'none'}`,
  ].join('\n');
}
