// Which certificate store `--store` means. Without it: the one that Edge and Chrome read and that this kind of computer
// is usually set up with, the machine's on Windows and the user's elsewhere.
import { homedir } from 'node:os';
import { cli } from '../../assets/text/en/cli.ts';
import { storesFor } from '../trust/index.ts';
import type { TrustStore } from '../trust/trust-store.ts';
import { type Call, type Option, type Problem, wrongUse } from './command.ts';

export const storeOption: Option = { name: 'store', value: 'machine|user' };

export type Scope = TrustStore['scope'];
export const defaultScope: Scope = process.platform === 'win32' ? 'machine' : 'user';

/** `--store`, or undefined where it was not given. */
export function scopeOf(call: Call, hint: string): { scope: Scope | undefined } | { error: Problem } {
  const text = call.text('store');
  if (text === undefined || text === 'machine' || text === 'user') return { scope: text };
  return wrongUse(cli.wrong.store(text), hint) as { error: Problem };
}

/** Undefined on a platform that Certwright knows no such store of. */
export const storeIn = (scope: Scope): TrustStore | undefined =>
  storesFor(process.platform, { home: homedir() }).find((store) => store.scope === scope);
