// Keys of every kind, made by openssl before the first test: a few dozen, which sign thousands of objects.
import { mkdirSync } from 'node:fs';
import { mustAll } from './run.ts';

const rsa = (bits: number, exponent = 65_537, algorithm = 'RSA', ...more: string[]): string[] => [
  ...['-algorithm', algorithm, '-pkeyopt', `rsa_keygen_bits:${bits}`, '-pkeyopt', `rsa_keygen_pubexp:${exponent}`],
  ...more.flatMap((each) => ['-pkeyopt', each]),
];
const ec = (curve: string, encoding = 'named_curve'): string[] => [
  ...['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`, '-pkeyopt', `ec_param_enc:${encoding}`],
];

const made: Readonly<Record<string, string[]>> = {
  rsa1024: rsa(1024),
  rsa2048: rsa(2048),
  rsa2048e3: rsa(2048, 3),
  rsa3072: rsa(3072),
  rsa4096: rsa(4096),
  pss2048: rsa(2048, 65_537, 'RSA-PSS'),
  pssParameters: rsa(
    2048,
    65_537,
    'RSA-PSS',
    'rsa_pss_keygen_md:sha256',
    'rsa_pss_keygen_mgf1_md:sha256',
    'rsa_pss_keygen_saltlen:32',
  ),
  'P-192': ec('prime192v1'),
  'P-224': ec('P-224'),
  'P-256': ec('P-256'),
  'P-384': ec('P-384'),
  'P-521': ec('P-521'),
  secp256k1: ec('secp256k1'),
  brainpoolP256r1: ec('brainpoolP256r1'),
  brainpoolP384r1: ec('brainpoolP384r1'),
  brainpoolP512r1: ec('brainpoolP512r1'),
  'explicit P-256': ec('P-256', 'explicit'),
  'explicit P-384': ec('P-384', 'explicit'),
  'explicit brainpoolP256r1': ec('brainpoolP256r1', 'explicit'),
  sect283k1: ec('sect283k1'),
  ed25519: ['-algorithm', 'ED25519'],
  ed448: ['-algorithm', 'ED448'],
  dsa1024: ['-paramfile', 'dsa1024.params'],
  dsa2048: ['-paramfile', 'dsa2048.params'],
};

export const keyKinds: readonly string[] = Object.keys(made);

/** Makes all of them, as PKCS#8 in the clear, `<kind>.pem`. */
export const makeKeys = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  const parameters = ['1024', '2048'].map((bits) => [
    ...['openssl', 'genpkey', '-genparam', '-algorithm', 'DSA', '-pkeyopt', `dsa_paramgen_bits:${bits}`],
    ...['-out', `dsa${bits}.params`],
  ]);
  mustAll(folder, parameters);
  mustAll(
    folder,
    keyKinds.map((kind) => ['openssl', 'genpkey', ...(made[kind] as string[]), '-out', `${kind}.pem`]),
  );
};

/** The hashes that openssl signs with, by kind of key; null where the scheme has its own. */
export const hashesOf = (kind: string): readonly (string | null)[] => {
  if (kind.startsWith('ed')) return [null];
  if (kind === 'pssParameters') return ['sha256'];
  if (kind.startsWith('dsa')) return ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'];
  if (kind === 'rsa1024') return ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];
  if (kind.startsWith('rsa'))
    return ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'];
  if (kind.startsWith('pss')) return ['sha1', 'sha256', 'sha384', 'sha512'];
  return ['sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-512'];
};
