// Revocation of the certificate in an upload: what it says about where its list is, what came of asking there, and what
// the lists at hand say. Facts only; how serious each is stands in the appliance's profile. Pure.
import type { PrecheckCode, PrecheckFacts, PrecheckPart } from '../../preload/contract/precheck.ts';
import type { RevocationReason } from '../../preload/contract/verdict-path.ts';
import { DerError, readDer } from '../pki/asn1/der.ts';
import { extension } from '../pki/asn1/oids.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { fullNames, readDistributionPoints } from '../pki/certificate/extensions.ts';
import { parseCrl } from '../pki/crl/crl.ts';
import { readObjects } from '../pki/files/read.ts';
import { type CertificateStatus, entryInGenuineList, statusesByLists } from '../pki/path/list-status.ts';
import { distributionPointsOf, HTTP_PORT, portOf, readUrl, withoutCredentials } from './distribution-points.ts';
import type { CheckedFile, FetchedCrl } from './input.ts';

export type RevocationQuestion = {
  /** DER, as are the issuers: CAs in any order, also those that sign lists only. */
  leaf: Uint8Array;
  issuers: readonly Uint8Array[];
  /** The file that the leaf is in, for the findings about it. */
  crtFile: string | null;
  crls: readonly CheckedFile[];
  fetched: readonly FetchedCrl[] | null;
  validation: boolean;
  at: Date;
};

export type RevocationCode = Extract<
  PrecheckCode,
  | 'no-distribution-point'
  | 'distribution-point-unused'
  | 'distribution-point-scheme'
  | 'distribution-point-port'
  | 'crl-unreachable'
  | 'crl-reachable'
  | 'crl-not-asked'
  | 'delta-not-asked'
  | 'crl-unusable'
  | 'crl-served-unusable'
  | 'revoked'
  | 'not-revoked'
  | 'revocation-unknown'
>;
export type RevocationFinding = {
  [C in RevocationCode]: { code: C; facts: PrecheckFacts[C]; part: PrecheckPart; file: string | null };
}[RevocationCode];

/** A list and where it is from: a file's name, or the URL that serves it (of one that came both ways, both). */
type List = { label: string; file: string | null; url: string | null; der: Uint8Array };
/** What can be said against a list. */
type Fault = Pick<List, 'label' | 'file' | 'url'> & { cause: PrecheckFacts['crl-unusable']['cause'] };

/**
 * The findings about revocation, those about the certificate first, then each place that was asked, then each list, and
 * the conclusion last: `revoked`, `not-revoked` or `revocation-unknown`. There is none where the certificate names no
 * place and no list is at hand.
 *
 * - A list that may not be used (too old, signed over SHA-1, without nextUpdate) makes nothing good. Where the issuer
 *   did sign it and it names the certificate, the certificate is revoked all the same: apart from a hold, nothing undoes
 *   an entry (RFC 5280 sections 3.3 and 5.3.1). A hold counts unless a list that may be used says otherwise.
 * - CAs of the chain are looked up in the lists at hand, those from their own distribution points among them. What came
 *   of asking there is told by a check of its own: the documents speak of the certificate of the appliance only
 *   (certificate-requirements, 2023-01-17).
 * - Without validation the appliance asks nowhere, so what came of asking is not told, but what the lists say is.
 */
export function judgeRevocation(question: RevocationQuestion): RevocationFinding[] {
  const urls = distributionPointsOf(question.leaf);
  const { lists, unread } = listsOf(question);
  const { faults, judged, served } = lists.length > 0 ? judgeLists(lists, question) : nothingJudged;
  const isOpen = judged.length + faults.length === 0 && (urls.length > 0 || unread.length > 0);
  return [
    ...aboutPoints(urls, question),
    ...[...unread, ...faults].map((fault) => aboutFault(fault, served)),
    ...judged,
    ...(isOpen ? [finding('revocation-unknown', { cause: 'no-list' })] : []),
  ];
}

function finding<C extends RevocationCode>(
  code: C,
  facts: PrecheckFacts[C],
  where: { part?: PrecheckPart; file?: string | null } = {},
): RevocationFinding {
  return { code, facts, part: where.part ?? 'crl', file: where.file ?? null } as RevocationFinding;
}

function aboutPoints(urls: readonly string[], question: RevocationQuestion): RevocationFinding[] {
  const crt = { part: 'crt', file: question.crtFile } as const;
  if (urls.length === 0) return [finding('no-distribution-point', {}, crt)];
  if (!question.validation) return [finding('distribution-point-unused', { urls: [...urls] }, crt)];
  const { fetched } = question;
  const answerOf = (url: string) => fetched?.find((each) => each.url === url);
  const isAnswered = (url: string) => answerOf(url)?.outcome.ok === true;
  const notAsked = urls.filter((url) => readUrl(url)?.protocol === 'http:' && answerOf(url) === undefined);
  const deltas = deltaPointsOf(question.leaf);
  return [
    ...urls.flatMap((url) => {
      const another = urls.some((other) => other !== url && isAnswered(other));
      return [...aboutUrl(url, another, crt), ...aboutAnswer(answerOf(url), another)];
    }),
    ...(notAsked.length > 0 ? [finding('crl-not-asked', { urls: notAsked })] : []),
    ...(deltas.length > 0 ? [finding('delta-not-asked', { urls: deltas })] : []),
  ];
}

function aboutUrl(
  text: string,
  another: boolean,
  crt: { part: PrecheckPart; file: string | null },
): RevocationFinding[] {
  const url = readUrl(text);
  if (url === null) {
    return [finding('crl-unreachable', { url: text, proxy: null, problem: 'not-a-url', another })];
  }
  if (url.protocol !== 'http:') {
    return [finding('distribution-point-scheme', { url: text, scheme: url.protocol.slice(0, -1), another }, crt)];
  }
  const port = portOf(url);
  return port === HTTP_PORT ? [] : [finding('distribution-point-port', { url: text, port }, crt)];
}

function aboutAnswer(answer: FetchedCrl | undefined, another: boolean): RevocationFinding[] {
  if (answer === undefined) return [];
  const { url, proxy, outcome } = answer;
  if (outcome.ok) return [finding('crl-reachable', { url, proxy, bytes: outcome.bytes.length })];
  const { problem, status } = outcome;
  // Both are told from the certificate alone.
  if (problem === 'scheme' || problem === 'not-a-url') return [];
  return [finding('crl-unreachable', { url, proxy, problem, ...(status === undefined ? {} : { status }), another })];
}

/** URLs of freshestCRL (RFC 5280 section 4.2.1.15). */
function deltaPointsOf(leaf: Uint8Array): string[] {
  const parsed = parseCertificate(leaf);
  const others = parsed.ok ? (parsed.value.otherExtensions ?? []) : [];
  const value = others.find(({ oid }) => oid === extension.freshestCrl)?.value;
  if (value === undefined) return [];
  try {
    const names = readDistributionPoints(readDer(Buffer.from(value, 'hex'))).flatMap(({ name }) => fullNames(name));
    return names.flatMap((name) => (name.kind === 'uri' ? [withoutCredentials(name.value)] : []));
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}

/**
 * The appliance fetches its list itself: one that is served at an address and cannot be used stays in its way, whatever
 * files are at hand here. Only another address may help, as which one it asks first is not documented.
 * @param served URLs of lists that tell the status of the certificate
 */
function aboutFault({ label, file, url, cause }: Fault, served: readonly string[]): RevocationFinding {
  if (url === null) return finding('crl-unusable', { list: label, cause }, { file });
  return finding('crl-served-unusable', { url, cause, another: served.some((other) => other !== url) });
}

/** The lists at hand, each once, and what is no list though it should be one. */
function listsOf({ crls, fetched }: RevocationQuestion): { lists: List[]; unread: Fault[] } {
  const lists: List[] = [];
  const unread: Fault[] = [];
  const add = ({ label, file, url, bytes }: Omit<List, 'der'> & { bytes: Uint8Array }) => {
    const found = readObjects(bytes).objects.flatMap((object) => (object.kind === 'crl' ? [object.der] : []));
    if (found.length === 0) unread.push({ label, file, url, cause: 'not-a-list' });
    for (const der of found) {
      const known = lists.find((each) => Buffer.compare(each.der, der) === 0);
      if (known) known.url ??= url;
      else lists.push({ label, file, url, der });
    }
  };
  for (const { name, bytes } of crls) add({ label: name, file: name, url: null, bytes });
  for (const { url, outcome } of fetched ?? []) {
    if (outcome.ok) add({ label: url, file: null, url, bytes: outcome.bytes });
  }
  return { lists, unread };
}

type Heard = List & { says: CertificateStatus[] };
type Judged = { faults: Fault[]; judged: RevocationFinding[]; served: string[] };
const nothingJudged: Judged = { faults: [], judged: [], served: [] };

function judgeLists(lists: readonly List[], question: RevocationQuestion): Judged {
  const { leaf, issuers, at } = question;
  const ask = (crls: readonly Uint8Array[]) => statusesByLists({ leaf, issuers, crls, at });
  const heard = lists.map((list): Heard => ({ ...list, says: ask([list.der]) }));
  const together = heard.length === 1 ? (heard[0] as Heard).says : ask(lists.map(({ der }) => der));
  const revoked = together.flatMap((one) => revocationOf(one, heard, question));
  const own = together.find((one) => one.leaf)?.status;
  const isLeafRevoked = revoked.some(({ facts }) => 'leaf' in facts && facts.leaf);
  const knows = ({ says }: Heard) => says.some(({ leaf: isLeaf, status }) => isLeaf && status.is !== 'unknown');
  return {
    faults: heard.flatMap((list) => whyUnusable(list, together)),
    judged: [...revoked, ...(own === undefined || isLeafRevoked ? [] : [conclusion(own, heard)])],
    served: heard.flatMap((list) => (list.url !== null && knows(list) ? [list.url] : [])),
  };
}

/** Knows something of any certificate of the path. */
const isUsable = ({ says }: Heard): boolean => says.some(({ status }) => status.is !== 'unknown');

function whyUnusable(list: Heard, together: readonly CertificateStatus[]): Fault[] {
  if (isUsable(list)) return [];
  const causes = list.says.flatMap(({ status }) => (status.is === 'unknown' ? [status.cause] : []));
  const cause = causes.find((each) => each !== 'no-list') ?? 'no-list';
  // Of use beside another one: changes to a full list, or some of the reasons.
  const isPart = cause === 'base-missing' || cause === 'some-reasons';
  if (isPart && together.some(({ leaf, status }) => leaf && status.is !== 'unknown')) return [];
  return [{ label: list.label, file: list.file, url: list.url, cause }];
}

function revocationOf(
  { certificate, leaf, status }: CertificateStatus,
  heard: readonly Heard[],
  { issuers, crtFile }: RevocationQuestion,
): RevocationFinding[] {
  const parsed = parseCertificate(certificate);
  if (!parsed.ok) return [];
  const { subject, serialNumber } = parsed.value;
  const tell = (
    entry: { reason: RevocationReason; revokedAt: string },
    list: List | undefined,
  ): RevocationFinding[] => {
    const { reason, revokedAt } = entry;
    const facts = { subject, leaf, serialNumber, reason, revokedAt, list: list?.label ?? '' };
    return [finding('revoked', facts, leaf ? { part: 'crt', file: crtFile } : { part: 'chain' })];
  };
  if (status.is === 'revoked') {
    const saysSo = ({ says }: Heard) =>
      says.some((one) => one.status.is === 'revoked' && Buffer.compare(one.certificate, certificate) === 0);
    // None says so alone where a list of changes has added it.
    return tell(status, heard.find(saysSo) ?? heard[0]);
  }
  for (const list of heard) {
    const entry = entryInGenuineList(list.der, certificate, issuers);
    if (entry && (status.is === 'unknown' || entry.reason !== 'certificateHold')) return tell(entry, list);
  }
  return [];
}

function conclusion(own: CertificateStatus['status'], heard: readonly Heard[]): RevocationFinding {
  if (own.is === 'unknown') return finding('revocation-unknown', { cause: own.cause });
  const good = heard.filter(({ says }) => says.some(({ leaf, status }) => leaf && status.is === 'good'));
  const ends = (good.length > 0 ? good : heard).map((list) => {
    const parsed = parseCrl(list.der);
    return { list, nextUpdate: (parsed.ok && parsed.value.nextUpdate) || null };
  });
  ends.sort((a, b) => (b.nextUpdate ?? '').localeCompare(a.nextUpdate ?? ''));
  const [latest] = ends;
  const facts = { list: latest?.list.label ?? '', nextUpdate: latest?.nextUpdate ?? null };
  return finding('not-revoked', facts, { file: latest?.list.file ?? null });
}
