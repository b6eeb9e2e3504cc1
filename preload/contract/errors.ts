// The closed list of expected failures. Each code carries the facts that its words need; the words live in
// assets/text, once per language. A failure that is not listed here is a bug and arrives as `internal`.
import { z } from 'zod';

/** What bytes can look like that are no certificate. */
export const looksLikeSchema = z.enum([
  'certificate',
  'request',
  'crl',
  'private-key',
  'encrypted-private-key',
  'public-key',
  'pkcs7',
  'pfx',
  'jks',
  'ssh-key',
  'pgp',
  'html',
  'parameters',
  'nothing',
  'unknown',
]);
export type LooksLike = z.infer<typeof looksLikeSchema>;

/** Why objects cannot go into a format. */
export const convertReasonSchema = z.enum([
  'nothing',
  'no-certificate',
  'no-key',
  'several-objects',
  'several-keys',
  'only-certificates',
  'only-keys',
  'only-certificates-and-key',
  'key-locked',
  'key-does-not-fit',
  'passphrase-missing',
  'passphrase-empty',
]);
export type ConvertReason = z.infer<typeof convertReasonSchema>;

/** Why files make no upload kit. */
export const kitReasonSchema = z.enum([
  'no-certificate',
  'no-key',
  'key-locked',
  'key-does-not-fit',
  'passphrase-empty',
]);
export type KitReason = z.infer<typeof kitReasonSchema>;

const itemKinds = ['certificate', 'request', 'privateKey', 'publicKey', 'crl'] as const;

const text = z.string();
const count = z.number();

export const errorFacts = {
  // the bridge
  'bad-request': z.strictObject({ where: text, problem: text }),
  'forbidden-sender': z.strictObject({}),
  internal: z.strictObject({ reference: text }),
  cancelled: z.strictObject({}),
  // input
  'address-empty': z.strictObject({}),
  'address-invalid': z.strictObject({
    address: text,
    reason: z.enum([
      'characters',
      'label',
      'ipv4',
      'ipv6',
      'wildcard',
      'too-long',
      'single-number',
      'credentials',
      'scheme',
      'zone',
    ]),
  }),
  'port-invalid': z.strictObject({ port: text }),
  'proxy-invalid': z.strictObject({
    proxy: text,
    reason: z.enum(['empty', 'scheme', 'credentials', 'path', 'host', 'port']),
  }),
  'fingerprint-invalid': z.strictObject({ length: count, reason: z.enum(['empty', 'length', 'characters']) }),
  // the network
  'host-not-found': z.strictObject({ host: text }),
  'resolver-failed': z.strictObject({ host: text, detail: text }),
  unreachable: z.strictObject({ host: text, port: count }),
  refused: z.strictObject({ host: text, port: count }),
  'timed-out': z.strictObject({
    host: text,
    port: count,
    seconds: count,
    stage: z.enum(['connect', 'proxy', 'handshake']),
  }),
  'connection-closed': z.strictObject({ host: text, port: count }),
  'not-tls': z.strictObject({ host: text, port: count, looksLike: z.enum(['http', 'ssh', 'unknown']) }),
  'tls-too-old': z.strictObject({ host: text, port: count, version: text }),
  'tls-failed': z.strictObject({ host: text, port: count, detail: text }),
  'proxy-unreachable': z.strictObject({ proxy: text }),
  'proxy-refused': z.strictObject({ proxy: text, status: count }),
  'port-in-use': z.strictObject({ port: count }),
  // files and certificates
  'file-unreadable': z.strictObject({ file: text, detail: text }),
  'file-exists': z.strictObject({ file: text }),
  'file-too-large': z.strictObject({ file: text, limit: count }),
  'write-failed': z.strictObject({ file: text, detail: text }),
  /** This user may not write to that file or folder (absolute path). `owner`: the account's name; empty where unknown. */
  'not-writable': z.strictObject({ path: text, owner: text }),
  'read-back-differs': z.strictObject({ file: text }),
  'not-a-certificate': z.strictObject({ looksLike: looksLikeSchema }),
  /** It begins as what it looks like, and then breaks its rules. `detail` says where. */
  damaged: z.strictObject({ looksLike: looksLikeSchema, detail: text }),
  /** Nothing in the file is of a kind that can be read here. */
  'not-readable': z.strictObject({ looksLike: looksLikeSchema }),
  /** The file was to hold a certificate, say, and holds something else. */
  'not-in-file': z.strictObject({ file: text, wanted: z.enum(itemKinds), found: z.enum([...itemKinds, 'nothing']) }),
  'clipboard-empty': z.strictObject({}),
  'passphrase-needed': z.strictObject({ looksLike: looksLikeSchema }),
  'passphrase-wrong': z.strictObject({ looksLike: looksLikeSchema }),
  /** Whole and in order, but made with something that this program does not know or refuses as too much work. */
  'algorithm-unsupported': z.strictObject({ looksLike: looksLikeSchema, algorithm: text }),
  'convert-impossible': z.strictObject({ to: text, reason: convertReasonSchema }),
  /** There is no upload kit to be made of these files. */
  'kit-impossible': z.strictObject({ reason: kitReasonSchema }),
  /** The appliance would refuse the files, whatever a kit puts right. `codes` are those of the findings. */
  /** The appliance does not take all characters of it. Which ones is not told: they are part of a secret. */
  'passphrase-characters': z.strictObject({ count, allowed: text }),
  /** What a reference meant is no longer on the tray. */
  'no-such-object': z.strictObject({}),
  /** The encoding exists only for another kind of key: PKCS#1 is for RSA, SEC 1 for EC. */
  'key-encoding-impossible': z.strictObject({ algorithm: text, encoding: z.enum(['pkcs8', 'pkcs1', 'sec1']) }),
  'too-many-objects': z.strictObject({ limit: count }),
  // requests
  /** `limit`: the most characters that the attribute may have, where that is the reason. */
  'subject-invalid': z.strictObject({
    attribute: text,
    reason: z.enum([
      'syntax',
      'nothing',
      'unknown-attribute',
      'hex',
      'empty',
      'characters',
      'country',
      'too-long',
      'twice',
    ]),
    limit: count,
  }),
  'san-invalid': z.strictObject({
    name: text,
    reason: z.enum(['empty', 'characters', 'label', 'too-long', 'wildcard', 'number', 'ip', 'email', 'uri', 'prefix']),
  }),
  /** A text that would go out with a request holds a private key. */
  'key-in-text': z.strictObject({ where: text }),
  /** The Lab signs no such request. `names`: a name in it that cannot be written into a certificate as it is. */
  'lab-refuses': z.strictObject({ reason: z.enum(['signature', 'ca', 'names']) }),
  'not-the-issuer': z.strictObject({ subject: text, wanted: text }),
  // deployment
  /** What was to be a name is an address. */
  'name-is-address': z.strictObject({ name: text }),
  /** The site's own profile was taken away, or can no longer be read. */
  'profile-missing': z.strictObject({ profile: text }),
  // trust
  'store-missing': z.strictObject({ store: text, tool: text }),
  'store-failed': z.strictObject({ store: text, detail: text }),
  'store-refuses-role': z.strictObject({ store: text, role: text }),
  'not-trusted-yet': z.strictObject({ sha256: text }),
  'still-there': z.strictObject({ store: text, sha256: text }),
  /** The system's own package brings it along, and would bring it back. Nothing was changed. */
  'kept-by-system': z.strictObject({ store: text, sha256: text }),
  'trust-plan-incomplete': z.strictObject({ missing: z.enum(['root', 'intermediate']), wanted: text }),
  'not-compared': z.strictObject({}),
  // hosts
  'hosts-encoding': z.strictObject({ file: text, encoding: text }),
  'hosts-changed': z.strictObject({ file: text }),
  'hosts-conflict': z.strictObject({ name: text, address: text, line: count }),
  'hosts-name-invalid': z.strictObject({ name: text, reason: text }),
  'hosts-reverted': z.strictObject({ file: text }),
  /** Why the hosts file cannot be replaced, looked for in this order: attribute, rights, lock, security software. */
  'hosts-blocked': z.strictObject({
    file: text,
    by: z.enum([
      'read-only',
      'hidden',
      'system',
      'immutable',
      'append-only',
      'read-only-disk',
      'mounted',
      'rights',
      'others',
      'lock',
      'security-software',
    ]),
    /** The programs that hold it, the folder that others can change, or the system's own code, where known; else empty. */
    detail: text,
  }),
  /** No kept copy of the hosts file has this hash (any more). */
  'backup-missing': z.strictObject({ sha256: text }),
  'hosts-not-address': z.strictObject({ address: text }),
  // rights
  'rights-missing': z.strictObject({ target: text }),
  'elevation-unavailable': z.strictObject({ tried: text }),
  'elevation-cancelled': z.strictObject({}),
  'child-failed': z.strictObject({ detail: text }),
  // journeys
  'no-such-journey': z.strictObject({ id: text }),
  'not-yet': z.strictObject({ step: text, needs: text }),
  'nothing-to-undo': z.strictObject({}),
  'undo-conflict': z.strictObject({ target: text }),
  'verdict-unavailable': z.strictObject({ detail: text }),
  'store-data-damaged': z.strictObject({ file: text, detail: text }),
} as const;

export type ErrorCode = keyof typeof errorFacts;
export type ErrorFacts = { [C in ErrorCode]: z.infer<(typeof errorFacts)[C]> };
export type AppError = { [C in ErrorCode]: { code: C; facts: ErrorFacts[C] } }[ErrorCode];

const variants = Object.entries(errorFacts).map(([code, facts]) => z.strictObject({ code: z.literal(code), facts }));
/** Any expected failure, checked on its way out of main. */
export const errorSchema = z.discriminatedUnion(
  'code',
  variants as unknown as [(typeof variants)[number]],
) as unknown as z.ZodType<AppError>;
