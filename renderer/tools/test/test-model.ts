// What the tests say as a whole, and what belongs into the table of request and certificate. Pure: no words in here.
import { shortName } from '../../../assets/text/facts.ts';
import type { FindingState } from '../../../preload/contract/finding.ts';
import type { IssuedComparison } from '../../../preload/contract/issued-comparison.ts';
import type { Item } from '../../../preload/contract/item.ts';
import type { FileSet, Ref, Tray, VerifyOrder } from '../../../preload/contract/tools.ts';
import type { PathVerdict } from '../../../preload/contract/verdict-path.ts';
import type { Tone } from '../../journey/journey-state.ts';
import { explainAddress } from '../../trust/address/explain.ts';
import { type Found, refKey } from '../tray/tray-model.ts';

export const stateTone: Record<FindingState, Tone> = {
  good: 'good',
  warn: 'warning',
  bad: 'danger',
  'not-checked': 'neutral',
};

const severity: readonly FindingState[] = ['bad', 'warn', 'not-checked', 'good'];

/** The verdict of a list is its worst finding. An empty list proves nothing. */
export const worstOf = (findings: readonly { state: FindingState }[]): FindingState =>
  severity.find((state) => findings.some((finding) => finding.state === state)) ?? 'not-checked';

/** The worst first; findings of one state keep their order. */
export const worstFirst = <F extends { state: FindingState }>(findings: readonly F[]): F[] =>
  severity.flatMap((state) => findings.filter((finding) => finding.state === state));

/** The verdict, or that a name was lost by which browsers would know the device. */
export function issuedVerdictOf({ verdict, names }: IssuedComparison): IssuedComparison['verdict'] | 'names-lost' {
  const lost = names.some(({ kind, state }) => state === 'dropped' && (kind === 'dns' || kind === 'ip'));
  return verdict === 'changed' && lost ? 'names-lost' : verdict;
}

/** Long advice: what to do in a sentence, and the rest, a sentence each, for whoever goes on. */
export function splitTodo(todo: string): { first: string; rest: readonly string[] } {
  if (todo.length <= 200) return { first: todo, rest: [] };
  const sentences = todo.split(/(?<=\.) (?=\p{Lu})/u);
  // A first sentence as short as “Do not install it.” is not yet what to do.
  const shown = (sentences[0]?.length ?? 0) < 30 ? 2 : 1;
  return { first: sentences.slice(0, shown).join(' '), rest: sentences.slice(shown) };
}

export type RowState = 'dropped' | 'changed' | 'added' | 'kept';

export interface Row {
  readonly what:
    | {
        readonly row:
          | 'dns'
          | 'ip'
          | 'email'
          | 'uri'
          | 'other'
          | 'wholeSubject'
          | 'key'
          | 'usage'
          | 'purposes'
          | 'ca'
          | 'extension';
      }
    | { readonly row: 'subject'; readonly attribute: string };
  readonly asked: string;
  readonly issued: string;
  readonly state: RowState;
  /** A lost name is what makes browsers warn; it must not be overlooked. */
  readonly grave: boolean;
}

const order: readonly RowState[] = ['dropped', 'changed', 'added', 'kept'];

function stateOf(asked: string, issued: string): RowState {
  if (asked === issued) return 'kept';
  if (issued === '') return 'dropped';
  return asked === '' ? 'added' : 'changed';
}

const joined = (values: readonly string[] | undefined): string => (values ?? []).join(', ');

function listRow(
  row: 'usage' | 'purposes',
  sides: { asked?: string[] | undefined; issued?: string[] | undefined },
): Row[] {
  const [asked, issued] = [joined(sides.asked), joined(sides.issued)];
  // What nobody asked for and the CA adds as it always does is no news.
  if (asked === '') return [];
  const same = new Set(sides.asked).size === new Set([...(sides.asked ?? []), ...(sides.issued ?? [])]).size;
  const state = same && sides.asked?.length === sides.issued?.length ? 'kept' : stateOf(asked, issued);
  return [{ what: { row }, asked, issued, state, grave: false }];
}

/** Every line of the table: what was dropped first, then changed, added, kept. */
export function rowsOf(comparison: IssuedComparison): Row[] {
  const { key, subject, names, keyUsage, extendedKeyUsage, basicConstraints, extensionsDropped } = comparison;
  const describe = ({ algorithm, bits, curve }: typeof key.asked) =>
    [algorithm, curve ?? bits].filter(Boolean).join(' ');
  const subjects = subject.changes.map(
    ({ attribute, change, asked = '', issued = '' }): Row => ({
      what: { row: 'subject', attribute },
      asked,
      issued,
      state: change,
      grave: false,
    }),
  );
  const wantsCa = basicConstraints.asked?.ca === true;
  const isCa = basicConstraints.issued?.ca === true;
  const rows: Row[] = [
    ...names.map(
      ({ kind, name, state }): Row => ({
        what: { row: kind },
        asked: state === 'added' ? '' : name,
        issued: state === 'dropped' ? '' : name,
        state,
        grave: state === 'dropped',
      }),
    ),
    ...(subjects.length > 0
      ? subjects
      : [
          {
            what: { row: 'wholeSubject' as const },
            asked: subject.asked,
            issued: subject.issued,
            state: 'kept' as const,
            grave: false,
          },
        ]),
    {
      what: { row: 'key' },
      asked: describe(key.asked),
      issued: describe(key.issued),
      state: key.same ? 'kept' : 'changed',
      grave: !key.same,
    },
    ...listRow('usage', keyUsage),
    ...listRow('purposes', extendedKeyUsage),
    ...(wantsCa === isCa
      ? []
      : [
          {
            what: { row: 'ca' as const },
            asked: String(wantsCa),
            issued: String(isCa),
            state: 'changed' as const,
            grave: isCa,
          },
        ]),
    ...extensionsDropped.map(
      (oid): Row => ({ what: { row: 'extension' }, asked: oid, issued: '', state: 'dropped', grave: false }),
    ),
  ];
  return order.flatMap((state) => rows.filter((row) => row.state === state));
}

const isCaItem = (item: Item): boolean => item.kind === 'certificate' && item.basicConstraints?.ca === true;
const isSelfSigned = (item: Item): boolean => item.kind === 'certificate' && item.selfSigned;

/** Certificates that can be a trust anchor: those of the set first; each once. */
export function anchorsFor(tray: Tray, ofSet: readonly Found[]): Found[] {
  const all = tray.files.flatMap((file) =>
    file.items.map((item, index): Found => ({ ref: { file: file.id, item: index }, item, file })),
  );
  const seen = new Set<string>();
  return [...ofSet, ...all].filter(({ item }) => {
    if (item.kind !== 'certificate' || !(isCaItem(item) || item.selfSigned)) return false;
    const { sha256 } = item.fingerprints;
    return !seen.has(sha256) && seen.add(sha256);
  });
}

/** Main takes no more. */
const mostRoots = 100;

export interface PathForm {
  /** Keys of references (`refKey`). */
  readonly roots: ReadonlySet<string>;
  readonly host: string;
  readonly purpose: VerifyOrder['purpose'];
  /** As a field for date and time gives it, in local time; null: now. */
  readonly at: string | null;
}

const isRoot = ({ item }: Found): boolean => isCaItem(item) && isSelfSigned(item);

/** The one root there is; null where there are several: which of them counts is for people to say. */
export function onlyRoot(anchors: readonly Found[]): Found | null {
  const [first, ...others] = anchors.filter(isRoot);
  return first && others.length === 0 ? first : null;
}

/** A wildcard is no name that anybody opens. */
const hostOf = (leaf: Item | undefined): string =>
  leaf?.kind === 'certificate' && !isCaItem(leaf)
    ? (leaf.subjectAltNames?.dns.find((name) => !name.includes('*')) ?? '')
    : '';

/** A root alone is ticked; of several none, and no self-signed device: whoever trusts it should mean it. */
export function pathFormFor(anchors: readonly Found[], leaf?: Item): PathForm {
  const root = onlyRoot(anchors);
  return { roots: new Set(root ? [refKey(root.ref)] : []), host: hostOf(leaf), purpose: 'server', at: null };
}

/** Null: the date is none. A URL is taken for its host. */
export function verifyOrderOf(form: PathForm, leaf: Ref, anchors: readonly Found[]): VerifyOrder | null {
  const moment = form.at === null ? null : new Date(form.at);
  if (moment && Number.isNaN(moment.getTime())) return null;
  const typed = form.host.trim();
  return {
    leaf,
    roots: anchors
      .filter(({ ref }) => form.roots.has(refKey(ref)))
      .slice(0, mostRoots)
      .map(({ ref }) => ref),
    host: typed === '' ? null : (explainAddress(typed)?.host ?? typed),
    purpose: form.purpose,
    at: moment ? moment.toISOString() : null,
  };
}

/** The certificate whose path is checked: the leaf, or the first of a set of CA certificates. */
export const pathStart = (set: FileSet): Ref | null => set.leaf ?? set.chain[0] ?? null;

/** The issuer that is wanted next, where that is why the path was refused. */
export const missingIn = ({ reason }: PathVerdict): string | null =>
  reason?.code === 'issuer-missing' ? shortName(reason.facts.issuer) : null;
