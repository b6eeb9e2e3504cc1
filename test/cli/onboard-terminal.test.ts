// The journey as a person at a terminal walks it: a question at each step, answered with keys.
import { describe, expect, test } from 'vitest';
import { workspace } from './kit.ts';
import { atTerminal, hasTerminal } from './private-world.ts';

const { home } = workspace();

describe.skipIf(!hasTerminal)('at a terminal', () => {
  test('every step asks; Enter does it, and practice is taken back', async () => {
    const { code, output } = await atTerminal(['onboard', '--practice'], ['', '', ''], home);
    expect(output).toContain('practice sensor’s own screen');
    expect(output).toContain('connects by name');
    expect(output).toContain('everything is as it was before');
    expect(code).toBe(0);
  });

  test('the risk is accepted in words only, steps can be skipped, and the end says what is missing', async () => {
    const answers = ['r', 'no', 'AA', 'r', 'yes', 's', 's'];
    const { code, output } = await atTerminal(['onboard', '--practice'], answers, home);
    expect(output).toContain('Nobody has compared it');
    expect(output).toContain('It has 2 digits');
    expect(output).toContain('Still missing');
    expect(output).toContain('nothing to take back');
    expect(code).toBe(1);
  });

  test('the guide shows how to do it by hand, with the certificate as a file', async () => {
    const { code, output } = await atTerminal(['onboard', '--practice'], ['', 'h', 's', 's'], home);
    expect(output).toContain('Saved as');
    expect(output).toContain('certutil -d');
    expect(code).toBe(1);
  });

  test('Ctrl-C takes back what practice has done', async () => {
    const { code, output } = await atTerminal(['onboard', '--practice'], ['', '', '\u0003'], home);
    expect(output).toContain('Taken back, and read back');
    expect(output).toContain('Cancelled');
    expect(code).toBe(4);
  });
});
