// Trust anchors, names, and which of several reasons verifyPath tells.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { ask, ca, codeOf, host, type Issuer, leafOf, subjects } from './chain.ts';
import * as make from './makers.ts';

const root = ca('Root');
const sub = ca('Sub', root);
const leaf = leafOf(sub);
const hash = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex').toUpperCase();
const expired = { notAfter: '2030-02-01T00:00:00Z' };
const own = make.key('leaf');

describe('trust anchors', () => {
  it('are what is named a root: also a CA that is not self-signed', () => {
    const verdict = ask({ leaf, roots: [sub.der] });
    expect(verdict.valid).toBe(true);
    expect(subjects(verdict)).toEqual(['CN=sensor', 'CN=Sub']);
  });

  it('may be the leaf itself, self-signed or not, when it is in order otherwise', () => {
    const alone = leafOf({ der: leaf, key: own, subject: 'CN=sensor' });
    for (const trusted of [alone, leaf]) {
      const verdict = ask({ leaf: trusted, roots: [trusted], host });
      expect(verdict.valid).toBe(true);
      expect(subjects(verdict)).toEqual(['CN=sensor']);
    }
    expect(codeOf({ leaf: alone, roots: [alone], host: 'other' })).toBe('host-mismatch');
    const old = leafOf(sub, expired);
    expect(codeOf({ leaf: old, roots: [old] })).toBe('expired');
  });

  it('are not what lies among the intermediates', () => {
    const self = leafOf({ der: leaf, key: own, subject: 'CN=sensor' });
    expect(codeOf({ leaf: self, roots: [root.der], intermediates: [self] })).toBe('self-signed-not-trusted');
    const verdict = ask({ leaf, intermediates: [sub.der, root.der], roots: [ca('Other').der] });
    expect(verdict.reason).toMatchObject({
      code: 'root-not-trusted',
      facts: { root: 'CN=Root' },
      certificate: hash(root.der),
    });
    expect(subjects(verdict)).toEqual(['CN=sensor', 'CN=Sub', 'CN=Root']);
    expect(ask({ leaf, roots: [root.der] }).reason).toMatchObject({
      code: 'issuer-missing',
      facts: { issuer: 'CN=Sub' },
    });
    expect(codeOf({ leaf })).toBe('issuer-missing');
  });

  it('of the same name with another key do not fit, whatever their key identifier says', () => {
    const twin = ca('Root', undefined, { key: make.key('another') });
    const question = { leaf: leafOf(root), roots: [twin.der] };
    expect(ask(question).reason).toMatchObject({ code: 'signature-invalid', facts: { issuer: 'CN=Root' } });
    const claims = ca('Root', undefined, { key: make.key('another'), more: [make.subjectKeyId(make.key('Root'))] });
    expect(codeOf({ ...question, roots: [claims.der] })).toBe('signature-invalid');
  });

  it('fit also where key identifiers differ: they are hints', () => {
    const odd = leafOf(root, { more: [make.authorityKeyId(make.key('another'))] });
    expect(codeOf({ leaf: odd, roots: [root.der] })).toBe('valid');
  });
});

describe('which reason is told', () => {
  it('what is wrong with the leaf itself comes before what is missing above it', () => {
    expect(codeOf({ leaf: leafOf(sub, expired), roots: [root.der] })).toBe('expired');
  });

  it('what is missing above a CA comes before what is wrong with the CA', () => {
    const old = ca('Sub', root, expired);
    expect(codeOf({ leaf: leafOf(old), intermediates: [old.der], roots: [ca('Other').der] })).toBe('issuer-missing');
  });

  it('a path that is complete comes before one that leads further but nowhere', () => {
    const narrow = ca('Narrow', undefined, { more: [make.nameConstraints([{ dns: 'example.com' }])] });
    const viaNarrow = ca('Sub', narrow, { key: sub.key });
    const far = ca('Far', ca('Farther', ca('Nowhere')));
    const viaFar = ca('Sub', far, { key: sub.key });
    const intermediates = [viaFar.der, far.der, ca('Farther', ca('Nowhere')).der, viaNarrow.der];
    for (const order of [intermediates, intermediates.toReversed()])
      expect(codeOf({ leaf, intermediates: order, roots: [narrow.der] })).toBe('name-not-permitted');
  });

  it('an algorithm that cannot be computed is no broken signature', () => {
    const odd = leafOf(sub, { signatureOid: '1.2.156.10197.1.501' });
    expect(ask({ leaf: odd, intermediates: [sub.der], roots: [root.der] }).reason).toMatchObject({
      code: 'signature-unsupported',
      facts: { algorithm: 'SM2-with-SM3', issuer: 'CN=Sub' },
    });
  });
});

describe('what looks self-signed by an algorithm that cannot be computed', () => {
  const odd = { signatureOid: '1.2.156.10197.1.501' };
  const top = ca('Odd', undefined, odd);
  const self = leafOf({ der: leaf, key: own, subject: 'CN=sensor' }, odd);
  const list = (signer: make.Key): Uint8Array => make.crl({ issuer: 'CN=sensor', signer });

  it('is no anchor by its names and key identifiers', () => {
    for (const intermediates of [[self], []])
      expect(codeOf({ leaf: self, intermediates, roots: [root.der] })).toBe('signature-unsupported');
    expect(codeOf({ leaf: leafOf(top), intermediates: [top.der], roots: [root.der] })).toBe('signature-unsupported');
  });

  it('is one where it is named a root, but vouches for no list of its own', () => {
    expect(codeOf({ leaf: leafOf(top), roots: [top.der] })).toBe('valid');
    expect(codeOf({ leaf: self, roots: [self] })).toBe('valid');
    expect(codeOf({ leaf: self, roots: [self], crls: [list(own)] })).toBe('revocation-unknown');
  });
});

describe('keys', () => {
  /** A SubjectPublicKeyInfo of our own writing, with the key that signs beside it. */
  const keyOf = (...parts: Uint8Array[]): make.Key => ({ ...make.key('any'), spki: make.sequence(...parts) });
  const bits = (inner: Uint8Array): Uint8Array => encode(0x03, Uint8Array.of(0), inner);

  it('with a curve that is written out are refused', () => {
    const field = make.sequence(make.oid('1.2.840.10045.1.1'), make.integer(Uint8Array.from({ length: 33 }, () => 1)));
    const explicit = make.sequence(make.integer(1), field);
    const key = keyOf(make.sequence(make.oid('1.2.840.10045.2.1'), explicit), bits(Uint8Array.of(4)));
    expect(codeOf({ leaf: leafOf(root, { key }), roots: [root.der] })).toBe('key-unsupported');
  });

  it('of kinds that nobody takes, too', () => {
    const dsa = keyOf(make.sequence(make.oid('1.2.840.10040.4.1')), bits(make.integer(5)));
    expect(codeOf({ leaf: leafOf(root, { key: dsa }), roots: [root.der] })).toBe('key-unsupported');
    const unknown = keyOf(make.sequence(make.oid('1.2.3.4')), bits(make.integer(5)));
    expect(codeOf({ leaf: leafOf(root, { key: unknown }), roots: [root.der] })).toBe('key-unsupported');
  });

  it('that are made to be slow are not computed with', () => {
    const modulus = Uint8Array.from({ length: 257 }, (_, at) => (at === 0 ? 0 : 0xff));
    const rsa = (exponent: Uint8Array): make.Key => {
      const inner = make.sequence(make.integer(modulus), make.integer(exponent));
      return keyOf(make.sequence(make.oid('1.2.840.113549.1.1.1'), Uint8Array.of(5, 0)), bits(inner));
    };
    const signedBy = (key: make.Key): string => {
      const top = ca('Slow', undefined, { key });
      // An RSA signature by its algorithm; of what, does not matter.
      const signer = make.key('some RSA', 2048);
      return codeOf({ leaf: leafOf(top, { signer }), roots: [top.der] });
    };
    expect(signedBy(rsa(Uint8Array.of(1, 0, 1)))).toBe('signature-invalid');
    expect(signedBy(rsa(Uint8Array.from({ length: 200 }, () => 0x7f)))).toBe('signature-unsupported');
  });
});

describe('names are compared by their meaning (RFC 5280 section 7.1)', () => {
  /** A name of one part that has several attributes. */
  const joined = (...attributes: string[]): Uint8Array =>
    make.sequence(encode(0x31, ...attributes.map((each) => make.name(each).subarray(4))));
  const issuer = (subject: Uint8Array): Issuer => ({ ...ca('Named', undefined, { subject }), subject: 'CN=unused' });
  it.each([
    ['case', make.name('O=Contoso/CN=My CA'), make.name('O=CONTOSO/CN=my ca'), 'valid'],
    ['blanks', make.name('O=Contoso/CN=My CA'), make.name('O= Contoso /CN=My   CA'), 'valid'],
    ['string type', make.name('O=Contoso/CN=My CA'), make.name('O=Contoso/CN=My CA', 0x13), 'valid'],
    ['order', make.name('O=Contoso/CN=My CA'), make.name('CN=My CA/O=Contoso'), 'issuer-missing'],
    ['a part of it', make.name('O=Contoso/CN=My CA'), make.name('O=Contoso'), 'issuer-missing'],
    ['signs in a value', make.name('CN=a,2.5.4.10'), make.name('CN=a'), 'issuer-missing'],
    ['the order within one part', joined('CN=a', 'O=b'), joined('O=b', 'CN=a'), 'valid'],
    ['two parts in place of one', joined('CN=a', 'O=b'), make.name('CN=a/O=b'), 'issuer-missing'],
  ])('%s', (_, subject, written, expected) => {
    const top = issuer(subject);
    expect(codeOf({ leaf: leafOf(top, { issuer: written }), roots: [top.der] })).toBe(expected);
  });
});
