// The words of the pre-check about revocation: for each finding what is found, and what to do. What was asked was asked
// from this computer, and every sentence about it says so; the recipe asks the same from where the appliance is.
import type { CrlProblem, PrecheckCode, PrecheckFacts } from '../../../preload/contract/precheck.ts';
import type { RevocationReason, StatusUnknown } from '../../../preload/contract/verdict-path.ts';
import { shortName } from '../facts.ts';
import { oneLine, powershell, sh } from '../quote.ts';
import { count, dateTimeUtc } from './format.ts';
import type { GuideStep } from './guide.ts';
import { revocationReasons, unknownStatus } from './path.ts';
import type { FindingText, FindingWords } from './precheck-certificate.ts';

type Code =
  | Extract<PrecheckCode, `distribution-point-${string}` | `crl-${string}`>
  | 'no-distribution-point'
  | 'issuer-crl-unreachable'
  | 'delta-not-asked'
  | 'revoked'
  | 'not-revoked'
  | 'revocation-unknown';

type Words<C extends Code> = {
  message: (facts: PrecheckFacts[C]) => string;
  recommendation: (facts: PrecheckFacts[C]) => string;
  /** The address that the recipe is about. */
  url?: (facts: PrecheckFacts[C]) => string;
};
const asSeen = (proxy: string | null): string =>
  `as seen from this computer, ${proxy === null ? 'directly' : `through the proxy ${proxy}`}`;

const places = (urls: readonly string[]): string => urls.join(', ');

const another = ' Another place that the certificate names did give a list, and one is enough.';

/** What the server answered, or did not. */
const problems: Readonly<Record<CrlProblem, (status: number | undefined) => string>> = {
  'host-not-found': () => 'the name of its server is not known here.',
  refused: () => 'its server refuses connections at that port.',
  unreachable: () => 'there is no way to its server.',
  'timed-out': () => 'its server did not give the whole answer in time.',
  'connection-closed': () => 'its server closed the connection without an answer.',
  'proxy-unreachable': () => 'the proxy itself cannot be reached.',
  'proxy-refused': (status) =>
    status === 407
      ? 'the proxy wants a user name and a password (status 407), which are never sent from here.'
      : 'the proxy does not answer as an HTTP proxy does.',
  'http-status': (status) => `the answer was status ${status ?? 'unknown'} in place of a list.`,
  'not-http': () => 'what answers there does not speak HTTP.',
  'redirected-away': () => 'its server leads elsewhere, to a place that is not http, or in circles.',
  'too-large': () => 'the answer is larger than 32 MB.',
  truncated: () => 'the connection ended before the whole list was there.',
  'not-a-crl': () => 'an answer came, but it is not a revocation list (often it is an error page).',
  scheme: () => 'it is not an http address, so it was not asked.',
  'not-a-url': () => 'what the certificate names is not a web address.',
};

/** From the appliance's side: it has its own route, its own name server, its own proxy. */
function recipe(text: string): GuideStep[] {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return [];
  const port = url.port === '' ? '80' : url.port;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const address = oneLine(text);
  return [
    {
      text: 'What counts is the view of the sensor. Test it from a machine in the sensor’s network (its VLAN), or on the sensor itself where you have a shell:',
      command: `curl -v -o crl.tmp ${sh(address)}`,
    },
    {
      text: 'On Windows, in PowerShell:',
      command: `Test-NetConnection ${powershell(host)} -Port ${port}\ncertutil -URL ${powershell(address)}`,
    },
  ];
}

const opening: Readonly<Partial<Record<CrlProblem, string>>> = {
  'host-not-found': 'Check that the name is right and known to the name server (DNS) of the sensor.',
  'proxy-unreachable': 'Check the address of the proxy.',
  'proxy-refused': 'Ask who runs the proxy to let this address through, or test without the proxy.',
  'http-status': 'Ask who runs the server (or the proxy before it) to put the list there.',
  'not-a-crl': 'Open the address in a browser to see what it gives, and ask who runs the CA to put the list there.',
  'not-a-url': 'Ask the CA for a certificate with the right address, without blanks in it.',
  'too-large': 'Ask the CA whether its list is meant to be so large.',
};
const openPath =
  'Open the way to it in the firewall, set up a proxy for the sensor, or put the list on a server that the sensor reaches. If there is none, have the certificate issued without the address and switch validation off.';

const describeCause = (cause: string): { why: string; todo: string } => {
  if (cause === 'no-list')
    return {
      why: 'It is not a list of the CA that issued the certificate.',
      todo: 'Add the list (CRL) of the CA that issued the certificate.',
    };
  if (cause === 'not-a-list')
    return {
      why: 'It holds no revocation list that can be read.',
      todo: 'Get the current revocation list (CRL) of the CA that issued the certificate.',
    };
  if (cause === 'too-much-work')
    return {
      why: 'The lists and certificates are arranged in a way that takes too much work to check.',
      todo: 'Try again with only the list of the CA that issued the certificate.',
    };
  return (
    unknownStatus[cause as StatusUnknown] ?? {
      why: 'The list cannot be used.',
      todo: 'Get the current list from the CA.',
    }
  );
};

const who = ({ leaf, subject }: { leaf: boolean; subject: string }): string =>
  leaf ? 'The certificate' : `The CA certificate “${shortName(subject)}” in the chain`;

const words: { [C in Code]: Words<C> } = {
  'no-distribution-point': {
    message: () => 'The certificate names no web address at which its revocation list (CRL) is.',
    recommendation: () =>
      'With validation switched on, ask the CA for a certificate with a CRL Distribution Point of the form http://…, or switch validation off.',
  },
  'distribution-point-unused': {
    message: ({ urls }) =>
      `The certificate names a place for its revocation list (${places(urls)}), and was judged for a sensor whose certificate validation is off: then it does not look there. After installation, validation is on.`,
    recommendation: () =>
      'If validation is on, have the files judged with it. If it is to stay off, a certificate without CRL Distribution Points is what the documents advise.',
  },
  'distribution-point-scheme': {
    message: (facts) =>
      `The revocation list is at an address that is not http but ${facts.scheme} (${facts.url}). The sensor fetches lists by http only.${facts.another ? another : ''}`,
    recommendation: (facts) =>
      facts.another
        ? 'Nothing has to be done now. Leave this address out of the next certificate.'
        : 'Ask the CA for a certificate whose CRL Distribution Point begins with http://, or switch validation off.',
  },
  'distribution-point-port': {
    message: ({ url, port }) =>
      `The revocation list is at port ${port} (${url}). The documents name port 80 for it, so a firewall may be open for that alone.`,
    recommendation: ({ port }) => `Check that the sensor may connect to port ${port} there.`,
    url: ({ url }) => url,
  },
  'crl-unreachable': {
    message: ({ url, proxy, problem, status, another: other }) =>
      `The revocation list at ${url} could not be fetched, ${asSeen(proxy)}: ${problems[problem](status)}${other ? another : ''}`,
    recommendation: ({ problem }) => opening[problem] ?? openPath,
    url: ({ url }) => url,
  },
  'crl-reachable': {
    message: ({ url, proxy, bytes }) =>
      `The revocation list at ${url} could be fetched (${count(bytes, 'byte', 'bytes')}), ${asSeen(proxy)}.`,
    recommendation: () => 'Nothing has to be done here. The sensor’s own way to it is another one.',
    url: ({ url }) => url,
  },
  'issuer-crl-unreachable': {
    message: ({ subject, urls }) =>
      `The revocation list for the CA certificate “${shortName(subject)}” could not be fetched from this computer (${places(urls)}).`,
    recommendation: () =>
      'Whether the sensor asks for the lists of CAs is not documented. To be sure, open the way to this one too.',
    url: ({ urls }) => urls[0] ?? '',
  },
  'crl-not-asked': {
    message: ({ urls }) =>
      `Nobody has asked for the revocation list at ${places(urls)}, so it is not known whether it can be reached.`,
    recommendation: () => 'Have it fetched from here.',
    url: ({ urls }) => urls[0] ?? '',
  },
  'delta-not-asked': {
    message: ({ urls }) =>
      `The certificate also names lists of changes (delta CRLs) at ${places(urls)}. They were not fetched, so a revocation that stands only there was not seen.`,
    recommendation: () => 'If the CA uses delta CRLs, add the current one as a file.',
  },
  'crl-unusable': {
    message: ({ list, cause }) => `The revocation list from ${list} cannot be used. ${describeCause(cause).why}`,
    recommendation: ({ cause }) => describeCause(cause).todo,
  },
  'crl-served-unusable': {
    message: ({ url, cause, another: other }) =>
      `The revocation list that ${url} serves cannot be used. ${describeCause(cause).why}${other ? another : ''}`,
    recommendation: ({ another: other }) =>
      other
        ? 'Have the CA desk publish the current list of the issuing CA at this address too.'
        : 'Have the CA desk publish the current list of the issuing CA at this address, then check again; or switch validation off on the sensor. A list that you add here as a file does not change what the sensor fetches.',
    url: ({ url }) => url,
  },
  revoked: {
    message: (facts) =>
      `${who(facts)} (serial number ${facts.serialNumber}) was revoked by its CA on ${dateTimeUtc(facts.revokedAt)}, says the list from ${facts.list}. ${revocationReasons[facts.reason as RevocationReason]}`,
    recommendation: (facts) =>
      facts.reason === 'certificateHold'
        ? 'Ask the CA whether it will be released. Until then use another certificate.'
        : `Use another certificate: a revoked one stays revoked.${facts.leaf ? ' Make a new key for it if the old one may be in other hands.' : ' It has to come from another CA.'}`,
  },
  'not-revoked': {
    message: ({ list, nextUpdate }) =>
      `The list from ${list} does not name the certificate${nextUpdate === null ? '' : `; the list holds until ${dateTimeUtc(nextUpdate)}`}.`,
    recommendation: () => 'Nothing has to be done.',
  },
  'revocation-unknown': {
    message: ({ cause }) =>
      cause === 'no-list'
        ? 'Whether the certificate was revoked was not checked: no list of its CA was at hand.'
        : `Whether the certificate was revoked is not known. ${describeCause(cause).why}`,
    recommendation: ({ cause }) => describeCause(cause).todo,
  },
};

export const revocationWords = Object.fromEntries(
  Object.entries(words).map(([code, { message, recommendation, url }]) => [
    code,
    (facts: never): FindingText => ({
      what: message(facts),
      todo: recommendation(facts),
      recipe: url ? recipe(url(facts)) : [],
    }),
  ]),
) as FindingWords<Code>;
