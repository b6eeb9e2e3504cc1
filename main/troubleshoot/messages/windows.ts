// What Windows says: error codes of certutil, the stores and Schannel, and the sentences of the import wizard.
import type { MessageAction, MessageCheck } from '../../../preload/contract/explanation.ts';
import { documents } from '../documents.ts';
import type { Entry } from '../entry.ts';

/** An HRESULT: certutil prints its text, hexadecimal, decimal and symbolic form together. */
const code = (
  symbol: string,
  hresult: number,
  message: string,
  checks: readonly MessageCheck[],
  action: MessageAction,
  rest: Partial<Entry> = {},
): Entry => ({
  id: symbol.toLowerCase().replaceAll('_', '-'),
  message,
  hresult,
  codes: [symbol],
  checks,
  action,
  verified: documents.comErrors,
  ...rest,
});

const locked = { checks: ['pfx', 'passphrase'], action: 'convert' } as const;

export const windowsMessages: readonly Entry[] = [
  code(
    'CRYPT_E_REVOCATION_OFFLINE',
    0x80092013,
    'The revocation function was unable to check revocation because the revocation server was offline.',
    ['revocation'],
    'test',
  ),
  code(
    'CRYPT_E_NO_REVOCATION_CHECK',
    0x80092012,
    'The revocation function was unable to check revocation for the certificate.',
    ['revocation'],
    'test',
  ),
  code('CRYPT_E_REVOKED', 0x80092010, 'The certificate is revoked.', ['revocation'], 'request', { place: 'line' }),
  code('CERT_E_REVOKED', 0x800b010c, 'A certificate was explicitly revoked by its issuer.', ['revocation'], 'request'),
  code(
    'CERT_E_UNTRUSTEDROOT',
    0x800b0109,
    'A certificate chain processed, but terminated in a root certificate which is not trusted by the trust provider.',
    ['trust', 'chain'],
    'trust',
  ),
  code(
    'CERT_E_CHAINING',
    0x800b010a,
    'A certificate chain could not be built to a trusted root authority.',
    ['chain', 'trust'],
    'test',
  ),
  code(
    'CERT_E_EXPIRED',
    0x800b0101,
    'A required certificate is not within its validity period when verifying against the current system clock or the timestamp in the signed file.',
    ['dates', 'chain'],
    'deploy',
  ),
  code(
    'CERT_E_CN_NO_MATCH',
    0x800b010f,
    "The certificate's CN name does not match the passed value.",
    ['name', 'probe'],
    'trust',
  ),
  code(
    'CERT_E_WRONG_USAGE',
    0x800b0110,
    'The certificate is not valid for the requested usage.',
    ['precheck'],
    'request',
  ),
  code(
    'TRUST_E_EXPLICIT_DISTRUST',
    0x800b0111,
    'The certificate was explicitly marked as untrusted by the user.',
    ['trust'],
    'none',
  ),
  code(
    'CERT_E_UNTRUSTEDCA',
    0x800b0112,
    'A certification chain processed correctly, but one of the CA certificates is not trusted by the policy provider.',
    ['trust', 'chain'],
    'trust',
  ),
  code(
    'TRUST_E_CERT_SIGNATURE',
    0x80096004,
    'The signature of the certificate cannot be verified.',
    ['chain', 'precheck'],
    'test',
  ),
  code(
    'TRUST_E_BASIC_CONSTRAINTS',
    0x80096019,
    "A certificate's basic constraint extension has not been observed.",
    ['chain'],
    'test',
  ),
  // Every program of Windows can print the next two.
  code('E_ACCESSDENIED', 0x80070005, 'Access is denied.', ['trust'], 'trust', {
    place: 'line',
    forms: [
      'CertUtil: <> command FAILED: 0x80070005',
      'Access is denied. 0x80070005 (WIN32: 5 ERROR_ACCESS_DENIED)',
      '0x80070005 (WIN32: 5 ERROR_ACCESS_DENIED)',
      'Exception calling "Open" with "1" argument(s): "Access is denied',
    ],
    verified: documents.winErrors,
  }),
  code('ERROR_INVALID_PASSWORD', 0x80070056, 'The specified network password is not correct.', ['pfx'], 'convert', {
    checks: locked.checks,
    forms: ['Exception calling "Import" <> The specified network password is not correct'],
    verified: documents.winErrors,
  }),
  code('NTE_BAD_KEYSET', 0x80090016, 'Keyset does not exist', ['pfx'], 'convert', { verified: documents.winErrors }),
  code('CRYPT_E_ASN1_BADTAG', 0x8009310b, 'ASN1 bad tag value met.', ['format'], 'convert'),
  code('CRYPT_E_NOT_FOUND', 0x80092004, 'Cannot find object or property.', ['format', 'trust'], 'convert'),
  code('CRYPT_E_NO_MATCH', 0x80092009, 'Cannot find the requested object.', ['format'], 'convert', {
    place: 'line',
    forms: ['CertUtil: Cannot find the requested object', 'CertUtil: <> command FAILED: 0x80092009'],
  }),
  code(
    'CRYPT_E_NO_KEY_PROPERTY',
    0x8009200b,
    'Cannot find the certificate and private key for decryption.',
    ['pfx', 'format'],
    'convert',
  ),
  code(
    'CRYPT_E_NO_DECRYPT_CERT',
    0x8009200c,
    'Cannot find the certificate and private key to use for decryption.',
    ['pfx', 'format'],
    'convert',
  ),
  code(
    'CRYPT_E_BAD_ENCODE',
    0x80092002,
    'An error occurred during encode or decode operation.',
    ['format', 'pfx'],
    'convert',
  ),
  code(
    'SEC_E_UNTRUSTED_ROOT',
    0x80090325,
    'The certificate chain was issued by an authority that is not trusted.',
    ['trust', 'probe', 'chain'],
    'trust',
    { verified: documents.schannel },
  ),
  code('SEC_E_WRONG_PRINCIPAL', 0x80090322, 'The target principal name is incorrect.', ['name', 'probe'], 'trust', {
    verified: documents.schannel,
  }),
  {
    id: 'wizard-password',
    message: 'The password you entered is incorrect.',
    forms: ['Certificate Import Wizard: The password you entered is incorrect'],
    place: 'line',
    ...locked,
    verified: documents.keystoreExplorer318,
  },
  {
    id: 'wizard-file-type',
    message: 'The file type is not recognizable. Select another file.',
    lines: ['The file type is not recognizable'],
    checks: ['format'],
    action: 'convert',
    verified: documents.teleport27657,
  },
  {
    id: 'wizard-store',
    message: 'The import failed because the store was read-only',
    forms: [
      'The import failed because the store was read-only, the store was full, or the store did not open correctly',
    ],
    checks: ['trust', 'format'],
    action: 'trust',
    verified: documents.storeReadOnly,
  },
  {
    id: 'wizard-provider',
    message:
      'An internal error occurred. Either the user profile is not accessible or the private key that you are importing might require a cryptographic service provider that is not installed on your system.',
    forms: [
      'the private key that you are importing might require a cryptographic service provider that is not installed on your system',
    ],
    ...locked,
    verified: documents.kb919074,
  },
  {
    id: 'pfx-other-password',
    message:
      'The PFX file you are trying to import requires either a different password or membership in an Active Directory principal to which it is protected.',
    ...locked,
    verified: documents.certificateDsc153,
  },
  {
    id: 'dotnet-remote-certificate',
    message: 'The remote certificate is invalid according to the validation procedure.',
    general: true,
    checks: ['trust', 'name', 'probe'],
    action: 'trust',
    verified: documents.dotnet,
  },
  {
    id: 'dotnet-name-mismatch',
    message: 'The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch',
    codes: ['RemoteCertificateNameMismatch'],
    checks: ['name', 'probe'],
    action: 'trust',
    verified: documents.dotnet,
  },
  {
    id: 'dotnet-trust-relationship',
    message:
      'The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.',
    forms: ['Could not establish trust relationship for the SSL/TLS secure channel'],
    general: true,
    checks: ['trust', 'name', 'probe'],
    action: 'trust',
    verified: documents.dotnet,
  },
];
