// The deploy journey's page. Loaded once Home stands, or when it is first needed.
import type { DeployJourney } from '../../preload/contract/deploy-journey.ts';
import { Opened, type OpenedProps } from '../journey/opened.tsx';
import { deployKind } from './kind.ts';

export function DeployPage(props: OpenedProps & { initial: DeployJourney }) {
  return <Opened kind={deployKind} {...props} />;
}
