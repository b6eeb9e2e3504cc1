// Chains of three with a fault in the leaf, in the CA, or in both, and questions about them; with the verdicts of
// `openssl verify` and, for a part, of certtool.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Purpose } from '../../../preload/contract/verdict-path.ts';
import { type Changes, ca, host, type Issuer, leafOf } from '../../unit/pki/path/chain.ts';
import * as make from '../../unit/pki/path/makers.ts';
import { base64, pemOf, run, runAll } from './run.ts';

export type Question = { purpose: Purpose; host?: string; at: string; crls?: string[] };
export type JudgedChain = {
  id: string;
  leaf: string;
  intermediate: string;
  root: string;
  question: Question;
  /** Not asked: null. */
  openssl: boolean | null;
  certtool: boolean | null;
};

const unknown = { oid: '1.3.6.1.4.1.99999.1', critical: true, value: make.octets() };
const constraint = (...args: Parameters<typeof make.nameConstraints>): Changes => ({
  more: [make.nameConstraints(...args)],
});

export const leaves = (): [string, Changes][] => [
  ['sound', {}],
  ['expired', { notAfter: '2030-02-01T00:00:00Z' }],
  ['future', { notBefore: '2030-12-01T00:00:00Z' }],
  ['for clients', { more: [make.extendedKeyUsage('client')] }],
  ['for both', { more: [make.extendedKeyUsage('server', 'client')] }],
  ['for code', { more: [make.extendedKeyUsage('code')] }],
  ['for any purpose', { more: [make.extendedKeyUsage('any')] }],
  ['for no purpose', { without: ['2.5.29.37', '2.5.29.15'] }],
  ['only enciphers', { more: [make.keyUsage('keyEncipherment')] }],
  ['only agrees', { more: [make.keyUsage('keyAgreement')] }],
  ['only signs certificates', { more: [make.keyUsage('keyCertSign')] }],
  ['unknown critical', { more: [unknown] }],
  ['unknown', { more: [{ ...unknown, critical: false }] }],
  ['SHA-1', { hash: 'sha1' }],
  ['small key', { key: make.key('small', 1024) }],
  ['RSA', { key: make.key('large', 2048) }],
  ['of a stranger', { signer: make.key('stranger') }],
  ['another host', { more: [make.subjectAltName([{ dns: 'a.example' }])] }],
  ['wildcard', { more: [make.subjectAltName([{ dns: '*.contoso.com' }])] }],
  ['wildcard of two labels', { more: [make.subjectAltName([{ dns: '*.com' }])] }],
  ['wildcard inside', { more: [make.subjectAltName([{ dns: 's*.contoso.com' }])] }],
  ['capitals', { more: [make.subjectAltName([{ dns: 'SENSOR.Contoso.com' }])] }],
  ['address', { more: [make.subjectAltName([{ ip: [192, 0, 2, 7] }])] }],
  ['no names', { without: ['2.5.29.17'] }],
  ['a CA', { more: [make.basicConstraints(true)] }],
  ['without basic constraints', { without: ['2.5.29.19'] }],
  ['without identifiers', { without: ['2.5.29.14', '2.5.29.35'] }],
  ['version 1', { version: 1, extensions: [] }],
];

export const cas = (): [string, Changes][] => [
  ['sound', {}],
  ['expired', { notAfter: '2030-02-01T00:00:00Z' }],
  ['future', { notBefore: '2030-12-01T00:00:00Z' }],
  ['no CA', { more: [make.basicConstraints(false)] }],
  ['not said to be one', { without: ['2.5.29.19', '2.5.29.15'] }],
  ['may not sign', { more: [make.keyUsage('cRLSign')] }],
  ['usage not said', { without: ['2.5.29.15'] }],
  ['for clients', { more: [make.extendedKeyUsage('client')] }],
  ['for servers', { more: [make.extendedKeyUsage('server')] }],
  ['unknown critical', { more: [unknown] }],
  ['SHA-1', { hash: 'sha1' }],
  ['room for none', { more: [make.basicConstraints(true, 0)] }],
  ['permits the host', constraint([{ dns: 'contoso.com' }])],
  ['permits others', constraint([{ dns: 'example.com' }])],
  ['excludes the host', constraint([], [{ dns: 'contoso.com' }])],
  ['permits an address', constraint([{ ip: [192, 0, 2, 0, 255, 255, 255, 0] }])],
  ['permits another subject', constraint([{ dir: 'O=Contoso' }])],
  ['of a stranger', { signer: make.key('stranger') }],
  ['RSA', { key: make.key('large CA', 2048) }],
];

const now = '2030-06-01T12:00:00Z';

const questions: readonly [string, Question, string[]][] = [
  ['server', { purpose: 'server', at: now }, ['-purpose', 'sslserver']],
  ['client', { purpose: 'client', at: now }, ['-purpose', 'sslclient']],
  ['any', { purpose: 'any', at: now }, []],
  ['host', { purpose: 'server', host, at: now }, ['-purpose', 'sslserver', '-verify_hostname', host]],
  ['address', { purpose: 'server', host: '192.0.2.7', at: now }, ['-purpose', 'sslserver', '-verify_ip', '192.0.2.7']],
  ['early', { purpose: 'server', at: '2029-12-31T23:59:59Z' }, ['-purpose', 'sslserver']],
  ['first second', { purpose: 'server', at: '2030-01-01T00:00:00Z' }, ['-purpose', 'sslserver']],
  ['last second', { purpose: 'server', at: '2031-01-01T00:00:00Z' }, ['-purpose', 'sslserver']],
  ['late', { purpose: 'server', at: '2031-01-01T00:00:01Z' }, ['-purpose', 'sslserver']],
];

/** Security level 2: at least 112 bits, so no RSA below 2048 bits, no SHA-1. */
const always = ['-auth_level', '2', '-partial_chain', '-policy_check'];

const seconds = (iso: string): string => String(Date.parse(iso) / 1000);

type Chain = { root: Issuer; issuer: Issuer; list: { id: string; leaf: Uint8Array }[] };

const opensslAccepts = (
  folder: string,
  { root, issuer, list }: Chain,
  question: Question,
  more: readonly string[],
): boolean[] => {
  writeFileSync(join(folder, 'root.pem'), pemOf('CERTIFICATE', root.der));
  writeFileSync(join(folder, 'between.pem'), pemOf('CERTIFICATE', issuer.der));
  for (const [at, { leaf }] of list.entries()) writeFileSync(join(folder, `leaf${at}.pem`), pemOf('CERTIFICATE', leaf));
  const lists = question.crls?.map((crl) => pemOf('X509 CRL', new Uint8Array(Buffer.from(crl, 'base64')))).join('');
  if (lists !== undefined) writeFileSync(join(folder, 'lists.pem'), lists);
  const { status, out, err } = run(folder, [
    ...['openssl', 'verify', '-attime', seconds(question.at), ...always, ...more, '-trusted', 'root.pem'],
    ...['-untrusted', 'between.pem', ...list.map((_, at) => `leaf${at}.pem`)],
  ]);
  if (status !== 0 && status !== 2) throw new Error(err);
  return list.map((_, at) => out.includes(`leaf${at}.pem: OK\n`));
};

/** certtool takes the chain in one file, and the CA that it trusts in another. */
const certtoolAccepts = (folder: string, { root, issuer, list }: Chain): boolean[] => {
  writeFileSync(join(folder, 'root.pem'), pemOf('CERTIFICATE', root.der));
  for (const [at, { leaf }] of list.entries())
    writeFileSync(join(folder, `chain${at}.pem`), pemOf('CERTIFICATE', leaf) + pemOf('CERTIFICATE', issuer.der));
  return runAll(
    folder,
    list.map((_, at) => [
      ...['certtool', '--verify', '--load-ca-certificate', 'root.pem', '--infile', `chain${at}.pem`],
      ...['--verify-purpose', '1.3.6.1.5.5.7.3.1', '--verify-hostname', host, '--verify-profile', 'medium'],
    ]),
  ).map(({ out }) => /Chain verification output: Verified\. The certificate is trusted\./.test(out));
};

export const judgedChains = (folder: string): JudgedChain[] => {
  const root = ca('Root');
  return cas().flatMap(([called, changes]) => {
    const issuer = ca('Sub', root, changes);
    const list = leaves().map(([name, each]) => ({ id: `CA ${called}, leaf ${name}`, leaf: leafOf(issuer, each) }));
    const chain = { root, issuer, list };
    return questions.flatMap(([asked, question, more]) => {
      const openssl = opensslAccepts(folder, chain, question, more);
      return list.map(
        ({ id, leaf }, at): JudgedChain => ({
          id: `${id}, ${asked}`,
          leaf: base64(leaf),
          intermediate: base64(issuer.der),
          root: base64(root.der),
          question,
          openssl: openssl[at] as boolean,
          certtool: null,
        }),
      );
    });
  });
};

/** certtool knows no other moment than now: the same chains, moved there. */
const moved = (changes: Changes): Changes => ({
  ...changes,
  notBefore: changes.notBefore ? '2048-12-01T00:00:00Z' : '2020-01-01T00:00:00Z',
  notAfter: changes.notAfter ? '2021-02-01T00:00:00Z' : '2049-01-01T00:00:00Z',
});

export const judgedByCerttool = (folder: string): JudgedChain[] => {
  const root = ca('Root', undefined, moved({}));
  const question: Question = { purpose: 'server', host, at: new Date().toISOString() };
  return cas().flatMap(([called, changes]) => {
    const issuer = ca('Sub', root, moved(changes));
    const list = leaves().map(([name, each]) => ({
      id: `CA ${called}, leaf ${name}, now`,
      leaf: leafOf(issuer, moved(each)),
    }));
    const verdicts = certtoolAccepts(folder, { root, issuer, list });
    return list.map(
      ({ id, leaf }, at): JudgedChain => ({
        id,
        leaf: base64(leaf),
        intermediate: base64(issuer.der),
        root: base64(root.der),
        question,
        openssl: null,
        certtool: verdicts[at] as boolean,
      }),
    );
  });
};

/** The status of leaves by lists of every kind. */
export const judgedStatus = (folder: string): JudgedChain[] => {
  const root = ca('Root');
  const issuer = ca('Sub', root);
  const from = (options: Partial<make.CrlOptions> = {}): Uint8Array =>
    make.crl({ issuer: 'CN=Sub', signer: issuer.key, ...options });
  const serials = [1, 127, 128, 255, 256, 65_535, 2 ** 40];
  const scope = (of: make.ScopeOptions) => ({ extensions: [make.issuingPoint(of)] });
  const lists: [string, Uint8Array[]][] = [
    ['none revoked', [from()]],
    ...serials.map((serial): [string, Uint8Array[]] => [
      `${serial} revoked`,
      [from({ revoked: [{ serial, reason: 1 }] })],
    ]),
    ['all revoked', [from({ revoked: serials.map((serial) => ({ serial })) })]],
    ['a hold', [from({ revoked: [{ serial: 128, reason: 6 }] })]],
    ['stale', [from({ nextUpdate: '2030-05-30T00:00:00Z' })]],
    ['early', [from({ thisUpdate: '2030-06-20T00:00:00Z' })]],
    ['of a stranger', [from({ signer: make.key('stranger') })]],
    ['of the root', [make.crl({ issuer: 'CN=Root', signer: root.key })]],
    ['for CAs', [from(scope({ only: 'ca' }))]],
    ['for users', [from({ ...scope({ only: 'user' }), revoked: [{ serial: 255 }] })]],
    ['for attributes', [from(scope({ only: 'attribute' }))]],
    ['for some reasons', [from(scope({ reasons: [1, 2] }))]],
    ['critical', [from({ extensions: [unknown] })]],
    ['version 1', [from({ version: 1, revoked: [{ serial: 1 }] })]],
    ['SHA-1', [from({ hash: 'sha1' })]],
    [
      'both CAs',
      [
        from({ revoked: [{ serial: 127 }] }),
        make.crl({ issuer: 'CN=Root', signer: root.key, revoked: [{ serial: 1 }] }),
      ],
    ],
  ];
  const list = serials.map((serial) => ({ id: `leaf ${serial}`, leaf: leafOf(issuer, { serial }) }));
  const more = ['-purpose', 'sslserver', '-CRLfile', 'lists.pem', '-crl_check', '-extended_crl', '-use_deltas'];
  return lists.flatMap(([called, crls]) => {
    const question: Question = { purpose: 'server', at: now, crls: crls.map(base64) };
    const openssl = opensslAccepts(folder, { root, issuer, list }, question, more);
    return list.map(
      ({ id, leaf }, at): JudgedChain => ({
        id: `list ${called}, ${id}`,
        leaf: base64(leaf),
        intermediate: base64(issuer.der),
        root: base64(root.der),
        question,
        openssl: openssl[at] as boolean,
        certtool: null,
      }),
    );
  });
};
