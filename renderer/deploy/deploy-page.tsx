// The deploy journey's page. Loaded when it is first needed, so that Home is painted without it.
import type { DeployJourney } from '../../preload/contract/deploy-journey.ts';
import { Opened, type OpenedProps } from '../journey/opened.tsx';
import { deployKind } from './kind.ts';

export function DeployPage(props: OpenedProps & { initial: DeployJourney }) {
  return <Opened kind={deployKind} {...props} />;
}
