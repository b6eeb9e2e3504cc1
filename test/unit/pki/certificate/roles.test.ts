import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../main/pki/certificate/certificate.ts';
import { isIssuerOf, orderChain, roleOf } from '../../../../main/pki/certificate/roles.ts';
import { certificate, key } from '../openssl.ts';
import { leafOf, root, subCa } from './chains.ts';

const role = (der: Uint8Array) => {
  const parsed = parseCertificate(der);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return roleOf(parsed.value);
};

const top = root('Root');
const middle = subCa('Issuing', top);
const leaf = leafOf(middle);
// The same names as the real ones, but other keys.
const falseTop = root('Root', 'false root');
const selfSigned = certificate({
  key: key('p256', 'self'),
  subject: '/CN=sensor',
  extensions: ['keyUsage=digitalSignature'],
});

describe('roleOf', () => {
  it('goes by basicConstraints and the signature', () => {
    expect(role(top.der)).toBe('root-ca');
    expect(role(middle.der)).toBe('intermediate-ca');
    expect(role(leaf)).toBe('leaf');
    expect(role(selfSigned)).toBe('self-signed-leaf');
  });
});

describe('isIssuerOf', () => {
  it('wants the name and the signature', () => {
    expect(isIssuerOf(middle.der, leaf)).toBe(true);
    expect(isIssuerOf(top.der, middle.der)).toBe(true);
    expect(isIssuerOf(top.der, top.der)).toBe(true);
    expect(isIssuerOf(top.der, leaf)).toBe(false);
    expect(isIssuerOf(leaf, middle.der)).toBe(false);
    expect(isIssuerOf(falseTop.der, middle.der)).toBe(false);
  });

  it.each(['rsa2048', 'rsapss', 'p384', 'ed25519'] as const)(
    'checks a signature of an issuer with a key of kind %s',
    (kind) => {
      const issuer = {
        der: certificate({ key: key(kind), subject: '/CN=ca', extensions: ['basicConstraints=CA:TRUE'] }),
        key: key(kind),
      };
      const child = leafOf(issuer);
      expect(isIssuerOf(issuer.der, child)).toBe(true);
      const forged = child.slice();
      forged[forged.length - 1] = (forged.at(-1) as number) ^ 1;
      expect(isIssuerOf(issuer.der, forged)).toBe(false);
    },
  );

  it('refuses an issuer whose keyUsage forbids it to sign certificates', () => {
    const issuer = root('no signing', 'no signing', ['basicConstraints=CA:TRUE', 'keyUsage=digitalSignature']);
    expect(isIssuerOf(issuer.der, leafOf(issuer))).toBe(false);
  });

  it('is false for bytes that are no certificate', () => {
    expect(isIssuerOf(new Uint8Array(10), leaf)).toBe(false);
    expect(isIssuerOf(top.der, new Uint8Array())).toBe(false);
  });
});

describe('orderChain', () => {
  it('puts the leaf first whatever the order given, without duplicates', () => {
    for (const given of [
      [leaf, middle.der, top.der],
      [top.der, middle.der, leaf],
      [middle.der, leaf, top.der, leaf],
    ])
      expect(orderChain(given)).toEqual({ ordered: [leaf, middle.der, top.der], unrelated: [] });
  });

  it('leaves out what does not belong, in the order given', () => {
    expect(orderChain([leaf, selfSigned, top.der, middle.der, falseTop.der])).toEqual({
      ordered: [leaf, middle.der, top.der],
      unrelated: [selfSigned, falseTop.der],
    });
    expect(orderChain([leaf, top.der])).toEqual({ ordered: [leaf], unrelated: [top.der] });
  });

  it('ends on loops, single certificates, rubbish and nothing', () => {
    const rubbish = new Uint8Array([0x30, 0]);
    expect(orderChain([top.der])).toEqual({ ordered: [top.der], unrelated: [] });
    expect(orderChain([])).toEqual({ ordered: [], unrelated: [] });
    expect(orderChain([rubbish, leaf])).toEqual({ ordered: [leaf], unrelated: [rubbish] });
    // Two CAs that signed each other.
    const a = root('A');
    const b = subCa('B', a);
    const aByB = subCa('A', b);
    const { ordered, unrelated } = orderChain([aByB.der, b.der]);
    expect([...ordered, ...unrelated]).toHaveLength(2);
    expect(ordered).toHaveLength(2);
  });
});
