// How the deploy journey's steps hang together, and how their answers are to be read. Pure.
import { kitMends, mainVerdict, unfoundName } from '../../assets/text/facts.ts';
import type { DeployAction, DeployJourney, DeployStepId } from '../../preload/contract/deploy-journey.ts';
import { type Needs, plainTone, stateOf, type Tone } from '../journey/journey-state.ts';

export const needs: Needs<DeployStepId> = {
  request: 'sensor',
  files: 'sensor',
  check: 'files',
  kit: 'check',
  upload: 'kit',
  proof: 'kit',
  trust: 'proof',
  done: 'proof',
};

/** Only saying which sensor leads on by itself. */
export const leadsOn: ReadonlySet<DeployAction['type']> = new Set(['deploy-sensor']);

function checkTone({ check }: DeployJourney): Tone {
  if (!check || check.stale) return check ? 'warning' : 'neutral';
  if (kitMends(check.precheck)) return 'warning';
  return { accept: 'good', warn: 'warning', reject: 'danger' }[check.precheck.verdict] as Tone;
}

function kitTone({ kit, check }: DeployJourney): Tone {
  if (!kit && check && !check.stale && kitMends(check.precheck)) return 'neutral';
  if (!kit) return check?.precheck.verdict === 'reject' && !check.stale ? 'warning' : 'neutral';
  if (kit.stale) return 'warning';
  return kit.kit.check.verdict === 'reject' ? 'danger' : 'good';
}

function proofTone(journey: DeployJourney): Tone {
  const { proof } = journey;
  if (!proof) return 'neutral';
  if (proof.state === 'other') return 'danger';
  if (proof.state !== 'new') return 'warning';
  // What counts is where people open it: a name may be fine although the address, which nobody types, is not.
  const verdict = mainVerdict(journey);
  const warns = (verdict !== null && verdict.code !== 'net::OK') || unfoundName(journey) !== null;
  return warns || proof.notSent.length > 0 ? 'warning' : 'good';
}

function doneTone({ done }: DeployJourney): Tone {
  if (done.undoneAt) return done.undoVerified ? 'good' : 'warning';
  return done.served && done.url ? 'good' : done.served ? 'warning' : 'neutral';
}

/** How the answer of a step is to be read. */
export function toneOf(journey: DeployJourney, step: DeployStepId): Tone {
  switch (step) {
    case 'sensor':
      // Nothing becomes good by being looked at.
      return journey.sensor?.problem && !journey.sensor.now ? 'warning' : 'neutral';
    case 'request':
      return journey.request?.lab ? 'warning' : 'neutral';
    case 'files':
      // Whether they fit is the next step's to say.
      return journey.files.passphrase === 'wrong' ? 'warning' : 'neutral';
    case 'check':
      return checkTone(journey);
    case 'kit':
      return kitTone(journey);
    case 'upload':
      return 'neutral';
    case 'proof':
      return proofTone(journey);
    case 'trust':
      return journey.trust ? plainTone(stateOf<DeployStepId>(journey, 'trust')) : 'neutral';
    case 'done':
      return doneTone(journey);
  }
}
