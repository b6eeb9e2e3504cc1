// Private keys as openssl writes them: every kind, every wrapper, every encryption, and what a wrong passphrase is.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type ReadKeyOptions, readPrivateKey } from '../../../../main/pki/keys/private-key.ts';
import { privateKeyItemSchema } from '../../../../preload/contract/item.ts';
import { type KeyKind, key, openssl, opensslText, path, write } from '../openssl.ts';
import { pemOf } from './pem.ts';

const legacy = ['-provider', 'legacy', '-provider', 'default'];
/** BoringSSL, which the app runs on. */
const boring = process.versions.electron !== undefined;

const spkiOf = (file: string): Buffer => openssl(['pkey', '-in', file, '-pubout', '-outform', 'DER']);
const pkcs8Of = (file: string): Buffer => openssl(['pkcs8', '-topk8', '-nocrypt', '-in', file, '-outform', 'DER']);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').toUpperCase();

const opened = (der: Uint8Array, options?: ReadKeyOptions) => {
  const found = readPrivateKey(der, options);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  expect(privateKeyItemSchema.parse(found.value.item)).toEqual(found.value.item);
  return found.value;
};
const codeOf = (der: Uint8Array, options?: ReadKeyOptions): string => {
  const found = readPrivateKey(der, options);
  return found.ok ? 'ok' : found.error.code;
};

const extra = (name: string, args: readonly string[]): string => {
  openssl(['genpkey', ...args, '-out', `${name}.key`]);
  return path(`${name}.key`);
};
const kinds: [string, () => string, object][] = [
  ['RSA', () => key('rsa2048'), { algorithm: 'RSA', bits: 2048 }],
  ['RSA-PSS', () => key('rsapss'), { algorithm: 'RSA-PSS', bits: 2048 }],
  [
    'RSA-PSS with parameters',
    () =>
      extra('pss', [
        ...['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'],
        ...['-pkeyopt', 'rsa_pss_keygen_md:sha256', '-pkeyopt', 'rsa_pss_keygen_saltlen:32'],
      ]),
    { algorithm: 'RSA-PSS', bits: 2048 },
  ],
  [
    'RSA with three primes',
    () =>
      extra('multi', [...['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-pkeyopt', 'rsa_keygen_primes:3']]),
    { algorithm: 'RSA', bits: 2048 },
  ],
  ['P-256', () => key('p256'), { algorithm: 'EC', curve: 'P-256', bits: 256 }],
  ['P-384', () => key('p384'), { algorithm: 'EC', curve: 'P-384', bits: 384 }],
  ['P-521', () => key('p521'), { algorithm: 'EC', curve: 'P-521', bits: 521 }],
  ['secp256k1', () => key('secp256k1'), { algorithm: 'EC', curve: 'secp256k1', bits: 256 }],
  ['DSA', () => key('dsa'), { algorithm: 'DSA', bits: 1024 }],
  ['Ed25519', () => key('ed25519'), { algorithm: 'Ed25519' }],
  ['X25519', () => extra('x25519', ['-algorithm', 'X25519']), { algorithm: 'X25519' }],
  [
    'brainpoolP320r1',
    () => extra('brainpool', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:brainpoolP320r1']),
    { algorithm: 'EC', curve: 'brainpoolP320r1', bits: 320 },
  ],
  [
    'explicit curve',
    () =>
      extra('explicit', [
        ...['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-pkeyopt', 'ec_param_enc:explicit'],
      ]),
    { algorithm: 'EC', curve: 'explicit', bits: 256 },
  ],
];

describe('a key in the clear', () => {
  it.each(kinds)('%s', (_name, make, facts) => {
    const file = make();
    const pkcs8 = pkcs8Of(file);
    const { item, key: found } = opened(pkcs8);
    expect(item).toEqual({
      kind: 'privateKey',
      encrypted: false,
      encoding: 'pkcs8',
      publicKey: { ...facts, sha256: sha256(spkiOf(file)) },
    });
    expect(Buffer.from(found?.pkcs8 ?? [])).toEqual(pkcs8);
    expect(Buffer.from(found?.spki ?? [])).toEqual(spkiOf(file));
  });

  it.each([
    ['pkcs1', () => key('rsa2048')],
    ['sec1', () => key('p256')],
    ['sec1', () => key('p521')],
    ['sec1', () => key('secp256k1')],
    [undefined, () => key('dsa')],
  ] as const)('OpenSSL’s traditional form: %s', (encoding, make) => {
    const file = make();
    const der = openssl(['pkey', '-in', file, '-traditional', '-outform', 'DER']);
    const { item, key: found } = opened(der);
    expect(item.encoding).toBe(encoding);
    expect(found?.encoding).toBe(encoding ?? 'pkcs8');
    expect(Buffer.from(found?.pkcs8 ?? [])).toEqual(pkcs8Of(file));
    expect(Buffer.from(found?.spki ?? [])).toEqual(spkiOf(file));
  });

  it.each(['p256', 'p384', 'p521', 'secp256k1'] as const)('an EC key without its public point: %s', (kind) => {
    const der = openssl(['ec', '-in', key(kind), '-no_public', '-outform', 'DER']);
    expect(Buffer.from(opened(der).key?.spki ?? [])).toEqual(spkiOf(key(kind)));
  });

  it('says what is known of a key that this runtime cannot work with', () => {
    const { item, key: found, known } = opened(pkcs8Of(key('ed448')));
    if (boring)
      expect({ item, found, known }).toEqual({
        item: { kind: 'privateKey', encrypted: false, encoding: 'pkcs8' },
        found: undefined,
        known: { algorithm: 'Ed448' },
      });
    else expect(item.publicKey).toEqual({ algorithm: 'Ed448', sha256: sha256(spkiOf(key('ed448'))) });
  });

  it('does not look at a passphrase that is not needed', () => {
    expect(opened(pkcs8Of(key('p256')), { passphrase: 'x' }).item.encrypted).toBe(false);
  });
});

const passphrase = 'geheim über €';
const passphraseFile = write('passphrase', `${passphrase}\n`);

type Scheme = [name: string, args: string[]];
const pbes2: Scheme[] = [
  ...['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des-ede3-cbc', 'des-cbc', 'rc2-cbc', 'rc2-40-cbc'].map(
    (cipher): Scheme => [cipher, ['-v2', cipher, ...legacy]],
  ),
  ...['hmacWithMD5', 'hmacWithSHA1', 'hmacWithSHA224', 'hmacWithSHA256', 'hmacWithSHA384', 'hmacWithSHA512'].map(
    (prf): Scheme => [prf, ['-v2', 'aes-256-cbc', '-v2prf', prf]],
  ),
  ['many rounds', ['-v2', 'aes-256-cbc', '-iter', '100000']],
  ['scrypt', ['-scrypt']],
  ['scrypt of other cost', ['-scrypt', '-scrypt_N', '1024', '-scrypt_r', '4', '-scrypt_p', '2']],
];
const pbes1: Scheme[] = [
  ...['PBE-MD5-DES', 'PBE-MD5-RC2-64', 'PBE-SHA1-DES', 'PBE-SHA1-RC2-64'],
  ...['PBE-SHA1-3DES', 'PBE-SHA1-2DES', 'PBE-SHA1-RC2-128', 'PBE-SHA1-RC2-40'],
].map((name): Scheme => [name, ['-v1', name, ...legacy]]);

describe('an encrypted key', () => {
  it.each([...pbes2, ...pbes1])('PKCS#8 with %s', (_name, args) => {
    const file = key('p256');
    const pem = pemOf(opensslText(['pkcs8', '-topk8', '-in', file, '-passout', `file:${passphraseFile}`, ...args]));
    const { item, key: found } = opened(pem.der, { passphrase });
    expect(item).toMatchObject({ encrypted: true, encoding: 'pkcs8', publicKey: { curve: 'P-256' } });
    expect(Buffer.from(found?.pkcs8 ?? [])).toEqual(pkcs8Of(file));
    expect(opened(pem.der)).toEqual({ item: { kind: 'privateKey', encrypted: true } });
    for (const wrong of ['', 'geheim', `${passphrase} `, passphrase.toUpperCase()])
      expect(codeOf(pem.der, { passphrase: wrong })).toBe('passphrase-wrong');
  });

  it.each(['aes128', 'aes192', 'aes256', 'des3', 'des', 'rc2'])('old PEM with %s', (cipher) => {
    const forms: [KeyKind, string, string][] = [
      ['rsa2048', 'rsa', 'pkcs1'],
      ['p384', 'ec', 'sec1'],
    ];
    for (const [kind, command, encoding] of forms) {
      const traditional = command === 'rsa' ? ['-traditional'] : [];
      const text = opensslText([
        ...[command, '-in', key(kind), ...traditional, `-${cipher}`, '-passout', `file:${passphraseFile}`, ...legacy],
      ]);
      const { der, headers, label } = pemOf(text);
      expect(headers['Proc-Type']).toBe('4,ENCRYPTED');
      const { item, key: found } = opened(der, { passphrase, headers, label });
      expect(item).toMatchObject({ encrypted: true, encoding });
      expect(Buffer.from(found?.pkcs8 ?? [])).toEqual(pkcs8Of(key(kind)));
      expect(opened(der, { headers, label })).toEqual({ item: { kind: 'privateKey', encrypted: true } });
      expect(codeOf(der, { passphrase: 'wrong', headers, label })).toBe('passphrase-wrong');
    }
  });

  it('never takes padding that happens to be right for the right passphrase', () => {
    const pem = pemOf(opensslText(['pkcs8', '-topk8', '-in', key('p256'), '-passout', 'pass:a', '-iter', '1']));
    // One wrong passphrase in 256 gives proper padding.
    const codes = Array.from({ length: 2000 }, (_, i) => codeOf(pem.der, { passphrase: `b${i}` }));
    expect(new Set(codes)).toEqual(new Set(['passphrase-wrong']));
  });

  it('is damaged, not locked, when its end is missing or changed', () => {
    for (const file of [key('p256'), key('rsa2048')]) {
      const { der } = pemOf(opensslText(['pkcs8', '-topk8', '-in', file, '-passout', 'pass:secret']));
      const last = Uint8Array.from(der);
      last[last.length - 1] = (last.at(-1) as number) ^ 1;
      expect(codeOf(last, { passphrase: 'secret' })).toBe('damaged');
      expect(codeOf(last, { passphrase: 'other' })).toBe('passphrase-wrong');
      expect(codeOf(der.subarray(0, -16), { passphrase: 'secret' })).toBe('damaged');
    }
  });

  it('names an encryption that is not known here', () => {
    for (const [cipher, name] of [
      ['camellia-256-cbc', /Camellia-256/],
      ['aria-128-cbc', /ARIA-128/],
    ] as const) {
      const { der } = pemOf(opensslText(['pkcs8', '-topk8', '-in', key('p256'), '-passout', 'pass:a', '-v2', cipher]));
      const found = readPrivateKey(der, { passphrase: 'a' });
      expect(found).toMatchObject({
        error: {
          code: 'algorithm-unsupported',
          facts: { looksLike: 'encrypted-private-key', algorithm: expect.stringMatching(name) },
        },
      });
      expect(codeOf(der)).toBe('ok');
    }
    const { der, headers } = pemOf(
      opensslText(['rsa', '-in', key('rsa2048'), '-traditional', '-camellia128', '-passout', 'pass:a']),
    );
    expect(codeOf(der, { headers, passphrase: 'a' })).toBe('algorithm-unsupported');
  });

  it('is refused when opening it would take too long', () => {
    const { der } = pemOf(opensslText(['pkcs8', '-topk8', '-in', key('p256'), '-passout', 'pass:a', '-iter', '70000']));
    const hex = Buffer.from(der).toString('hex');
    const changed = (from: string, to: string) => Uint8Array.from(Buffer.from(hex.replace(from, to), 'hex'));
    // 70,000 is 0x011170.
    const heavy = readPrivateKey(changed('0203011170', '02037fffff'), { passphrase: 'a' });
    expect(heavy).toMatchObject({
      error: {
        code: 'algorithm-unsupported',
        facts: { algorithm: 'AES-256 (PBKDF2 with HMAC-SHA-256, 8,388,607 rounds), which is too much work' },
      },
    });
    expect(codeOf(changed('0203011170', '0203ff1170'), { passphrase: 'a' })).toBe('damaged');
    const scrypt = Buffer.from(
      pemOf(opensslText(['pkcs8', '-topk8', '-in', key('p256'), '-passout', 'pass:a', '-scrypt'])).der,
    ).toString('hex');
    expect(scrypt).toContain('02024000020108020101');
    const huge = Buffer.from(scrypt.replace('02024000020108020101', '02024000020108020179'), 'hex');
    expect(codeOf(huge, { passphrase: 'a' })).toBe('algorithm-unsupported');
    const odd = Buffer.from(scrypt.replace('02024000020108020101', '02024001020108020101'), 'hex');
    expect(codeOf(odd, { passphrase: 'a' })).toBe('damaged');
  });
});

describe('what is no key', () => {
  it.each([
    ['nothing', ''],
    ['an empty sequence', '3000'],
    ['a number', '020101'],
    ['cut off', '30820100020100'],
    ['an unknown version', '300c020109300506032b6570040101'],
  ])('%s is damaged', (_name, hex) => {
    expect(codeOf(Buffer.from(hex, 'hex'))).toBe('damaged');
  });

  it('old PEM headers that say nothing useful are damaged', () => {
    const headers = { 'Proc-Type': '4,ENCRYPTED' };
    expect(codeOf(new Uint8Array(16), { headers, passphrase: 'a' })).toBe('damaged');
    const short = { ...headers, 'DEK-Info': 'AES-256-CBC,0011' };
    expect(codeOf(new Uint8Array(16), { headers: short, passphrase: 'a' })).toBe('damaged');
  });
});
