// Devices: what the two profiles for them want and the one for sensors does not, and what they share with it.
import type { CheckedFile } from '../../../../main/acceptance/input.ts';
import type { Profile } from '../../../../main/acceptance/profile-schema.ts';
import { certificate, key, openssl, path } from '../../pki/openssl.ts';
import { crtOf, file, goodLeaf, inDays, issuing, leaf, leafKey, pem, root } from '../sets.ts';
import type { Case } from './case.ts';
import { certificateCases } from './certificate.ts';
import { chainCases } from './chain.ts';
import { keyCases } from './key.ts';
import { nameCases } from './names.ts';
import { revocationCases } from './revocation.ts';

const extensions = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=clientAuth',
  'authorityKeyIdentifier=keyid',
];
export const device = (changes: Parameters<typeof leaf>[0] = {}): Uint8Array =>
  leaf({ subject: '/CN=sample-device-01', extensions, ...changes });
const but = (without: string, ...more: string[]) => [
  ...extensions.filter((each) => !each.startsWith(without)),
  ...more,
];

/** A good set for IoT Hub: everything in a file of its own. */
export const hubSet = () => ({
  crt: file('device.pem', pem(device())),
  key: file('device-key.pem', leafKey()),
  chain: file('chain.pem', pem(issuing, root)),
  host: 'sample-device-01',
});
/** A good set for IoT Edge: the full chain in the file of the certificate. */
export const edgeSet = () => ({ ...hubSet(), crt: file('device.pem', pem(device(), issuing, root)), chain: null });

type File = (der: Uint8Array) => CheckedFile;
const withChain: File = (der) => file('device.pem', pem(der, issuing, root));
const request = { severity: 'fail', remedy: 'new-request', todo: /request|template|device/ } as const;

const own = (crt: File): Case[] => [
  {
    ...request,
    rule: 'not-a-ca',
    name: 'marked as a CA',
    changes: () => ({ crt: crt(device({ extensions: but('basic', 'basicConstraints=CA:TRUE') })) }),
    code: 'crt-is-ca',
    says: /CA:TRUE/,
  },
  {
    ...request,
    rule: 'client-auth',
    name: 'for servers only',
    changes: () => ({ crt: crt(device({ extensions: but('extended', 'extendedKeyUsage=serverAuth') })) }),
    code: 'extended-key-usage',
    says: /serverAuth, and not for clientAuth/,
  },
  {
    ...request,
    severity: 'warn',
    rule: 'client-auth-named',
    name: 'no purpose',
    changes: () => ({ crt: crt(device({ extensions: but('extended') })) }),
    code: 'extended-key-usage',
    says: /does not name its purposes/,
  },
  {
    ...request,
    severity: 'warn',
    rule: 'key-usage',
    name: 'without digitalSignature',
    changes: () => ({ crt: crt(device({ extensions: but('keyUsage', 'keyUsage=keyEncipherment') })) }),
    code: 'key-usage',
    says: /lacks digitalSignature/,
  },
  {
    rule: 'key-length-listed',
    name: '3072 bits',
    changes: () => {
      openssl(['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072', '-out', 'rsa3072.key']);
      const file3072 = openssl(['pkey', '-in', 'rsa3072.key']);
      return { crt: crt(device({ key: path('rsa3072.key') })), key: file('a.pem', file3072) };
    },
    code: 'key-size-unlisted',
    severity: 'info',
    remedy: 'new-request',
    says: /3,072 bits/,
    todo: /new request/,
  },
  ...(
    [
      ['a blank', 'sample device', /Letters, digits and - \. _ : are allowed/],
      ['a dot at the end', 'sample-device.', /ends in a sign/],
    ] as const
  ).map(
    ([name, id, says]): Case => ({
      ...request,
      rule: 'common-name-id',
      name,
      changes: () => ({ crt: crt(device({ subject: `/CN=${id}` })), host: null }),
      code: 'common-name-not-id',
      says,
      disagreement: /IoT Central/,
    }),
  ),
  {
    ...request,
    severity: 'info',
    rule: 'common-name-central',
    name: 'an underscore',
    changes: () => ({ crt: crt(device({ subject: '/CN=sample_device' })), host: null }),
    code: 'common-name-not-id',
    says: /“sample_device”/,
  },
  {
    ...request,
    rule: 'common-name-given',
    name: 'the id of the device is written otherwise',
    changes: () => ({ host: 'Sample-Device-01' }),
    code: 'common-name-differs',
    says: /“sample-device-01”, and the device is called “Sample-Device-01”/,
  },
  {
    ...request,
    rule: 'common-name-unique',
    name: 'the id of another device',
    changes: () => ({ others: [{ commonName: 'sample-device-01', sensor: 'a device in hall 2' }] }),
    code: 'common-name-shared',
    says: /that of a device in hall 2/,
  },
  {
    rule: 'self-signed',
    name: 'signed by itself',
    changes: () => ({
      crt: crtOf(
        certificate({
          key: key('rsa2048', 'leaf'),
          subject: '/CN=sample-device-01',
          extensions: but('authority'),
          more: ['-days', '365'],
        }),
      ),
      chain: null,
    }),
    code: 'self-signed',
    severity: 'info',
    remedy: 'new-request',
    says: /signed itself/,
    todo: /new request/,
  },
  {
    rule: 'chain-complete',
    name: 'up to the intermediate that was verified',
    changes: () => ({ chain: file('chain.pem', pem(issuing)) }),
    code: 'chain-incomplete',
    severity: 'info',
    remedy: 'add-chain',
    says: /breaks off before the root/,
    todo: /CA desk/,
  },
];

const hub: Case[] = [
  {
    rule: 'chain-valid',
    name: 'an intermediate that is no CA, and no root behind it',
    changes: () => {
      const no = certificate({
        key: key('rsa2048', 'issuing'),
        subject: '/C=US/O=Contoso/CN=Contoso Issuing CA',
        extensions: ['basicConstraints=CA:FALSE'],
        issuer: { der: root, key: key('rsa2048', 'root') },
        more: ['-days', '3650'],
      });
      return { chain: file('chain.pem', pem(no)) };
    },
    code: 'chain-not-ca',
    severity: 'fail',
    remedy: 'add-chain',
    says: /is not a CA by its own certificate/,
    todo: /CA desk/,
  },
  {
    rule: 'crt-encoding',
    name: 'DER',
    changes: () => ({ crt: file('device.pem', device()) }),
    code: 'crt-format',
    severity: 'fail',
    remedy: 'make-kit',
    says: /as DER \(binary\); PEM is wanted/,
    todo: /kit/,
  },
  {
    rule: 'chain-file',
    name: 'none',
    changes: () => ({ chain: null }),
    code: 'chain-missing',
    severity: 'info',
    remedy: 'add-chain',
    says: /are missing/,
    todo: /CA desk/,
  },
  {
    rule: 'valid-to-soon',
    name: 'twenty days are left',
    changes: () => ({ at: inDays(344.5) }),
    code: 'expires-soon',
    severity: 'warn',
    remedy: 'new-request',
    says: /in 20 days/,
    todo: /new one/,
  },
];

const completeInOneFile: Case[] = [
  {
    rule: 'chain-complete',
    name: 'up to the intermediate that was verified, behind the leaf',
    changes: () => ({ crt: file('device.pem', pem(device(), issuing)) }),
    code: 'chain-incomplete',
    severity: 'info',
    remedy: 'add-chain',
    says: /breaks off before the root/,
    todo: /CA desk/,
  },
];

const edge: Case[] = [
  {
    rule: 'chain-file',
    name: 'in a file of its own, for which there is no place',
    changes: () => ({ crt: crtOf(device()), chain: file('chain.pem', pem(issuing, root)) }),
    code: 'chain-missing',
    severity: 'warn',
    remedy: 'make-kit',
    says: /from “Contoso Issuing CA” up, lie in a file of their own/,
    todo: /upload kit/,
  },
  {
    rule: 'chain-file',
    name: 'the leaf alone',
    changes: () => ({ crt: crtOf(device()) }),
    code: 'chain-missing',
    severity: 'warn',
    remedy: 'add-chain',
    says: /are missing/,
    todo: /CA desk/,
  },
  {
    rule: 'chain-order',
    name: 'the root before the intermediate, in one file with the leaf',
    changes: () => ({ crt: file('device.pem', pem(device(), root, issuing)) }),
    code: 'chain-order',
    severity: 'fail',
    remedy: 'make-kit',
    says: /wrong order/,
    todo: /in order/,
  },
  {
    rule: 'valid-to-soon',
    name: 'five days are left',
    changes: () => ({ at: inDays(359.5) }),
    code: 'expires-soon',
    severity: 'warn',
    remedy: 'new-request',
    says: /in 5 days/,
    todo: /new one/,
  },
  {
    rule: 'year-2050',
    name: 'valid for forty years',
    changes: () => ({ crt: file('device.pem', pem(device({ more: ['-days', '14600'] }), issuing, root)) }),
    code: 'valid-until-limit',
    severity: 'info',
    remedy: 'new-request',
    says: /2050-01-01 or later/,
    todo: /old one/,
    disagreement: /2038/,
  },
  {
    rule: 'key-alone',
    name: 'the certificate behind it',
    changes: () => ({ key: file('device-key.pem', `${Buffer.from(leafKey()).toString('utf8')}${pem(goodLeaf)}`) }),
    code: 'key-holds-certificate',
    severity: 'fail',
    remedy: 'make-kit',
    says: /also holds/,
    todo: /alone/,
  },
];

export const hubCases: Case[] = [...own(crtOf), ...hub];
export const edgeCases: Case[] = [
  ...own(withChain).filter(({ rule }) => rule !== 'chain-complete'),
  ...completeInOneFile,
  ...edge,
];

const ofSensor = [...certificateCases, ...nameCases, ...keyCases, ...chainCases, ...revocationCases];
/** What is wrong for a sensor and right for a device. */
const fine = /^(p256|ECDSA, by a CA with an EC key)$/;

/** Faults of sensors that break the same rule here, one for each rule that has no case of its own. */
export const sharedCases = (profile: Profile, own: readonly Case[]): Case[] =>
  profile.rules
    .filter(({ id }) => !own.some(({ rule }) => rule === id))
    .flatMap(({ id }) => ofSensor.find(({ rule, name }) => rule === id && !fine.test(name)) ?? []);
