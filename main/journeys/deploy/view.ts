// From what a journey remembers to what the window shows. Pure; certificates are parsed again from their DER, paths stay
// behind.
import { urlOf } from '../../../assets/text/facts.ts';
import type {
  DeployCheckView,
  DeployDoneView,
  DeployJourney,
  DeployProofView,
  DeployRequestView,
} from '../../../preload/contract/deploy-journey.ts';
import type { CertificateItem } from '../../../preload/contract/item.ts';
import type { WaitingRequest } from '../../../preload/contract/tools.ts';
import type { ChangeView } from '../../../preload/contract/trust-journey.ts';
import type { Profile } from '../../acceptance/profile-schema.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { deployCommands } from './commands.ts';
import { basisOf, type DeployState, type Seen } from './state.ts';
import { standing } from './steps.ts';
import { suggestionFor } from './suggestion.ts';
import { uploadView } from './upload-view.ts';
import type { SubjectPart } from './world.ts';

export type Known = {
  /** Of the sensor; null: none is chosen, or the site has taken it away. */
  profile: Profile | null;
  /** The request of this journey, where it still waits. */
  waiting: WaitingRequest | null;
  lastSubject: readonly SubjectPart[];
  /** The journal's entries of this journey, oldest first. */
  changes: readonly ChangeView[];
  platform: NodeJS.Platform;
};

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

/** A certificate that the journey keeps. It was parsed before it was kept, so a failure is a bug. */
export function itemOf(base64: string): CertificateItem {
  const item = parseCertificate(bytesOf(base64));
  if (!item.ok) throw new Error('a kept certificate does not parse');
  return item.value;
}

const served = (seen: Seen | null) => seen && { at: seen.at, leaf: itemOf(seen.leaf) };

/** A certificate for the request's key is among the files. */
const isAnswered = ({ slots, request }: DeployState): boolean =>
  slots.files.some(({ items }) =>
    items.some((item) => item.kind === 'certificate' && item.publicKey.sha256 === request?.keySha256),
  );

function requestView(state: DeployState, { profile, waiting, lastSubject }: Known): DeployRequestView | null {
  if (!state.sensor) return null;
  return {
    choice: state.choice,
    waiting: isAnswered(state) ? null : waiting,
    suggestion: suggestionFor(profile, state.sensor, state.remote, lastSubject),
    lab: state.slots.files.some(({ items }) =>
      items.some((item) => item.kind === 'certificate' && item.fingerprints.sha256 === state.lab),
    ),
  };
}

function proofView({ proof }: DeployState): DeployProofView | null {
  if (!proof) return null;
  const { chain: _, served: seen, ...rest } = proof;
  return { ...rest, served: served(seen) };
}

/** By the system's own resolution, as the browser will go; the name before the address, if it leads to the sensor. */
function urlThatOpens({ proof, sensor }: DeployState): string | null {
  const good = (proof?.verdicts ?? []).filter(({ code, way }) => code === 'net::OK' && way === 'direct');
  const name = proof?.name?.leadsHere ? proof.name.name : null;
  const best = good.find(({ host }) => host === name) ?? good.find(({ host }) => host === sensor?.host);
  return best ? urlOf(best) : null;
}

function doneView(state: DeployState, { changes, platform }: Known): DeployDoneView {
  const isServed = state.proof?.state === 'new';
  return {
    changes: [...changes],
    url: isServed ? urlThatOpens(state) : null,
    served: isServed,
    receipts: state.receipts,
    commands: deployCommands(state, changes, platform),
    undoneAt: state.undo?.at ?? null,
    undoVerified: state.undo?.verified ?? null,
  };
}

/**
 * The kit is what goes to the sensor: while it is made of these files, its own check is the one that counts, unless the
 * files were checked later still.
 */
function checkView({ check, kit }: DeployState, basis: string): DeployCheckView | null {
  const leafOf = (leaf: string | null | undefined) => (leaf ? itemOf(leaf) : null);
  const own: DeployCheckView | null = check && {
    precheck: check.precheck,
    leaf: leafOf(check.leaf),
    stale: check.retyped || check.basis !== basis,
  };
  if (kit?.basis !== basis) return own;
  const { check: precheck } = kit.kit;
  const isLater = own !== null && !own.stale && own.precheck.at > precheck.at;
  return isLater ? own : { precheck, leaf: leafOf(kit.chain[0]), stale: false };
}

export function deployView(state: DeployState, known: Known): DeployJourney {
  const { sensor, kit } = state;
  const basis = basisOf(state);
  const facts = {
    id: state.id,
    kind: 'deploy' as const,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    practice: state.practice,
    sensor: sensor && { ...sensor, now: served(state.now), problem: state.problem },
    request: requestView(state, known),
    files: state.slots,
    check: checkView(state, basis),
    kit: kit && { at: kit.at, kit: kit.kit, stale: kit.basis !== basis },
    upload: uploadView(state, known.profile),
    proof: proofView(state),
    trust: state.trust && { ...state.trust, saved: state.savedRoot },
    done: doneView(state, known),
  };
  return { ...facts, ...standing(facts) };
}
