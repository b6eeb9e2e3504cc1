import { describe, expect, it } from 'vitest';
import { planTrust } from '../../../../main/pki/certificate/trust-plan.ts';
import { certificate, key } from '../openssl.ts';
import { leafOf, root, subCa } from './chains.ts';

const top = root('Root');
const policy = subCa('Policy', top);
const issuing = subCa('Issuing', policy);
const leaf = leafOf(issuing);
const other = root('Other');
const falseTop = root('Root', 'false root');

const plan = (sent: Uint8Array[], extra: Uint8Array[] = []) => {
  const planned = planTrust(sent, extra);
  if (!planned.ok) return planned.error;
  const { entries, missing, wanted } = planned.value;
  return { entries: entries.map(({ item, role, store }) => `${item.subject} ${role} > ${store}`), missing, wanted };
};

describe('planTrust', () => {
  it('puts a self-signed leaf itself into root', () => {
    const extensions = ['basicConstraints=CA:FALSE', 'subjectAltName=DNS:sensor'];
    const selfSigned = certificate({ key: key('p256', 'self'), subject: '/CN=sensor', extensions });
    expect(plan([selfSigned])).toEqual({
      entries: ['CN=sensor self-signed-leaf > root'],
      missing: null,
      wanted: 'CN=sensor',
    });
    expect(planTrust([selfSigned], [])).toMatchObject({ value: { entries: [{ der: selfSigned }] } });
  });

  it('says that a self-signed sensor certificate with CA:TRUE is a CA', () => {
    expect(plan([top.der])).toEqual({ entries: ['CN=Root root-ca > root'], missing: null, wanted: 'CN=Root' });
  });

  it('needs the root only when the server sends the rest, in any order', () => {
    const complete = { entries: ['CN=Root root-ca > root'], missing: null, wanted: 'CN=Root' };
    expect(plan([leaf, issuing.der, policy.der, top.der])).toEqual(complete);
    expect(plan([leaf, top.der, policy.der, issuing.der, other.der])).toEqual(complete);
    expect(plan([leaf, issuing.der, policy.der], [top.der])).toEqual(complete);
  });

  it('says whose certificate is missing, step by step', () => {
    expect(plan([leaf, issuing.der, policy.der])).toEqual({ entries: [], missing: 'root', wanted: 'CN=Root' });
    expect(plan([leaf])).toEqual({ entries: [], missing: 'root', wanted: 'CN=Issuing' });
    expect(plan([leaf], [issuing.der])).toEqual({
      entries: ['CN=Issuing intermediate-ca > intermediate'],
      missing: 'root',
      wanted: 'CN=Policy',
    });
    expect(plan([leaf, top.der])).toEqual({ entries: [], missing: 'intermediate', wanted: 'CN=Issuing' });
  });

  it('puts intermediates that the server does not send into their own store, never into root', () => {
    expect(plan([leaf], [top.der, policy.der, issuing.der])).toEqual({
      entries: [
        'CN=Issuing intermediate-ca > intermediate',
        'CN=Policy intermediate-ca > intermediate',
        'CN=Root root-ca > root',
      ],
      missing: null,
      wanted: 'CN=Root',
    });
    expect(plan([leaf, issuing.der], [top.der, policy.der, issuing.der])).toMatchObject({
      entries: ['CN=Policy intermediate-ca > intermediate', 'CN=Root root-ca > root'],
    });
  });

  it('refuses extras that issued nothing of the path', () => {
    const refused = (subject: string, wanted: string) => ({ code: 'not-the-issuer', facts: { subject, wanted } });
    expect(plan([leaf, issuing.der, policy.der], [other.der])).toEqual(refused('CN=Other', 'CN=Root'));
    expect(plan([leaf, issuing.der, policy.der], [top.der, other.der])).toEqual(refused('CN=Other', 'CN=Root'));
    expect(plan([leaf], [top.der])).toEqual(refused('CN=Root', 'CN=Issuing'));
    expect(plan([other.der], [top.der])).toEqual(refused('CN=Root', 'CN=Other'));
    // The right name, but not the key that signed.
    expect(plan([leaf, issuing.der, policy.der], [falseTop.der])).toEqual(refused('CN=Root', 'CN=Root'));
  });

  it('is not led astray by a sent root of the same name', () => {
    expect(plan([leaf, falseTop.der, issuing.der, policy.der])).toEqual({
      entries: [],
      missing: 'intermediate',
      wanted: 'CN=Root',
    });
    expect(plan([leaf, falseTop.der, issuing.der, policy.der], [top.der])).toMatchObject({ missing: null });
  });

  it('does not take a leaf that signed another for a CA', () => {
    const file = key('p256', 'leaf ca');
    const der = certificate({
      key: file,
      subject: '/CN=not a CA',
      extensions: ['basicConstraints=CA:FALSE'],
      issuer: top,
    });
    expect(plan([leafOf({ der, key: file }), der, top.der])).toEqual({
      entries: [],
      missing: 'intermediate',
      wanted: 'CN=not a CA',
    });
  });

  it('takes a version-1 root for a root when it signed the path', () => {
    const file = key('p256', 'v1');
    const v1 = { der: certificate({ key: file, subject: '/CN=Old' }), key: file };
    expect(plan([leafOf(v1), v1.der])).toEqual({ entries: ['CN=Old root-ca > root'], missing: null, wanted: 'CN=Old' });
  });

  it('prefers the self-signed root to its cross-signed twin, and takes the twin as related', () => {
    const twin = subCa('Root', other, 'Root');
    expect(plan([leaf, issuing.der, policy.der, twin.der], [top.der])).toMatchObject({
      entries: ['CN=Root root-ca > root'],
    });
    expect(plan([leaf, issuing.der, policy.der], [twin.der, top.der])).toMatchObject({
      entries: ['CN=Root root-ca > root'],
    });
    expect(plan([leaf, issuing.der, policy.der, twin.der], [other.der])).toMatchObject({
      entries: ['CN=Other root-ca > root'],
    });
  });

  it('says what is wrong with bytes that are no certificate', () => {
    expect(plan([])).toEqual({ code: 'not-a-certificate', facts: { looksLike: 'nothing' } });
    expect(plan([leaf], [new Uint8Array([1, 2])])).toMatchObject({ code: 'not-a-certificate' });
  });
});
