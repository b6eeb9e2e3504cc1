import { describe, expect, it } from 'vitest';
import { isTrustedCaller } from '../../../main/ipc/sender.ts';

const frame = { url: 'app://bundle/index.html' };
const known = new Set([7]);
const caller = { sender: { id: 7, mainFrame: frame }, senderFrame: frame };

describe('isTrustedCaller', () => {
  it('takes the main frame of our window', () => expect(isTrustedCaller(caller, known, 'app://bundle')).toBe(true));

  it.each([
    ['a frame that has gone', { ...caller, senderFrame: null }],
    ['a frame inside the page', { ...caller, senderFrame: { url: frame.url } }],
    ['another window', { ...caller, sender: { id: 8, mainFrame: frame } }],
  ])('refuses %s', (_what, other) => expect(isTrustedCaller(other, known, 'app://bundle')).toBe(false));

  it.each(['https://bundle/', 'app://bundle.evil/x', 'app://bundle', 'about:blank', ''])(
    'refuses the page %j',
    (url) => {
      const page = { url };
      const other = { sender: { id: 7, mainFrame: page }, senderFrame: page };
      expect(isTrustedCaller(other, known, 'app://bundle')).toBe(false);
    },
  );
});
