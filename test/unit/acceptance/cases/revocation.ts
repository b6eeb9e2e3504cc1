// Faults of distribution points and revocation lists. What the lists themselves can be made to say has tests of its own;
// here it is about which rule speaks, and with what sentence.
import type { FetchedCrl } from '../../../../main/acceptance/input.ts';
import { certificate, key, openssl, path, write } from '../../pki/openssl.ts';
import { caExtensions, caSubject, crtOf, extensionsBut, file, issuing, leaf, pem, root } from '../sets.ts';
import type { Case } from './case.ts';

const unreachable =
  'The CRL (Certificate Revocation List) location is not reachable. Verify the URL can be accessed from this appliance';
const revoked = "This certificate has been revoked by the CRL and can't be trusted for a secure connection";
export const url = 'http://crl.contoso.com/issuing.crl';
const on = { validation: true };

/** The leaf with distribution points. */
export const withPoints = (...urls: string[]) => ({
  crt: crtOf(
    leaf({
      extensions: extensionsBut('none', `crlDistributionPoints=${urls.map((each) => `URI:${each}`).join(',')}`),
      more: ['-sha256', '-days', '365', '-set_serial', '4660'],
    }),
  ),
});

/** The issuing CA, whose own list is somewhere too. */
const issuingWithPoints = (point: string): Uint8Array =>
  certificate({
    key: key('rsa2048', 'issuing'),
    subject: `${caSubject} Issuing CA`,
    extensions: [...caExtensions, `crlDistributionPoints=URI:${point}`],
    issuer: { der: root, key: key('rsa2048', 'root') },
    more: ['-days', '3650'],
  });

/** The list of the issuing CA, DER, good for 30 days. @param serials hex numbers of revoked certificates */
export const list = (...serials: string[]): Uint8Array => {
  write('crl.cnf', '[ca]\ndefault_ca=one\n[one]\ndatabase=crl.txt\ndefault_md=sha256\ndefault_crl_days=30\n');
  write(
    'crl.txt',
    serials.map((serial) => `R\t400101000000Z\t250101000000Z,keyCompromise\t${serial}\tunknown\t/CN=a\n`).join(''),
  );
  const cert = write('crl-ca.pem', pem(issuing));
  openssl([
    'ca',
    '-config',
    'crl.cnf',
    '-gencrl',
    '-cert',
    cert,
    '-keyfile',
    key('rsa2048', 'issuing'),
    '-out',
    'crl.pem',
  ]);
  return new Uint8Array(openssl(['crl', '-in', path('crl.pem'), '-outform', 'DER']));
};

export const came = (bytes: Uint8Array, from = url): FetchedCrl => ({
  url: from,
  proxy: null,
  outcome: { ok: true, bytes },
});
const failed = (problem: 'timed-out' | 'not-a-crl' | 'proxy-refused', from = url): FetchedCrl => ({
  url: from,
  proxy: problem === 'proxy-refused' ? 'proxy.contoso.com:8080' : null,
  outcome: { ok: false, problem },
});

export const revocationCases: Case[] = [
  {
    rule: 'crl-point',
    name: 'no URL, with validation',
    changes: () => on,
    code: 'no-distribution-point',
    severity: 'fail',
    remedy: 'validation-off',
    says: /names no web address at which its revocation list/,
    todo: /switch validation off/,
    disagreement: /2021-02-02.*2023-01-17/s,
  },
  {
    rule: 'crl-point-removed',
    name: 'a URL, without validation',
    changes: () => ({ ...withPoints(url), crls: [file('issuing.crl', list())] }),
    code: 'distribution-point-unused',
    severity: 'warn',
    remedy: 'none',
    says: /http:\/\/crl\.contoso\.com\/issuing\.crl\), and was judged for a sensor whose certificate validation is off/,
    todo: /without CRL Distribution Points/,
    disagreement: /is to be removed/,
  },
  ...(['https://crl.contoso.com/a.crl', 'ldap://dc.contoso.com/CN=a'] as const).map(
    (each): Case => ({
      rule: 'crl-point-http',
      name: each,
      changes: () => ({ ...withPoints(each), ...on, crls: [file('issuing.crl', list())] }),
      code: 'distribution-point-scheme',
      severity: 'fail',
      remedy: 'new-request',
      console: unreachable,
      says: /The sensor fetches lists by http only/,
      todo: /begins with http:/,
    }),
  ),
  {
    rule: 'crl-point-http-beside',
    name: 'https beside an http URL that works',
    changes: () => ({ ...withPoints('https://crl.contoso.com/a.crl', url), ...on, fetched: [came(list())] }),
    code: 'distribution-point-scheme',
    severity: 'warn',
    remedy: 'new-request',
    console: unreachable,
    says: /Another place that the certificate names did give a list/,
    todo: /Nothing has to be done now/,
  },
  {
    rule: 'crl-point-port',
    name: 'port 8080',
    changes: () => {
      const odd = 'http://crl.contoso.com:8080/a.crl';
      return { ...withPoints(odd), ...on, fetched: [came(list(), odd)] };
    },
    code: 'distribution-point-port',
    severity: 'warn',
    remedy: 'open-crl-path',
    console: unreachable,
    says: /port 8080/,
    todo: /may connect to port 8080/,
  },
  ...(
    [
      ['timed-out', /as seen from this computer, directly: its server did not give the whole answer in time/],
      ['not-a-crl', /not a revocation list/],
      ['proxy-refused', /through the proxy proxy\.contoso\.com:8080/],
    ] as const
  ).map(
    ([problem, says]): Case => ({
      rule: 'crl-reachable',
      name: problem,
      changes: () => ({ ...withPoints(url), ...on, fetched: [failed(problem)] }),
      code: 'crl-unreachable',
      severity: 'fail',
      remedy: 'open-crl-path',
      console: unreachable,
      says,
      todo: /./,
    }),
  ),
  {
    rule: 'crl-reachable-beside',
    name: 'one of two is down',
    changes: () => {
      const down = 'http://down.contoso.com/a.crl';
      return { ...withPoints(down, url), ...on, fetched: [failed('timed-out', down), came(list())] };
    },
    code: 'crl-unreachable',
    severity: 'info',
    remedy: 'open-crl-path',
    says: /Another place that the certificate names did give a list/,
    todo: /firewall/,
  },
  {
    rule: 'issuer-crl-reachable',
    name: 'the list of the CA above is not to be had',
    changes: () => {
      const above = 'http://crl.contoso.com/root.crl';
      return {
        ...withPoints(url),
        ...on,
        chain: file('sensor7.pem', pem(issuingWithPoints(above), root)),
        fetched: [came(list()), failed('timed-out', above)],
      };
    },
    code: 'issuer-crl-unreachable',
    severity: 'warn',
    remedy: 'open-crl-path',
    console: unreachable,
    says: /for the CA certificate “.*Issuing CA” could not be fetched from this computer \(http:\/\/crl\.contoso\.com\/root\.crl\)/,
    todo: /not documented.*curl/s,
  },
  {
    rule: 'crl-asked',
    name: 'nobody has asked',
    changes: () => ({ ...withPoints(url), ...on }),
    code: 'crl-not-asked',
    severity: 'not-checked',
    remedy: 'add-crl',
    says: /Nobody has asked/,
    todo: /fetched from here/,
  },
  {
    rule: 'crl-asked',
    name: 'there are lists of changes too',
    changes: () => ({
      crt: crtOf(
        leaf({
          extensions: extensionsBut(
            'none',
            `crlDistributionPoints=URI:${url}`,
            'freshestCRL=URI:http://crl.contoso.com/delta.crl',
          ),
        }),
      ),
      ...on,
      fetched: [came(list())],
    }),
    code: 'delta-not-asked',
    severity: 'not-checked',
    remedy: 'add-crl',
    says: /delta\.crl/,
    todo: /delta CRLs/,
  },
  {
    rule: 'crl-asked',
    name: 'it came',
    changes: () => ({ ...withPoints(url), ...on, fetched: [came(list())] }),
    code: 'crl-reachable',
    severity: 'info',
    remedy: 'none',
    says: /could be fetched \(\d+ bytes\), as seen from this computer/,
    todo: /the sensor’s network/,
  },
  {
    rule: 'crl-usable-beside',
    name: 'a file that is no list beside a good list',
    changes: () => ({ ...withPoints(url), ...on, fetched: [came(list())], crls: [file('a.crl', 'nothing')] }),
    code: 'crl-unusable',
    severity: 'info',
    remedy: 'add-crl',
    says: /list from a\.crl cannot be used/,
    todo: /current revocation list/,
  },
  {
    rule: 'crl-usable',
    name: 'the only list is no list',
    changes: () => ({ ...withPoints(url), ...on, fetched: [failed('timed-out')], crls: [file('a.crl', 'nothing')] }),
    code: 'crl-unusable',
    severity: 'fail',
    remedy: 'add-crl',
    console: 'Certificate validation failed',
    says: /list.*a\.crl/,
    todo: /current/,
  },
  {
    rule: 'crl-usable',
    name: 'what is served is no list, though there is a good one as a file',
    changes: () => ({
      ...withPoints(url),
      ...on,
      fetched: [came(new TextEncoder().encode('<html>Sign in</html>'))],
      crls: [file('good.crl', list())],
    }),
    code: 'crl-served-unusable',
    severity: 'fail',
    remedy: 'validation-off',
    console: 'Certificate validation failed',
    says: /serves cannot be used/,
    todo: /publish the current list/,
  },
  {
    rule: 'crl-usable-unvalidated',
    name: 'a file that is no list, without validation',
    changes: () => ({ crls: [file('a.crl', 'nothing')] }),
    code: 'crl-unusable',
    severity: 'info',
    remedy: 'add-crl',
    says: /a\.crl/,
    todo: /current revocation list/,
  },
  {
    rule: 'revoked',
    name: 'it is on the list',
    changes: () => ({ ...withPoints(url), ...on, fetched: [came(list('1234'))] }),
    code: 'revoked',
    severity: 'fail',
    remedy: 'new-request',
    console: revoked,
    says: /serial number 1234\) was revoked by its CA on 2025-01-01 00:00 UTC.*private key may be in other hands/s,
    todo: /Use another certificate/,
    disagreement: /2023-01-05/,
  },
  {
    rule: 'revoked',
    name: 'no list is at hand',
    changes: () => ({ ...withPoints(url), ...on }),
    code: 'revocation-unknown',
    severity: 'not-checked',
    remedy: 'add-crl',
    says: /was not checked/,
    todo: /Add the list/,
  },
  {
    rule: 'revoked',
    name: 'it is not on the list',
    changes: () => ({ ...withPoints(url), ...on, fetched: [came(list('77'))] }),
    code: 'not-revoked',
    severity: 'info',
    remedy: 'none',
    says: /does not name the certificate; the list holds until/,
    todo: /Nothing/,
  },
  {
    rule: 'revoked-unvalidated',
    name: 'it is on the list, without validation',
    changes: () => ({ ...withPoints(url), crls: [file('issuing.crl', list('1234'))] }),
    code: 'revoked',
    severity: 'fail',
    remedy: 'new-request',
    console: revoked,
    says: /says the list from issuing\.crl/,
    todo: /Use another certificate/,
  },
  {
    rule: 'sensor-network',
    name: 'with validation',
    changes: () => ({ ...withPoints(url), ...on, fetched: [came(list())] }),
    code: 'not-checked-here',
    severity: 'not-checked',
    remedy: 'none',
    says: /sensor itself reaches/,
    todo: /sensor’s network/,
  },
  {
    rule: 'sensor-clock',
    name: 'with validation',
    changes: () => ({ ...withPoints(url), ...on, fetched: [came(list())] }),
    code: 'not-checked-here',
    severity: 'not-checked',
    remedy: 'none',
    says: /clock of the sensor/,
    todo: /NTP/,
  },
];
