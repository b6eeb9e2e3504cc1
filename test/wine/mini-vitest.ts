// As much of Vitest as the shared contract uses, so that it can run inside Windows' Node under Wine. Same assertions:
// they are Vitest's own. Results go to a file, since Node's output pipes do not work there.
import { writeFileSync } from 'node:fs';
import { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
export const expect = chai.expect as unknown as typeof import('vitest').expect;

type Body = () => unknown;
export type Outcome = { name: string; problem: string | null };

const steps: { name: string | null; body: Body }[] = [];
let prefix = '';

export function describe(name: string, body: () => void): void {
  const outer = prefix;
  prefix = `${prefix}${name} > `;
  body();
  prefix = outer;
}
export const it = (name: string, body: Body): void => void steps.push({ name: prefix + name, body });
export const beforeAll = (body: Body): void => void steps.push({ name: null, body });
export const afterAll = (): void => undefined;

/** Runs everything in the order of its declaration and writes what came of it. */
export async function runAll(file: string): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const { name, body } of steps) {
    let problem: string | null = null;
    try {
      await body();
    } catch (error) {
      problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    if (name !== null || problem !== null) outcomes.push({ name: name ?? 'preparation', problem });
  }
  writeFileSync(file, JSON.stringify(outcomes));
}
