// Files as they are dropped together, in any order, sorted into what belongs together.
import { describe, expect, it } from 'vitest';
import type { FoundObject } from '../../../../main/pki/files/objects.ts';
import { readObjects } from '../../../../main/pki/files/read.ts';
import { sortIntoSets } from '../../../../main/pki/files/sets.ts';
import { toPemChain } from '../../../../main/pki/files/write.ts';
import type { Ref } from '../../../../preload/contract/tools.ts';
import { certificate as issue, key, openssl, opensslText, path, type Wanted, write } from '../openssl.ts';

// A minute from here, when everything below has been made.
const now = new Date(Date.now() + 60_000);
const certificate = (wanted: Wanted) => issue({ ...wanted, more: ['-days', '90'] });
const caExtensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign,cRLSign', 'subjectKeyIdentifier=hash'];
const rootKey = key('p256', 'root');
const interKey = key('p256', 'inter');
const leafKey = key('p256', 'leaf');
const root = certificate({ key: rootKey, subject: '/CN=Root', extensions: caExtensions });
const inter = certificate({
  key: interKey,
  subject: '/CN=Inter',
  extensions: caExtensions,
  issuer: { der: root, key: rootKey },
});
const san = ['subjectAltName=DNS:sensor7', 'basicConstraints=CA:FALSE'];
const leaf = certificate({
  key: leafKey,
  subject: '/CN=sensor7',
  extensions: san,
  issuer: { der: inter, key: interKey },
});
/** Another CA of the same name as the intermediate. */
const twinKey = key('p256', 'twin');
const twin = certificate({ key: twinKey, subject: '/CN=Inter', extensions: caExtensions });
const loner = certificate({
  key: key('p384', 'loner'),
  subject: '/CN=loner',
  extensions: ['basicConstraints=CA:FALSE'],
});
const request = openssl(['req', '-new', '-key', leafKey, '-subj', '/CN=sensor7', '-outform', 'DER']);
const plainKey = (file: string) => openssl(['pkey', '-in', file, '-outform', 'DER']);
const lockedKey = opensslText(['pkcs8', '-topk8', '-in', leafKey, '-passout', 'pass:x']);

const crlOf = (name: string, ca: Uint8Array, caKey: string): Uint8Array => {
  write(`${name}.cnf`, `[ca]\ndefault_ca=d\n[d]\ndatabase=${name}.txt\ndefault_md=sha256\ndefault_crl_days=9\n`);
  write(`${name}.txt`, '');
  write(`${name}.pem`, toPemChain([ca]));
  openssl([
    'ca',
    '-gencrl',
    '-config',
    `${name}.cnf`,
    '-cert',
    `${name}.pem`,
    '-keyfile',
    caKey,
    '-out',
    `${name}.crl`,
  ]);
  return openssl(['crl', '-in', path(`${name}.crl`), '-outform', 'DER']);
};

type Files = Record<string, Uint8Array | string>;

/** What came out, with the files' names in place of references. */
function sorted(files: Files, at = now) {
  const names = Object.keys(files);
  const placed = names.flatMap((name, file) => {
    const content = files[name] as Uint8Array | string;
    const { objects, problems } = readObjects(
      typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
    );
    expect(problems).toEqual([]);
    return objects.map((object: FoundObject, item) => ({ ref: { file, item }, object }));
  });
  const nameOf = (ref: Ref | null) => ref && `${names[ref.file]}${ref.item > 0 ? `#${ref.item}` : ''}`;
  const { sets, odd } = sortIntoSets(placed, at);
  return {
    sets: sets.map(({ leaf: head, key: own, request: asked, chain, crls, ...rest }) => ({
      leaf: nameOf(head),
      key: nameOf(own),
      request: nameOf(asked),
      chain: chain.map(nameOf),
      crls: crls.map(nameOf),
      ...rest,
    })),
    odd: odd.map(({ ref, reason }) => [nameOf(ref), reason]),
  };
}

describe('sets', () => {
  it('have key, request, chain in order and revocation lists, whatever the order of the files', () => {
    const crl = crlOf('inter', inter, interKey);
    const files: Files = { root, crl, key: plainKey(leafKey), request, leaf, inter };
    const shuffled = Object.fromEntries(Object.entries(files).reverse());
    for (const given of [files, shuffled])
      expect(sorted(given)).toEqual({
        sets: [
          {
            title: 'sensor7',
            leaf: 'leaf',
            key: 'key',
            request: 'request',
            chain: ['inter', 'root'],
            crls: ['crl'],
            missingIssuer: null,
            findings: ['key-fits', 'request-fits', 'chain-complete'],
          },
        ],
        odd: [],
      });
  });

  it('keep every request of a key that was asked for more than once', () => {
    const renewal = openssl(['req', '-new', '-key', leafKey, '-subj', '/CN=sensor8', '-outform', 'DER']);
    expect(sorted({ request, renewal, key: plainKey(leafKey) }).sets).toMatchObject([
      { title: 'sensor7', request: 'request', key: 'key', findings: ['request-only', 'key-fits'] },
      { title: 'sensor8', request: 'renewal', key: 'key', findings: ['request-only', 'key-fits'] },
    ]);
    const { sets, odd } = sorted({ request, renewal, leaf });
    expect(sets.map((each) => each.request).sort()).toEqual(['renewal', 'request']);
    expect([sets[0]?.leaf, sets[1]?.leaf, odd]).toEqual(['leaf', null, []]);
  });

  it('do not lose CAs that certified each other', () => {
    const ca = (subject: string, own: string, issuer: { der: Uint8Array; key: string }) =>
      certificate({ key: own, subject, extensions: caExtensions, issuer });
    const rootByInter = ca('/CN=Root', rootKey, { der: inter, key: interKey });
    const interByRoot = ca('/CN=Inter', interKey, { der: root, key: rootKey });
    const { sets, odd } = sorted({ rootByInter, interByRoot });
    expect(sets).toMatchObject([{ leaf: null, chain: ['rootByInter', 'interByRoot'] }]);
    expect(odd).toEqual([]);
  });

  it('say what is missing', () => {
    expect(sorted({ leaf }).sets).toMatchObject([
      { leaf: 'leaf', key: null, chain: [], missingIssuer: 'CN=Inter', findings: ['key-missing', 'chain-incomplete'] },
    ]);
    expect(sorted({ leaf, lockedKey })).toMatchObject({
      sets: [{ findings: ['key-locked', 'chain-incomplete'] }],
      odd: [['lockedKey', 'key-locked']],
    });
    expect(sorted({ request }).sets).toMatchObject([{ request: 'request', findings: ['request-only', 'key-missing'] }]);
    expect(sorted({ key: plainKey(leafKey) }).sets).toMatchObject([{ key: 'key', findings: ['key-only'] }]);
    expect(sorted({ request, key: plainKey(leafKey) }).sets).toMatchObject([
      { findings: ['request-only', 'key-fits'] },
    ]);
    expect(sorted({ loner, key: plainKey(key('p384', 'loner')) }).sets).toMatchObject([
      { findings: ['no-names', 'key-fits', 'chain-not-needed'] },
    ]);
  });

  it('say that a certificate is revoked, by a list of its issuer and no other', () => {
    crlOf('revoking', inter, interKey);
    write('leaf.pem', toPemChain([leaf]));
    const ca = ['ca', '-config', 'revoking.cnf', '-cert', 'revoking.pem', '-keyfile', interKey];
    openssl([...ca, '-revoke', 'leaf.pem']);
    openssl([...ca, '-gencrl', '-out', 'revoking.crl']);
    const crl = openssl(['crl', '-in', path('revoking.crl'), '-outform', 'DER']);
    expect(sorted({ leaf, inter, root, crl }).sets[0]?.findings[0]).toBe('revoked');
    expect(sorted({ leaf, crl }).sets[0]?.findings).not.toContain('revoked');
    expect(sorted({ leaf, inter, root, crl: crlOf('root', root, rootKey) }).sets[0]?.findings).not.toContain('revoked');
  });

  it('say that a key which is there belongs to another certificate', () => {
    const { sets } = sorted({ leaf, inter, root, other: plainKey(key('p384', 'loner')) });
    expect(sets.find((set) => set.leaf === 'leaf')?.findings[0]).toBe('key-of-another');
    expect(sets.find((set) => set.key === 'other')?.findings).toEqual(['key-only']);
  });

  it('judge dates as of the moment given', () => {
    const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
    expect(sorted({ leaf, inter, root }, later(70)).sets[0]?.findings).toContain('expires-soon');
    expect(sorted({ leaf, inter, root }, later(91)).sets[0]?.findings[0]).toBe('expired');
    expect(sorted({ leaf, inter, root }, later(-2)).sets[0]?.findings[0]).toBe('not-yet-valid');
  });

  it('go by signature, not by name', () => {
    const { sets, odd } = sorted({ twin, leaf, twinCrl: crlOf('twin', twin, twinKey) });
    expect(sets).toMatchObject([
      { leaf: null, chain: ['twin'], crls: ['twinCrl'] },
      { leaf: 'leaf', chain: [], missingIssuer: 'CN=Inter' },
    ]);
    expect(odd).toEqual([]);
    expect(sorted({ twin, leaf, inter }).sets.find((set) => set.leaf === 'leaf')?.chain).toEqual(['inter']);
    expect(sorted({ leaf, inter, twinCrl: crlOf('twin', twin, twinKey) }).odd).toEqual([['twinCrl', 'crl-of-nobody']]);
  });

  it('are made for a CA of its own where its key is there', () => {
    const { sets } = sorted({ leaf, inter, root, interKey: plainKey(interKey) });
    expect(sets).toMatchObject([
      { leaf: 'leaf', chain: ['inter', 'root'], key: null },
      { leaf: 'inter', chain: ['root'], key: 'interKey' },
    ]);
  });

  it('hold CA certificates alone, in order', () => {
    expect(sorted({ bundle: toPemChain([root, inter]) }).sets).toMatchObject([
      { leaf: null, chain: ['bundle#1', 'bundle'], findings: ['chain-complete'] },
    ]);
  });

  it('leave duplicates and bare public keys over', () => {
    const publicKey = openssl(['pkey', '-in', leafKey, '-pubout', '-outform', 'DER']);
    expect(sorted({ loner, again: loner, publicKey }).odd).toEqual([
      ['again', 'duplicate'],
      ['publicKey', 'public-key'],
    ]);
  });

  it('keep apart two certificates for one key, as after a renewal', () => {
    const renewed = certificate({
      key: leafKey,
      subject: '/CN=sensor7',
      extensions: san,
      issuer: { der: inter, key: interKey },
    });
    const { sets } = sorted({ leaf, renewed, key: plainKey(leafKey) });
    expect(sets.map((set) => [set.leaf, set.key])).toEqual([
      ['leaf', 'key'],
      ['renewed', 'key'],
    ]);
  });
});

it('many namesakes, and many files under one CA, are no trouble', () => {
  const many = Object.fromEntries(
    Array.from({ length: 3000 }, (_, n) => {
      const der = leaf.slice();
      // The serial number counts; the signature no longer fits, so every namesake is tried.
      der.set([n >> 8, n & 255], Buffer.from(der).indexOf(Buffer.from('020203', 'hex')) + 2);
      return [`${n}`, der];
    }),
  );
  expect(sorted({ ...many, twin }).sets.length).toBeGreaterThan(3000);
});
