import { describe, expect, it } from 'vitest';
import { argumentsOf } from '../../../main/app/arguments.ts';

describe('argumentsOf', () => {
  it.each([
    ['installed, plain start', ['certwright'], true, []],
    ['installed, Chromium switch', ['certwright', '--no-sandbox'], true, []],
    ['installed, command', ['certwright', 'probe', 'host', '--json'], true, ['probe', 'host', '--json']],
    ['installed, switch before a command', ['certwright', '--no-sandbox', 'probe', 'h'], true, ['probe', 'h']],
    [
      'installed, child',
      ['certwright', '--no-sandbox', '--privileged', '/f', 'AB'],
      true,
      ['--privileged', '/f', 'AB'],
    ],
    ['development, plain start', ['electron', '.'], false, []],
    ['development, driven by a test', ['electron', '--inspect=0', '--no-sandbox', '/app'], false, []],
    ['development, command', ['electron', '--no-sandbox', '/app', 'hosts', 'list'], false, ['hosts', 'list']],
    ['development, child', ['electron', '/app', '--privileged', '/f'], false, ['--privileged', '/f']],
  ])('%s', (_what, argv, isPackaged, expected) => {
    expect(argumentsOf(argv, isPackaged)).toEqual(expected);
  });
});
