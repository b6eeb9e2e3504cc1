// What Chrome and Edge say. Their pages name one error only, the most serious one (Chromium, cert_status_flags.cc), so
// the next may show once that is mended.
import type { MessageAction, MessageCheck } from '../../../preload/contract/explanation.ts';
import { documents } from '../documents.ts';
import type { Entry } from '../entry.ts';

type Rest = Partial<Pick<Entry, 'forms' | 'older' | 'codes'>>;

/** Error pages print `NET::` before the codes of certificates, `net::` in the developer tools before all. */
function chromium(code: string, checks: readonly MessageCheck[], action: MessageAction, rest: Rest = {}): Entry {
  const certificate = code.startsWith('ERR_CERT');
  return {
    id: code.toLowerCase().replaceAll('_', '-'),
    message: certificate ? `NET::${code}` : code,
    ...rest,
    forms: [`NET::${code}`, ...(rest.forms ?? [])],
    codes: [code, ...(rest.codes ?? [])],
    checks,
    action,
    verified: documents.chromium,
  };
}

/** The sentence under "Advanced" on the warning page of Chrome. */
const proof = (end: string): string => `This server could not prove that it is <>; its security certificate ${end}`;

const page = { checks: ['probe', 'name', 'trust'], action: 'trust', general: true } as const;

export const browserMessages: readonly Entry[] = [
  chromium('ERR_CERT_COMMON_NAME_INVALID', ['name', 'probe'], 'trust', {
    forms: [proof('is from'), proof('does not specify Subject Alternative Names')],
  }),
  chromium('ERR_CERT_AUTHORITY_INVALID', ['trust', 'probe', 'chain'], 'trust', {
    forms: [proof("is not trusted by your computer's operating system")],
  }),
  chromium('ERR_CERT_DATE_INVALID', ['dates', 'probe'], 'deploy'),
  chromium('ERR_CERT_CONTAINS_ERRORS', ['probe', 'precheck'], 'request'),
  chromium('ERR_CERT_NO_REVOCATION_MECHANISM', ['revocation'], 'none'),
  chromium('ERR_CERT_UNABLE_TO_CHECK_REVOCATION', ['revocation'], 'test'),
  chromium('ERR_CERT_REVOKED', ['revocation', 'probe'], 'request'),
  chromium('ERR_CERT_INVALID', ['probe', 'precheck', 'chain'], 'test'),
  chromium('ERR_CERT_WEAK_SIGNATURE_ALGORITHM', ['probe', 'precheck'], 'request'),
  chromium('ERR_CERT_NON_UNIQUE_NAME', ['name'], 'request'),
  chromium('ERR_CERT_WEAK_KEY', ['probe', 'precheck'], 'request'),
  chromium('ERR_CERT_NAME_CONSTRAINT_VIOLATION', ['chain', 'name'], 'request'),
  chromium('ERR_CERT_VALIDITY_TOO_LONG', ['dates', 'probe'], 'request'),
  chromium('ERR_CERTIFICATE_TRANSPARENCY_REQUIRED', ['probe'], 'request'),
  chromium('ERR_CERT_SELF_SIGNED_LOCAL_NETWORK', ['trust', 'probe', 'name'], 'trust'),
  chromium('ERR_SSL_KEY_USAGE_INCOMPATIBLE', ['probe', 'precheck'], 'request'),
  chromium('ERR_SSL_SERVER_CERT_BAD_FORMAT', ['probe', 'format'], 'request'),
  chromium('ERR_SSL_VERSION_OR_CIPHER_MISMATCH', ['probe'], 'none', { codes: ['ERR_SSL_OBSOLETE_VERSION'] }),
  chromium('ERR_SSL_PROTOCOL_ERROR', ['probe'], 'none'),
  chromium('ERR_BAD_SSL_CLIENT_AUTH_CERT', ['probe'], 'none'),
  chromium('ERR_CONNECTION_REFUSED', ['probe'], 'none'),
  chromium('ERR_CONNECTION_TIMED_OUT', ['probe'], 'none'),
  chromium('ERR_CONNECTION_RESET', ['probe'], 'none'),
  chromium('ERR_NAME_NOT_RESOLVED', ['name', 'probe'], 'trust'),
  chromium('ERR_TUNNEL_CONNECTION_FAILED', ['probe'], 'none'),
  {
    id: 'connection-not-private',
    message: "Your connection isn't private",
    older: ['Attackers might be trying to steal your information from'],
    ...page,
    verified: documents.appliance,
  },
  {
    id: 'connection-not-secure',
    message: "Your connection to this site isn't secure",
    lines: ['Not secure'],
    ...page,
    verified: documents.appliance,
  },
  {
    id: 'clock-behind',
    message: 'Your clock is behind',
    checks: ['dates', 'probe'],
    action: 'none',
    verified: documents.chromePage,
  },
  {
    id: 'clock-ahead',
    message: 'Your clock is ahead',
    checks: ['dates', 'probe'],
    action: 'none',
    verified: documents.chromePage,
  },
];
