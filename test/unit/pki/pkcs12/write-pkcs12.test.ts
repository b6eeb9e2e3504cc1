// PFX files that we write, read back by openssl, by certtool and by ourselves: the same certificates in the same
// order, the same key, the names and links that Windows goes by.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PrivateKey, readPrivateKey } from '../../../../main/pki/keys/private-key.ts';
import { readPkcs12 } from '../../../../main/pki/pkcs12/read-pkcs12.ts';
import { type Pkcs12Profile, writePkcs12 } from '../../../../main/pki/pkcs12/write-pkcs12.ts';
import { certificate, type KeyKind, key, openssl, opensslText, path, write } from '../openssl.ts';

const pkcs8Of = (file: string): Uint8Array =>
  new Uint8Array(openssl(['pkcs8', '-topk8', '-nocrypt', '-in', file, '-outform', 'DER']));
const keyOf = (file: string): PrivateKey => {
  const found = readPrivateKey(pkcs8Of(file));
  if (!found.ok || !found.value.key) throw new Error(JSON.stringify(found));
  return found.value.key;
};

const extensions = ['basicConstraints=critical,CA:TRUE'];
const rootKey = key('p256', 'root');
const root = certificate({ key: rootKey, subject: '/CN=Root', extensions });
const middleKey = key('p256', 'middle');
const middle = certificate({ key: middleKey, subject: '/CN=Middle', extensions, issuer: { der: root, key: rootKey } });
const leafOf = (file: string): Uint8Array =>
  certificate({ key: file, subject: '/CN=leaf', extensions: [], issuer: { der: middle, key: middleKey } });

/** The DER of every PEM block with the label, in the order of the text. */
const blocks = (text: string, label: string): Uint8Array[] =>
  [...text.matchAll(new RegExp(`-----BEGIN ${label}-----\n([^-]+)-----END`, 'g'))].map(
    ([, body]) => new Uint8Array(Buffer.from(body as string, 'base64')),
  );

const opensslReads = (bytes: Uint8Array, passphrase: string): string => {
  const password = write('pass', `${passphrase}\n`);
  return opensslText(['pkcs12', '-in', write('written.p12', bytes), '-passin', `file:${password}`, '-noenc']);
};

const profiles: Pkcs12Profile[] = ['modern', 'compatible'];
const kinds: KeyKind[] = ['rsa2048', 'rsapss', 'p256', 'p384', 'p521', 'secp256k1', 'ed25519'];

describe.each(profiles)('a %s file', (profile) => {
  // 100,000 rounds take their time, so not every kind twice.
  it.each(profile === 'modern' ? kinds.slice(0, 3) : kinds)('with a key of the kind %s', (kind) => {
    const leaf = leafOf(key(kind));
    const certificates = [leaf, middle, root];
    const passphrase = 'secret';
    const bytes = writePkcs12(
      { certificates, key: keyOf(key(kind)), friendlyName: 'Sensor 7, Köln 🔑' },
      { passphrase, profile },
    );
    const text = opensslReads(bytes, passphrase);
    expect(blocks(text, 'CERTIFICATE')).toEqual(certificates);
    expect(blocks(text, 'PRIVATE KEY')).toEqual([pkcs8Of(key(kind))]);
    const id = createHash('sha1').update(leaf).digest('hex').toUpperCase();
    expect(text.match(/localKeyID: .*/g)).toEqual(Array(2).fill(`localKeyID: ${id.replace(/..(?=.)/g, '$& ')} `));

    const read = readPkcs12(bytes, passphrase);
    if (!read.ok) throw new Error(read.error.code);
    const entry = { friendlyName: 'Sensor 7, Köln 🔑', localKeyId: id };
    expect(read.value.certificates).toEqual([{ ...entry, der: leaf }, { der: middle }, { der: root }]);
    expect(read.value.keys).toMatchObject([
      { ...entry, key: keyOf(key(kind)), item: { friendlyName: entry.friendlyName } },
    ]);
    expect(read.value).toMatchObject({ mac: { state: 'verified' }, problems: [], crls: [], secrets: [] });
    expect(readPkcs12(bytes, 'other')).toMatchObject({ error: { code: 'passphrase-wrong' } });
    expect(readPkcs12(bytes)).toMatchObject({ error: { code: 'passphrase-needed' } });
  });

  it.each(['', 'äöüß', 'пароль', '🔑 key', 'e\u0301'])('opens with %j', (passphrase) => {
    const certificates = [leafOf(key('p256'))];
    const bytes = writePkcs12({ certificates, key: keyOf(key('p256')) }, { passphrase, profile });
    expect(blocks(opensslReads(bytes, passphrase), 'CERTIFICATE')).toEqual(certificates);
    expect(readPkcs12(bytes, passphrase)).toMatchObject({
      ok: true,
      value: { certificates: [{ der: certificates[0] }] },
    });
  });

  it('opens in GnuTLS', () => {
    const certificates = [leafOf(key('rsa2048')), middle];
    const passphrase = 'geheim über alles';
    const content = { certificates, key: keyOf(key('rsa2048')), friendlyName: 'sensor' };
    const file = write('gnutls.p12', writePkcs12(content, { passphrase, profile }));
    const text = execFileSync('certtool', ['--p12-info', '--inder', '--infile', file, '--password', passphrase], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(blocks(text, 'CERTIFICATE')).toEqual(certificates);
    // certtool shows the encrypted key as it stands in the file.
    const encrypted = blocks(text, 'ENCRYPTED PRIVATE KEY')[0] ?? blocks(text, 'PRIVATE KEY')[0];
    expect(readPrivateKey(encrypted as Uint8Array, { passphrase })).toMatchObject({
      value: { key: { spki: content.key.spki } },
    });
  });

  it('may hold certificates alone, or a key alone', () => {
    const only = writePkcs12({ certificates: [middle, root] }, { passphrase: 'a', profile });
    expect(blocks(opensslReads(only, 'a'), 'CERTIFICATE')).toEqual([middle, root]);
    expect(readPkcs12(only, 'a')).toMatchObject({
      value: { certificates: [{ der: middle }, { der: root }], keys: [] },
    });
    const bare = writePkcs12({ certificates: [], key: keyOf(rootKey) }, { passphrase: 'a', profile });
    expect(blocks(opensslReads(bare, 'a'), 'PRIVATE KEY')).toEqual([pkcs8Of(rootKey)]);
    expect(readPkcs12(bare, 'a')).toMatchObject({ value: { certificates: [], keys: [{ key: keyOf(rootKey) }] } });
  });
});

it('says its methods', () => {
  const said = (profile: Pkcs12Profile): string => {
    const bytes = writePkcs12({ certificates: [middle], key: keyOf(middleKey) }, { passphrase: 'a', profile });
    const file = write(`${profile}.p12`, bytes);
    const command = `openssl pkcs12 -info -noout -in '${file}' -passin pass:a 2>&1`;
    return execFileSync('sh', ['-c', command], { encoding: 'utf8', cwd: path('.') });
  };
  const aes = 'PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256';
  expect(said('modern').match(new RegExp(aes, 'g'))).toHaveLength(2);
  expect(said('modern')).toContain('MAC: sha256, Iteration 100000');
  expect(said('compatible').match(/pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048/g)).toHaveLength(2);
  expect(said('compatible')).toContain('MAC: sha1, Iteration 2048');
});

it('never uses a salt or IV twice', () => {
  const make = () => writePkcs12({ certificates: [middle] }, { passphrase: 'a', profile: 'compatible' });
  expect(make()).not.toEqual(make());
});

it('is undone by readPkcs12, whatever the names and passphrases', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  fc.assert(
    fc.property(text, text, fc.boolean(), (passphrase, friendlyName, withKey) => {
      fc.pre(!friendlyName.includes('\0'));
      const content = { certificates: [middle, root], friendlyName, ...(withKey ? { key: keyOf(middleKey) } : {}) };
      const found = readPkcs12(writePkcs12(content, { passphrase, profile: 'compatible' }), passphrase);
      if (!found.ok) throw new Error(found.error.code);
      expect(found.value.problems).toEqual([]);
      expect(found.value.certificates.map(({ der }) => der)).toEqual([middle, root]);
      expect(found.value.certificates[0]?.friendlyName ?? '').toBe(friendlyName);
      expect(found.value.keys.map((each) => each.key)).toEqual(withKey ? [keyOf(middleKey)] : []);
    }),
    { numRuns: 40 },
  );
});
