// The same question to verifyPath and to `openssl verify`: chains with every pair of changes to leaf and CA, and lists.
// Where the two disagree on purpose, the change says so and why.
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { write } from '../openssl.ts';
import { ask, type Changes, ca, host, leafOf } from './chain.ts';
import * as make from './makers.ts';

const pem = (label: string, ders: readonly Uint8Array[]): string =>
  ders
    .map((der) => {
      const lines = Buffer.from(der)
        .toString('base64')
        .match(/.{1,64}/g);
      return [`-----BEGIN ${label}-----`, ...(lines ?? []), `-----END ${label}-----`, ''].join('\n');
    })
    .join('');

type Chain = { leaf: Uint8Array; intermediates: Uint8Array[]; roots: Uint8Array[]; crls?: Uint8Array[] };

/** Level 2: at least 112 bits of security, so no RSA below 2048 bits, no SHA-1. */
const always = [
  ...['verify', '-attime', String(Math.floor(make.now.getTime() / 1000)), '-purpose', 'sslserver'],
  ...['-auth_level', '2', '-partial_chain', '-policy_check'],
];

/** Which of the leaves openssl accepts, asked in one run. */
const opensslAccepts = (
  leaves: readonly Uint8Array[],
  { intermediates, roots, crls }: Omit<Chain, 'leaf'>,
  more: readonly string[] = [],
): boolean[] => {
  const lists = ['-crl_check', '-extended_crl', '-use_deltas'];
  const args = [
    ...['-trusted', write('roots.pem', pem('CERTIFICATE', roots))],
    ...(intermediates.length > 0 ? ['-untrusted', write('between.pem', pem('CERTIFICATE', intermediates))] : []),
    ...(crls ? ['-CRLfile', write('lists.pem', pem('X509 CRL', crls)), ...lists] : []),
    ...leaves.map((leaf, at) => write(`leaf${at}.pem`, pem('CERTIFICATE', [leaf]))),
  ];
  const run = spawnSync('openssl', [...always, ...more, ...args], {
    env: { ...process.env, OPENSSL_CONF: '/dev/null' },
    encoding: 'utf8',
  });
  // 0: all accepted, 2: one refused. Anything else is a mistake in this test.
  if (run.status !== 0 && run.status !== 2) throw new Error(run.stderr);
  return leaves.map((_, at) => run.stdout.includes(`/leaf${at}.pem: OK\n`));
};

/** `strict`: we refuse and openssl does not. `lax`: openssl refuses and we do not. */
type Case = { called: string; changes: Changes; strict?: string; lax?: string };

const critical = (extension: make.Extension): make.Extension => ({ ...extension, critical: true });
const unknown = { oid: '1.3.6.1.4.1.99999.1', critical: true, value: make.octets() };
const leafKey = make.key('leaf');

const leafCases: Case[] = [
  { called: 'as it is', changes: {} },
  { called: 'expired', changes: { notAfter: '2030-02-01T00:00:00Z' } },
  { called: 'of the future', changes: { notBefore: '2030-12-01T00:00:00Z' } },
  { called: 'for clients', changes: { more: [make.extendedKeyUsage('client')] } },
  {
    called: 'for any purpose',
    changes: { more: [make.extendedKeyUsage('any')] },
    lax: 'openssl wants serverAuth in so many words; browsers take any',
  },
  { called: 'for no purpose in particular', changes: { without: ['2.5.29.37', '2.5.29.15'] } },
  { called: 'that only signs certificates', changes: { more: [make.keyUsage('keyCertSign')] } },
  { called: 'that only enciphers keys', changes: { more: [make.keyUsage('keyEncipherment')] } },
  { called: 'with an unknown critical extension', changes: { more: [unknown] } },
  { called: 'with a critical key identifier', changes: { more: [critical(make.subjectKeyId(leafKey))] } },
  { called: 'signed over SHA-1', changes: { hash: 'sha1' } },
  { called: 'with a small key', changes: { key: make.key('small', 1024) } },
  { called: 'signed by another', changes: { signer: make.key('stranger') } },
  { called: 'for another host', changes: { more: [make.subjectAltName([{ dns: 'a.example' }])] } },
  { called: 'for a host by wildcard', changes: { more: [make.subjectAltName([{ dns: '*.contoso.com' }])] } },
  {
    called: 'with an international mailbox',
    changes: { more: [make.subjectAltName([{ dns: host }, { utf8: 'ä@contoso.com' }])] },
  },
  {
    called: 'with the host in its common name',
    changes: { subject: `CN=${host}`, without: ['2.5.29.17'] },
    strict: 'browsers do not look at common names',
  },
  {
    called: 'with a long serial number',
    changes: { serial: Uint8Array.from({ length: 22 }, () => 0x11) },
    strict: 'browsers refuse more than 20 octets',
  },
  {
    called: 'without a name',
    changes: { subject: make.sequence() },
    strict: 'RFC 5280 wants critical alternative names then',
  },
  { called: 'that is a CA', changes: { more: [make.basicConstraints(true)] } },
];

const constraint = (...args: Parameters<typeof make.nameConstraints>): Changes => ({
  more: [make.nameConstraints(...args)],
});

const caCases: Case[] = [
  { called: 'as it is', changes: {} },
  { called: 'expired', changes: { notAfter: '2030-02-01T00:00:00Z' } },
  { called: 'that is none', changes: { more: [make.basicConstraints(false)] } },
  { called: 'that does not say so', changes: { without: ['2.5.29.19', '2.5.29.15'] } },
  { called: 'that may not sign', changes: { more: [make.keyUsage('cRLSign')] } },
  { called: 'for clients', changes: { more: [make.extendedKeyUsage('client')] } },
  { called: 'with an unknown critical extension', changes: { more: [unknown] } },
  { called: 'signed over SHA-1', changes: { hash: 'sha1' } },
  { called: 'with room for no CA', changes: { more: [make.basicConstraints(true, 0)] } },
  { called: 'permitting the host', changes: constraint([{ dns: 'contoso.com' }]) },
  { called: 'permitting others', changes: constraint([{ dns: 'example.com' }]) },
  { called: 'excluding the host', changes: constraint([], [{ dns: 'contoso.com' }]) },
  { called: 'permitting mailboxes of its own', changes: constraint([{ email: 'contoso.com' }]) },
  { called: 'permitting other mailboxes', changes: constraint([{ email: 'example.com' }]) },
  { called: 'excluding its mailboxes', changes: constraint([], [{ email: 'contoso.com' }]) },
  { called: 'permitting another subject', changes: constraint([{ dir: 'O=Contoso' }]) },
  { called: 'with its own key identifier left out', changes: { without: ['2.5.29.14'] } },
  { called: 'demanding a policy', changes: { more: [make.policies('1.2.3.4'), make.policyConstraints(0)] } },
];

describe('pairs of changes', () => {
  const root = ca('Root');
  const asked = (changes: Changes) => {
    const issuer = ca('Sub', root, changes);
    const leaves = leafCases.map((each) => leafOf(issuer, each.changes));
    const chain = { intermediates: [issuer.der], roots: [root.der] };
    const theirs = opensslAccepts(leaves, chain, ['-verify_hostname', host]);
    return leaves.map((leaf, at) => ({ ours: ask({ leaf, ...chain, host }), theirs: theirs[at] as boolean }));
  };

  it.each(caCases)('a CA $called', ({ changes }) => {
    for (const [at, { ours, theirs }] of asked(changes).entries()) {
      const { called, strict, lax } = leafCases[at] as Case;
      const what = `a leaf ${called}: ${ours.reason?.code ?? 'valid'}`;
      if (strict) expect(ours.valid, what).toBe(false);
      else if (lax) expect(theirs, what).toBe(false);
      else expect(ours.valid, what).toBe(theirs);
    }
  });

  it('the differences are real', () => {
    for (const [at, { ours, theirs }] of asked({}).entries()) {
      const { strict, lax, called } = leafCases[at] as Case;
      if (strict || lax) expect([ours.valid, theirs], called).toEqual(strict ? [false, true] : [true, false]);
    }
  });
});

describe('shapes', () => {
  const root = ca('Root');
  const other = ca('Other');
  const sub = ca('Sub', root);
  const low = ca('Low', sub);
  const self = leafOf({ der: root.der, key: leafKey, subject: 'CN=sensor' });
  const shapes: [string, Chain][] = [
    ['root and leaf', { leaf: leafOf(root), intermediates: [], roots: [root.der] }],
    ['two CAs between', { leaf: leafOf(low), intermediates: [low.der, sub.der], roots: [root.der] }],
    ['one missing', { leaf: leafOf(low), intermediates: [low.der], roots: [root.der] }],
    ['a CA as root', { leaf: leafOf(low), intermediates: [low.der], roots: [sub.der] }],
    ['the leaf as root', { leaf: leafOf(low), intermediates: [], roots: [leafOf(low)] }],
    ['a self-signed leaf as root', { leaf: self, intermediates: [], roots: [self] }],
    ['a self-signed leaf', { leaf: self, intermediates: [self], roots: [root.der] }],
    ['the root between', { leaf: leafOf(sub), intermediates: [sub.der, root.der], roots: [other.der] }],
    ['two roots', { leaf: leafOf(sub), intermediates: [sub.der], roots: [other.der, root.der] }],
    [
      'a cross-certificate',
      { leaf: leafOf(root), intermediates: [ca('Root', other, { key: root.key }).der], roots: [other.der] },
    ],
    [
      'a root of version 1',
      { leaf: leafOf(root), intermediates: [], roots: [ca('Root', undefined, { version: 1, extensions: [] }).der] },
    ],
    [
      'an expired root',
      {
        leaf: leafOf(root),
        intermediates: [],
        roots: [ca('Root', undefined, { notAfter: '2030-02-01T00:00:00Z' }).der],
      },
    ],
    [
      'a root with constraints',
      { leaf: leafOf(root), intermediates: [], roots: [ca('Root', undefined, constraint([{ dns: 'a.example' }])).der] },
    ],
    [
      'a root for clients',
      {
        leaf: leafOf(root),
        intermediates: [],
        roots: [ca('Root', undefined, { more: [make.extendedKeyUsage('client')] }).der],
      },
    ],
    ['a name in capitals', { leaf: leafOf(root, { issuer: 'CN=ROOT' }), intermediates: [], roots: [root.der] }],
    [
      'a name of another string type',
      { leaf: leafOf(root, { issuer: make.name('CN=Root', 0x13) }), intermediates: [], roots: [root.der] },
    ],
    [
      'too long a path',
      {
        leaf: leafOf(low),
        intermediates: [low.der, ca('Sub', root, { more: [make.basicConstraints(true, 0)] }).der],
        roots: [root.der],
      },
    ],
  ];
  it.each(shapes)('%s', (_, chain) => {
    const { valid, reason } = ask(chain);
    expect(valid, reason?.code ?? 'valid').toBe(opensslAccepts([chain.leaf], chain)[0]);
  });
});

describe('revocation lists', () => {
  const root = ca('Root');
  const sub = ca('Sub', root);
  const serial = 4242;
  const leaf = leafOf(sub, { serial });
  const pointing = leafOf(sub, { serial, more: [make.distributionPoints({ uri: 'http://a' })] });
  const from = (options: Partial<make.CrlOptions> = {}): Uint8Array =>
    make.crl({ issuer: 'CN=Sub', signer: sub.key, ...options });
  // openssl looks at deltas only where the full list says where they are.
  const withDeltas = {
    number: 5,
    extensions: [{ ...make.distributionPoints({ uri: 'http://delta' }), oid: '2.5.29.46' }],
  };
  const scope = (of: make.ScopeOptions) => ({ extensions: [make.issuingPoint(of)] });
  const revoked = [{ serial }];
  const onHold = [{ serial, reason: 6 }];
  const newer = { number: 9, thisUpdate: '2030-05-20T00:00:00Z' };
  const stranger = { issuer: 'CN=Stranger', signer: make.key('stranger') };
  const cases: [string, Uint8Array, Uint8Array[], string?][] = [
    ['empty', leaf, [from()]],
    ['listed', leaf, [from({ revoked })]],
    ['another listed', leaf, [from({ revoked: [{ serial: 1 }] })]],
    ['stale', leaf, [from({ nextUpdate: '2030-05-30T00:00:00Z' })]],
    ['of the future', leaf, [from({ thisUpdate: '2030-06-20T00:00:00Z' })]],
    ['signed by another', leaf, [from({ signer: root.key })]],
    ['of another CA', leaf, [make.crl({ issuer: 'CN=Root', signer: root.key })]],
    ['for CAs', leaf, [from(scope({ only: 'ca' }))]],
    ['for users', leaf, [from(scope({ only: 'user' }))]],
    ['for attributes', leaf, [from(scope({ only: 'attribute' }))]],
    ['for another point', pointing, [from(scope({ uri: 'http://b' }))]],
    ['for its point', pointing, [from(scope({ uri: 'http://a' }))]],
    ['for its point, listed', pointing, [from({ ...scope({ uri: 'http://a' }), revoked })]],
    ['for a point where the certificate names none', leaf, [from(scope({ uri: 'http://a' }))]],
    ['for some reasons', leaf, [from(scope({ reasons: [1, 2] }))]],
    [
      'for all reasons in halves',
      leaf,
      [from(scope({ reasons: [1, 2, 3, 4] })), from(scope({ reasons: [5, 6, 7, 8] }))],
    ],
    ['critical extension', leaf, [from({ extensions: [unknown] })]],
    ['critical extension of an entry', leaf, [from({ revoked: [{ serial: 1, extensions: [unknown] }] })]],
    ['on hold', leaf, [from({ revoked: [{ serial, reason: 6 }] })]],
    [
      'released by a delta',
      leaf,
      [
        from({ ...withDeltas, revoked: [{ serial, reason: 6 }] }),
        from({ base: 5, number: 6, revoked: [{ serial, reason: 8 }] }),
      ],
    ],
    ['revoked by a delta', leaf, [from(withDeltas), from({ base: 5, number: 6, revoked })]],
    [
      'revoked by a delta of another base',
      leaf,
      [from({ ...withDeltas, number: 4 }), from({ base: 5, number: 6, revoked })],
    ],
    ['a delta alone', leaf, [from({ base: 5, number: 6 })]],
    ['without a number', leaf, [from({ number: null })]],
    ['of version 1', leaf, [from({ version: 1 })]],
    ['without an end', leaf, [from({ nextUpdate: null })], 'without nextUpdate nobody knows how old a list may be'],
    ['listed by the newer of two', leaf, [from(), from({ ...newer, revoked })]],
    ['on hold by the newer of two', leaf, [from(), from({ ...newer, revoked: onHold })]],
    ['released by the newer of two', leaf, [from({ revoked: onHold }), from(newer)]],
    ['listed by both of two', leaf, [from({ revoked }), from({ ...newer, revoked })]],
    ['dropped by the newer of two', leaf, [from({ revoked }), from(newer)], 'only a hold can be lifted (RFC 5280)'],
    ['listed by a newer one of another CA', leaf, [from(), make.crl({ ...stranger, ...newer, revoked })]],
  ];
  it.each(cases)('%s', (_, certificate, given, strict) => {
    for (const crls of given.length > 1 ? [given, given.toReversed()] : [given]) {
      const chain = { leaf: certificate, intermediates: [sub.der], roots: [root.der], crls };
      const { valid, reason } = ask(chain);
      const [theirs] = opensslAccepts([certificate], chain);
      if (strict) expect([valid, theirs]).toEqual([false, true]);
      else expect(valid, reason?.code ?? 'valid').toBe(theirs);
    }
  });
});

it('is refereed by an openssl that knows these questions', () => {
  expect(execFileSync('openssl', ['version'], { encoding: 'utf8' })).toMatch(/^OpenSSL 3\./);
});
