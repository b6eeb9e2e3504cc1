// Each rule about the certificate, broken by files of the real openssl.

import { runCases } from './cases/case.ts';
import { certificateCases } from './cases/certificate.ts';
import { ot } from './sets.ts';

runCases(ot, certificateCases);
