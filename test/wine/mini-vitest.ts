// As much of Vitest as the shared tests use, so that they can run inside Windows' Node under Wine. Same assertions:
// they are Vitest's own. Results go to a file, since Node's output pipes do not work there.
import { writeFileSync } from 'node:fs';
import { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
export const expect = chai.expect as unknown as typeof import('vitest').expect;

type Body = (...args: unknown[]) => unknown;
export type Outcome = { name: string; state: 'passed' | 'skipped' | 'failed'; problem: string | null };
type Group = { name: string; before: Body[]; after: Body[]; beforeEach: Body[]; afterEach: Body[]; skip: boolean };
type Test = { name: string; groups: Group[]; body: Body; skip: boolean };

const group = (name: string, skip = false): Group => ({
  name,
  before: [],
  after: [],
  beforeEach: [],
  afterEach: [],
  skip,
});
/** The groups around what is being declared, outermost first. */
let open: Group[] = [group('')];
const inner = (): Group => open.at(-1) as Group;
const tests: Test[] = [];

/** Vitest's placeholders of `each`, as far as they are used. */
const filled = (name: string, row: readonly unknown[]): string =>
  row.reduce<string>((text, value) => text.replace(/%[sdij]/, String(value)), name);
const rowOf = (row: unknown): unknown[] => (Array.isArray(row) ? row : [row]);

function declare(add: (name: string, body: Body, skip: boolean) => void) {
  const one = (skip: boolean) => (name: string, body: Body) => add(name, body, skip);
  return Object.assign(one(false), {
    skip: one(true),
    skipIf: (condition: unknown) => one(Boolean(condition)),
    runIf: (condition: unknown) => one(!condition),
    each: (rows: readonly unknown[]) => (name: string, body: Body) => {
      for (const row of rows) add(filled(name, rowOf(row)), () => body(...rowOf(row)), false);
    },
  });
}

export const describe = declare((name, body, skip) => {
  const outer = open;
  open = [...outer, group(name, skip)];
  body();
  open = outer;
});
export const it = declare((name, body, skip) => void tests.push({ name, groups: open, body, skip }));
export const beforeAll = (body: Body): void => void inner().before.push(body);
export const afterAll = (body: Body): void => void inner().after.push(body);
export const beforeEach = (body: Body): void => void inner().beforeEach.push(body);
export const afterEach = (body: Body): void => void inner().afterEach.push(body);
/** Times are bounded from outside. */
export const vi = { setConfig: (): void => undefined };

/** What a test file declares, kept apart from the others' as Vitest does it. */
export async function file(name: string, load: () => Promise<unknown>): Promise<void> {
  open = [group(name)];
  await load();
}

async function run({ groups, body, skip }: Test, begun: Set<Group>): Promise<Omit<Outcome, 'name'>> {
  if (skip || groups.some((each) => each.skip)) return { state: 'skipped', problem: null };
  try {
    for (const each of groups) {
      if (begun.has(each)) continue;
      begun.add(each);
      for (const before of each.before) await before();
    }
    for (const each of groups) for (const before of each.beforeEach) await before();
    try {
      await body();
    } finally {
      for (const each of [...groups].reverse()) for (const after of each.afterEach) await after();
    }
    return { state: 'passed', problem: null };
  } catch (error) {
    return { state: 'failed', problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Runs everything in the order of its declaration, and writes after each test what came of them. */
export async function runAll(file: string): Promise<void> {
  const outcomes: Outcome[] = [];
  const begun = new Set<Group>();
  for (const test of tests) {
    const name = [...test.groups.map((each) => each.name), test.name].filter(Boolean).join(' > ');
    const started = Date.now();
    outcomes.push({ name, ...(await run(test, begun)) });
    console.log(`${outcomes.at(-1)?.state} ${Date.now() - started} ms  ${name}`);
    writeFileSync(file, JSON.stringify(outcomes));
  }
  for (const each of begun) for (const after of each.after) await after();
}
