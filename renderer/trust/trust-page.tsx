// The trust journey's page. Loaded once Home stands, or when it is first needed.
import type { TrustJourney } from '../../preload/contract/trust-journey.ts';
import { Opened, type OpenedProps } from '../journey/opened.tsx';
import { trustKind } from './kind.ts';

export function TrustPage(props: OpenedProps & { initial: TrustJourney }) {
  return <Opened kind={trustKind} {...props} />;
}
