// Distribution points and revocation lists: which rule of a profile speaks for what was found out about them.
import type { PrecheckCode } from '../../../preload/contract/precheck.ts';
import type { Certificate } from '../chain-walk.ts';
import { distributionPointsOf } from '../distribution-points.ts';
import type { Gathered } from '../gather.ts';
import type { FetchedCrl } from '../input.ts';
import { type Checks, type Found, found, some } from './found.ts';

type Kind =
  | 'distribution-point'
  | 'no-distribution-point'
  | 'distribution-point-http'
  | 'distribution-point-port'
  | 'crl-reachable'
  | 'crl-asked'
  | 'issuer-crl-reachable'
  | 'crl-usable'
  | 'not-revoked';

const these = ({ revocation }: Gathered, ...codes: PrecheckCode[]): Found[] =>
  revocation.filter(({ code }) => codes.includes(code));

/** Those where a list did come from another place, or those where none did. */
const beside = (all: readonly Found[], another: boolean): Found[] =>
  all.filter(({ facts }) => 'another' in facts && facts.another === another);

/** Where the CA's list is, if it was asked for in vain; null where it came, where nobody asked, and where there is none. */
const inVain = (ca: Certificate, fetched: readonly FetchedCrl[]): string[] | null => {
  const urls = distributionPointsOf(ca.der);
  const answers = fetched.filter(({ url }) => urls.includes(url));
  const isAsked = urls.length > 0 && answers.length > 0;
  return isAsked && answers.every(({ outcome }) => !outcome.ok) ? urls : null;
};

export const revocationChecks: Checks<Kind> = {
  'distribution-point': (_, of) => these(of, 'no-distribution-point'),
  'no-distribution-point': (_, of) => these(of, 'distribution-point-unused'),
  'distribution-point-http': ({ another }, of) => beside(these(of, 'distribution-point-scheme'), another),
  'distribution-point-port': (_, of) => these(of, 'distribution-point-port'),
  'crl-reachable': ({ another }, of) => beside(these(of, 'crl-unreachable'), another),
  'crl-asked': (_, of) => these(of, 'crl-reachable', 'crl-not-asked', 'delta-not-asked'),
  'issuer-crl-reachable': (_, { walk, input, issuing }) =>
    (walk?.issuers ?? []).flatMap((ca) => {
      const urls = ca.item.selfSigned ? null : inVain(ca, input.fetched ?? []);
      const facts = { subject: ca.item.subject, urls: some(urls ?? []) };
      return urls ? [found('issuer-crl-unreachable', facts, 'crl', issuing.file)] : [];
    }),
  'crl-usable': ({ another }, of) => {
    const served = these(of, 'crl-served-unusable');
    if (another === undefined) return [...these(of, 'crl-unusable'), ...served];
    const isKnown = these(of, 'revoked', 'not-revoked').length > 0;
    return [...(another === isKnown ? these(of, 'crl-unusable') : []), ...beside(served, another)];
  },
  'not-revoked': (_, of) => these(of, 'revoked', 'not-revoked', 'revocation-unknown'),
};
