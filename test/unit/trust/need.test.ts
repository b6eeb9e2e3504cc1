// Whether a certificate is still needed, told with real certificates: some of one name but another key, some of one key
// but another certificate, with and without what the sensor leaves out.
import { beforeAll, describe, expect, it } from 'vitest';
import { linkables, needOf } from '../../../main/trust/need.ts';
import { certificate, key } from '../pki/openssl.ts';

const ca = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign', 'subjectKeyIdentifier=hash'];
const server = ['basicConstraints=critical,CA:FALSE', 'subjectAltName=DNS:sensor7.contoso.com'];
const now = new Date();
const days = (n: number) => new Date(now.getTime() + n * 86_400_000);

function make() {
  const root = { key: key('p256', 'need-root'), subject: '/CN=Contoso OT Root', extensions: ca };
  const rootDer = certificate(root);
  const issuing = { key: key('p256', 'need-issuing'), subject: '/CN=Contoso Issuing CA', extensions: ca };
  const issuingDer = certificate({ ...issuing, issuer: { der: rootDer, key: root.key } });
  const leaf = { key: key('p256', 'need-leaf'), subject: '/CN=sensor7.contoso.com', extensions: server };
  const other = { key: key('p256', 'need-other'), subject: root.subject, extensions: ca };
  const otherDer = certificate(other);
  return {
    root: rootDer,
    renewed: certificate({ ...root, more: ['-days', '90'] }),
    /** The name of the first root, and another key. */
    namesake: otherDer,
    issuing: issuingDer,
    leaf: certificate({ ...leaf, issuer: { der: issuingDer, key: issuing.key } }),
    direct: certificate({ ...leaf, issuer: { der: rootDer, key: root.key } }),
    foreign: certificate({ ...leaf, issuer: { der: otherDer, key: other.key } }),
    own: certificate({ ...leaf, key: key('p256', 'need-own') }),
    /** Signed by a certificate that is no CA. */
    bySelf: certificate({
      ...leaf,
      issuer: { der: certificate({ ...leaf, key: key('p256', 'need-own') }), key: key('p256', 'need-own') },
    }),
    version1: certificate({ key: key('p256', 'need-v1'), subject: '/CN=Old Root' }),
  };
}

describe('a certificate is still needed', () => {
  let made: ReturnType<typeof make>;
  beforeAll(() => {
    made = make();
  });
  const need = (der: Uint8Array, shown: Uint8Array[] | null, known: Uint8Array[] = [], at = now) =>
    needOf(der, shown, linkables(known), at);

  it('where the sensor shows it, or what it has issued', () => {
    expect(need(made.own, [made.own])).toBe('serves');
    expect(need(made.root, [made.direct])).toBe('serves');
    expect(need(made.root, [made.direct, made.root])).toBe('serves');
    expect(need(made.issuing, [made.leaf])).toBe('serves');
  });

  it('with an intermediate in between: one that is sent, one that the store holds, in any order', () => {
    expect(need(made.root, [made.leaf, made.issuing])).toBe('serves');
    expect(need(made.root, [made.leaf, made.namesake, made.issuing])).toBe('serves');
    expect(need(made.root, [made.leaf], [made.namesake, made.issuing])).toBe('serves');
  });

  it('as the elder of two roots with one key, since a path through either holds', () => {
    expect(need(made.root, [made.leaf, made.issuing, made.renewed])).toBe('serves');
    expect(need(made.renewed, [made.leaf, made.issuing, made.root])).toBe('serves');
  });

  it('no more, where the sensor shows another one and the whole path of it is known', () => {
    expect(need(made.own, [made.leaf, made.issuing])).toBe('replaced');
    expect(need(made.root, [made.own])).toBe('replaced');
    expect(need(made.root, [made.foreign, made.namesake])).toBe('replaced');
    expect(need(made.root, [made.foreign], [made.namesake])).toBe('replaced');
    expect(need(made.issuing, [made.direct], [made.root])).toBe('replaced');
  });

  it('nobody knows, where the path of what is shown is not known to its end', () => {
    // The same name as the issuer's is not enough: the root may stand behind an intermediate that was not sent.
    expect(need(made.root, [made.foreign])).toBe('unknown');
    expect(need(made.root, [made.leaf])).toBe('unknown');
    expect(need(made.version1, [made.leaf])).toBe('unknown');
    expect(need(made.root, null)).toBe('unknown');
    expect(need(made.root, [])).toBe('unknown');
    expect(need(made.root, [Buffer.from('no certificate'), made.root])).toBe('unknown');
  });

  it('not as an issuer that it may not be, even if it has signed', () => {
    expect(need(made.own, [made.bySelf])).toBe('replaced');
  });

  it('no more after its last day, whatever the sensor shows', () => {
    expect(need(made.root, [made.direct], [], days(29))).toBe('serves');
    expect(need(made.root, [made.direct], [], days(31))).toBe('expired');
    expect(need(made.root, null, [], days(31))).toBe('expired');
  });

  it('unknown, for what is no certificate', () => {
    expect(need(Buffer.from('hello'), [made.direct])).toBe('unknown');
  });
});
