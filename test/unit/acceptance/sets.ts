// Uploads for the tests of the pre-check: a CA of two levels and good sets by the real openssl, made once for each test
// file, and what is needed to spoil them one thing at a time.
import { expect } from 'vitest';
import type { CheckedFile, PrecheckInput } from '../../../main/acceptance/input.ts';
import { precheck } from '../../../main/acceptance/precheck.ts';
import type { Profile } from '../../../main/acceptance/profile-schema.ts';
import { builtInProfiles, findProfile } from '../../../main/acceptance/profiles.ts';
import type { Precheck, PrecheckFinding } from '../../../preload/contract/precheck.ts';
import { precheckSchema } from '../../../preload/contract/precheck.ts';
import { certificate, key, openssl, read, type Wanted, write } from '../pki/openssl.ts';

export const profile = (id: string): Profile => findProfile(builtInProfiles, id) as Profile;
export const ot = profile('ot-sensor');

export const file = (name: string, bytes: Uint8Array | string): CheckedFile => ({
  name,
  bytes: typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'utf8')) : bytes,
});

export const pem = (...ders: Uint8Array[]): string =>
  ders
    .map((der) => {
      const lines = Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
      return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
    })
    .join('');

export const caExtensions = [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
];
export const caSubject = '/C=US/O=Contoso/CN=Contoso';

export const root = certificate({
  key: key('rsa2048', 'root'),
  subject: `${caSubject} Root CA`,
  extensions: caExtensions,
  more: ['-days', '3650'],
});
export const issuing = certificate({
  key: key('rsa2048', 'issuing'),
  subject: `${caSubject} Issuing CA`,
  extensions: caExtensions,
  issuer: { der: root, key: key('rsa2048', 'root') },
  more: ['-days', '3650'],
});

export const subject = '/C=US/O=Contoso Inc./OU=Contoso Labs/CN=sensor7.contoso.com';
export const extensions = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature,keyEncipherment',
  'extendedKeyUsage=serverAuth',
  'subjectAltName=DNS:sensor7.contoso.com,IP:192.0.2.7',
  'subjectKeyIdentifier=hash',
  'authorityKeyIdentifier=keyid',
];
/** The good extensions without one, and with others. */
export const extensionsBut = (without: string, ...more: string[]): string[] => [
  ...extensions.filter((each) => !each.startsWith(without)),
  ...more,
];

/** The certificate of sensor7, signed by the issuing CA for a year. */
export const leaf = (wanted: Partial<Wanted> = {}): Uint8Array =>
  certificate({
    key: key('rsa2048', 'leaf'),
    subject,
    extensions,
    issuer: { der: issuing, key: key('rsa2048', 'issuing') },
    more: ['-sha256', '-days', '365'],
    ...wanted,
  });

const compact = (at: Date): string => `${at.toISOString().slice(0, -5).replace(/[-:T]/g, '')}Z`;

/** Issued for other dates than from now on, which only `openssl ca` can do. */
export const dated = (
  from: Date,
  until: Date,
  wanted: Wanted & { issuer: NonNullable<Wanted['issuer']> },
): Uint8Array => {
  write(
    'ca.cnf',
    `[ca]\ndefault_ca=one\n[one]\ndatabase=ca.txt\nnew_certs_dir=.\ndefault_md=sha256\npolicy=any\nunique_subject=no\nrand_serial=yes\n[any]\nC=optional\nO=optional\nOU=optional\nCN=optional\n[ext]\n${wanted.extensions?.join('\n')}\n`,
  );
  write('ca.txt', '');
  openssl(['x509', '-inform', 'DER', '-out', 'ca.pem'], wanted.issuer.der);
  openssl(['req', '-new', '-key', wanted.key, '-subj', wanted.subject, '-out', 'dated.csr']);
  const dates = ['-startdate', compact(from), '-enddate', compact(until)];
  const by = ['-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', wanted.issuer.key, '-extensions', 'ext'];
  openssl(['ca', '-batch', '-notext', ...by, ...dates, '-in', 'dated.csr', '-out', 'dated.pem']);
  return new Uint8Array(openssl(['x509', '-in', 'dated.pem', '-outform', 'DER']));
};

export const leafKey = (): Uint8Array => read('leaf.key');

/** The leaf's key, locked by openssl with this passphrase. */
export const lockedKey = (passphrase: string, ...how: string[]): Uint8Array =>
  new Uint8Array(openssl(['pkcs8', '-topk8', '-in', key('rsa2048', 'leaf'), '-passout', `pass:${passphrase}`, ...how]));

export const goodLeaf = leaf();
/** An hour on: what is made while the tests run has begun by then. */
export const now = new Date(Date.now() + 3_600_000);
export const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);

export const goodSet: PrecheckInput = {
  key: file('sensor7.key', leafKey()),
  crt: file('sensor7.crt', pem(goodLeaf)),
  chain: file('sensor7.pem', pem(issuing, root)),
  bundles: [],
  crls: [],
  passphrase: null,
  host: 'sensor7.contoso.com',
  validation: false,
  at: now,
  fetched: null,
  served: null,
  others: [],
};

/** Judges the good set with changes; the answer has been through the contract's own schema. */
export const check = (changes: Partial<PrecheckInput> = {}, by: Profile = ot): Precheck =>
  precheckSchema.parse(precheck({ ...goodSet, ...changes }, by));

export const crtOf = (der: Uint8Array): CheckedFile => file('sensor7.crt', pem(der));

/** What fails and warns, by code. */
export const troubles = ({ findings }: Precheck): string[] =>
  findings.filter(({ severity }) => severity === 'fail' || severity === 'warn').map(({ code }) => code);

export const one = (result: Precheck, code: string): PrecheckFinding => {
  const found = result.findings.filter((each) => each.code === code);
  expect(found.map((each) => each.code)).toEqual([code]);
  return found[0] as PrecheckFinding;
};
