// What a Defender for IoT OT sensor says: on its certificate page, under the bell, and in its health list.
import { documents } from '../documents.ts';
import type { Entry } from '../entry.ts';

const upload = { action: 'deploy', verified: documents.appliance } as const;
const health = { checks: [], action: 'none', verified: documents.health } as const;
const bell = { verified: documents.firstSignIn, described: true } as const;

export const consoleMessages: readonly Entry[] = [
  {
    id: 'passphrase-mismatch',
    message: 'Passphrase does not match to the key',
    older: ['Passphrase does not match the key'],
    checks: ['passphrase', 'precheck'],
    ...upload,
  },
  {
    id: 'chain-of-trust',
    message: "Cannot validate chain of trust. The provided Certificate and Root CA don't match.",
    lines: ['Cannot validate chain of trust', "The provided Certificate and Root CA don't match"],
    checks: ['chain', 'precheck'],
    ...upload,
  },
  {
    id: 'certificate-expired',
    message: "This SSL certificate has expired and isn't considered valid.",
    checks: ['dates', 'probe', 'precheck'],
    ...upload,
  },
  {
    id: 'certificate-revoked',
    message: "This certificate has been revoked by the CRL and can't be trusted for a secure connection",
    checks: ['revocation', 'precheck'],
    ...upload,
  },
  {
    id: 'crl-not-reachable',
    message:
      'The CRL (Certificate Revocation List) location is not reachable. Verify the URL can be accessed from this appliance',
    lines: ['The CRL (Certificate Revocation List) location is not reachable'],
    older: ['The CRL location is not reachable'],
    checks: ['revocation', 'precheck'],
    ...upload,
  },
  {
    id: 'validation-failed',
    message: 'Certificate validation failed',
    place: 'line',
    general: true,
    checks: ['precheck', 'revocation', 'dates'],
    ...upload,
  },
  {
    id: 'chain-download',
    message: 'Cannot download chain certificates.',
    checks: ['chain', 'precheck'],
    action: 'deploy',
    verified: documents.draft2021,
  },
  {
    id: 'certificate-download',
    message: 'Cannot download certificate.',
    place: 'line',
    checks: ['precheck', 'format'],
    action: 'deploy',
    verified: documents.draft2021,
  },
  {
    id: 'bell-certificate',
    message: 'Your sensor SSL certificate is expired or will expire soon',
    older: ['SSL certificate is expired or will expire soon'],
    checks: ['probe', 'dates'],
    action: 'deploy',
    ...bell,
  },
  {
    id: 'bell-activation',
    message: 'Your sensor activation file is expired or will expire soon',
    older: ['activation file is expired or will expire soon'],
    checks: [],
    action: 'none',
    ...bell,
  },
  { id: 'bell-traffic', message: "Your sensor isn't detecting traffic", checks: [], action: 'none', ...bell },
  {
    id: 'health-ssl',
    message:
      'SSL endpoint error: Failed to establish a secure connection with the endpoint/endpoints. The presented certificate is not trusted.',
    forms: [
      'SSL endpoint error: Failed to establish a secure connection with the <>. The presented certificate is not trusted',
    ],
    lines: ['SSL endpoint error: Failed to establish a secure connection', 'SSL endpoint error'],
    ...health,
    checks: ['probe'],
  },
  {
    id: 'health-dns',
    message: 'DNS endpoint error: Failed to resolve the DNS name of the endpoint/endpoints.',
    forms: ['DNS endpoint error: Failed to resolve the DNS name of the'],
    ...health,
  },
  {
    id: 'health-general',
    message: 'General endpoint error: Failed to establish a connection with the endpoint/endpoints.',
    forms: ['General endpoint error: Failed to establish a connection with the'],
    ...health,
  },
  {
    id: 'health-proxy',
    message:
      'Proxy authentication endpoint error: The proxy requires authentication but none or incorrect credentials were provided.',
    lines: [
      'Proxy authentication endpoint error',
      'The proxy requires authentication but none or incorrect credentials were provided',
    ],
    ...health,
  },
  {
    id: 'health-disconnected',
    message: "This sensor isn't communicating with Azure",
    older: ['Service connection error'],
    ...health,
  },
  {
    id: 'health-traffic',
    message: 'No traffic detected on the monitored network interfaces',
    ...health,
  },
  {
    id: 'pending-activation',
    message: 'Waiting for sensor to connect for the first time',
    lines: ['Pending activation'],
    ...health,
  },
  {
    id: 'pending-reactivation',
    message: 'Waiting for reactivation with new license',
    lines: ['Pending reactivation'],
    ...health,
  },
];
