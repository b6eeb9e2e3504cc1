// Where nobody is asked (--yes), nothing is changed that cannot help: a certificate that no trust and no hosts line can
// mend, or a line for a certificate that did not become trusted. Practice goes on, since it takes everything back.
import type { ChainNote } from '../../../preload/contract/trust-journey.ts';
import type { Walk } from './walk.ts';

/** Faults of the sensor's own certificate for which browsers warn whatever changes on this computer. */
const faults: readonly ChainNote[] = ['expired', 'not-yet-valid', 'no-san'];

/** Whether changing anything for this certificate would be in vain. */
export function isHopeless({ options, journey }: Walk): boolean {
  return options.yes && !journey.practice && (journey.download?.notes ?? []).some((note) => faults.includes(note));
}

/** Whether the certificate stayed untrusted, so that a name alone would open with the same warning. */
export function staysUntrusted({ options, journey }: Walk): boolean {
  const imported = journey.steps.find(({ id }) => id === 'import')?.state;
  return options.yes && !journey.practice && imported !== 'done' && imported !== 'not-needed';
}
