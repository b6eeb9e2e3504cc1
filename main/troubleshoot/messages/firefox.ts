// What Firefox says. It keeps its own store unless it is told to read that of the system.
import type { MessageAction, MessageCheck } from '../../../preload/contract/explanation.ts';
import { documents } from '../documents.ts';
import type { Entry } from '../entry.ts';

const firefox = (code: string, checks: readonly MessageCheck[], action: MessageAction): Entry => ({
  id: code.toLowerCase().replaceAll('_', '-'),
  message: code,
  forms: [`Error code: ${code}`],
  codes: [code],
  checks,
  action,
  verified: documents.firefox,
});

export const firefoxMessages: readonly Entry[] = [
  firefox('SEC_ERROR_UNKNOWN_ISSUER', ['trust', 'chain', 'probe'], 'trust'),
  firefox('MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT', ['trust', 'probe'], 'trust'),
  firefox('SSL_ERROR_BAD_CERT_DOMAIN', ['name', 'probe'], 'trust'),
  firefox('SEC_ERROR_EXPIRED_CERTIFICATE', ['dates', 'probe'], 'deploy'),
  firefox('SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE', ['dates', 'chain'], 'deploy'),
  firefox('SEC_ERROR_REVOKED_CERTIFICATE', ['revocation', 'probe'], 'request'),
  firefox('SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED', ['probe', 'precheck'], 'request'),
  firefox('SEC_ERROR_REUSED_ISSUER_AND_SERIAL', ['trust', 'probe'], 'trust'),
  firefox('MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE', ['dates', 'probe'], 'none'),
  firefox('MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY', ['probe', 'precheck'], 'request'),
  firefox('MOZILLA_PKIX_ERROR_INADEQUATE_KEY_SIZE', ['probe', 'precheck'], 'request'),
  firefox('MOZILLA_PKIX_ERROR_MITM_DETECTED', ['probe', 'trust'], 'none'),
  {
    id: 'firefox-risk-ahead',
    message: 'Warning: Potential Security Risk Ahead',
    general: true,
    checks: ['probe', 'name', 'trust'],
    action: 'trust',
    verified: documents.firefoxHelp,
  },
];
