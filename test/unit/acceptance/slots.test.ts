// Files of every kind, made by openssl, and the slot that each goes into by what is in it.
import { beforeAll, describe, expect, it } from 'vitest';
import { type GivenFile, placeFiles, precheckInputOf, slotFiles, uploadSetOf } from '../../../main/acceptance/slots.ts';
import { readObjects } from '../../../main/pki/files/read.ts';
import { type Slot, slotFileSchema } from '../../../preload/contract/slots.ts';
import { certificate, key, openssl, read, write } from '../pki/openssl.ts';
import { key as keyCalled, certificate as made } from '../pki/path/make.ts';
import { ca, type Issuer, leaf, list, pem } from './lists.ts';

const passphrase = 'Canary-7-secret';
let root: Issuer;
let issuing: Issuer;
let other: Issuer;
let leafDer: Uint8Array;
let keyPem: Uint8Array;
let files: Record<string, Uint8Array>;

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const together = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const cert = (der: Uint8Array): Uint8Array => text(pem('CERTIFICATE', der));

function pfx(name: string, secret: string, ...more: string[]): Uint8Array {
  const certificates = write(`${name}.in`, Buffer.concat([cert(leafDer), cert(issuing.der), cert(root.der)]));
  openssl([
    'pkcs12',
    '-export',
    '-inkey',
    key('p256', 'leaf'),
    '-in',
    certificates,
    '-out',
    name,
    '-passout',
    `pass:${secret}`,
    ...more,
  ]);
  return read(name);
}

beforeAll(() => {
  root = ca('Root');
  issuing = ca('Issuing', root);
  other = ca('Other');
  leafDer = leaf(issuing, 5, []);
  const path = key('p256', 'leaf');
  keyPem = read('leaf.key');
  openssl([
    'pkcs8',
    '-topk8',
    '-in',
    path,
    '-out',
    'locked.key',
    '-passout',
    `pass:${passphrase}`,
    '-v2',
    'aes-256-cbc',
    '-iter',
    '2048',
  ]);
  openssl([
    'pkcs8',
    '-topk8',
    '-in',
    path,
    '-out',
    'other-locked.key',
    '-passout',
    'pass:something-else',
    '-iter',
    '2048',
  ]);
  openssl(['ec', '-in', path, '-out', 'old-locked.key', '-aes128', '-passout', `pass:${passphrase}`]);
  openssl(['pkey', '-in', path, '-outform', 'DER', '-out', 'leaf.key.der']);
  openssl(['req', '-new', '-key', path, '-subj', '/CN=sensor7.contoso.com', '-out', 'leaf.csr']);
  const cas = write('cas.pem', Buffer.concat([cert(root.der), cert(issuing.der)]));
  openssl(['crl2pkcs7', '-nocrl', '-certfile', cas, '-outform', 'DER', '-out', 'cas.p7b']);
  key('p256', 'stranger');
  files = {
    leaf: cert(leafDer),
    key: keyPem,
    locked: read('locked.key'),
    otherLocked: read('other-locked.key'),
    oldLocked: read('old-locked.key'),
    keyDer: read('leaf.key.der'),
    request: read('leaf.csr'),
    root: cert(root.der),
    issuing: cert(issuing.der),
    chain: together(cert(issuing.der), cert(root.der)),
    p7b: read('cas.p7b'),
    other: cert(other.der),
    stranger: read('stranger.key'),
    crl: list(issuing),
    pfx: pfx('sensor.pfx', passphrase),
    openPfx: pfx('open.pfx', '', '-nomac', '-keypbe', 'NONE', '-certpbe', 'NONE'),
  };
});

const given = (name: string, bytes: Uint8Array | undefined, slot: Slot | null = null): GivenFile => {
  if (bytes === undefined) throw new Error(name);
  return { name, bytes, slot };
};
/** Files by their key in `files`, under names that tell nothing. */
const of = (...names: string[]): GivenFile[] => names.map((name, index) => given(`file${index}.bin`, files[name]));
const place = (all: readonly GivenFile[], secret: string | null = null) => placeFiles(all, secret);
const slots = (all: readonly GivenFile[], secret: string | null = null): Slot[] =>
  place(all, secret).files.map(({ slot }) => slot);

const rest = {
  passphrase: null,
  host: null,
  validation: true,
  at: new Date(),
  fetched: null,
  served: null,
  others: null,
};
const certificatesIn = (bytes: Uint8Array | undefined): Uint8Array[] =>
  readObjects(bytes ?? new Uint8Array()).objects.flatMap((each) => (each.kind === 'certificate' ? [each.der] : []));
const complete = { leaf: expect.anything(), key: expect.anything() };

describe('what is in a file decides, whatever its name and place', () => {
  it('three files, one for each slot, in any order', () => {
    for (const [names, wanted] of [
      [
        ['key', 'leaf', 'chain'],
        ['key', 'crt', 'chain'],
      ],
      [
        ['chain', 'key', 'leaf'],
        ['chain', 'key', 'crt'],
      ],
      [
        ['leaf', 'chain', 'key'],
        ['crt', 'chain', 'key'],
      ],
    ] as const) {
      expect(slots(of(...names))).toEqual(wanted);
      const set = uploadSetOf(place(of(...names)));
      expect(set).toMatchObject({ ...complete, leftOver: [] });
      expect(set.leaf).toEqual(leafDer);
      expect(set.chain).toEqual([issuing.der, root.der]);
    }
  });

  it('DER everywhere', () => {
    const all = [given('a', files.keyDer), given('b', leafDer), given('c', issuing.der), given('d', root.der)];
    expect(slots(all)).toEqual(['key', 'crt', 'chain', 'chain']);
    expect(uploadSetOf(place(all))).toMatchObject({ ...complete, chain: [issuing.der, root.der], leftOver: [] });
    const input = precheckInputOf(place(all), rest);
    expect(input.crt).toEqual({ name: 'b', bytes: leafDer });
    expect(input.key).toEqual({ name: 'a', bytes: files.keyDer });
  });

  it('a key with its certificate, or with all of them, in one PEM file', () => {
    const two = together(files.key as Uint8Array, files.leaf as Uint8Array);
    expect(slots([given('a', two), ...of('chain')])).toEqual(['bundle', 'chain']);
    const all = together(files.chain as Uint8Array, two);
    const placement = place([given('all.pem', all)]);
    expect(placement.files[0]?.slot).toBe('bundle');
    expect(uploadSetOf(placement)).toMatchObject({ ...complete, chain: [issuing.der, root.der], leftOver: [] });
    const input = precheckInputOf(placement, rest);
    expect(input).toMatchObject({ key: null, crt: null, chain: null, bundles: [{ name: 'all.pem' }] });
  });

  it('leaf and CAs in one file', () => {
    const full = together(files.leaf as Uint8Array, files.chain as Uint8Array);
    expect(slots([given('fullchain.pem', full), ...of('key')])).toEqual(['bundle', 'key']);
    // Where the leaf is there alone, too, this is what somebody means to upload as the chain.
    expect(slots([given('fullchain.pem', full), ...of('leaf', 'key')])).toEqual(['chain', 'crt', 'key']);
    expect(slots([...of('leaf', 'key'), given('fullchain.pem', full)])).toEqual(['crt', 'key', 'chain']);
  });

  it('PKCS#7: CAs are the chain, with the leaf it is a bundle', () => {
    expect(slots(of('leaf', 'key', 'p7b'))).toEqual(['crt', 'key', 'chain']);
    const placement = place(of('leaf', 'key', 'p7b'));
    expect(placement.files[2]?.read.format).toBe('pkcs7');
    expect(uploadSetOf(placement).chain).toEqual([issuing.der, root.der]);
    expect(precheckInputOf(placement, rest).chain?.bytes).toEqual(files.p7b);
    const inside = write('leaf.pem', cert(leafDer));
    openssl(['crl2pkcs7', '-nocrl', '-certfile', inside, '-out', 'leaf.p7b']);
    expect(slots([given('a', read('leaf.p7b')), ...of('key')])).toEqual(['bundle', 'key']);
  });

  it('an intermediate and a root in two files become one chain, in order', () => {
    const placement = place(of('root', 'leaf', 'issuing', 'key'));
    expect(placement.files.map(({ slot }) => slot)).toEqual(['chain', 'crt', 'chain', 'key']);
    const { chain } = precheckInputOf(placement, rest);
    expect(chain).toMatchObject({ name: 'file0.bin + file2.bin', joinedFrom: ['file0.bin', 'file2.bin'] });
    expect(certificatesIn(chain?.bytes)).toEqual([issuing.der, root.der]);
  });

  it('a CA certificate alone is the chain', () => {
    expect(slots(of('root'))).toEqual(['chain']);
    expect(slots(of('issuing', 'root'))).toEqual(['chain', 'chain']);
    expect(uploadSetOf(place(of('root', 'issuing')))).toMatchObject({
      leaf: null,
      key: null,
      chain: [issuing.der, root.der],
    });
  });

  it('lists are put aside, also those inside other files', () => {
    expect(slots(of('crl', 'leaf', 'key'))).toEqual(['crl', 'crt', 'key']);
    const mixed = together(files.chain as Uint8Array, text(pem('X509 CRL', files.crl as Uint8Array)));
    const placement = place([given('mixed.pem', mixed), ...of('leaf', 'key')]);
    expect(placement.files[0]?.slot).toBe('chain');
    expect(precheckInputOf(placement, rest).crls).toEqual([{ name: 'mixed.pem', bytes: files.crl }]);
    expect(uploadSetOf(place(of('crl', 'leaf', 'key'))).leftOver).toEqual([]);
  });

  it('a request, a picture and a second copy are of no use', () => {
    const all = [...of('leaf', 'key', 'request'), given('a.png', text('\u0089PNG')), given('copy.der', leafDer)];
    expect(slots(all)).toEqual(['crt', 'key', 'none', 'none', 'none']);
    expect(uploadSetOf(place(all)).leftOver).toEqual(['file2.bin', 'a.png']);
  });
});

describe('where there are several', () => {
  it('the key that fits wins, wherever it stands', () => {
    expect(slots(of('stranger', 'leaf', 'key'))).toEqual(['none', 'crt', 'key']);
    expect(slots(of('key', 'leaf', 'stranger'))).toEqual(['key', 'crt', 'none']);
    expect(uploadSetOf(place(of('stranger', 'leaf', 'key'))).leftOver).toEqual(['file0.bin']);
  });

  it('no key fits: it is shown as the key all the same, unless one is locked still', () => {
    expect(slots(of('stranger', 'leaf'))).toEqual(['key', 'crt']);
    expect(slots(of('stranger', 'leaf', 'locked'))).toEqual(['none', 'crt', 'key']);
  });

  it('the certificate that the key fits wins; without a key the newest', () => {
    const foreign = certificate({
      key: key('p256', 'stranger'),
      subject: '/CN=other',
      extensions: ['subjectAltName=DNS:o'],
      issuer: issuing,
    });
    expect(slots([given('a', foreign), ...of('leaf', 'key')])).toEqual(['none', 'crt', 'key']);
    const signer = keyCalled('any');
    const dated = (notBefore: string) => made({ subject: 'CN=s', issuer: 'CN=i', key: signer, notBefore });
    const [older, newer] = [dated('2029-01-01T00:00:00Z'), dated('2030-01-01T00:00:00Z')];
    expect(slots([given('a', older), given('b', newer)])).toEqual(['none', 'crt']);
    expect(slots([given('a', newer), given('b', older)])).toEqual(['crt', 'none']);
  });

  it('two leaf certificates in one file stay where they are complained about', () => {
    const foreign = certificate({
      key: key('p256', 'stranger'),
      subject: '/CN=other',
      extensions: ['subjectAltName=DNS:o'],
      issuer: issuing,
    });
    const both = together(files.leaf as Uint8Array, cert(foreign));
    expect(slots([given('both.crt', both), ...of('key', 'chain')])).toEqual(['crt', 'key', 'chain']);
  });

  it('a CA that has nothing to do with the leaf: the chain if there is no other', () => {
    expect(slots(of('leaf', 'key', 'other'))).toEqual(['crt', 'key', 'chain']);
    expect(slots(of('leaf', 'key', 'other', 'issuing'))).toEqual(['crt', 'key', 'none', 'chain']);
    expect(uploadSetOf(place(of('leaf', 'key', 'other')))).toMatchObject({ chain: [], leftOver: ['file2.bin'] });
  });

  it('a certificate of a CA is the leaf only beside its own key', () => {
    const self = certificate({
      key: key('p256', 'self'),
      subject: '/CN=sensor9',
      extensions: ['basicConstraints=CA:TRUE'],
    });
    expect(slots([given('a', cert(self))])).toEqual(['chain']);
    expect(slots([given('a', cert(self)), given('b', read('self.key'))])).toEqual(['crt', 'key']);
    // The key of the CA itself does not make the CA the sensor.
    expect(slots([...of('leaf', 'issuing'), given('ca.key', read('Issuing.key'))])).toEqual(['crt', 'chain', 'key']);
  });
});

describe('the passphrase', () => {
  const state = (all: readonly GivenFile[], secret: string | null) => place(all, secret).passphrase;

  it.each([
    ['nothing locked, nothing typed', ['leaf', 'key'], null, 'none'],
    ['an empty field', ['leaf', 'key'], '', 'none'],
    ['typed, nothing locked', ['leaf', 'key', 'chain'], passphrase, 'unused'],
    ['locked, nothing typed', ['leaf', 'locked'], null, 'needed'],
    ['locked, an empty field', ['leaf', 'locked'], '', 'needed'],
    ['locked, right', ['leaf', 'locked'], passphrase, 'right'],
    ['locked, wrong', ['leaf', 'locked'], `${passphrase} `, 'wrong'],
    ['locked in the old way, right', ['leaf', 'oldLocked'], passphrase, 'right'],
    ['locked in the old way, wrong', ['leaf', 'oldLocked'], 'no', 'wrong'],
    ['a PFX, nothing typed', ['pfx'], null, 'needed'],
    ['a PFX, right', ['pfx'], passphrase, 'right'],
    ['a PFX, wrong', ['pfx'], 'no', 'wrong'],
    ['an open PFX', ['openPfx'], null, 'none'],
    ['an open PFX, typed', ['openPfx'], passphrase, 'unused'],
    ['one of two keys, the one that fits', ['leaf', 'otherLocked', 'locked'], passphrase, 'right'],
    ['a plain key that fits beside a locked one', ['leaf', 'otherLocked', 'key'], passphrase, 'unused'],
    ['no file', [], passphrase, 'unused'],
  ] as const)('%s', (_, names, secret, wanted) => {
    expect(state(of(...names), secret)).toBe(wanted);
  });

  it('a locked key goes to its slot, and comes out of it once it is open', () => {
    expect(slots(of('leaf', 'locked', 'chain'))).toEqual(['crt', 'key', 'chain']);
    expect(uploadSetOf(place(of('leaf', 'locked', 'chain'))).key).toBeNull();
    for (const name of ['locked', 'oldLocked', 'pfx'] as const) {
      const { key: opened } = uploadSetOf(place(of('leaf', name), passphrase));
      expect(opened?.pkcs8).toEqual(uploadSetOf(place(of('leaf', 'key'))).key?.pkcs8);
    }
  });

  it('a PFX is a bundle, locked or open, and no use where all is there already', () => {
    expect(slots(of('pfx'))).toEqual(['bundle']);
    expect(slots(of('pfx'), 'no')).toEqual(['bundle']);
    expect(slots(of('pfx'), passphrase)).toEqual(['bundle']);
    expect(slots(of('openPfx'))).toEqual(['bundle']);
    expect(uploadSetOf(place(of('pfx'), passphrase))).toMatchObject({ ...complete, chain: [issuing.der, root.der] });
    expect(slots(of('leaf', 'key', 'chain', 'pfx'))).toEqual(['crt', 'key', 'chain', 'none']);
  });

  it('and no key is in what the window sees', () => {
    const placement = place(of('leaf', 'locked', 'pfx', 'key'), passphrase);
    const shown = slotFiles(placement, [4, 7, 9, 12]);
    for (const each of shown) slotFileSchema.parse(each);
    expect(shown.map(({ id }) => id)).toEqual([4, 7, 9, 12]);
    const said = JSON.stringify(shown);
    expect(said).not.toContain(passphrase);
    const secret = uploadSetOf(placement).key?.pkcs8 ?? new Uint8Array();
    for (const form of ['hex', 'base64', 'latin1'] as const) {
      expect(said.toLowerCase()).not.toContain(Buffer.from(secret).toString(form).slice(20, 60).toLowerCase());
    }
    expect(said).not.toMatch(/"pkcs8":|"key":\{/);
  });
});

describe('what cannot be read', () => {
  it('goes where it would be complained about', () => {
    const broken = (label: string) => text(`-----BEGIN ${label}-----\nMIIBAAAA\n-----END ${label}-----\n`);
    expect(slots([given('a', broken('PRIVATE KEY')), ...of('leaf')])).toEqual(['key', 'crt']);
    expect(slots([given('a', broken('CERTIFICATE')), ...of('key')])).toEqual(['crt', 'key']);
    expect(slots([given('a', broken('CERTIFICATE')), ...of('leaf', 'key')])).toEqual(['chain', 'crt', 'key']);
    expect(slots([given('a', broken('CERTIFICATE')), ...of('leaf', 'key', 'chain')])).toEqual([
      'none',
      'crt',
      'key',
      'chain',
    ]);
    expect(slots([given('a', broken('X509 CRL'))])).toEqual(['crl']);
    expect(slots([given('a', new Uint8Array())])).toEqual(['none']);
    expect(slots([])).toEqual([]);
  });
});

describe('a person may say otherwise', () => {
  const by = (name: string, slot: Slot): GivenFile => given(`${name}.bin`, files[name], slot);

  it('and the rest goes by what is left', () => {
    const foreign = certificate({
      key: key('p256', 'stranger'),
      subject: '/CN=other',
      extensions: ['subjectAltName=DNS:o'],
      issuer: other,
    });
    const placement = place([given('foreign', cert(foreign), 'crt'), ...of('leaf', 'key', 'stranger', 'other')]);
    expect(placement.files.map(({ slot, placedByHand }) => [slot, placedByHand])).toEqual([
      ['crt', true],
      ['none', false],
      ['none', false],
      ['key', false],
      ['chain', false],
    ]);
    expect(uploadSetOf(placement).leaf).toEqual(foreign);
  });

  it('puts a file aside', () => {
    const placement = place([by('key', 'none'), by('locked', 'none'), ...of('leaf', 'oldLocked')], passphrase);
    expect(placement.files.map(({ slot }) => slot)).toEqual(['none', 'none', 'crt', 'key']);
    expect(placement.passphrase).toBe('right');
  });

  it('puts the wrong things into slots, and the input of the pre-check has them there', () => {
    const placement = place([by('root', 'crt'), by('leaf', 'chain'), by('request', 'key')]);
    const input = precheckInputOf(placement, rest);
    expect([input.crt?.bytes, input.chain?.bytes, input.key?.bytes]).toEqual([files.root, files.leaf, files.request]);
  });

  it('puts two into one slot: they are judged as one file, with both in it', () => {
    const placement = place([by('key', 'key'), given('b', files.keyDer, 'key'), by('locked', 'key'), ...of('leaf')]);
    const { key: joined } = precheckInputOf(placement, rest);
    expect(joined?.joinedFrom).toEqual(['key.bin', 'b', 'locked.bin']);
    expect(readObjects(joined?.bytes ?? new Uint8Array()).objects.map(({ kind }) => kind)).toEqual([
      'privateKey',
      'privateKey',
      'privateKey',
    ]);
  });

  it('names a file with everything the certificate: the kit finds its key there all the same', () => {
    const all = together(files.key as Uint8Array, files.leaf as Uint8Array, files.chain as Uint8Array);
    const set = uploadSetOf(place([given('all.pem', all, 'crt')]));
    expect(set).toMatchObject({ ...complete, chain: [issuing.der, root.der], leftOver: [] });
  });
});

it('a whole store of certificates is sorted in no time to speak of', () => {
  const many = text(Array.from({ length: 300 }, () => pem('CERTIFICATE', root.der)).join(''));
  const all = [
    ...Array.from({ length: 3 }, (_, index) => given(`store${index}.pem`, many)),
    ...of('leaf', 'key', 'issuing'),
  ];
  expect(slots(all).filter((slot) => slot === 'chain')).toHaveLength(2);
});

// Without a bound, each is tried on each: minutes of work on a curve as slow as this one.
it('hundreds of CAs that all have one name are no endless work', { timeout: 30_000 }, () => {
  const one = certificate({ key: key('p521'), subject: '/CN=Same', extensions: ['basicConstraints=critical,CA:TRUE'] });
  const others = Array.from({ length: 250 }, (_, index) => {
    const der = Uint8Array.from(one);
    der[der.length - 1] = index; // another certificate, whose signature does not fit
    der[der.length - 2] = 7;
    return pem('CERTIFICATE', der);
  });
  expect(slots([given('same.pem', text(others.join(''))), ...of('leaf', 'key', 'issuing')])).toHaveLength(4);
});
