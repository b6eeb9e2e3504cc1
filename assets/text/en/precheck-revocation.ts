// The words for what the pre-check finds about revocation: where the list is, whether it came, and what it says.
import type { CrlProblem, PrecheckCode, PrecheckFacts, UnknownCause } from '../../../preload/contract/precheck.ts';
import { dateTimeUtc, list, number } from './format.ts';
import { revocationReasons, unknownStatus } from './path.ts';
import { called, type FindingWords } from './precheck-certificate.ts';

type Code =
  | Extract<PrecheckCode, `distribution-point-${string}` | `crl-${string}`>
  | 'no-distribution-point'
  | 'delta-not-asked'
  | 'revoked'
  | 'not-revoked'
  | 'revocation-unknown';

const through = (proxy: string | null): string => (proxy === null ? 'directly' : `through the proxy ${proxy}`);

const openPath =
  'Have the firewall opened, or the proxy set, for the sensor’s network too; or use a certificate without the URL, and switch validation off.';

const problems: Readonly<
  Record<CrlProblem, (facts: PrecheckFacts['crl-unreachable']) => { why: string; todo: string }>
> = {
  'host-not-found': () => ({
    why: 'its host was not found',
    todo: `The name has to be known to the DNS server that the sensor uses. ${openPath}`,
  }),
  refused: () => ({ why: 'the server refused the connection', todo: `Look whether the CRL server runs. ${openPath}` }),
  unreachable: () => ({ why: 'there is no way to the server', todo: openPath }),
  'timed-out': () => ({
    why: 'nothing answered in time; a firewall may drop the connection',
    todo: openPath,
  }),
  'connection-closed': () => ({ why: 'the connection was closed', todo: `Look at the CRL server. ${openPath}` }),
  'proxy-unreachable': () => ({ why: 'the proxy did not answer', todo: 'Look at the address and port of the proxy.' }),
  'proxy-refused': ({ status }) => ({
    why: `the proxy refused${status === undefined ? '' : ` (${status})`}`,
    todo: 'Have the proxy let the address of the CRL server pass, without a sign-in.',
  }),
  'http-status': ({ status }) => ({
    why: `the server answered ${status === undefined ? 'with an error' : `with the error ${status}`}`,
    todo: 'Tell the CA desk: the list has to be there, under this very URL.',
  }),
  'not-http': () => ({
    why: 'what answers there does not speak HTTP',
    todo: 'Tell the CA desk: an HTTP server has to answer at this URL.',
  }),
  'redirected-away': () => ({
    why: 'the server sends on to https, or in circles',
    todo: 'Tell the CA desk: the list has to come over plain HTTP, without being sent on.',
  }),
  'too-large': () => ({ why: 'what comes is too large to be a list', todo: 'Look at the URL in a browser.' }),
  truncated: () => ({ why: 'the answer broke off before its end', todo: 'Try again, and look at the CRL server.' }),
  'not-a-crl': () => ({
    why: 'what comes is no revocation list; often it is the sign-in page of a proxy',
    todo: 'Look at the URL in a browser, and tell the CA desk or whoever runs the proxy.',
  }),
  scheme: () => ({ why: 'it is no http URL', todo: 'Have the CA put an http URL into its certificates.' }),
  'not-a-url': () => ({
    why: 'it is no URL that can be asked',
    todo: 'Tell the CA desk: the certificate has to be issued again with a right one.',
  }),
};

const causes: Readonly<Record<UnknownCause, { why: string; todo: string }>> = {
  ...unknownStatus,
  'no-list': {
    why: 'No revocation list of its CA is at hand.',
    todo: 'Add the list (CRL) of the CA as a file, or have its URL asked from here.',
  },
  'too-much-work': {
    why: 'The lists and certificates are arranged in a way that takes too much work to go through.',
    todo: 'Add only the current list of the CA that issued the certificate.',
  },
};

export const revocationWords: FindingWords<Code> = {
  'no-distribution-point': () => ({
    what: 'The certificate does not say where its revocation list is (CRL distribution point), and validation needs that.',
    todo: 'Switch validation off for this upload, or have the CA issue the certificate with an http URL of its list.',
  }),
  'distribution-point-unused': ({ urls }) => ({
    what: `The certificate says where its revocation list is (${list(urls)}), though validation is off.`,
    todo: 'It will mostly work. To follow the documents, have the CA issue the certificate without the URL, or switch validation on if the sensor reaches it.',
  }),
  'distribution-point-scheme': ({ url, scheme, another }) => ({
    what: `The revocation list is to be fetched over ${scheme} (${url}); the sensor needs http.${another ? ' Another URL in the certificate works.' : ''}`,
    todo: 'Have the CA issue the certificate with an http URL, or switch validation off.',
  }),
  'distribution-point-port': ({ url, port }) => ({
    what: `The revocation list is to be fetched over port ${port} (${url}); usual is 80.`,
    todo: 'Make sure that firewalls and proxy let the sensor reach this port.',
  }),
  'crl-unreachable': (facts) => {
    const { why, todo } = problems[facts.problem](facts);
    return {
      what: `Seen from this computer, ${through(facts.proxy)}: the revocation list at ${facts.url} cannot be fetched, ${why}.${facts.another ? ' Another place gave a list.' : ''}`,
      todo,
    };
  },
  'crl-reachable': ({ url, proxy, bytes }) => ({
    what: `Seen from this computer, ${through(proxy)}: the revocation list at ${url} comes (${number(bytes)} bytes).`,
    todo: 'The sensor sits in another network: try the URL from there too.',
  }),
  'crl-not-asked': ({ urls }) => ({
    what: `Whether the revocation list can be fetched was not checked: ${list(urls)}.`,
    todo: 'Have it asked from here, directly or through the proxy; and try it from the sensor’s network.',
  }),
  'delta-not-asked': ({ urls }) => ({
    what: `Lists of changes (delta CRL) were not fetched: ${list(urls)}. The full list may be older than they are.`,
    todo: 'Nothing has to be done, unless the certificate may have been revoked very lately.',
  }),
  'crl-unusable': ({ list: name, cause }) => ({
    what: `The revocation list ${name} is of no use here. ${causes[cause].why}`,
    todo: causes[cause].todo,
  }),
  revoked: ({ subject, leaf, serialNumber, reason, revokedAt, list: name }) => ({
    what: `${leaf ? 'The certificate' : `The certificate of ${called(subject)} in the chain`} has been revoked on ${dateTimeUtc(revokedAt)}, by the list ${name} (serial number ${serialNumber}). ${revocationReasons[reason]}`,
    todo: leaf
      ? 'Make a new request and have the CA issue another certificate. Ask the CA desk why this one was revoked.'
      : 'Ask the CA desk for a certificate from a CA that has not been revoked.',
  }),
  'not-revoked': ({ list: name, nextUpdate }) => ({
    what: `The certificate is not on the revocation list ${name}${nextUpdate === null ? '' : `, which is good until ${dateTimeUtc(nextUpdate)}`}.`,
    todo: 'Nothing has to be done.',
  }),
  'revocation-unknown': ({ cause }) => ({
    what: `Whether the certificate has been revoked is not known. ${causes[cause].why}`,
    todo: causes[cause].todo,
  }),
};
