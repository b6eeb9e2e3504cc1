// The trust journey, for the pages of its steps.
import { createContext, use } from 'react';
import type { TrustAction, TrustJourney, TrustStepId } from '../../preload/contract/trust-journey.ts';
import type { JourneyValue } from '../journey/use-journey.ts';

type Value = JourneyValue<TrustStepId, TrustJourney, TrustAction>;

export const TrustContext = createContext<Value | null>(null);

export function useTrust(): Value {
  const value = use(TrustContext);
  if (!value) throw new Error('outside of a trust journey');
  return value;
}
