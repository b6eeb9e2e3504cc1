// Each rule about revocation, broken by certificates and lists of the real openssl.
import { runCases } from './cases/case.ts';
import { revocationCases } from './cases/revocation.ts';
import { ot } from './sets.ts';

runCases(ot, revocationCases);
