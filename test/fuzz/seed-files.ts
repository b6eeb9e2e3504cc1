// More of what the fuzzer starts from: encrypted keys, PFX files, revocation lists, requests, and sets of them.
// The encryption has few rounds on purpose, so that a run is not spent on deriving keys.
import { encode } from '../../main/pki/asn1/der-write.ts';
import { joined } from './checks.ts';
import { type KeyKind, passphrase, type Seeds } from './seeds.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** A PEM file's only block as the reader of keys gets it: header lines, an empty line, octets; or octets alone. */
const withHeaders = (pem: Uint8Array): Uint8Array => {
  const lines = text(pem).trim().split('\n').slice(1, -1);
  const gap = lines.indexOf('');
  const octets = new Uint8Array(Buffer.from(lines.slice(gap + 1).join(''), 'base64'));
  return gap < 0 ? octets : joined([Buffer.from(`${lines.slice(0, gap).join('\n')}\n\n`), octets]);
};

/** Every structure and encryption of private keys that openssl writes. */
export const privateKeys = (seeds: Seeds): Uint8Array[] => {
  const kinds: readonly KeyKind[] = ['rsa', 'pss', 'p256', 'explicit', 'k256', 'ed25519'];
  const pass = ['-passout', `pass:${passphrase}`];
  const pkcs8 = (kind: KeyKind, name: string, ...more: string[]) =>
    seeds.file(`${kind}-${name}`, () => ['pkcs8', '-topk8', '-in', seeds.key(kind), '-outform', 'DER', ...more]);
  const old = (kind: KeyKind, name: string, ...more: string[]) =>
    withHeaders(seeds.file(`${kind}-${name}`, () => ['pkey', '-in', seeds.key(kind), '-traditional', ...more]));
  return [
    ...kinds.map((kind) => pkcs8(kind, 'plain', '-nocrypt')),
    old('rsa', 'pkcs1'),
    old('p256', 'sec1'),
    old('p256', 'sec1-aes', '-aes128', ...pass),
    old('rsa', 'pkcs1-des', '-des3', ...pass),
    pkcs8('p256', 'aes', '-v2', 'aes-256-cbc', '-iter', '1', ...pass),
    pkcs8('ed25519', 'des3', '-v2', 'des3', '-v2prf', 'hmacWithSHA1', '-iter', '2', ...pass),
    pkcs8('ed25519', 'scrypt', '-scrypt', '-scrypt_N', '2', '-scrypt_r', '1', '-scrypt_p', '1', ...pass),
    pkcs8('ed25519', 'v1', '-v1', 'PBE-SHA1-3DES', '-iter', '1', ...pass),
    pkcs8(
      'ed25519',
      'rc2',
      '-provider',
      'default',
      '-provider',
      'legacy',
      '-v1',
      'PBE-SHA1-RC2-40',
      '-iter',
      '1',
      ...pass,
    ),
  ];
};

export const pfxFiles = (seeds: Seeds): Uint8Array[] => {
  seeds.chain();
  const [root, key] = ['ca-p256-self.pem', seeds.key('p256')];
  const pfx = (name: string, ...more: string[]) =>
    seeds.file(`${name}.pfx`, () => [
      ...['pkcs12', '-export', '-in', root, '-inkey', key, '-name', 'Müller', '-certfile', root, '-iter', '1'],
      ...['-passout', `pass:${passphrase}`, '-CSP', 'Provider', ...more],
    ]);
  const plain = ['-certpbe', 'NONE', '-keypbe', 'NONE'];
  return [
    pfx('modern'),
    pfx('plain', ...plain, '-nomac'),
    pfx('sealed', ...plain),
    pfx('compatible', '-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'),
    pfx('legacy', '-legacy', '-descert', '-certpbe', 'PBE-SHA1-RC2-40', '-nomac'),
  ];
};

/** Lists of the root: full, scoped, delta, and empty. */
export const crls = (seeds: Seeds): Uint8Array[] => {
  seeds.chain();
  const revoked = ['keyCompromise', 'certificateHold', 'removeFromCRL', 'superseded,'].map((reason, index) =>
    ['R', '300101000000Z', `240101000000Z,${reason.replace(',', '')}`, `100${index}`, 'unknown', `/CN=${index}`].join(
      '\t',
    ),
  );
  const list = (name: string, index: readonly string[], ...more: string[]) => {
    seeds.write('index', index.map((line) => `${line}\n`).join(''));
    seeds.write('number', '0A\n');
    const signer = ['-keyfile', seeds.key('p256'), '-cert', 'ca-p256-self.pem', '-crldays', '30'];
    const pem = `${name}.crl`;
    seeds.file(pem, () => ['ca', '-gencrl', '-config', 'config', '-name', 'authority', ...signer, ...more]);
    return seeds.file(`${name}.crl.der`, () => ['crl', '-in', pem, '-outform', 'DER']);
  };
  return [
    list('full', revoked),
    list('scoped', revoked.slice(0, 1), '-crlexts', 'scoped'),
    list('delta', revoked.slice(2), '-crlexts', 'delta'),
    list('empty', []),
  ];
};

export const requests = (seeds: Seeds): Uint8Array[] => {
  const request = (kind: KeyKind, ...more: string[]) =>
    seeds.file(`${kind}-${more.length}.req.der`, () => [
      ...['req', '-new', '-config', 'config', '-key', seeds.key(kind), '-subj', '/C=US/O=Contoso/CN=sensor'],
      ...[...more, '-outform', 'DER'],
    ]);
  return [
    request('rsa', '-reqexts', 'asked'),
    request('p256', '-reqexts', 'asked'),
    request('ed25519'),
    request('pss'),
  ];
};

/** Leaf, intermediates, roots and lists, each in a SEQUENCE of their own, and a host, as the reader `path` wants them. */
export const pathQuestions = (seeds: Seeds): Uint8Array[] => {
  const [leaf = new Uint8Array(), ca = leaf, root = leaf] = seeds.chain();
  const question = (...groups: readonly (readonly Uint8Array[])[]) =>
    joined(groups.map((group) => encode(0x30, ...group)));
  const host = [encode(0x0c, Buffer.from('leaf.contoso.com'))];
  const rich = seeds.certificate('rsa', 'rich', '/C=US/O=Contoso, Inc./CN=sensor+UID=7');
  return [
    question([leaf], [ca], [root], [], host),
    question([leaf], [ca, root, rich], [root], crls(seeds), host),
    question([root], [], [root], crls(seeds).slice(0, 1)),
    question([rich], [rich, ca], [root, ca]),
  ];
};
