// readObjects on files as people have them.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fileLimit, objectLimit, readObjects } from '../../../../main/pki/files/read.ts';
import { toPem, toPemChain, toPkcs7 } from '../../../../main/pki/files/write.ts';
import { certificate, key, openssl, opensslText, path, write } from '../openssl.ts';

const made = ['leaf', 'intermediate', 'root'].map((name) =>
  certificate({ key: key('p256'), subject: `/CN=${name}`, extensions: ['basicConstraints=CA:FALSE'] }),
);
const [leaf] = made as [Uint8Array];
const pem = toPem(leaf);
const base64 = Buffer.from(leaf).toString('base64');

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const utf16 = (text: string, big: boolean, mark: boolean): Uint8Array => {
  const body = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le');
  return new Uint8Array(big ? body.swap16() : body);
};
const summary = (input: Uint8Array) => {
  const { format, objects, problems } = readObjects(input);
  return { format, names: objects.map(({ kind, item }) => ('commonName' in item ? item.commonName : kind)), problems };
};

describe('one certificate', () => {
  it.each<[string, Uint8Array, string]>([
    ['DER', leaf, 'der'],
    ['DER with a line break behind it', new Uint8Array([...leaf, 13, 10]), 'der'],
    ['PEM', bytes(pem), 'pem'],
    ['PEM, CRLF', bytes(pem.replaceAll('\n', '\r\n')), 'pem'],
    ['PEM, CR', bytes(pem.replaceAll('\n', '\r')), 'pem'],
    ['PEM on one line', bytes(pem.replaceAll('\n', ' ')), 'pem'],
    ['PEM without its last line end', bytes(pem.trimEnd()), 'pem'],
    ['PEM, indented with blanks at the ends of lines', bytes(pem.replaceAll('\n', '  \t\n    ')), 'pem'],
    ['PEM, indented with blanks that do not break', bytes(pem.replaceAll('\n', '\n\u00a0\u200b')), 'pem'],
    ['PEM with a UTF-8 byte order mark', bytes(`\ufeff${pem}`), 'pem'],
    ['PEM with text around it', bytes(`Bag Attributes\n  friendlyName: Müller\nsubject=CN = leaf\n${pem}\nend`), 'pem'],
    ['PEM in a Latin-1 text', new Uint8Array(Buffer.from(`Müller\n${pem}`, 'latin1')), 'pem'],
    ['PEM, UTF-16LE', utf16(pem, false, true), 'pem'],
    ['PEM, UTF-16BE', utf16(pem, true, true), 'pem'],
    ['PEM, UTF-16LE without its mark', utf16(pem, false, false), 'pem'],
    ['PEM, UTF-16BE without its mark', utf16(pem, true, false), 'pem'],
    ['PEM with an old label', bytes(pem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')), 'pem'],
    ['OpenSSL trusted', openssl(['x509', '-inform', 'DER', '-trustout', '-addtrust', 'serverAuth'], leaf), 'pem'],
    ['the output of openssl x509 -text', openssl(['x509', '-inform', 'DER', '-text'], leaf), 'pem'],
    ['bare Base64', bytes(base64), 'base64'],
    ['bare Base64 in lines', bytes(base64.replace(/.{64}/g, '$&\r\n')), 'base64'],
    ['bare Base64 in UTF-16', utf16(base64, false, true), 'base64'],
    ['PKCS#7', toPkcs7([leaf]), 'pkcs7'],
    ['PKCS#7 under the label CERTIFICATE', bytes(toPem(toPkcs7([leaf]))), 'pem'],
    ['PKCS#7, Base64', bytes(Buffer.from(toPkcs7([leaf])).toString('base64')), 'base64'],
  ])('is found in %s', (_, input, format) => {
    expect(summary(new Uint8Array(input))).toEqual({ format, names: ['leaf'], problems: [] });
    expect(readObjects(new Uint8Array(input)).objects).toMatchObject([{ der: leaf }]);
  });
});

describe('many certificates', () => {
  const names = ['leaf', 'intermediate', 'root'];

  it.each<[string, Uint8Array, string]>([
    ['PEM', bytes(toPemChain(made)), 'pem'],
    ['PEM with text between', bytes(made.map((der, i) => `${i}:\n${toPem(der)}`).join('\n-----\n')), 'pem'],
    ['DER, one after the other', new Uint8Array(Buffer.concat(made)), 'der'],
    ['PKCS#7', toPkcs7(made), 'pkcs7'],
  ])('are found in order in %s', (_, input, format) => {
    expect(summary(input)).toEqual({ format, names, problems: [] });
  });

  it('are found in what openssl crl2pkcs7 writes', () => {
    write('chain.pem', toPemChain(made));
    for (const outform of ['PEM', 'DER']) {
      const p7b = openssl(['crl2pkcs7', '-nocrl', '-certfile', path('chain.pem'), '-outform', outform]);
      expect(summary(new Uint8Array(p7b))).toEqual({
        format: outform === 'PEM' ? 'pem' : 'pkcs7',
        names,
        problems: [],
      });
    }
  });

  it('are found in a PKCS#7 with indefinite lengths, as Java and streaming tools write it', () => {
    write('signer.pem', toPem(leaf));
    write('data.txt', 'hello');
    const streamed = ['-stream', '-indef', '-nodetach', '-binary', '-outform', 'DER'];
    const args = ['cms', '-sign', '-in', 'data.txt', '-signer', 'signer.pem', '-inkey', key('p256'), ...streamed];
    const p7b = new Uint8Array(openssl([...args, '-certfile', write('others.pem', toPemChain(made.slice(1)))]));
    expect([...p7b.subarray(0, 2)]).toEqual([0x30, 0x80]);
    expect(summary(p7b)).toMatchObject({ format: 'pkcs7', problems: [] });
    expect(summary(p7b).names.sort()).toEqual([...names].sort());
  });
});

describe('everything else', () => {
  const plain = opensslText(['pkey', '-in', key('p256')]);
  const encrypted = opensslText(['pkcs8', '-topk8', '-in', key('p256'), '-passout', 'pass:test']);
  const old = opensslText(['rsa', '-in', key('rsa1024'), '-aes128', '-passout', 'pass:test', '-traditional']);
  const request = opensslText(['req', '-new', '-key', key('p256'), '-subj', '/CN=a']);
  const publicKey = opensslText(['pkey', '-in', key('rsa1024'), '-pubout']);
  const pkcs1Public = opensslText(['rsa', '-in', key('rsa1024'), '-RSAPublicKey_out']);
  const parameters = opensslText(['ecparam', '-name', 'prime256v1', '-genkey']);
  write('one.pem', pem);
  const pfx = new Uint8Array(
    openssl([
      'pkcs12',
      '-export',
      '-in',
      path('one.pem'),
      '-inkey',
      key('p256'),
      '-name',
      'Sensor 7',
      '-passout',
      'pass:test',
    ]),
  );
  const kinds = (input: Uint8Array | string, passphrase?: string) => {
    const read = readObjects(
      typeof input === 'string' ? bytes(input) : input,
      passphrase === undefined ? {} : { passphrase },
    );
    return { ...read, objects: read.objects.map(({ kind, item }) => [kind, 'encrypted' in item && item.encrypted]) };
  };
  const notReadable = (looksLike: string) => ({ code: 'not-readable', facts: { looksLike } });

  it('is found beside the certificates of the same file; locked keys say that they are', () => {
    expect(kinds(`${plain}\n${pem}${encrypted}\n${old}\n${request}\n${publicKey}\n${pkcs1Public}\n`)).toEqual({
      format: 'pem',
      objects: [
        ['privateKey', false],
        ['certificate', false],
        ['privateKey', true],
        ['privateKey', true],
        ['request', false],
        ['publicKey', false],
        ['publicKey', false],
      ],
      problems: [],
      locked: true,
      legacy: false,
    });
  });

  it('is opened by the passphrase', () => {
    const { objects, problems, locked } = readObjects(bytes(`${encrypted}\n${old}\n`), { passphrase: 'test' });
    expect({ problems, locked }).toEqual({ problems: [], locked: false });
    const spki = (file: string) => {
      const der = openssl(['pkey', '-in', file, '-pubout', '-outform', 'DER']);
      return createHash('sha256').update(der).digest('hex').toUpperCase();
    };
    expect(objects).toMatchObject([
      { item: { encrypted: true, encoding: 'pkcs8', publicKey: { sha256: spki(key('p256')) } } },
      { item: { encrypted: true, encoding: 'pkcs1', publicKey: { sha256: spki(key('rsa1024')) } } },
    ]);
  });

  it('tells a wrong passphrase, and the key is there all the same', () => {
    const read = kinds(`${pem}${encrypted}\n`, 'wrong');
    expect(read.objects).toEqual([
      ['certificate', false],
      ['privateKey', true],
    ]);
    expect(read).toMatchObject({ locked: true, problems: [{ code: 'passphrase-wrong' }] });
  });

  it('is in a PKCS#12, once it is opened, with its friendly name', () => {
    expect(kinds(pfx)).toEqual({
      format: 'pkcs12',
      objects: [],
      problems: [{ code: 'passphrase-needed', facts: { looksLike: 'pfx' } }],
      locked: true,
      legacy: false,
    });
    expect(kinds(pfx, 'wrong').problems).toEqual([{ code: 'passphrase-wrong', facts: { looksLike: 'pfx' } }]);
    const open = readObjects(pfx, { passphrase: 'test' });
    expect(open).toMatchObject({ format: 'pkcs12', problems: [], locked: false });
    expect(open.objects).toMatchObject([
      { kind: 'certificate', der: leaf, item: { friendlyName: 'Sensor 7' } },
      { kind: 'privateKey', item: { friendlyName: 'Sensor 7' } },
    ]);
  });

  it('is a revocation list in a PKCS#7 too', () => {
    write('ca.cnf', '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=9\n');
    write('index.txt', '');
    write('self.pem', pem);
    openssl(['ca', '-gencrl', '-config', 'ca.cnf', '-cert', 'self.pem', '-keyfile', key('p256'), '-out', 'list.crl']);
    const p7b = openssl(['crl2pkcs7', '-in', 'list.crl', '-certfile', 'self.pem', '-outform', 'DER']);
    expect(kinds(new Uint8Array(p7b)).objects.map(([kind]) => kind)).toEqual(['certificate', 'crl']);
  });

  it('does not count parameters beside their key, and names them alone', () => {
    expect(kinds(parameters).objects).toEqual([['privateKey', false]]);
    const alone = opensslText(['ecparam', '-name', 'prime256v1']);
    expect(kinds(alone)).toMatchObject({ objects: [], problems: [notReadable('parameters')] });
    expect(kinds(`${alone}\n${alone}`)).toMatchObject({ objects: [], problems: [notReadable('parameters')] });
  });

  it('is refused beyond a thousand objects, and the first thousand are there', () => {
    const { objects, problems } = readObjects(bytes(pem.repeat(objectLimit + 5)));
    expect(objects).toHaveLength(objectLimit);
    expect(problems).toEqual([{ code: 'too-many-objects', facts: { limit: objectLimit } }]);
  });

  it.each([
    ['', 'nothing'],
    ['hello', 'unknown'],
    ['<!DOCTYPE html><p>-', 'html'],
    ['ssh-ed25519 AAAA', 'ssh-key'],
    ['\u00fe\u00ed', 'unknown'],
    ['0000', 'unknown'],
  ])('says so for %j', (text, looksLike) => {
    expect(summary(bytes(text))).toEqual({ format: 'unknown', names: [], problems: [notReadable(looksLike)] });
  });

  it('knows a Java keystore and a PGP key', () => {
    expect(summary(Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2)).problems).toEqual([notReadable('jks')]);
    const pgp = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n';
    expect(summary(bytes(pgp)).problems).toEqual([notReadable('pgp')]);
  });
});

describe('what is damaged', () => {
  const problem = (input: Uint8Array) => summary(input).problems.map(({ code }) => code);

  it.each<[string, Uint8Array]>([
    ['a block without its END line', bytes(pem.slice(0, -30))],
    ['a block with letters that are not Base64', bytes(pem.replace('MII', 'M!I'))],
    ['a block that breaks off', bytes(pem.replace(/\n[^\n]*\n-----END/, '\n-----END'))],
    ['a DER file that breaks off', leaf.subarray(0, -5)],
    ['a DER file with more behind it', new Uint8Array([...leaf, 1, 2, 3])],
    ['bare Base64 that breaks off', bytes(base64.slice(0, -40))],
    ['a PKCS#7 that breaks off', toPkcs7(made).subarray(0, -9)],
  ])('is told: %s', (_, input) => {
    expect(problem(input)).toHaveLength(1);
    if (!_.includes('PKCS#7')) expect(problem(input)).toEqual(['damaged']);
  });

  it('does not hide the certificates beside it, and says which block it is', () => {
    const text = `${pem}${pem.replace('MII', 'M!I')}${toPem(made[2] as Uint8Array)}`;
    const { names, problems } = summary(bytes(text));
    expect(names).toEqual(['leaf', 'root']);
    expect(problems).toEqual([
      { code: 'damaged', facts: { looksLike: 'certificate', detail: 'PEM block 2: it is not Base64' } },
    ]);
  });
});

it('refuses more than 32 MB unread', () => {
  const { problems, objects } = readObjects(new Uint8Array(fileLimit + 1), { file: 'big.pem' });
  expect(objects).toEqual([]);
  expect(problems).toEqual([{ code: 'file-too-large', facts: { file: 'big.pem', limit: fileLimit } }]);
});
