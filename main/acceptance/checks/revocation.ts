// Distribution points and revocation lists: which rule of a profile speaks for what was found out about them.
import type { PrecheckCode } from '../../../preload/contract/precheck.ts';
import type { Gathered } from '../gather.ts';
import type { Checks, Found } from './found.ts';

type Kind =
  | 'distribution-point'
  | 'no-distribution-point'
  | 'distribution-point-http'
  | 'distribution-point-port'
  | 'crl-reachable'
  | 'crl-asked'
  | 'crl-usable'
  | 'not-revoked';

const these = ({ revocation }: Gathered, ...codes: PrecheckCode[]): Found[] =>
  revocation.filter(({ code }) => codes.includes(code));

/** Those where a list did come from another place, or those where none did. */
const beside = (all: readonly Found[], another: boolean): Found[] =>
  all.filter(({ facts }) => 'another' in facts && facts.another === another);

export const revocationChecks: Checks<Kind> = {
  'distribution-point': (_, of) => these(of, 'no-distribution-point'),
  'no-distribution-point': (_, of) => these(of, 'distribution-point-unused'),
  'distribution-point-http': ({ another }, of) => beside(these(of, 'distribution-point-scheme'), another),
  'distribution-point-port': (_, of) => these(of, 'distribution-point-port'),
  'crl-reachable': ({ another }, of) => beside(these(of, 'crl-unreachable'), another),
  'crl-asked': (_, of) => these(of, 'crl-reachable', 'crl-not-asked', 'delta-not-asked'),
  'crl-usable': ({ another }, of) => {
    const isKnown = these(of, 'revoked', 'not-revoked').length > 0;
    return another === undefined || another === isKnown ? these(of, 'crl-unusable') : [];
  },
  'not-revoked': (_, of) => these(of, 'revoked', 'not-revoked', 'revocation-unknown'),
};
