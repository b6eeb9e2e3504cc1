// x509-limbo, for those who have its limbo.json: CERTWRIGHT_LIMBO=path. Every case of a server or client whose question
// verifyPath can be asked is asked; where the outcome differs on purpose, the reason stands here.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ask, ca, host, leafOf } from './chain.ts';
import * as make from './makers.ts';

type Peer = { kind: string; value: string };
type Testcase = {
  id: string;
  features?: string[];
  validation_kind: string;
  trusted_certs: string[];
  untrusted_intermediates: string[];
  peer_certificate: string;
  crls?: string[];
  validation_time: string | null;
  extended_key_usage: string[];
  signature_algorithms: string[];
  expected_result: string;
  expected_peer_name: Peer | null;
  expected_peer_names?: Peer[];
  max_chain_depth: number | null;
};

/** Optional strictness by the suite's own tags, which asks for more than browsers, OpenSSL and Windows do. */
const pedantic: Readonly<Record<string, string>> = {
  'pedantic-public-suffix-wildcard': 'needs the list of public suffixes',
  'pedantic-webpki-subscriber-key': 'rules for CAs of the public Web about keys that clients do not check',
  'pedantic-webpki-eku': 'rules for CAs of the public Web about purposes that clients do not check',
  'pedantic-serial-number': 'serial numbers of zero or below are forbidden, exist, and pass everywhere',
  'pedantic-rfc5280': 'rules for CAs that clients do not check',
  'rfc5280-incompatible-with-webpki': 'browsers and the public Web decide otherwise than the RFC',
  'no-cert-policies': 'for programs without certificate policies',
};

/** Cases without such a tag in which we pass what the case refuses. */
const lenient: readonly (readonly [RegExp, string])[] = [
  [/missing-(aki|ski)$/, 'key identifiers are hints: home-made CAs leave them out, and it passes everywhere'],
  [/^webpki::aki::/, 'what the key identifier of a root says is a rule for public CAs'],
  [/root-non-critical-basic-constraints$/, 'old roots have them so, and they pass everywhere'],
  [/leaf-ku-keycertsign$/, 'a usage too many in a leaf that is no CA gives it no power'],
  [/ee-basicconstraints-ca$|^webpki::ca-as-leaf$/, 'self-signed certificates of appliances are mostly marked as CA'],
  [/^ee-(critical-)?pathlen|ee-pathlen/, 'a path length in a leaf that is no CA has no effect'],
  [/san-critical-with-nonempty-subject$/, 'a rule for public CAs'],
  [/^webpki::cn::/, 'what the common name says is a rule for public CAs; nobody looks at it'],
  [/invalid-dnsname-leading-period$/, 'OpenSSL and Windows CAs write it, and all clients take it for the domain below'],
  [/not-divis[ai]ble-by-8/, 'a rule for public CAs about the size of RSA keys'],
  [/crlnumber-missing$/, 'openssl makes lists without a number unless told to number them'],
  [/crl-duplicate-revoked-serial$/, 'a serial number twice is revoked all the same'],
  [/generalized-time-2025/, 'a date of the wrong type is the same date'],
  [/non-uri-generalname$|idp-indirect-crl$/, 'a rule for public CAs'],
];

const why = ({ id, features = [] }: Testcase): string | undefined =>
  lenient.find(([pattern]) => pattern.test(id))?.[1] ?? features.map((feature) => pedantic[feature]).find(Boolean);

/** Questions that cannot be put to verifyPath. */
const notAsked = (each: Testcase): string | undefined => {
  if (each.validation_kind !== 'SERVER' && each.validation_kind !== 'CLIENT') return 'neither server nor client';
  if (each.id.startsWith('smime::')) return 'a certificate for mail';
  if (each.id.startsWith('rfc9881::')) return 'ML-DSA, which the runtime does not know';
  if (each.signature_algorithms.length > 0) return 'a list of algorithms to accept';
  if (each.expected_peer_names?.some(({ kind }) => kind === 'RFC822')) return 'a mail address as the peer';
  return undefined;
};

const der = (pem: string): Uint8Array => new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64'));

const outcome = (each: Testcase) => {
  const name =
    each.expected_peer_name ?? (each.validation_kind === 'CLIENT' ? each.expected_peer_names?.[0] : undefined);
  return ask({
    leaf: der(each.peer_certificate),
    intermediates: each.untrusted_intermediates.map(der),
    roots: each.trusted_certs.map(der),
    crls: (each.crls ?? []).map(der),
    purpose: each.validation_kind === 'CLIENT' ? 'client' : 'server',
    at: new Date(each.validation_time ?? Date.now()),
    ...(name ? { host: name.value } : {}),
    ...(each.max_chain_depth === null ? {} : { maxDepth: each.max_chain_depth }),
  });
};

const judge = (each: Testcase): 'right' | 'lenient' | 'wrong' => {
  const { valid } = outcome(each);
  if (valid === (each.expected_result === 'SUCCESS')) return 'right';
  // Only passing what a case refuses can be on purpose.
  return valid && why(each) ? 'lenient' : 'wrong';
};

const file = process.env.CERTWRIGHT_LIMBO;
const cases: Testcase[] = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).testcases : [];

describe.skipIf(cases.length === 0)('limbo', () => {
  const asked = cases.filter((each) => notAsked(each) === undefined);

  it.each(asked.map((each) => [each.id, each] as const))('%s', (_, each) => {
    expect(judge(each)).not.toBe('wrong');
  });

  it('counts', () => {
    const counts = { right: 0, lenient: 0, wrong: 0, notAsked: cases.length - asked.length };
    for (const each of asked) counts[judge(each)] += 1;
    console.log(JSON.stringify(counts));
    expect(asked.length).toBeGreaterThan(0);
  });
});

describe('the runner', () => {
  const pem = (bytes: Uint8Array): string =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes).toString('base64')}\n-----END CERTIFICATE-----\n`;
  const root = ca('Root');
  const made = (id: string, changes: Partial<Testcase> = {}): Testcase => ({
    id,
    validation_kind: 'SERVER',
    trusted_certs: [pem(root.der)],
    untrusted_intermediates: [],
    peer_certificate: pem(leafOf(root)),
    validation_time: make.now.toISOString(),
    extended_key_usage: ['serverAuth'],
    signature_algorithms: [],
    expected_result: 'SUCCESS',
    expected_peer_name: { kind: 'DNS', value: host },
    max_chain_depth: null,
    ...changes,
  });

  it('tells right from wrong, and both from lenient', () => {
    expect(judge(made('a'))).toBe('right');
    expect(judge(made('a', { expected_result: 'FAILURE' }))).toBe('wrong');
    expect(judge(made('rfc5280::ski::root-missing-ski', { expected_result: 'FAILURE' }))).toBe('lenient');
    expect(judge(made('a', { expected_peer_name: { kind: 'DNS', value: 'a.example' } }))).toBe('wrong');
    expect(judge(made('rfc5280::ski::root-missing-ski', { trusted_certs: [] }))).toBe('wrong');
    expect(notAsked(made('a', { signature_algorithms: ['RSA_WITH_SHA256'] }))).toBeDefined();
  });
});
