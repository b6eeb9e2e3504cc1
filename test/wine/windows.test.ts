// The Windows-only code for real: Windows' own Node, crypt32, registry and files under Wine. What Wine cannot show
// (access control lists, UAC, the machine's store against the user's, security software) is test/windows.
import { describe, expect, it } from 'vitest';
import { missing, runInside } from './wine.ts';

/** Below this something was not run that should have been. */
const fewest = 86;

const reason = missing();
if (reason) console.log(`Windows' code was NOT CHECKED: ${reason}.`);

describe.skipIf(reason !== null)('under Wine', async () => {
  const { outcomes, output } = reason ? { outcomes: [], output: '' } : await runInside();
  for (const { name, state, problem } of outcomes) {
    it.skipIf(state === 'skipped')(name, () => {
      if (problem !== null) throw new Error(problem);
    });
  }
  it('everything was run to the end', () => {
    expect(outcomes.length, output).toBeGreaterThanOrEqual(fewest);
  });
});
