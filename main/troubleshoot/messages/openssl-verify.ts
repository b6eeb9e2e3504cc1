// What OpenSSL says when it checks a chain; Node, Python and curl print the same texts, each with words of its own around.
import type { MessageAction, MessageCheck } from '../../../preload/contract/explanation.ts';
import { documents } from '../documents.ts';
import type { Entry } from '../entry.ts';

/** @param number of OpenSSL's x509_vfy.h; @param node the code of Node for it */
const verify = (
  number: number,
  text: string,
  node: string,
  checks: readonly MessageCheck[],
  action: MessageAction,
  rest: Partial<Entry> = {},
): Entry => ({
  id: `openssl-verify-${number}`,
  message: `error ${number} at 0 depth lookup: ${text}`,
  forms: [
    `error ${number} at <> depth lookup: ${text}`,
    `verify error:num=${number}:${text}`,
    `Verify return code: ${number} (${text})`,
    ...[
      `Verification error: ${text}`,
      `SSL certificate problem: ${text}`,
      `curl: (60) SSL certificate problem: ${text}`,
      `certificate verify failed: ${text}`,
      `Error: ${text}`,
    ],
    ...(rest.older ?? []).map((older) => `error ${number} at <> depth lookup: ${older}`),
  ],
  lines: [text],
  codes: [node],
  checks,
  action,
  verified: documents.openssl,
  ...rest,
});

export const opensslVerifyMessages: readonly Entry[] = [
  verify(2, 'unable to get issuer certificate', 'UNABLE_TO_GET_ISSUER_CERT', ['chain'], 'test'),
  verify(3, 'unable to get certificate CRL', 'UNABLE_TO_GET_CRL', ['revocation'], 'test'),
  verify(7, 'certificate signature failure', 'CERT_SIGNATURE_FAILURE', ['chain', 'precheck'], 'test', {
    verified: documents.openssl7,
  }),
  verify(9, 'certificate is not yet valid', 'CERT_NOT_YET_VALID', ['dates', 'probe'], 'test'),
  verify(10, 'certificate has expired', 'CERT_HAS_EXPIRED', ['dates', 'probe'], 'deploy'),
  verify(12, 'CRL has expired', 'CRL_HAS_EXPIRED', ['revocation'], 'test', { verified: documents.opensslText }),
  verify(18, 'self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT', ['trust', 'probe'], 'trust'),
  verify(19, 'self-signed certificate in certificate chain', 'SELF_SIGNED_CERT_IN_CHAIN', ['trust', 'chain'], 'trust'),
  verify(
    20,
    'unable to get local issuer certificate',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    ['chain', 'trust', 'probe'],
    'test',
  ),
  verify(
    21,
    'unable to verify the first certificate',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ['chain', 'trust', 'probe'],
    'test',
  ),
  verify(23, 'certificate revoked', 'CERT_REVOKED', ['revocation'], 'request', { verified: documents.opensslText }),
  verify(26, 'unsuitable certificate purpose', 'INVALID_PURPOSE', ['precheck', 'probe'], 'request', {
    older: ['unsupported certificate purpose'],
    verified: documents.openssl26,
  }),
  verify(62, 'hostname mismatch', 'HOSTNAME_MISMATCH', ['name', 'probe'], 'trust'),
  verify(64, 'IP address mismatch', 'IP_ADDRESS_MISMATCH', ['name', 'probe'], 'trust'),
  verify(66, 'EE certificate key too weak', 'EE_KEY_TOO_SMALL', ['precheck', 'probe'], 'request', {
    verified: documents.opensslText,
  }),
  verify(79, 'invalid CA certificate', 'INVALID_CA', ['chain'], 'test', {
    forms: [
      'error 79 at <> depth lookup: invalid CA certificate',
      'error 24 at <> depth lookup: invalid CA certificate',
      'verify error:num=79:invalid CA certificate',
      'verify error:num=24:invalid CA certificate',
      'certificate verify failed: invalid CA certificate',
    ],
    verified: documents.openssl79,
  }),
];
