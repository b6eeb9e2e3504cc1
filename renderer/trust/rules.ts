// How the trust journey's steps hang together, and how their answers are to be read. Pure.
import { isOverruled, troubles } from '../../assets/text/facts.ts';
import type { TrustAction, TrustJourney, TrustStepId } from '../../preload/contract/trust-journey.ts';
import { type Needs, plainTone, stateOf, type Tone } from '../journey/journey-state.ts';

export const needs: Needs<TrustStepId> = {
  download: 'address',
  compare: 'download',
  export: 'compare',
  import: 'compare',
  name: 'download',
  hosts: 'download',
  done: 'download',
};

/** Only the address leads on by itself. */
export const leadsOn: ReadonlySet<TrustAction['type']> = new Set(['set-address']);

/** A line with our mark stands in the hosts file that is none of this journey's changes: taking them back leaves it. */
export const hasUnknownLine = ({ hosts }: Pick<TrustJourney, 'hosts'>): boolean =>
  hosts !== null && !hosts.addedByUs && hosts.existing.some(({ ours }) => ours);

export const riskAccepted = ({ compare }: TrustJourney): boolean => compare?.decision?.kind === 'risk-accepted';

/** How the answer of a step is to be read. An accepted risk is done, but it is not good. */
export function toneOf(journey: TrustJourney, step: TrustStepId): Tone {
  if (step === 'compare' && journey.compare) {
    const { mismatch, changedFrom, decision } = journey.compare;
    if (mismatch) return 'danger';
    if (riskAccepted(journey) || (changedFrom && !decision)) return 'warning';
  }
  if (step === 'address') return 'neutral';
  // Nothing becomes good by being looked at.
  if (step === 'download') return journey.download && troubles(journey.download) > 0 ? 'warning' : 'neutral';
  // It is there, and something else decides against it.
  if (
    step === 'import' &&
    journey.import &&
    plainTone(stateOf(journey, step)) === 'good' &&
    isOverruled(journey.import)
  )
    return 'warning';
  // The step has its answer, but browsers warn until the line is written.
  if (step === 'name' && journey.name?.hostsCanMend) return 'warning';
  if (step === 'done' && !journey.done.undoneAt && journey.done.after && !journey.done.url) return 'warning';
  if (step === 'done' && journey.done.undoneAt) return journey.done.undoVerified ? 'good' : 'warning';
  return plainTone(stateOf(journey, step));
}
