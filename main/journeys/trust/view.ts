// From what a journey remembers to what both views show. Pure; certificates are parsed again from their DER.
import { fileName } from '../../../assets/text/facts.ts';
import type {
  ChainMember,
  ChainNote,
  ChangeView,
  CompareView,
  DoneView,
  DownloadView,
  ImportView,
  TrustJourney,
} from '../../../preload/contract/trust-journey.ts';
import { parseCertificate } from '../../pki/certificate/certificate.ts';
import { isIssuerOf, roleOf } from '../../pki/certificate/roles.ts';
import { planTrust } from '../../pki/certificate/trust-plan.ts';
import { manualCommands } from './commands.ts';
import type { TrustState } from './state.ts';
import { standing } from './steps.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
export const base64 = (der: Uint8Array): string => Buffer.from(der).toString('base64');
/** Days before the end of validity from which on the journey speaks of it. Our choice: a month to act. */
const soonDays = 30;
/** Seconds by which the clocks may differ before it is worth a word. Our choice: five minutes, as Kerberos allows. */
const clockTolerance = 300;

/** DER certificates of a journey's chain, as the sensor sent them, and of the files that were added. */
export const sentOf = (state: TrustState): Uint8Array[] => (state.download?.chain ?? []).map(bytes);
export const addedOf = (state: TrustState): Uint8Array[] => state.added.map(bytes);

function member(der: Uint8Array): ChainMember | null {
  const item = parseCertificate(der);
  return item.ok ? { item: item.value, role: roleOf(item.value) } : null;
}

/** What a person should know about the chain before going on. `now` decides about validity. */
export function chainNotes(state: TrustState, now: Date): ChainNote[] {
  const ders = sentOf(state);
  const chain = ders.map(member).filter((each) => each !== null);
  const leaf = chain[0];
  if (!leaf || !state.download) return [];
  const notes = new Set<ChainNote>();
  const until = Date.parse(leaf.item.notAfter) - now.getTime();
  if (until < 0) notes.add('expired');
  else if (until < soonDays * 86_400_000) notes.add('expires-soon');
  if (Date.parse(leaf.item.notBefore) > now.getTime()) notes.add('not-yet-valid');
  const isOver = ({ item }: ChainMember) =>
    Date.parse(item.notAfter) < now.getTime() || Date.parse(item.notBefore) > now.getTime();
  if (chain.slice(1).some(isOver)) notes.add('issuer-date');
  if (leaf.role === 'self-signed-leaf' || leaf.role === 'root-ca') notes.add('self-signed-leaf');
  const san = leaf.item.subjectAltNames;
  if (!san || san.dns.length + san.ip.length === 0) notes.add('no-san');
  const { algorithm, bits = 0 } = leaf.item.publicKey;
  if (algorithm.startsWith('RSA') && bits < 2048) notes.add('weak-key');
  if (/sha1|md5|md2/i.test(leaf.item.signatureAlgorithm)) notes.add('weak-signature');
  const linked = ders.every((der, index) => {
    const next = ders[index + 1];
    return next === undefined || isIssuerOf(next, der);
  });
  if (!linked) {
    const orphan = ders.slice(1).some((der) => !ders.some((child) => child !== der && isIssuerOf(der, child)));
    notes.add(orphan ? 'unrelated-sent' : 'order-wrong');
  }
  // Where only the leaf of an unfinished handshake could be proven, nothing is known of what else was sent.
  if (!leaf.item.selfSigned && (state.download.chainAsSent || chain.length > 1)) {
    if (!chain.some(({ role }) => role === 'root-ca')) notes.add('root-not-sent');
    if (chain.length === 1) notes.add('intermediate-not-sent');
  }
  if (state.download.oldTls) notes.add('old-tls');
  if (state.download.clock && Math.abs(state.download.clock.skewSeconds) > clockTolerance) notes.add('clock-differs');
  return [...notes];
}

function downloadView(state: TrustState, now: Date): DownloadView | null {
  if (!state.download) return null;
  const { chain: _chain, oldTls: _oldTls, ...rest } = state.download;
  return {
    ...rest,
    chain: sentOf(state)
      .map(member)
      .filter((each) => each !== null),
    notes: chainNotes(state, now),
  };
}

/** What is to be compared: the root where the sensor sent one that would become trusted, else the leaf. */
export function compareTarget(state: TrustState): ChainMember | null {
  const [leaf] = sentOf(state);
  if (!leaf) return null;
  const plan = planTrust(sentOf(state), addedOf(state));
  const fromFile = new Set(state.added);
  const root = plan.ok ? plan.value.entries.find(({ store }) => store === 'root') : undefined;
  return root && !fromFile.has(base64(root.der)) ? { item: root.item, role: root.role } : member(leaf);
}

function compareView(state: TrustState): CompareView | null {
  const target = compareTarget(state);
  if (!state.compare || !target) return null;
  const { fingerprints, subject } = target.item;
  const { decision } = state.compare;
  return {
    ...state.compare,
    ...fingerprints,
    subject,
    role: target.role,
    decision: decision?.sha256 === fingerprints.sha256 ? decision : null,
  };
}

function importView(state: TrustState, changes: readonly ChangeView[]): ImportView | null {
  if (!state.download) return null;
  const plan = planTrust(sentOf(state), addedOf(state));
  if (!plan.ok) return null;
  const fromFile = new Set(state.added);
  const ours = changes.filter((change) => change.kind === 'trust-added' && !change.undone);
  return {
    plan: plan.value.entries.map(({ der, sha256, item, role, store }) => ({
      sha256,
      item,
      role,
      place: store,
      source: fromFile.has(base64(der)) ? ('file' as const) : ('sensor' as const),
    })),
    missing: plan.value.missing,
    wanted: plan.value.wanted,
    stores: state.stores.map((store) => ({
      ...store,
      addedByUs: ours.filter((c) => c.target === store.location && c.thumbprint).map((c) => c.thumbprint as string),
    })),
    notes: state.notes,
  };
}

function urlThatOpens(state: TrustState): string | null {
  const verdict = [state.hosts?.verdict, state.after].find((each) => each?.code === 'net::OK' && each.way === 'direct');
  if (!verdict) return null;
  const host = verdict.host.includes(':') ? `[${verdict.host}]` : verdict.host;
  return `https://${host}${verdict.port === 443 ? '' : `:${verdict.port}`}`;
}

/** The whole view. `changes` are the journal's entries of this journey, oldest first. */
export function trustView(
  state: TrustState,
  changes: readonly ChangeView[],
  now: Date,
  platform: NodeJS.Platform,
): TrustJourney {
  const download = downloadView(state, now);
  const importing = importView(state, changes);
  const exported = state.export.written.findLast(({ format }) => format === 'der')?.name;
  const leafFile = exported ?? fileName(state.address?.host ?? 'sensor');
  const done: DoneView = {
    changes: [...changes],
    before: state.before,
    after: state.after,
    url: urlThatOpens(state),
    commands: manualCommands(changes, importing, state.hosts, platform, leafFile),
    receipts: state.receipts,
    undoneAt: state.undo?.at ?? null,
    undoVerified: state.undo?.verified ?? null,
  };
  const ourLine = changes.some((change) => change.kind === 'hosts-line-added' && !change.undone);
  const facts = {
    id: state.id,
    kind: 'trust' as const,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    practice: state.practice,
    address: state.address,
    download,
    compare: compareView(state),
    export: state.export,
    import: importing,
    name: state.name,
    hosts: state.hosts && { ...state.hosts, addedByUs: ourLine },
    done,
  };
  return { ...facts, ...standing(facts) };
}
