// The deploy journey, for the pages of its steps.
import { createContext, use } from 'react';
import type { DeployAction, DeployJourney, DeployStepId } from '../../preload/contract/deploy-journey.ts';
import type { JourneyValue } from '../journey/use-journey.ts';

type Value = JourneyValue<DeployStepId, DeployJourney, DeployAction>;

export const DeployContext = createContext<Value | null>(null);

export function useDeploy(): Value {
  const value = use(DeployContext);
  if (!value) throw new Error('outside of a deploy journey');
  return value;
}
