// Which step stands where. Pure: worked out from the view's facts each time, never stored, so a step done by hand
// counts like one done by the app as soon as a check has seen it.
import {
  type StepState,
  type TrustJourney,
  type TrustStepId,
  trustStepIds,
} from '../../../preload/contract/trust-journey.ts';

type Facts = Omit<TrustJourney, 'steps' | 'current'>;

/** Is every certificate of the plan in the stores that Edge and Chrome read, or in any stores at all? */
function isImported({ import: importing }: Facts, by: 'chromium' | 'anyone'): boolean {
  if (!importing || importing.missing || importing.plan.length === 0) return false;
  const stores = importing.stores.filter(({ readers }) => by === 'anyone' || readers.includes('chromium'));
  const present = new Set(stores.flatMap((store) => store.present ?? []));
  return importing.plan.every((entry) => present.has(entry.sha256));
}

const goodNames = new Set(['good', 'open-by-name']);

const rules: Record<TrustStepId, (facts: Facts) => StepState> = {
  address: ({ address }) => (address ? 'done' : 'todo'),
  download: ({ address, download }) => (!address ? 'blocked' : download ? 'done' : 'todo'),
  compare: ({ compare }) => {
    if (!compare) return 'blocked';
    if (compare.decision) return 'done';
    return compare.mismatch || compare.changedFrom ? 'attention' : 'todo';
  },
  // Only those who import by hand need the file, and nobody should carry on a certificate that was not compared.
  export: (facts) => {
    if (!facts.compare?.decision) return 'blocked';
    return facts.export.written.length > 0 ? 'done' : 'not-needed';
  },
  import: (facts) => {
    if (!facts.compare?.decision) return 'blocked';
    if (isImported(facts, 'chromium')) return 'done';
    // Somebody else already made the path trusted, say a company root: the verdict says so, nothing is to be added.
    if (facts.name && goodNames.has(facts.name.outcome)) return 'not-needed';
    // On Linux the machine's store is read by OpenSSL and its like, and not by Chromium: done, but not to the end.
    return facts.import?.missing || isImported(facts, 'anyone') ? 'attention' : 'todo';
  },
  name: ({ download, name }) => {
    if (!download) return 'blocked';
    if (!name) return 'todo';
    return goodNames.has(name.outcome) || name.hostsCanMend ? 'done' : 'attention';
  },
  hosts: ({ download, name, hosts }) => {
    if (!download) return 'blocked';
    if (hosts?.resolved?.right && hosts.verdict?.code === 'net::OK') return 'done';
    if (hosts?.resolved?.right && hosts.verdict?.code === 'not-checked') return 'done';
    if (name?.hostsCanMend) return hosts?.resolved && !hosts.resolved.right ? 'attention' : 'todo';
    return name && name.outcome !== 'not-checked' ? 'not-needed' : 'todo';
  },
  done: ({ download, done }) => (!download ? 'blocked' : done.url ? 'done' : 'todo'),
};

/** The state of each step in order, and the first one that still wants something. */
export function standing(facts: Facts): Pick<TrustJourney, 'steps' | 'current'> {
  const steps = trustStepIds.map((id) => ({ id, state: rules[id](facts) }));
  const open = steps.find(({ state }) => state === 'todo' || state === 'attention');
  return { steps, current: open?.id ?? 'done' };
}
