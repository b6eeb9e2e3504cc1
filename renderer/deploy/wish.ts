// What somebody wanted when a button led to another step: told to that step once. Nothing is decided by it; the step
// asks or preselects, and the person goes on from there.
import { useEffect, useState } from 'react';

export type Wish = 'new-request' | 'new-passphrase';

const wishes = new Map<string, Wish>();

/** `journey`: its id. */
export const wish = (journey: string, wanted: Wish): void => void wishes.set(journey, wanted);

/** Was this wanted when the page came up? Forgotten once it has come up. */
export function useWish(journey: string, wanted: Wish): boolean {
  const [isWanted] = useState(() => wishes.get(journey) === wanted);
  useEffect(() => void wishes.delete(journey), [journey]);
  return isWanted;
}
