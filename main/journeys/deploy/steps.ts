// Which step stands where. Pure: worked out from the view's facts each time, never stored.
import { kitMends } from '../../../assets/text/facts.ts';
import { type DeployJourney, type DeployStepId, deployStepIds } from '../../../preload/contract/deploy-journey.ts';
import type { Item } from '../../../preload/contract/item.ts';
import type { Slot } from '../../../preload/contract/slots.ts';
import type { StepState } from '../../../preload/contract/trust-journey.ts';

export type Facts = Omit<DeployJourney, 'steps' | 'current'>;

const holds = ({ files }: Facts, slots: readonly Slot[], kind: Item['kind']): boolean =>
  files.files.some((file) => slots.includes(file.slot) && file.items.some((item) => item.kind === kind));

/** A kit stands, made of these files for this sensor. */
const isCurrent = ({ kit }: Facts): boolean => kit !== null && !kit.stale;
const isReady = (facts: Facts): boolean => isCurrent(facts) && facts.kit?.kit.check.verdict !== 'reject';

/** Key and certificate are there, readable, and unlocked; whether they fit is for the check to say. */
function filesState(facts: Facts): StepState {
  const { files, passphrase } = facts.files;
  if (files.length === 0) return 'todo';
  // What the kit was made of was opened then; the passphrase is not remembered, and not needed any more.
  if (isCurrent(facts)) return 'done';
  const whole = holds(facts, ['crt', 'bundle'], 'certificate') && holds(facts, ['key', 'bundle'], 'privateKey');
  return whole && passphrase !== 'needed' && passphrase !== 'wrong' ? 'done' : 'attention';
}

const isServed = ({ proof }: Facts): boolean => proof?.state === 'new';

/** Does a store that Edge and Chrome read hold the root, or do they open the sensor without a warning anyway? */
function trustState(facts: Facts): StepState {
  const { trust, proof } = facts;
  if (!isServed(facts)) return 'blocked';
  const opens = proof?.verdicts.some(({ code }) => code === 'net::OK') ?? false;
  if (!trust) return 'todo';
  // What is trusted without need is a risk, though nothing breaks by it.
  if (trust.old.length > 0) return 'attention';
  const isTrusted = trust.root?.present.some(({ readers }) => readers.includes('chromium')) ?? false;
  if (isTrusted || opens) return 'done';
  return trust.root ? 'todo' : 'attention';
}

const rules: Record<DeployStepId, (facts: Facts) => StepState> = {
  // A sensor that cannot be reached from here can have a certificate all the same.
  sensor: ({ sensor }) => (sensor ? 'done' : 'todo'),
  request: (facts) => {
    const { sensor, request } = facts;
    if (!sensor || !request) return 'blocked';
    if (request.choice === 'have') return 'not-needed';
    return request.choice === 'new' && !request.waiting && holds(facts, ['crt', 'bundle'], 'certificate')
      ? 'done'
      : 'todo';
  },
  files: (facts) => (facts.sensor ? filesState(facts) : 'blocked'),
  check: (facts) => {
    const { sensor, files, check } = facts;
    if (!sensor || files.files.length === 0) return 'blocked';
    // What the kit puts right, the check of the kit itself has seen.
    if (isReady(facts)) return 'done';
    if (!check || check.stale) return 'todo';
    // Where the kit puts right all that is wrong, the kit is what comes next.
    return check.precheck.verdict === 'reject' && !kitMends(check.precheck) ? 'attention' : 'done';
  },
  kit: (facts) => {
    const { check, kit } = facts;
    if (!check && !kit) return 'blocked';
    if (!kit) return 'todo';
    return isReady(facts) ? 'done' : 'attention';
  },
  upload: (facts) => {
    if (!facts.kit) return 'blocked';
    return isServed(facts) || facts.upload?.openedAt ? 'done' : 'todo';
  },
  proof: (facts) => {
    if (!facts.kit) return 'blocked';
    if (!facts.proof) return 'todo';
    return isServed(facts) ? 'done' : 'attention';
  },
  trust: trustState,
  done: (facts) => {
    if (!isServed(facts)) return 'blocked';
    return facts.done.url ? 'done' : 'todo';
  },
};

/** The state of each step in order, and the first one that still wants something. */
export function standing(facts: Facts): Pick<DeployJourney, 'steps' | 'current'> {
  const steps = deployStepIds.map((id) => ({ id, state: rules[id](facts) }));
  const open = steps.find(({ state }) => state === 'todo' || state === 'attention');
  return { steps, current: open?.id ?? 'done' };
}
