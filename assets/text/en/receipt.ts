// The receipt's words: for the person who files it with a change ticket.
export const receipt = {
  title: 'Certwright receipt',
  practice: 'This was practice: the sensor stood inside Certwright on this computer, not on your network.',
  made: 'Made',
  sensor: 'Sensor',
  proxy: 'Through the proxy',
  certificate: 'Certificate that the sensor showed',
  subject: 'Subject',
  issuer: 'Issuer',
  validity: 'Valid',
  validityRange: (from: string, to: string) => `${from} to ${to}`,
  sha256: 'SHA-256 fingerprint',
  sha1: 'SHA-1 fingerprint (Windows calls it the thumbprint)',
  seen: 'Downloaded',
  chain: 'Chain',
  chainAsSent: 'in the order in which the sensor sent it',
  chainRebuilt: 'as the TLS library put it in order; the order that the sensor sent could not be seen',
  compared: 'How it was checked that this is the right sensor',
  comparedBy: {
    fingerprint: (algorithm: string, at: string) =>
      `The ${algorithm} fingerprint was compared with one obtained another way, and it matched (${at}).`,
    'risk-accepted': (at: string) =>
      `Not checked. The person accepted the risk that the certificate might not be the sensor's own (${at}).`,
    none: 'Not checked.',
  },
  changedFrom: (sha256: string, at: string) =>
    `This address showed another certificate before (${at}): SHA-256 ${sha256}.`,
  verdicts: "Chromium's verdict",
  before: 'Before',
  after: 'After',
  verdict: (code: string, host: string, at: string) => `${code} for ${host} (${at})`,
  notChecked: 'Not checked.',
  changes: 'Changes made on this computer',
  noChanges: 'None.',
  change: { 'trust-added': 'Certificate added', 'hosts-line-added': 'Hosts line added' },
  undone: 'taken back',
  undo: 'Undo',
  undoVerified: (at: string) => `Everything was taken back and read back as it was before (${at}).`,
  undoUnverified: (at: string) =>
    `Everything was taken back (${at}), but it could not be confirmed that all is as it was before.`,
  commands: 'The same by hand',
  noSecrets: 'This receipt holds no private key and no passphrase.',
};
