// What the messages of Firefox mean.
import type { MessageWords } from './words.ts';

export const firefoxWords: Readonly<Record<string, MessageWords>> = {
  'sec-error-unknown-issuer': {
    cause:
      'Firefox knows no trusted CA behind the certificate: the root is not trusted, or the server left out an intermediate CA. Firefox has a store of its own; that of Windows counts only if it is told to read it.',
    recommendation:
      'Trust the issuing root CA in the store that Firefox reads, and have the server send its intermediate CAs.',
  },
  'mozilla-pkix-error-self-signed-cert': {
    cause: 'The certificate is self-signed. Firefox trusts such a one only if it is in its own store as an authority.',
    recommendation: 'Compare the fingerprint with the sensor’s own, or put a CA-signed certificate on the sensor.',
  },
  'ssl-error-bad-cert-domain': {
    cause: 'The name or IP address in the address bar is not among the names of the certificate (SAN).',
    recommendation:
      'Open the sensor by a name in that list, with a hosts line if needed. If no usable name is in it, get a certificate with the name in it.',
  },
  'sec-error-expired-certificate': {
    cause: 'By the clock of this computer the certificate is past its end.',
    recommendation: 'Check the date of this computer. If it is right, replace the certificate on the sensor.',
  },
  'sec-error-expired-issuer-certificate': {
    cause: 'The certificate may be valid, but a CA above it is past its end.',
    recommendation: 'Get the CA’s renewed certificate, and a certificate that it issued.',
  },
  'sec-error-revoked-certificate': {
    cause: 'The CA has withdrawn this certificate.',
    recommendation: 'Ask the CA why, and request a new certificate with a new key.',
  },
  'sec-error-cert-signature-algorithm-disabled': {
    cause: 'The certificate is signed with a method that Firefox has switched off, usually SHA-1.',
    recommendation: 'Request a new certificate that is signed with SHA-256.',
  },
  'sec-error-reused-issuer-and-serial': {
    cause:
      'Firefox already holds another certificate with the same issuer and serial number. Typical for appliances that make a new self-signed certificate with the old number; Firefox then offers no way past it.',
    recommendation:
      'Delete the old certificate of this sensor from Firefox. Better still, put a CA-signed certificate on the sensor.',
  },
  'mozilla-pkix-error-not-yet-valid-certificate': {
    cause:
      'By the clock of this computer the certificate begins in the future. Usually this clock, or that of the CA or sensor when it was made, is wrong.',
    recommendation: 'Set the clocks right, or wait until the certificate begins.',
  },
  'mozilla-pkix-error-ca-cert-used-as-end-entity': {
    cause:
      'The sensor’s certificate says of itself that it is a CA (CA:TRUE). Firefox does not take such a one as that of a server; Chrome and Edge may.',
    recommendation: 'Request a certificate for a server, with CA:FALSE or without that field.',
  },
  'mozilla-pkix-error-inadequate-key-size': {
    cause: 'The key is too short, for example RSA with 1024 bits.',
    recommendation: 'Request a new certificate for a new key: RSA with 2048 bits or more.',
  },
  'mozilla-pkix-error-mitm-detected': {
    cause: 'Firefox suspects that an antivirus program or a proxy opens the connection and shows its own certificate.',
    recommendation: 'Exempt the sensor from that inspection, or trust the inspecting CA in Firefox on purpose.',
  },
  'firefox-risk-ahead': {
    cause: 'The heading of every certificate warning in Firefox. By itself it does not say what is wrong.',
    recommendation: 'Open the details on that page and look for the error code; that one says what is wrong.',
  },
};
