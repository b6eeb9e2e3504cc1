// The trust journey as both sides see it: what the steps found out (views) and what a person can ask of it (actions).
// A view holds facts only; the sentences are made from them by assets/text.
import { z } from 'zod';
import { certificateItemSchema, roleSchema } from './item.ts';
import { trustNoteSchema } from './trust-note.ts';

const time = z.string();
const sha256 = z.string().regex(/^[0-9A-F]{64}$/);

export const trustStepIds = ['address', 'download', 'compare', 'export', 'import', 'name', 'hosts', 'done'] as const;
export const trustStepSchema = z.enum(trustStepIds);
export type TrustStepId = z.infer<typeof trustStepSchema>;

/**
 * todo: nothing known yet. done: checked in the world and good. attention: looked at, and it is not good.
 * not-needed: the world is already right, or the step cannot help. blocked: an earlier step must come first.
 */
export const stepStateSchema = z.enum(['todo', 'done', 'attention', 'not-needed', 'blocked']);
export type StepState = z.infer<typeof stepStateSchema>;

export const addressViewSchema = z.strictObject({
  text: z.string(),
  host: z.string(),
  port: z.number().int(),
  kind: z.enum(['name', 'ipv4', 'ipv6']),
  /** host:port of an HTTP proxy, if one is used. */
  proxy: z.string().nullable(),
});

/** Something about the downloaded chain that a person should know before going on. */
export const chainNoteSchema = z.enum([
  'self-signed-leaf',
  'expired',
  'not-yet-valid',
  'expires-soon',
  'no-san',
  'weak-key',
  'weak-signature',
  'root-not-sent',
  'intermediate-not-sent',
  'unrelated-sent',
  'order-wrong',
  'old-tls',
  'clock-differs',
  /** A CA certificate of the chain is past its date or not valid yet. */
  'issuer-date',
]);
export type ChainNote = z.infer<typeof chainNoteSchema>;

export const chainMemberSchema = z.strictObject({ item: certificateItemSchema, role: roleSchema });
export type ChainMember = z.infer<typeof chainMemberSchema>;

export const downloadViewSchema = z.strictObject({
  at: time,
  /** The address that answered; null where only a proxy has seen it. */
  remoteAddress: z.string().nullable(),
  protocol: z.string(),
  cipher: z.string(),
  /** False where only the TLS library's own, re-ordered view was to be had. */
  chainAsSent: z.boolean(),
  chain: z.array(chainMemberSchema),
  /** Does the server show another leaf when a name is sent (SNI)? */
  sni: z.enum(['same', 'different', 'only-with', 'only-without', 'not-tried']),
  clock: z.strictObject({ server: time, skewSeconds: z.number() }).nullable(),
  notes: z.array(chainNoteSchema),
});
export type DownloadView = z.infer<typeof downloadViewSchema>;

const decisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fingerprint'), algorithm: z.enum(['sha1', 'sha256']), at: time, sha256 }),
  z.strictObject({ kind: z.literal('risk-accepted'), at: time, sha256 }),
]);

/**
 * The comparison is about the certificate that would become trusted: the leaf, or the root where the sensor itself sent
 * one. A leaf that was compared says nothing for a CA that came along with it.
 */
export const compareViewSchema = z.strictObject({
  sha256,
  sha1: z.string(),
  subject: z.string(),
  role: roleSchema,
  /** What the app saw at this address before, if it was another leaf. */
  changedFrom: z.strictObject({ sha256, seenAt: time }).nullable(),
  /** Holds for the certificate above; null when none was taken, or one for another certificate. */
  decision: decisionSchema.nullable(),
  /** The last paste that did not match, as digits; `isLeaf`: it is the sensor's own, where the CA's is asked for. */
  mismatch: z.strictObject({ hex: z.string(), algorithm: z.enum(['sha1', 'sha256']), isLeaf: z.boolean() }).nullable(),
});
export type CompareView = z.infer<typeof compareViewSchema>;

export const exportFormatSchema = z.enum(['der', 'pem', 'pkcs7']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;
export const exportViewSchema = z.strictObject({
  /** Names only, without folders: the renderer never sees a path. */
  written: z.array(z.strictObject({ name: z.string(), format: exportFormatSchema, sha256, at: time })),
});

export const storeScopeSchema = z.enum(['machine', 'user']);
export type StoreScope = z.infer<typeof storeScopeSchema>;
export const clientSchema = z.enum(['chromium', 'firefox', 'schannel', 'openssl', 'macos']);

export const planEntrySchema = z.strictObject({
  sha256,
  item: certificateItemSchema,
  role: roleSchema,
  place: z.enum(['root', 'intermediate']),
  source: z.enum(['sensor', 'file']),
});
export type PlanEntry = z.infer<typeof planEntrySchema>;
export const storeViewSchema = z.strictObject({
  scope: storeScopeSchema,
  /** What people call it: `Local Machine › Trusted Root Certification Authorities`. */
  location: z.string(),
  readers: z.array(clientSchema),
  needsRights: z.boolean(),
  /** Entries of the plan (SHA-256) that were found in the store when it was last read; null: it could not be read. */
  present: z.array(sha256).nullable(),
  /** Entries that this journey added (and would take back). */
  addedByUs: z.array(sha256),
  readAt: time,
});
export type StoreView = z.infer<typeof storeViewSchema>;
export const importViewSchema = z.strictObject({
  plan: z.array(planEntrySchema),
  missing: z.enum(['root', 'intermediate']).nullable(),
  /** Subject of the certificate that is missing, as RFC 4514. */
  wanted: z.string(),
  stores: z.array(storeViewSchema),
  /** What decides beside the stores about the plan, read with them. */
  notes: z.array(trustNoteSchema),
});
export type ImportView = z.infer<typeof importViewSchema>;

/** A verdict of Chromium's own verifier, or the reason why there is none. */
export const verdictSchema = z.strictObject({
  host: z.string(),
  port: z.number().int(),
  /** `net::OK`, `net::ERR_CERT_…`, or another `net::ERR_…` where no certificate was reached. */
  code: z.string(),
  at: time,
  /** direct: by the system's own name resolution. tunnel: the name was tried against the sensor's address. */
  way: z.enum(['direct', 'tunnel']),
  /** SHA-256 of the leaf that was judged; null where none was reached, or nobody was asked. */
  leaf: sha256.nullable(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** The truth of the matter about name and trust; decided by a pure function from the facts. */
export const nameOutcomeSchema = z.enum([
  'good', // the address as typed opens without a warning
  'not-trusted', // import first
  'open-by-name', // another name of the certificate resolves to the sensor already: use that one
  'hosts-mends', // a name in the SAN exists; a hosts line will do
  'reissue-no-san', // no SAN at all: no hosts line can help
  'reissue-other-name', // the SAN has nothing that can be used here
  'wildcard', // the SAN has a wildcard: the admin names one of its names, and a hosts line will do
  'expired',
  'not-yet-valid',
  'weak',
  'intermediate-missing', // the path to the trusted root cannot be built
  'issuer-date', // a CA of the path is past its date, or not valid yet
  'other-certificate', // the browser engine was shown another certificate than the one that was downloaded
  'revoked',
  'other', // the code says what
  'not-checked', // no verdict could be had
]);
export type NameOutcome = z.infer<typeof nameOutcomeSchema>;

export const nameViewSchema = z.strictObject({
  at: time,
  typed: verdictSchema,
  names: z.array(verdictSchema),
  outcome: nameOutcomeSchema,
  /** The name that the admin should use in the browser, when there is one. */
  useName: z.string().nullable(),
  hostsCanMend: z.boolean(),
  san: z.array(z.string()),
  /** The subject as Chrome and Edge print it, and the CN. */
  browserSubject: z.string(),
  commonName: z.string().nullable(),
  pasted: z.strictObject({ text: z.string(), matches: z.boolean() }).nullable(),
});
export type NameView = z.infer<typeof nameViewSchema>;

export const diffLineSchema = z.strictObject({
  kind: z.enum(['same', 'add', 'remove']),
  line: z.number().int(),
  text: z.string(),
});
export type DiffLine = z.infer<typeof diffLineSchema>;
export const hostsMappingSchema = z.strictObject({
  line: z.number().int(),
  address: z.string(),
  wins: z.boolean(),
  ours: z.boolean(),
  commentedOut: z.boolean(),
  /**
   * Why it does or does not win; left out in views that an older version kept. `only`: nothing else maps the name.
   * `first`: others do, further down. `later`: the line `after` stands above it. `ignored`: Windows reads nine names of a
   * line and no more.
   */
  why: z.enum(['only', 'first', 'later', 'commented', 'ignored']).optional(),
  after: z.number().int().optional(),
});
export type HostsMapping = z.infer<typeof hostsMappingSchema>;
export const hostsViewSchema = z.strictObject({
  file: z.string(),
  address: z.string(),
  name: z.string(),
  candidates: z.array(z.string()),
  /** SHA-256 of the file that the preview was made from; apply proves that it acts on the same. */
  before: sha256,
  diff: z.array(diffLineSchema),
  existing: z.array(hostsMappingSchema),
  conflict: z.strictObject({ address: z.string(), line: z.number().int() }).nullable(),
  alreadyRight: z.boolean(),
  needsRights: z.boolean(),
  addedByUs: z.boolean(),
  /** What the system's resolver answers for the name, when asked last. */
  resolved: z.strictObject({ addresses: z.array(z.string()), right: z.boolean(), at: time }).nullable(),
  verdict: verdictSchema.nullable(),
});
export type HostsView = z.infer<typeof hostsViewSchema>;

export const changeViewSchema = z.strictObject({
  id: z.string(),
  at: time,
  kind: z.enum(['trust-added', 'trust-removed', 'hosts-line-added']),
  /** The store's or the file's name for people. */
  target: z.string(),
  /** Certificate subject, or the hosts line. */
  what: z.string(),
  thumbprint: z.string().nullable(),
  undone: z.boolean(),
});
export type ChangeView = z.infer<typeof changeViewSchema>;

export const doneViewSchema = z.strictObject({
  changes: z.array(changeViewSchema),
  before: verdictSchema.nullable(),
  after: verdictSchema.nullable(),
  /** https URL that opens without a warning; null while there is none. */
  url: z.string().nullable(),
  /** The same by hand: commands for the ticket. */
  commands: z.array(z.string()),
  receipts: z.array(z.strictObject({ name: z.string(), at: time })),
  undoneAt: time.nullable(),
  /** After an undo: did the stores and the hosts file read back as they were? */
  undoVerified: z.boolean().nullable(),
});
export type DoneView = z.infer<typeof doneViewSchema>;

export const trustJourneySchema = z.strictObject({
  id: z.string(),
  kind: z.literal('trust'),
  createdAt: time,
  updatedAt: time,
  practice: z.boolean(),
  /** The first step that is neither done nor not needed. */
  current: trustStepSchema,
  steps: z.array(z.strictObject({ id: trustStepSchema, state: stepStateSchema })),
  address: addressViewSchema.nullable(),
  download: downloadViewSchema.nullable(),
  compare: compareViewSchema.nullable(),
  export: exportViewSchema,
  import: importViewSchema.nullable(),
  name: nameViewSchema.nullable(),
  hosts: hostsViewSchema.nullable(),
  done: doneViewSchema,
});
export type TrustJourney = z.infer<typeof trustJourneySchema>;

const short = z.string().max(2_000);
const name = z.string().max(253);
/** Everything that a person can ask of the trust journey. Main opens the dialogs; no action carries a path. */
export const trustActionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('set-address'), address: short, proxy: short.nullable() }),
  z.strictObject({ type: z.literal('download') }),
  z.strictObject({ type: z.literal('compare-fingerprint'), text: short }),
  // What is accepted or imported is named, so that nothing else can take its place meanwhile.
  z.strictObject({ type: z.literal('accept-risk'), sha256 }),
  z.strictObject({ type: z.literal('compare-again') }),
  z.strictObject({ type: z.literal('export'), format: exportFormatSchema }),
  z.strictObject({ type: z.literal('add-ca-file') }),
  z.strictObject({ type: z.literal('read-stores') }),
  z.strictObject({ type: z.literal('import'), scope: storeScopeSchema, plan: z.array(sha256).min(1).max(16) }),
  z.strictObject({ type: z.literal('check-name') }),
  z.strictObject({ type: z.literal('compare-subject'), text: short }),
  z.strictObject({ type: z.literal('preview-hosts'), name: name.nullable() }),
  z.strictObject({ type: z.literal('apply-hosts'), name, before: sha256, override: z.boolean() }),
  z.strictObject({ type: z.literal('check-hosts') }),
  z.strictObject({ type: z.literal('save-receipt'), format: z.enum(['html', 'json']) }),
  z.strictObject({ type: z.literal('undo') }),
  z.strictObject({ type: z.literal('open-in-browser') }),
]);
export type TrustAction = z.infer<typeof trustActionSchema>;
