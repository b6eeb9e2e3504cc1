// The words for the things that the app speaks of: steps, roles of certificates, stores, programs, verdicts.
import type { Role } from '../../../preload/contract/item.ts';
import type { StepState, TrustStepId } from '../../../preload/contract/trust-journey.ts';
import type { Client } from '../facts.ts';

/** Short names, for the rail of steps and for “do … first”. */
export const stepTitles: Record<TrustStepId, string> = {
  address: 'Address',
  download: 'Download',
  compare: 'Compare',
  export: 'Export',
  import: 'Import',
  name: 'Name',
  hosts: 'Hosts file',
  done: 'Result',
};
export const stepTitle = (id: string): string => stepTitles[id as TrustStepId] ?? id;

export const stepStates: Record<StepState, string> = {
  todo: 'To do',
  done: 'Done',
  attention: 'Needs attention',
  'not-needed': 'Not needed',
  blocked: 'Not yet',
};

/** As in “it is …”. */
export const roles: Record<Role, string> = {
  'root-ca': 'the certificate of a root CA',
  'intermediate-ca': 'the certificate of an intermediate CA',
  'self-signed-leaf': 'a self-signed certificate of one device',
  leaf: 'the certificate of one device, issued by a CA',
};

/** As a label on a picture. */
export const roleLabels: Record<Role, string> = {
  'root-ca': 'Root CA',
  'intermediate-ca': 'Intermediate CA',
  'self-signed-leaf': 'Sensor, self-signed',
  leaf: 'Sensor',
};

export const roleMeanings: Record<Role, string> = {
  'root-ca':
    'A certificate authority (CA). Whoever holds its key can make certificates for any site, and this computer will accept them. Import it only if you know whose it is.',
  'intermediate-ca':
    'A link between the sensor’s certificate and the root. It gets its trust from the root and never belongs in the root store.',
  'self-signed-leaf':
    'A certificate that the sensor made for itself. Trusting it means trusting this one sensor: it cannot vouch for any other site.',
  leaf: 'The sensor’s own certificate. It is not imported: trust comes from the CA that issued it.',
};

export const places: Record<'root' | 'intermediate', string> = {
  root: 'Trusted Root Certification Authorities',
  intermediate: 'Intermediate Certification Authorities',
};

/** The same where the store has no such compartments (Linux, macOS). */
export const plainPlaces: Record<'root' | 'intermediate', string> = {
  root: 'the trusted roots',
  intermediate: 'the intermediate certificates',
};

export const clients: Record<Client, string> = {
  chromium: 'Edge and Chrome',
  firefox: 'Firefox',
  schannel: 'Windows itself (PowerShell, Internet Options)',
  openssl: 'command-line tools (OpenSSL, curl)',
  macos: 'macOS itself (Safari)',
};

const verdictLabels: Record<string, string> = {
  'net::OK': 'No warning',
  'net::ERR_CERT_AUTHORITY_INVALID': 'Issuer not trusted',
  'net::ERR_CERT_SELF_SIGNED_LOCAL_NETWORK': 'Self-signed, not trusted',
  'net::ERR_CERT_COMMON_NAME_INVALID': 'Name not in the certificate',
  'net::ERR_CERT_DATE_INVALID': 'Expired or not valid yet',
  'net::ERR_CERT_WEAK_KEY': 'Key too weak',
  'net::ERR_CERT_WEAK_SIGNATURE_ALGORITHM': 'Signature too weak',
  'net::ERR_CERT_REVOKED': 'Revoked',
  'net::ERR_CERT_INVALID': 'Certificate faulty',
  'net::ERR_CERT_CONTAINS_ERRORS': 'Certificate faulty',
  'net::ERR_CERT_NAME_CONSTRAINT_VIOLATION': 'CA may not issue for this name',
  'net::ERR_CERT_VALIDITY_TOO_LONG': 'Valid for too long',
  'net::ERR_CERT_NON_UNIQUE_NAME': 'Name is not unique',
  'net::ERR_CERT_NO_REVOCATION_MECHANISM': 'Revocation cannot be checked',
  'net::ERR_CERT_UNABLE_TO_CHECK_REVOCATION': 'Revocation cannot be checked',
  'net::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED': 'Not publicly logged',
  'net::ERR_SSL_KEY_USAGE_INCOMPATIBLE': 'Key not meant for this',
  'net::ERR_SSL_PROTOCOL_ERROR': 'Encryption could not be set up',
  'net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH': 'Encryption too old',
  'net::ERR_NAME_NOT_RESOLVED': 'Name leads nowhere',
  'net::ERR_CONNECTION_REFUSED': 'Connection refused',
  'net::ERR_CONNECTION_TIMED_OUT': 'No answer',
  'net::ERR_TIMED_OUT': 'No answer',
  'net::ERR_ADDRESS_UNREACHABLE': 'Address cannot be reached',
  'net::ERR_PROXY_CONNECTION_FAILED': 'Proxy cannot be reached',
  'net::ERR_TUNNEL_CONNECTION_FAILED': 'Proxy refused',
  'not-checked': 'Not checked',
};

/** A few words for a verdict; `code` is Chromium's own (`net::…`) or `not-checked`. */
export const verdictLabel = (code: string): string => verdictLabels[code] ?? 'Warning';

/** The code as the browser's warning page prints it. */
export const codeOnPage = (code: string): string => code.replace(/^net::ERR_CERT/, 'NET::ERR_CERT');
