// A leaf that is itself named a root: revocation lists are asked about it, and it is said where none tells its status.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { write } from '../openssl.ts';
import { ask, ca, type Issuer, leafOf } from './chain.ts';
import * as make from './makers.ts';

const root = ca('Root');
const sub = ca('Sub', root);
const serial = 4242;
const issued = leafOf(sub, { serial });
const own: Issuer = { der: issued, key: make.key('leaf'), subject: 'CN=sensor' };
const selfSigned = leafOf(own, { without: ['2.5.29.15'], serial });

type Crl = Partial<make.CrlOptions>;
const from = (issuer: Issuer, options: Crl = {}): Uint8Array =>
  make.crl({ issuer: issuer.subject, signer: issuer.key, ...options });
const listed = { revoked: [{ serial }] };
const stale = { nextUpdate: '2030-05-30T00:00:00Z' };

const verdictOf = (leaf: Uint8Array, crls: readonly Uint8Array[], intermediates: readonly Uint8Array[]) =>
  ask({ leaf, roots: [leaf], intermediates, crls, host: 'sensor.contoso.com' });

/** `valid`, `valid, not checked`, the code, or the cause of `revocation-unknown`. */
const told = (...question: Parameters<typeof verdictOf>): string => {
  const { reason, notChecked, path } = verdictOf(...question);
  expect(path).toHaveLength(1);
  if (reason?.code === 'revocation-unknown') return reason.facts.cause;
  const open = notChecked.some((each) => each.what === 'revocation-of' && each.certificate === path[0]?.sha256);
  return reason?.code ?? (open ? 'valid, not checked' : 'valid');
};

const pem = (label: string, ders: readonly Uint8Array[]): string =>
  ders
    .map((der) => `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`)
    .join('');

const opensslAccepts = (leaf: Uint8Array, crls: readonly Uint8Array[], intermediates: readonly Uint8Array[]) => {
  const at = String(make.now.getTime() / 1000);
  const run = spawnSync('openssl', [
    ...['verify', '-attime', at, '-partial_chain', '-crl_check', '-extended_crl'],
    ...['-trusted', write('lone.pem', pem('CERTIFICATE', [leaf]))],
    ...['-CRLfile', write('lone-lists.pem', pem('X509 CRL', crls))],
    ...(intermediates.length > 0 ? ['-untrusted', write('lone-more.pem', pem('CERTIFICATE', intermediates))] : []),
    write('lone-leaf.pem', pem('CERTIFICATE', [leaf])),
  ]);
  if (run.status !== 0 && run.status !== 2) throw new Error(run.stderr.toString());
  return run.status === 0;
};

const stranger = ca('Sub', undefined, { key: make.key('stranger') });
const noSign = ca('Sub', root, { more: [make.keyUsage('keyCertSign')] });
const old = ca('Sub', root, { notAfter: '2030-02-01T00:00:00Z' });

/** The last one: why openssl's answer is another. */
const cases: [string, Uint8Array, Uint8Array[], Uint8Array[], string, string?][] = [
  ['listed by its issuer', issued, [from(sub, listed)], [sub.der], 'revoked'],
  ['not listed by its issuer', issued, [from(sub)], [sub.der], 'valid'],
  ['listed, and the issuer is not at hand', issued, [from(sub, listed)], [], 'signer-unknown'],
  ['not listed, and the issuer is not at hand', issued, [from(sub)], [], 'signer-unknown'],
  ['by a list that is stale', issued, [from(sub, { ...listed, ...stale })], [sub.der], 'stale'],
  ['by a list of somebody else', issued, [from(root)], [sub.der], 'valid, not checked', 'trusted by name: not refused'],
  ['by a list of a namesake of the issuer', issued, [from(stranger, listed)], [stranger.der], 'signer-unknown'],
  ['by a namesake beside the issuer', issued, [from(stranger, listed)], [sub.der, stranger.der], 'signer-unknown'],
  ['by an issuer that may not sign lists', issued, [from(sub, listed)], [noSign.der], 'may-not-sign'],
  ['by an issuer that has expired', issued, [from(sub, listed)], [old.der], 'revoked'],
  [
    'listed by the second list',
    issued,
    [from(sub), from(sub, { ...listed, thisUpdate: '2030-05-20T00:00:00Z', number: 2 })],
    [sub.der],
    'revoked',
  ],
  ['self-signed, listed by itself', selfSigned, [from(own, listed)], [], 'revoked'],
  ['self-signed, not listed by itself', selfSigned, [from(own)], [], 'valid'],
  ['self-signed, no list of it', selfSigned, [from(root)], [], 'valid, not checked', 'trusted by name: not refused'],
  [
    'self-signed, a list by another of its name',
    selfSigned,
    [from({ ...own, key: root.key })],
    [],
    'signature-invalid',
  ],
];

describe('a leaf named a root', () => {
  it.each(cases)('%s', (_, leaf, crls, intermediates, expected, differs) => {
    expect(told(leaf, crls, intermediates)).toBe(expected);
    expect(told(leaf, crls.toReversed(), intermediates)).toBe(expected);
    const theirs = opensslAccepts(leaf, crls, intermediates);
    expect(theirs).toBe(differs ? !expected.startsWith('valid') : expected.startsWith('valid'));
  });

  it('without any list, that is said as always', () => {
    const { valid, notChecked } = ask({ leaf: issued, roots: [issued] });
    expect(valid).toBe(true);
    expect(notChecked).toContainEqual({ what: 'revocation' });
  });
});
