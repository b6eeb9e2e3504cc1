// The closed list of what a rule of a profile can test, with the parameters of each. Rules are data and these are the
// words that they are made of; what each word does is in checks/, one file for each part of an upload.
import { z } from 'zod';

const text = z.string().min(1).max(200);
const names = z.array(text).min(1).max(40);
const whole = z.number().int().min(0);

const plain = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind) });

/** Names of signature algorithms are those that OpenSSL prints, without regard to case. */
const algorithms = { allowed: names, tolerated: z.array(text).max(40) };

export const ruleTestSchema = z.discriminatedUnion('kind', [
  // the CRT file
  plain('crt-readable'),
  /** PEM, or also DER, and nothing else. */
  plain('crt-format').extend({ der: z.boolean() }),
  plain('crt-single'),
  plain('crt-without-key'),
  // what the leaf says
  plain('leaf-is-no-ca'),
  plain('leaf-not-served'),
  plain('leaf-not-self-signed'),
  plain('signature-algorithm').extend(algorithms),
  /** Broken where the algorithm is one of those tolerated: they may work and are not named. */
  plain('signature-algorithm-listed').extend(algorithms),
  /** `RSA`, `RSA-PSS`, `Ed25519`, or a curve as `EC P-256`. */
  plain('key-algorithm').extend({ allowed: names }),
  plain('key-size').extend({ algorithm: text, minimum: whole }),
  plain('key-size-listed').extend({ algorithm: text, listed: z.array(whole).min(1).max(20) }),
  plain('key-size-slow').extend({ algorithm: text, from: whole }),
  plain('not-expired'),
  plain('already-valid'),
  plain('not-expiring').extend({ days: whole }),
  /** Dates from this moment on are refused. */
  plain('valid-until').extend({ limit: z.iso.datetime() }),
  // its subject
  plain('common-name'),
  plain('common-name-no-wildcard'),
  plain('common-name-is-host'),
  plain('common-name-unique'),
  /** Letters and digits of ASCII, and `also`; the last character is none of `notLast`. */
  plain('common-name-is-id').extend({ also: z.string().max(40), notLast: z.string().max(40), maximum: whole }),
  /** The same as the name that the appliance or device is called by, letter for letter or without regard to case. */
  plain('common-name-is-given').extend({ matchCase: z.boolean() }),
  plain('subject-has').extend({ attributes: names }),
  plain('country-code'),
  plain('attribute-lengths').extend({ limits: z.record(text, whole) }),
  /** Attributes in the order of the encoding. */
  plain('subject-order').extend({ order: names }),
  // its alternative names
  plain('san-present'),
  plain('san-has-host'),
  plain('san-has-common-name'),
  plain('san-has-address'),
  plain('san-no-wildcard'),
  // what it is for; `where`: judged only where the extension is there, or broken only where it is not
  plain('extended-key-usage').extend({ has: names, where: z.enum(['present', 'absent']) }),
  plain('key-usage').extend({ has: names }),
  // the KEY file
  plain('key-readable'),
  plain('key-pem'),
  plain('key-single'),
  plain('key-without-certificate'),
  plain('key-encryption-known'),
  plain('key-matches'),
  plain('key-sound'),
  // the passphrase beside it
  plain('passphrase-opens'),
  plain('passphrase-used'),
  /** By the profile's own alphabet and least length. */
  plain('passphrase-characters'),
  plain('passphrase-length'),
  // the chain file
  plain('chain-present'),
  plain('chain-readable'),
  plain('chain-pem'),
  plain('chain-without-key'),
  plain('chain-without-leaf'),
  plain('chain-fits'),
  plain('chain-valid'),
  plain('chain-order'),
  plain('chain-complete'),
  plain('chain-no-more'),
  // revocation
  plain('distribution-point'),
  plain('no-distribution-point'),
  /** `another`: judged only where a list came from another place, or only where none did; one list is enough. */
  plain('distribution-point-http').extend({ another: z.boolean() }),
  plain('distribution-point-port'),
  plain('crl-reachable').extend({ another: z.boolean() }),
  plain('crl-asked'),
  /** Of the CAs between the leaf and the root. */
  plain('issuer-crl-reachable'),
  plain('issuer-crl-usable'),
  /** `another`: judged only where another list tells the status, or only where none does. */
  plain('crl-usable').extend({ another: z.boolean().optional() }),
  plain('not-revoked'),
  // together
  plain('no-bundle'),
  plain('one-file-each'),
  plain('nothing-left-over'),
  plain('file-names'),
  /** What can only be found out elsewhere; never good and never bad. */
  plain('elsewhere').extend({ what: z.enum(['sensor-clock', 'sensor-network']) }),
]);
export type RuleTest = z.infer<typeof ruleTestSchema>;
export type TestKind = RuleTest['kind'];
export type TestOf<K extends TestKind> = Extract<RuleTest, { kind: K }>;
