// The answer of each step as one plain sentence, from what the journey found out. A fact that nobody has looked at is
// said to be “not checked yet”; nothing is made to sound better than it is.
import type { NameOutcome, TrustJourney, TrustStepId, Verdict } from '../../../preload/contract/trust-journey.ts';
import { commonName, holdsPlan, isOverruled, shortName, troubles, trustingStores, urlOf } from '../facts.ts';
import { count, date, dateTime, list } from './format.ts';
import { verdictLabel } from './vocabulary.ts';

function address({ address }: TrustJourney): string {
  // The question and its field say it all.
  if (!address) return '';
  const kind = { name: 'the name', ipv4: 'the IPv4 address', ipv6: 'the IPv6 address' }[address.kind];
  const way = address.proxy ? `, through the proxy ${address.proxy}` : '';
  return `Certwright connects to ${kind} ${address.host}, port ${address.port}${way}.`;
}

function download({ download }: TrustJourney): string {
  const leaf = download?.chain[0];
  if (!download || !leaf) return 'Not looked at yet. Downloading only looks: nothing becomes trusted by it.';
  const name = commonName(leaf.item);
  const rest = download.chain.length - 1;
  const number = troubles(download);
  const attention = number > 0 ? ` ${count(number, 'thing needs', 'things need')} your attention.` : '';
  if (leaf.item.selfSigned) {
    const more = rest > 0 ? `, and ${count(rest, 'certificate', 'certificates')} more` : '';
    return `It shows a certificate for “${name}” that it made for itself (self-signed)${more}.${attention}`;
  }
  const chain =
    rest > 0
      ? `It sent ${count(rest, 'certificate', 'certificates')} of the issuing CA with it.`
      : 'It sent no certificate of the CA with it.';
  return `It shows a certificate for “${name}”, issued by “${shortName(leaf.item.issuer)}”. ${chain}${attention}`;
}

function compare({ compare }: TrustJourney): string {
  if (!compare) return 'There is no certificate to compare yet.';
  const { decision, mismatch, changedFrom } = compare;
  if (mismatch && decision?.kind === 'risk-accepted') {
    return `The fingerprint that you entered belongs to another certificate. You accepted the risk all the same on ${dateTime(decision.at)}.`;
  }
  if (mismatch?.isLeaf) {
    return 'Not yet. That is the fingerprint of the sensor’s own certificate; the CA’s, which would become trusted, is still to be compared.';
  }
  if (mismatch)
    return 'No. The fingerprint that you entered belongs to another certificate. Do not go on with this one.';
  if (decision?.kind === 'fingerprint') {
    const name = decision.algorithm === 'sha256' ? 'SHA-256' : 'SHA-1';
    return `Yes. The ${name} fingerprint that you entered is the one of this certificate.`;
  }
  if (decision?.kind === 'risk-accepted') {
    return `Nobody has compared it. You accepted the risk on ${dateTime(decision.at)}.`;
  }
  if (changedFrom) {
    return `Careful: on ${dateTime(changedFrom.seenAt)} this address showed another certificate.`;
  }
  return 'Not known yet. Anyone on the way could have shown you this certificate, so compare it with the sensor itself.';
}

function exported({ export: view }: TrustJourney): string {
  const last = view.written.at(-1);
  if (!last)
    return 'Optional. Certwright needs no file to go on. Save one to import by hand or to keep with the ticket.';
  return `Saved as “${last.name}” and read back.`;
}

function imported(journey: TrustJourney): string {
  const view = journey.import;
  if (!view) return 'Not looked at yet.';
  if (view.missing) {
    return `Not yet. The certificate of the CA “${shortName(view.wanted)}” is missing: the sensor did not send it.`;
  }
  const there = trustingStores(view);
  if (there.length > 0) {
    const what = `${view.plan.length === 1 ? 'It was' : 'All of it was'} found in ${list(there.map(({ location }) => location))}`;
    return isOverruled(view) ? `${what}, but something else decides against it: see below.` : `Yes. ${what}.`;
  }
  if (journey.steps.find(({ id }) => id === 'import')?.state === 'not-needed') {
    return 'Yes. Something on this computer already vouches for the sensor, so nothing needs to be added.';
  }
  const readers = view.stores.filter((store) => store.readers.includes('chromium'));
  if (readers.length === 0) return 'Not checked yet. The certificate stores have not been read.';
  if (readers.some((store) => holdsPlan(store, view.plan) === null)) {
    return 'Not known. A certificate store could not be read.';
  }
  return 'Not yet. No store that Edge and Chrome read has the certificate.';
}

/** One sentence for each truth about the name. `typed` is the URL as typed. */
const outcomes: Record<NameOutcome, (journey: TrustJourney, typed: string) => string> = {
  good: (_, typed) => `Edge and Chrome will open ${typed} without a warning.`,
  'not-trusted': (_, typed) =>
    `Edge and Chrome will warn at ${typed}: this computer does not trust the certificate yet.`,
  'open-by-name': ({ name, address }, typed) =>
    `Open ${urlOf({ host: name?.useName ?? '', port: address?.port ?? 443 })} instead: that opens without a warning. At ${typed} they will warn, because the certificate does not carry that name.`,
  'hosts-mends': ({ name }, typed) =>
    `Edge and Chrome will warn at ${typed}: the certificate does not carry the name you typed. It carries “${name?.useName ?? ''}”. If that is this sensor’s name, a line in the hosts file makes it work.`,
  'reissue-no-san': (_, typed) =>
    `Edge and Chrome will warn at ${typed}, whatever you change on this computer: the certificate carries no name that browsers read. The sensor needs a new certificate.`,
  'reissue-other-name': (_, typed) =>
    `Edge and Chrome will warn at ${typed}: the certificate carries no name that can be used here. The sensor needs a new certificate.`,
  wildcard: ({ name }, typed) =>
    `Edge and Chrome will warn at ${typed}: the certificate is for names like “${name?.san.find((each) => each.startsWith('*.')) ?? ''}”. Tell the sensor’s own name in the next step: a line in the hosts file makes it work.`,
  'issuer-date': (_, typed) =>
    `Edge and Chrome will warn at ${typed}: a CA certificate above the sensor’s is past its date or not valid yet.`,
  'other-certificate': (_, typed) =>
    `Not known: at ${typed} the browser engine was shown another certificate than the one that was downloaded.`,
  expired: ({ download }, typed) =>
    `Edge and Chrome will warn at ${typed}: the certificate expired on ${date(download?.chain[0]?.item.notAfter ?? '')}.`,
  'not-yet-valid': ({ download }, typed) =>
    `Edge and Chrome will warn at ${typed}: the certificate is not valid before ${date(download?.chain[0]?.item.notBefore ?? '')}.`,
  weak: (_, typed) => `Edge and Chrome will warn at ${typed}: the certificate’s key or signature is too weak.`,
  'intermediate-missing': (_, typed) =>
    `Edge and Chrome will warn at ${typed}: a certificate between the sensor’s and the root is missing.`,
  revoked: (_, typed) => `Edge and Chrome will refuse ${typed}: the CA has revoked the certificate.`,
  other: ({ name }, typed) => `Edge and Chrome will warn at ${typed}: ${verdictLabel(name?.typed.code ?? '')}.`,
  'not-checked': (_, typed) => `Not checked: the browser engine could not get as far as the certificate of ${typed}.`,
};

function name(journey: TrustJourney): string {
  const { name, address } = journey;
  if (!name || !address) return 'Not checked yet. The browser engine inside Certwright can tell.';
  return outcomes[name.outcome](journey, urlOf(address));
}

const opens = (verdict: Verdict | null): boolean => verdict?.code === 'net::OK';

/** Outcomes behind which a name problem may still be hidden. */
const early: ReadonlySet<NameOutcome> = new Set(['not-trusted', 'intermediate-missing', 'not-checked', 'other']);

/** What is wrong with the certificate itself, so that no line and no import can mend it, and what does. */
const faults: Partial<Record<NameOutcome, (journey: TrustJourney) => string>> = {
  'reissue-no-san': () =>
    'the certificate carries no name that browsers read. Only a new certificate with a SAN (subject alternative name) helps.',
  'reissue-other-name': () => 'the certificate carries no name that can be used here. Only a new certificate helps.',
  expired: ({ download }) =>
    `the certificate expired on ${date(download?.chain[0]?.item.notAfter ?? '')}. Only a new certificate helps.`,
  'not-yet-valid': ({ download }) =>
    `the certificate is not valid before ${date(download?.chain[0]?.item.notBefore ?? '')}. Compare the clocks.`,
  weak: () => 'the certificate’s key or signature is too weak. Only a new certificate helps.',
  revoked: () => 'the CA has revoked the certificate. Only a new certificate helps.',
};

function hosts(journey: TrustJourney): string {
  const { hosts, name } = journey;
  const state = journey.steps.find(({ id }) => id === 'hosts')?.state;
  if (state === 'not-needed' && name) {
    if (early.has(name.outcome))
      return 'Not known yet. Whether a line can help shows once the Name step has a better answer.';
    if (name.outcome === 'good' || name.outcome === 'open-by-name')
      return 'Nothing to do: the sensor already opens by name.';
    return `A line in the hosts file cannot help: ${faults[name.outcome]?.(journey) ?? 'the Name step says why.'}`;
  }
  if (!hosts && name?.outcome === 'wildcard') {
    return 'Not yet. Tell the sensor’s own name: the certificate is for many, and only you know which one is this sensor’s.';
  }
  if (!hosts) return 'Not looked at yet.';
  if (hosts.resolved?.right) {
    if (!hosts.verdict) return `Yes. This computer finds ${hosts.name} at ${hosts.address}.`;
    return opens(hosts.verdict)
      ? `Yes. ${hosts.name} leads to the sensor, and Edge and Chrome will open it without a warning.`
      : `${hosts.name} leads to the sensor now, but they will still warn: ${verdictLabel(hosts.verdict.code)}.`;
  }
  if (hosts.resolved) {
    const found = hosts.resolved.addresses.length > 0 ? list(hosts.resolved.addresses) : 'no address';
    return `No. This computer finds ${found} for ${hosts.name}, not ${hosts.address}.`;
  }
  if (hosts.conflict) {
    return `Line ${hosts.conflict.line} of the hosts file already sends ${hosts.name} to ${hosts.conflict.address}. Which one is right?`;
  }
  if (hosts.alreadyRight) return `The line is already there. Check that this computer follows it.`;
  return `Not yet. One line in the hosts file will lead ${hosts.name} to ${hosts.address}.`;
}

function done(journey: TrustJourney): string {
  const { done, name } = journey;
  if (done.undoneAt) {
    return done.undoVerified
      ? 'Everything was taken back, and this computer reads as it did before.'
      : 'The changes were taken back, but not everything reads as it did before. Look at the list.';
  }
  if (done.url && opens(done.after)) return `It works: ${done.url} opens without a warning.`;
  if (!done.after) return 'Not finished: the browser engine has not been asked yet. The Name step does that.';
  const fault = name && faults[name.outcome]?.(journey);
  if (fault) {
    if (name.outcome === 'not-yet-valid') return `Not yet. Edge and Chrome warn at ${urlOf(done.after)}: ${fault}`;
    const left = done.changes.some(({ undone }) => !undone);
    const undo = left ? ' What was changed so far is not enough by itself; you can take it back below.' : '';
    return `Not with this certificate. Edge and Chrome warn at ${urlOf(done.after)}: ${fault}${undo}`;
  }
  return `Not there yet. ${urlOf(done.after)} would still warn: ${verdictLabel(done.after.code)}.`;
}

const answers: Record<TrustStepId, (journey: TrustJourney) => string> = {
  address,
  download,
  compare,
  export: exported,
  import: imported,
  name,
  hosts,
  done,
};

/** The answer of a step as one or two sentences, true for the journey as it stands; empty while nothing was typed. */
export const answer = (step: TrustStepId, journey: TrustJourney): string => answers[step](journey);
