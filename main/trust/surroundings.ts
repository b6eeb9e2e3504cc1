// What decides beside the stores on this computer, from its real places: Firefox, and the policies of the system and of
// the browsers.
import type { Firefox, TrustNote } from '../../preload/contract/trusted.ts';
import { firefoxHere } from './firefox.ts';
import { trustNotes } from './notes.ts';

export type TrustSurroundings = {
  firefox(): Promise<Firefox>;
  /** @param ders our certificates (DER) */
  notes(ders: readonly Uint8Array[]): Promise<TrustNote[]>;
};

/** @param home the user's home folder */
export function trustSurroundings(home: string): TrustSurroundings {
  const { platform, env } = process;
  return {
    firefox: () => firefoxHere({ platform, home, env }),
    notes: (ders) => trustNotes({ platform, windows: async () => [] }, ders),
  };
}
