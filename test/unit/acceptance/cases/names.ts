// Faults of what the leaf is called: its subject, and its alternative names.
import { crtOf, extensionsBut, leaf } from '../sets.ts';
import type { Case } from './case.ts';

const named = (subject: string) => ({ crt: crtOf(leaf({ subject })) });
const withSan = (...names: string[]) => ({
  crt: crtOf(leaf({ extensions: extensionsBut('subjectAltName', ...names.map((each) => `subjectAltName=${each}`)) })),
});
const base = '/C=US/O=Contoso Inc./OU=Contoso Labs';
const request = { severity: 'fail', remedy: 'new-request', todo: /new request/ } as const;
const advice = { severity: 'warn', remedy: 'new-request', todo: /new request/ } as const;

export const nameCases: Case[] = [
  {
    ...request,
    rule: 'common-name',
    name: 'no CN',
    changes: () => named(base),
    code: 'common-name-missing',
    says: /no common name/,
  },
  {
    ...request,
    rule: 'common-name-wildcard',
    name: 'a wildcard',
    changes: () => ({ ...named(`${base}/CN=*.contoso.com`) }),
    code: 'common-name-wildcard',
    says: /wildcard: \*\.contoso\.com/,
    // Both years are quoted.
    disagreement: /2021.*allowed.*2023.*not supported/s,
  },
  {
    ...advice,
    rule: 'common-name-host',
    name: 'a CN that is no name of a host',
    changes: () => named(`${base}/CN=Sensor of hall 7`),
    code: 'common-name-not-host',
    says: /“Sensor of hall 7”/,
  },
  {
    ...request,
    rule: 'common-name-unique',
    name: 'the CN of another sensor, in other letters',
    changes: () => ({ others: [{ commonName: 'SENSOR7.contoso.com', sensor: 'sensor at 192.0.2.9' }] }),
    code: 'common-name-shared',
    says: /is that of sensor at 192\.0\.2\.9/,
  },
  {
    rule: 'common-name-unique',
    name: 'no other sensors are known',
    changes: () => ({ others: null }),
    code: 'not-checked-here',
    severity: 'not-checked',
    remedy: 'none',
    says: /was not checked/,
    todo: /Compare/,
  },
  ...(
    [
      ['no C', '/O=Contoso Inc./OU=Contoso Labs/CN=sensor7.contoso.com', /lacks C\./],
      ['no O and no OU', '/C=US/CN=sensor7.contoso.com', /lacks OU and O\./],
      ['nothing but the CN, as of the sample script for devices', '/CN=sensor7.contoso.com', /lacks C, OU, and O\./],
    ] as const
  ).map(
    ([name, subject, says]): Case => ({
      ...request,
      rule: 'subject-complete',
      name,
      changes: () => named(subject),
      code: 'subject-lacks',
      says,
    }),
  ),
  {
    ...advice,
    rule: 'country',
    name: 'a country in full',
    // openssl itself refuses more than two letters under the name C.
    changes: () => named('C=1D\nO=Contoso Inc.\nOU=Contoso Labs\nCN=sensor7.contoso.com'),
    code: 'country-invalid',
    says: /“1D”/,
  },
  {
    ...advice,
    rule: 'subject-lengths',
    name: 'a unit of 70 characters',
    changes: () => ({
      crt: crtOf(
        leaf({
          subject: `C=US\nO=Contoso Inc.\nOU=${'u'.repeat(70)}\nCN=sensor7.contoso.com`,
          // openssl keeps to the limits of X.520 itself, unless it is told otherwise.
          requestConfig: '[default]\nopenssl_conf=i\n[i]\nstbl_section=s\n[s]\nOU=min:1,max:999',
        }),
      ),
    }),
    code: 'attribute-too-long',
    says: /OU in the subject has 70 characters; the standard allows 64/,
  },
  {
    rule: 'subject-order',
    name: 'the CN first',
    changes: () => named('/CN=sensor7.contoso.com/OU=Contoso Labs/O=Contoso Inc./C=US'),
    code: 'subject-order',
    severity: 'info',
    remedy: 'none',
    says: /CN, OU, O, C/,
    todo: /no rule asks/,
    disagreement: /2023-01-17/,
  },
  {
    ...advice,
    rule: 'san',
    name: 'no alternative names',
    changes: () => withSan(),
    code: 'san-missing',
    says: /Browsers read nothing else/,
  },
  {
    ...advice,
    rule: 'san-host',
    name: 'opened by a name that is not in it',
    changes: () => ({ host: 'sensor8.contoso.com' }),
    code: 'san-lacks-host',
    says: /“sensor8\.contoso\.com” is opened \(NET::ERR_CERT_COMMON_NAME_INVALID\).*sensor7\.contoso\.com/,
  },
  {
    ...advice,
    rule: 'san-host',
    name: 'opened by an address that is not in it',
    changes: () => ({ host: '192.0.2.8' }),
    code: 'san-lacks-host',
    says: /“192\.0\.2\.8”/,
  },
  {
    ...advice,
    rule: 'san-common-name',
    name: 'the CN is not among them',
    changes: () => ({ ...withSan('DNS:other.contoso.com,IP:192.0.2.7'), host: 'other.contoso.com' }),
    code: 'san-lacks-common-name',
    says: /“sensor7\.contoso\.com” is not among/,
  },
  {
    rule: 'san-address',
    name: 'names only',
    changes: () => withSan('DNS:sensor7.contoso.com'),
    code: 'san-lacks-address',
    severity: 'info',
    remedy: 'new-request',
    says: /names no IP address/,
    todo: /by name/,
  },
  {
    ...advice,
    rule: 'san-wildcard',
    name: 'a wildcard beside the name',
    changes: () => withSan('DNS:sensor7.contoso.com,DNS:*.contoso.com,IP:192.0.2.7'),
    code: 'san-wildcard',
    says: /\*\.contoso\.com/,
  },
];
