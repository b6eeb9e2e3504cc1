// Each rule about the chain and about the files together, broken by files of the real openssl.
import { runCases } from './cases/case.ts';
import { chainCases } from './cases/chain.ts';
import { ot } from './sets.ts';

runCases(ot, chainCases);
