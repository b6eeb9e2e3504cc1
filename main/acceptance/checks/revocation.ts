// Distribution points and revocation lists: which rule of a profile speaks for what was found out about them.
import type { PrecheckCode } from '../../../preload/contract/precheck.ts';
import type { Gathered } from '../gather.ts';
import { type Checks, type Found, found } from './found.ts';

type Kind =
  | 'distribution-point'
  | 'no-distribution-point'
  | 'distribution-point-http'
  | 'distribution-point-port'
  | 'crl-reachable'
  | 'crl-usable'
  | 'not-revoked';

const these = ({ revocation, leaf }: Gathered, ...codes: PrecheckCode[]): Found[] =>
  revocation
    .filter(({ code }) => codes.includes(code))
    .map((each) => found(each.code, each.facts as never, 'crl', each.file ?? leaf?.file ?? null));

export const revocationChecks: Checks<Kind> = {
  'distribution-point': (_, of) => these(of, 'no-distribution-point'),
  'no-distribution-point': (_, of) => these(of, 'distribution-point-unused'),
  'distribution-point-http': (_, of) => these(of, 'distribution-point-scheme'),
  'distribution-point-port': (_, of) => these(of, 'distribution-point-port'),
  'crl-reachable': (_, of) => these(of, 'crl-unreachable', 'crl-reachable', 'crl-not-asked'),
  'crl-usable': (_, of) => these(of, 'crl-unusable'),
  'not-revoked': (_, of) => these(of, 'revoked', 'not-revoked', 'revocation-unknown'),
};
