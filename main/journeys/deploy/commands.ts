// What the change of the certificate means for the stores of this computer and of others, as commands for the ticket.
import type { ChangeView, PlanEntry, StoreScope } from '../../../preload/contract/trust-journey.ts';
import { roleOf } from '../../pki/certificate/roles.ts';
import { removeCommand, trustCommand } from '../store-commands.ts';
import type { DeployState } from './state.ts';
import { itemOf } from './view.ts';

/** Where the person has changed something; where nothing was changed, all users of a computer, as on other PCs. */
function scopeOf({ trust }: DeployState, changes: readonly ChangeView[]): StoreScope {
  const entries = [...(trust?.root?.present ?? []), ...(trust?.root?.offers ?? []), ...(trust?.old ?? [])];
  const changed = changes.findLast(({ undone }) => !undone);
  return entries.find(({ store }) => store === changed?.target)?.scope ?? 'machine';
}

/**
 * Once the sensor serves the new certificate: the old one out, the new root and the intermediates that the sensor does
 * not send in. Nothing before that, as nobody should trust what is not served.
 */
export function deployCommands(
  state: DeployState,
  changes: readonly ChangeView[],
  platform: NodeJS.Platform,
): string[] {
  const { proof, kit, old } = state;
  if (proof?.state !== 'new' || !kit) return [];
  const scope = scopeOf(state, changes);
  const before = old && old.leaf !== kit.chain[0] ? itemOf(old.leaf) : null;
  // One that a CA has issued was never in a store by itself.
  const outdated = before?.selfSigned ? [removeCommand(before.fingerprints, 'root', scope, platform)] : [];
  const issuers = kit.chain.slice(1).map(itemOf);
  const wanted = issuers.filter(({ selfSigned, subject }) => selfSigned || proof.notSent.includes(subject));
  const entries = wanted.reverse().map(
    (item): Omit<PlanEntry, 'source'> => ({
      sha256: item.fingerprints.sha256,
      item,
      role: item.selfSigned ? 'root-ca' : roleOf(item),
      place: item.selfSigned ? 'root' : 'intermediate',
    }),
  );
  return [...outdated, ...entries.map((entry) => trustCommand(entry, scope, platform, ''))];
}
