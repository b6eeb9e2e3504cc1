// What the messages about connections mean: alerts of TLS, curl, Node.
import type { MessageWords } from './words.ts';

export const tlsWords: Readonly<Record<string, MessageWords>> = {
  'alert-40': {
    cause: 'The other side ended the handshake without saying why: no cipher in common, or it wanted a certificate.',
    recommendation: 'Look at the log of the other side, and at which TLS versions it offers.',
  },
  'alert-42': {
    cause: 'The other side could not use the certificate that it was given: damaged, wrong kind, or bad signature.',
    recommendation: 'Test the certificate and its chain.',
  },
  'alert-44': {
    cause: 'The other side refused the certificate because it was revoked.',
    recommendation: 'Request a new certificate with a new key.',
  },
  'alert-45': {
    cause: 'By the other side’s clock the certificate that it was given is not valid at this time.',
    recommendation: 'Compare the dates with the clock of the other side, and renew the certificate.',
  },
  'alert-46': {
    cause:
      'The other side refused the certificate for a reason of its own. Browsers say this when they show a warning.',
    recommendation: 'Look at the other side: its own message says why.',
  },
  'alert-48': {
    cause: 'The other side does not trust the CA behind the certificate, or an intermediate CA is missing.',
    recommendation: 'Trust the root CA on the other side, and send the intermediate CAs along.',
  },
  'alert-70': {
    cause: 'The two sides have no TLS version in common. The certificate is not the reason.',
    recommendation: 'Switch TLS 1.2 on, on the side that is older.',
  },
  'alert-116': {
    cause: 'The other side wants a client certificate, and none was sent.',
    recommendation: 'Give the program its certificate and key.',
  },
  'tls-wrong-version-number': {
    cause: 'The answer was not TLS at all. Almost always the port speaks plain HTTP, or a proxy answered.',
    recommendation: 'Check the port, and whether a proxy has to be used.',
  },
  'tls-unsupported-protocol': {
    cause: 'The other side offers only TLS versions that are switched off here, usually 1.0 or 1.1.',
    recommendation: 'Update the older side, or switch TLS 1.2 on there.',
  },
  'tls-no-peer-certificate': {
    cause: 'The server asked for a client certificate, and the other side sent none.',
    recommendation: 'Give the client its certificate and key.',
  },
  'tls-key-too-small': {
    cause: 'The key of the certificate is too short for this version of OpenSSL, for example RSA with 1024 bits.',
    recommendation: 'Request a new certificate for a new key: RSA with 2048 bits or more.',
  },
  'tls-md-too-weak': {
    cause: 'The certificate is signed with a hash that this version of OpenSSL no longer takes, such as SHA-1.',
    recommendation: 'Request a new certificate that is signed with SHA-256.',
  },
  'node-altname': {
    cause: 'A Node program asked for a name or address that is not in the certificate’s list of names (SAN).',
    recommendation: 'Use a name that the certificate holds, or get a certificate that lists the name you want to use.',
  },
  'curl-name': {
    cause: 'The certificate has a list of names (SAN), and the name or address that curl asked for is not in it.',
    recommendation: 'Use a name that the certificate holds, or get a certificate that lists the name you want to use.',
  },
  'curl-60': {
    cause:
      'curl did not accept the certificate of the server. The words behind the number say why; without them it is most often a root that is not trusted.',
    recommendation: 'Trust the root CA where curl looks. Switching the check off would hide every other fault too.',
  },
  'curl-7': {
    cause:
      'Nothing took the connection at this address and port. It did not come as far as a certificate, so no certificate is at fault.',
    recommendation:
      'Check the address, the port and whether the server runs, and whether a firewall or a missing proxy stands between.',
  },
  'curl-58': {
    cause: 'curl could not use the client’s own certificate and key: they do not fit, or the passphrase is wrong.',
    recommendation: 'Check that key and certificate belong together, and the passphrase.',
  },
};
