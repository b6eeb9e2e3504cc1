// Each rule about the names in the certificate, broken by files of the real openssl.
import { runCases } from './cases/case.ts';
import { nameCases } from './cases/names.ts';
import { ot } from './sets.ts';

runCases(ot, nameCases);
