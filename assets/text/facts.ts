// What the sentences need to know about a journey, worked out once for all languages. Pure: no words in here.
import type { DeployJourney, DeployTrustView, DeployUploadView } from '../../preload/contract/deploy-journey.ts';
import type { CertificateItem } from '../../preload/contract/item.ts';
import type { Precheck } from '../../preload/contract/precheck.ts';
import type {
  ChainNote,
  DownloadView,
  StoreScope,
  TrustJourney,
  Verdict,
} from '../../preload/contract/trust-journey.ts';

type Import = NonNullable<TrustJourney['import']>;
export type Store = Import['stores'][number];
export type Client = Store['readers'][number];
export type PlanEntry = Import['plan'][number];

/** The name by which people know a certificate: its common name, else the whole subject. */
export const commonName = (item: Pick<CertificateItem, 'commonName' | 'subject'>): string =>
  item.commonName ?? item.subject;

/** The first value of an attribute in an RFC 4514 name. */
export const attribute = (name: string, type: string): string | undefined =>
  new RegExp(`(?:^|[,+])\\s*${type}=((?:\\\\.|[^,+\\\\])*)`, 'i').exec(name)?.[1]?.replace(/\\(.)/g, '$1').trim();

/** The part of an RFC 4514 name that people recognize: CN, else OU, else O, else all of it. */
export const shortName = (name: string): string =>
  attribute(name, 'CN') ?? attribute(name, 'OU') ?? attribute(name, 'O') ?? name;

/** `https://host:port` as the browser shows it: IPv6 in brackets, no port where it is 443. */
export function urlOf({ host, port }: { host: string; port: number }): string {
  const shown = host.includes(':') ? `[${host}]` : host;
  return `https://${shown}${port === 443 ? '' : `:${port}`}`;
}

/** Is the whole plan in this store? Null: the store could not be read. */
export function holdsPlan(store: Store, plan: readonly PlanEntry[]): boolean | null {
  if (store.present === null) return null;
  return plan.length > 0 && plan.every(({ sha256 }) => store.present?.includes(sha256));
}

/** The stores that Chromium reads and that together hold the whole plan; empty while something is missing. */
export function trustingStores(view: Import): Store[] {
  const read = view.stores.filter(({ readers, present }) => readers.includes('chromium') && present?.length);
  const there = new Set(read.flatMap(({ present }) => present ?? []));
  return view.plan.every(({ sha256 }) => there.has(sha256)) ? read : [];
}

/** Is a root of the plan in no store of the machine, so that it counts only where users may trust roots of their own? */
export const needsUserRoots = ({ plan, stores }: Import): boolean =>
  plan.some(
    ({ place, sha256 }) =>
      place === 'root' && !stores.some(({ scope, present }) => scope === 'machine' && present?.includes(sha256)),
  );

/** Does something beside the stores decide against what they hold? */
export const isOverruled = (view: Import): boolean =>
  view.notes.some(({ kind }) => (kind === 'user-roots-off' ? needsUserRoots(view) : kind !== 'pushed'));

/** Is the root in a store that Edge and Chrome read? */
export const isRootTrusted = ({ present }: NonNullable<DeployTrustView['root']>): boolean =>
  present.some(({ readers }) => readers.includes('chromium'));

/**
 * What Chromium says where people will open the sensor: under its name, or at its address where it has none. Null: not
 * checked.
 */
export function mainVerdict({ sensor, proof }: Pick<DeployJourney, 'sensor' | 'proof'>): Verdict | null {
  const checked = (proof?.verdicts ?? []).filter(({ code }) => code !== 'not-checked');
  const wanted = sensor?.name ?? sensor?.host;
  return checked.find(({ host }) => host === wanted) ?? null;
}

/** The name under which people will open the sensor, where it does not lead to it from here; null: it does, or nobody asked. */
export function unfoundName(journey: Pick<DeployJourney, 'sensor' | 'proof'>): string | null {
  const name = journey.proof?.name;
  if (name && !name.leadsHere) return name.name;
  // Asked through a tunnel, because no server here knows the name.
  const verdict = mainVerdict(journey);
  return verdict?.way === 'tunnel' ? verdict.host : null;
}

/**
 * Are the files refused only as they lie there? Then the kit puts everything right that they would be refused for:
 * format, order, what is too much, or the passphrase. False where nothing fails.
 */
export function kitMends({ findings }: Pick<Precheck, 'findings'>): boolean {
  const fails = findings.filter(({ severity }) => severity === 'fail');
  return fails.length > 0 && fails.every(({ remedy }) => remedy === 'make-kit' || remedy === 'new-passphrase');
}

/** A request waits for its certificate, and nothing but its key is there yet: the CA's turn. */
export const isOnlyWaiting = ({ request, files }: Pick<DeployJourney, 'request' | 'files'>): boolean =>
  request?.waiting != null && files.passphrase !== 'wrong' && files.files.every(({ slot }) => slot === 'key');

/** The OT sensor of the built-in rules, whose console and wizard are known; also before any is chosen. */
export const isOtSensor = ({ sensor }: Pick<DeployJourney, 'sensor'>): boolean =>
  sensor === null || sensor.profile.id === 'ot-sensor';

/** Has the appliance a form in a console? A device has none: its files are copied. */
export const hasConsole = ({ fields }: Pick<DeployUploadView, 'fields'>): boolean =>
  fields.some(({ field }) => field === 'save');

/** Hex in groups, as people compare it. `size` 4 for reading, 2 for colons. */
export const groups = (hex: string, size = 4): string[] => hex.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];

/** Notes about the chain that only explain; the others are worth a warning. */
export const harmless: ReadonlySet<ChainNote> = new Set(['self-signed-leaf', 'root-not-sent']);

/** How many of the notes are worth a warning. */
export const troubles = ({ notes }: Pick<DownloadView, 'notes'>): number =>
  notes.filter((note) => !harmless.has(note)).length;

/** Positions of the groups in which two fingerprints differ. */
export function differing(hex: string, other: string): ReadonlySet<number> {
  const theirs = groups(other);
  return new Set(groups(hex).flatMap((group, index) => (group === theirs[index] ? [] : [index])));
}

/** What the by-hand guides are filled with. */
export interface GuideFacts {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly proxy: string | null;
  /** Name of the file with the sensor's certificate; a suggestion where none was saved. */
  readonly file: string;
  readonly sha256: string | null;
  readonly sha1: string | null;
  readonly scope: StoreScope;
  readonly plan: readonly {
    readonly name: string;
    readonly file: string;
    readonly place: 'root' | 'intermediate';
    readonly selfSignedLeaf: boolean;
    readonly sha1: string;
  }[];
  readonly hosts: { readonly file: string; readonly address: string; readonly name: string } | null;
  /** The name to open in the browser at the end. */
  readonly openUrl: string;
}

/** A plain file name for the certificate of a host or a CA: lower case, hyphens for what file systems dislike, `.cer`. */
export const fileName = (name: string): string =>
  `${
    name
      .toLowerCase()
      .replace(/[^a-z0-9.]+/g, '-')
      .replace(/^[-.]+|[-.]+$/g, '')
      .slice(0, 60) || 'certificate'
  }.cer`;

/** `scope` is the store that the person looks at; without one, the machine's. */
export function guideFacts(journey: TrustJourney, scope: StoreScope = 'machine'): GuideFacts {
  const { address, compare, hosts, name } = journey;
  const host = address?.host ?? '';
  const port = address?.port ?? 443;
  const written = [...journey.export.written].reverse().find(({ format }) => format === 'der');
  const file = written?.name ?? fileName(host || 'sensor');
  const nameToUse = hosts?.name ?? name?.useName ?? host;
  return {
    host,
    port,
    url: urlOf({ host, port }),
    proxy: address?.proxy ?? null,
    file,
    sha256: compare?.sha256 ?? null,
    sha1: compare?.sha1 ?? null,
    scope,
    plan: (journey.import?.plan ?? []).map(({ item, place, role }) => ({
      name: commonName(item),
      file: role === 'self-signed-leaf' ? file : fileName(commonName(item)),
      place,
      selfSignedLeaf: role === 'self-signed-leaf',
      sha1: item.fingerprints.sha1,
    })),
    hosts: hosts && { file: hosts.file, address: hosts.address, name: hosts.name },
    openUrl: journey.done.url ?? urlOf({ host: nameToUse, port }),
  };
}
