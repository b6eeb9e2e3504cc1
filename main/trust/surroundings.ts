// What decides beside the stores on this computer, from its real places: Firefox, and the policies of the system and of
// the browsers.
import type { TrustNote } from '../../preload/contract/trust-note.ts';
import type { Firefox } from '../../preload/contract/trusted.ts';
import { readRegistry } from '../windows/registry.ts';
import { firefoxHere } from './firefox.ts';
import { trustNotes } from './notes.ts';
import { windowsTrustNotes } from './windows-policy.ts';

export type TrustSurroundings = {
  firefox(): Promise<Firefox>;
  /** @param ders our certificates (DER) */
  notes(ders: readonly Uint8Array[]): Promise<TrustNote[]>;
};

/** @param home the user's home folder */
export function trustSurroundings(home: string): TrustSurroundings {
  const { platform, env } = process;
  return {
    firefox: () => firefoxHere({ platform, home, env, ...(platform === 'win32' ? { readRegistry } : {}) }),
    notes: (ders) => trustNotes({ platform, windows: windowsTrustNotes }, ders),
  };
}
