// Which step stands where. Pure: worked out from the view's facts each time, never stored, so a step done by hand
// counts like one done by the app as soon as a check has seen it.
import {
  type StepState,
  type TrustJourney,
  type TrustStepId,
  trustStepIds,
} from '../../../preload/contract/trust-journey.ts';

type Facts = Omit<TrustJourney, 'steps' | 'current'>;

/** Is every certificate of the plan in one store that Chromium reads? */
export function isTrusted(facts: Pick<Facts, 'import'>): boolean {
  const plan = facts.import?.plan ?? [];
  if (!facts.import || facts.import.missing || plan.length === 0) return false;
  const present = new Set(
    facts.import.stores.filter((store) => store.readers.includes('chromium')).flatMap((store) => store.present ?? []),
  );
  return plan.every((entry) => present.has(entry.sha256));
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
  // Only those who import by hand need the file.
  export: (facts) => (!facts.download ? 'blocked' : facts.export.written.length > 0 ? 'done' : 'not-needed'),
  import: (facts) => {
    if (!facts.compare?.decision) return 'blocked';
    if (isTrusted(facts)) return 'done';
    // Somebody else already made the path trusted, say a company root: the verdict says so, nothing is to be added.
    if (facts.name && goodNames.has(facts.name.outcome)) return 'not-needed';
    return facts.import?.missing ? 'attention' : 'todo';
  },
  name: ({ download, name }) => {
    if (!download) return 'blocked';
    if (!name) return 'todo';
    return goodNames.has(name.outcome) || name.outcome === 'hosts-mends' ? 'done' : 'attention';
  },
  hosts: ({ download, name, hosts }) => {
    if (!download) return 'blocked';
    if (hosts?.resolved?.right && hosts.verdict?.code === 'net::OK') return 'done';
    if (name?.outcome === 'hosts-mends') return hosts?.resolved && !hosts.resolved.right ? 'attention' : 'todo';
    return name ? 'not-needed' : 'todo';
  },
  done: ({ download, done }) => (!download ? 'blocked' : done.url ? 'done' : 'todo'),
};

/** The state of each step in order, and the first one that still wants something. */
export function standing(facts: Facts): Pick<TrustJourney, 'steps' | 'current'> {
  const steps = trustStepIds.map((id) => ({ id, state: rules[id](facts) }));
  const open = steps.find(({ state }) => state === 'todo' || state === 'attention');
  return { steps, current: open?.id ?? 'done' };
}
