// What a tray means: how objects are called, what the sentence on top of a set is about, what comes first. Pure.

import type { SetFacts, SetLead } from '../../../assets/text/en/tools-tray.ts';
import { commonName, shortName } from '../../../assets/text/facts.ts';
import type { CertificateItem, Item, Role } from '../../../preload/contract/item.ts';
import type { FileSet, Ref, SetFinding, Tray, TrayFile } from '../../../preload/contract/tools.ts';
import type { Tone } from '../../journey/journey-state.ts';

export interface Found {
  readonly ref: Ref;
  readonly item: Item;
  readonly file: TrayFile;
}

export const sameRef = (a: Ref, b: Ref): boolean => a.file === b.file && a.item === b.item;
export const refKey = ({ file, item }: Ref): string => `${file}.${item}`;

/** Looks up objects by reference. What is no longer on the tray is left out. */
export function finder(tray: Tray): (refs: readonly (Ref | null)[]) => Found[] {
  const files = new Map(tray.files.map((file) => [file.id, file]));
  return (refs) =>
    refs.flatMap((ref) => {
      const file = ref && files.get(ref.file);
      const item = file?.items[ref?.item ?? 0];
      return ref && file && item ? [{ ref, item, file }] : [];
    });
}

/** All that a set is made of: leaf, chain, key, request, revocation lists. */
export const membersOf = (set: FileSet): Ref[] =>
  [set.leaf, ...set.chain, set.key, set.request, ...set.crls].filter((ref) => ref !== null);

export const setKey = (set: FileSet): string => membersOf(set).map(refKey).join(' ');

export function roleOf(item: CertificateItem): Role {
  const ca = item.basicConstraints?.ca === true;
  if (item.selfSigned) return ca ? 'root-ca' : 'self-signed-leaf';
  return ca ? 'intermediate-ca' : 'leaf';
}

/** The name by which people know an object; empty for a key, which has none. */
export function nameOf(item: Item): string {
  switch (item.kind) {
    case 'certificate':
      return commonName(item) || item.serialNumber;
    case 'request':
      return item.commonName ?? item.subject;
    case 'crl':
      return shortName(item.issuer);
    case 'privateKey':
      return item.friendlyName ?? '';
    case 'publicKey':
      return '';
  }
}

/** Most serious first: the sentence on top of a set is about the first of these that is found. */
const serious = [
  'request-only',
  'key-only',
  'revoked',
  'expired',
  'not-yet-valid',
  'key-of-another',
  'chain-incomplete',
  'key-locked',
  'no-names',
  'expires-soon',
  'key-missing',
] as const satisfies readonly (SetFinding & SetLead)[];

export const findingTone: Record<SetFinding, Tone> = {
  'key-fits': 'good',
  'key-missing': 'neutral',
  'key-locked': 'warning',
  'request-fits': 'good',
  'request-only': 'neutral',
  'key-only': 'neutral',
  'chain-complete': 'good',
  'chain-not-needed': 'neutral',
  'chain-incomplete': 'warning',
  revoked: 'danger',
  'key-of-another': 'warning',
  expired: 'danger',
  'not-yet-valid': 'danger',
  'expires-soon': 'warning',
  'no-names': 'warning',
  'answers-waiting-request': 'good',
};

export interface SetAnswer {
  readonly tone: Tone;
  readonly lead: SetLead;
  /** What else was found, in the order of the tray. */
  readonly points: readonly SetFinding[];
}

/** What came back for a request without its names is not to be installed, whatever else is missing. */
function isNameless(found: ReadonlySet<SetFinding>): boolean {
  const worse = (['revoked', 'expired', 'not-yet-valid'] as const).some((finding) => found.has(finding));
  return found.has('answers-waiting-request') && found.has('no-names') && !worse;
}

export function answerOf(set: FileSet): SetAnswer {
  const found = new Set(set.findings);
  if (isNameless(found)) {
    return { tone: 'danger', lead: 'no-names', points: set.findings.filter((finding) => finding !== 'no-names') };
  }
  const worst = serious.find((finding) => found.has(finding));
  if (worst) {
    return { tone: findingTone[worst], lead: worst, points: set.findings.filter((finding) => finding !== worst) };
  }
  if (set.leaf === null) return { tone: 'good', lead: 'ca-certificates', points: set.findings };
  if (!found.has('key-fits')) return { tone: 'good', lead: 'certificate', points: set.findings };
  const lead = found.has('chain-not-needed') ? 'ready-self-signed' : 'ready';
  return { tone: 'good', lead, points: set.findings };
}

export type SetStep = 'compare' | 'renew' | 'request' | 'convert' | 'test';

/** What can be done with a set, the next step first. */
export function stepsFor({ leaf, key, request, findings }: FileSet): SetStep[] {
  const found = new Set(findings);
  const usual: SetStep[] = ['convert', 'test'];
  if (found.has('answers-waiting-request')) return request ? ['test', 'convert'] : ['compare', ...usual];
  if (found.has('request-only')) return ['test', 'convert'];
  if (key && found.has('key-only')) return ['request', ...usual];
  const late = found.has('revoked') || found.has('expired') || found.has('expires-soon') || found.has('no-names');
  return leaf && late ? ['renew', ...usual] : usual;
}

/** The certificate for which `at` is the largest. */
const extreme = (
  items: readonly CertificateItem[],
  at: (item: CertificateItem) => number,
): CertificateItem | undefined => items.toSorted((a, b) => at(b) - at(a))[0];

/** Dates are those of the certificate that matters: the first to expire, the last to begin. */
export function factsOf(set: FileSet, found: readonly Found[]): SetFacts {
  const items = found.map(({ item }) => item).filter((item) => item.kind === 'certificate');
  const expires = extreme(items, ({ notAfter }) => -Date.parse(notAfter));
  const begins = extreme(items, ({ notBefore }) => Date.parse(notBefore));
  const other = (item: CertificateItem | undefined) => (item && item !== items[0] ? nameOf(item) : null);
  return {
    expires: expires ? { at: expires.notAfter, of: other(expires) } : null,
    begins: begins ? { at: begins.notBefore, of: other(begins) } : null,
    missing: set.missingIssuer === null ? null : shortName(set.missingIssuer),
    hasRequest: set.request !== null,
    hasKey: set.key !== null,
    answersWaiting: set.findings.includes('answers-waiting-request'),
  };
}

/** Issuers that several sets lack, the most wanted first, as people call them. */
export function lackedBy(sets: readonly FileSet[]): { issuer: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { missingIssuer } of sets) {
    if (missingIssuer !== null) counts.set(missingIssuer, (counts.get(missingIssuer) ?? 0) + 1);
  }
  return [...counts]
    .map(([issuer, count]) => ({ issuer: shortName(issuer), count }))
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count);
}

/** How many of each kind a file holds, in a fixed order; kinds that it lacks are left out. */
export function countKinds(items: readonly Item[]): { kind: Item['kind']; count: number }[] {
  const kinds = ['certificate', 'request', 'privateKey', 'publicKey', 'crl'] as const;
  return kinds
    .map((kind) => ({ kind, count: items.filter((item) => item.kind === kind).length }))
    .filter(({ count }) => count > 0);
}

/** Problems that are more than a missing passphrase, which has its own field. */
export const realProblems = ({ problems, locked }: TrayFile): TrayFile['problems'] =>
  problems.filter(({ code }) => !locked || (code !== 'passphrase-needed' && code !== 'passphrase-wrong'));

/** Files that could not be read come first, since they need a person. */
export const filesInOrder = (files: readonly TrayFile[]): TrayFile[] => [
  ...files.filter((file) => realProblems(file).length > 0),
  ...files.filter((file) => realProblems(file).length === 0),
];
