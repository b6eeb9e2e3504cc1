// What OpenSSL, curl and Node say of a connection. "Alert" means that the other side said it.
import type { MessageAction, MessageCheck } from '../../../preload/contract/explanation.ts';
import { documents } from '../documents.ts';
import type { Entry } from '../entry.ts';

const alert = (
  number: number,
  text: string,
  checks: readonly MessageCheck[],
  action: MessageAction,
  verified: string = documents.opensslText,
): Entry => ({
  id: `alert-${number}`,
  message: `SSL routines:ssl3_read_bytes:${text}: SSL alert number ${number}`,
  forms: [`SSL routines:<>:${text}`, `SSL alert number ${number}`],
  // OpenSSL 3.2 and later write `ssl/tls` where all before wrote `sslv3`.
  older: [text, ...(text.startsWith('sslv3') ? [text.replace('sslv3', 'ssl/tls')] : [])],
  checks,
  action,
  verified,
});

export const tlsMessages: readonly Entry[] = [
  alert(40, 'sslv3 alert handshake failure', ['probe'], 'none'),
  alert(42, 'sslv3 alert bad certificate', ['chain', 'format'], 'test'),
  alert(44, 'sslv3 alert certificate revoked', ['revocation'], 'request'),
  alert(45, 'sslv3 alert certificate expired', ['dates'], 'request'),
  alert(46, 'sslv3 alert certificate unknown', ['trust', 'chain'], 'trust'),
  alert(48, 'tlsv1 alert unknown ca', ['trust', 'chain'], 'trust', documents.openssl),
  alert(70, 'tlsv1 alert protocol version', ['probe'], 'none', documents.node),
  alert(116, 'tlsv13 alert certificate required', ['probe'], 'none', documents.curl),
  {
    id: 'tls-wrong-version-number',
    message: 'SSL routines:ssl3_get_record:wrong version number',
    forms: ['SSL routines:<>:wrong version number'],
    codes: ['ERR_SSL_WRONG_VERSION_NUMBER'],
    checks: ['probe'],
    action: 'none',
    verified: documents.opensslText,
  },
  {
    id: 'tls-unsupported-protocol',
    message: 'SSL routines:tls_early_post_process_client_hello:unsupported protocol',
    forms: ['SSL routines:<>:unsupported protocol'],
    codes: ['ERR_SSL_UNSUPPORTED_PROTOCOL'],
    checks: ['probe'],
    action: 'none',
    verified: documents.node,
  },
  {
    id: 'tls-no-peer-certificate',
    message: 'SSL routines:tls_process_client_certificate:peer did not return a certificate',
    forms: ['SSL routines:<>:peer did not return a certificate'],
    lines: ['peer did not return a certificate'],
    checks: [],
    action: 'none',
    verified: documents.openssl,
  },
  {
    id: 'tls-key-too-small',
    message: 'SSL routines:SSL_CTX_use_certificate:ee key too small',
    forms: ['SSL routines:<>:ee key too small', 'SSL routines:<>:ca key too small'],
    lines: ['ee key too small', 'ca key too small'],
    codes: ['ERR_SSL_EE_KEY_TOO_SMALL', 'ERR_SSL_CA_KEY_TOO_SMALL'],
    checks: ['precheck'],
    action: 'request',
    verified: documents.opensslText,
  },
  {
    id: 'tls-md-too-weak',
    message: 'SSL routines:SSL_CTX_use_certificate:ca md too weak',
    forms: ['SSL routines:<>:ca md too weak'],
    lines: ['ca md too weak'],
    codes: ['ERR_SSL_CA_MD_TOO_WEAK'],
    checks: ['precheck'],
    action: 'request',
    verified: documents.opensslText,
  },
  {
    id: 'node-altname',
    message:
      "Hostname/IP does not match certificate's altnames: Host: sensor7. is not in the cert's altnames: DNS:other",
    forms: [
      "Hostname/IP does not match certificate's altnames: <> is not in the cert's",
      "Hostname/IP does not match certificate's altnames",
    ],
    codes: ['ERR_TLS_CERT_ALTNAME_INVALID'],
    checks: ['name', 'probe'],
    action: 'trust',
    verified: documents.node,
  },
  {
    id: 'curl-name',
    message: "curl: (60) SSL: no alternative certificate subject name matches target host name '192.168.10.7'",
    forms: [
      "curl: (60) SSL: no alternative certificate subject name matches target host name '<>'",
      'no alternative certificate subject name matches target host name',
    ],
    checks: ['name', 'probe'],
    action: 'trust',
    verified: documents.curl,
  },
  {
    id: 'curl-60',
    message: 'curl: (60) SSL certificate problem',
    forms: ['curl: (60)', 'curl failed to verify the legitimacy of the server'],
    older: ['SSL peer certificate or SSH remote key was not OK'],
    general: true,
    checks: ['trust', 'chain', 'probe'],
    action: 'trust',
    verified: documents.curl,
  },
  {
    id: 'curl-58',
    message: "curl: (58) unable to set private key file: 'sensor7.key' type PEM",
    forms: ["curl: (58) unable to set private key file: '<>' type", 'unable to set private key file'],
    older: ['Problem with the local SSL certificate', 'curl: (58) could not load PEM client certificate'],
    checks: ['precheck', 'passphrase'],
    action: 'test',
    verified: documents.curl,
  },
];
