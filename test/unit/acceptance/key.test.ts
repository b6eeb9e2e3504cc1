// Each rule about the key and its passphrase, broken by files of the real openssl.
import { runCases } from './cases/case.ts';
import { keyCases } from './cases/key.ts';
import { ot } from './sets.ts';

runCases(ot, keyCases);
