// All words on the pages of the practice sensor. Names of pages, fields and buttons are those of the OT sensor's own
// wizard, so that a reader finds them again; the sentences around them are ours.

const shown = 'Shown as on a real sensor. Nothing can be changed here.';

export const practiceText = {
  language: 'en',
  console: 'Practice sensor',
  banner: {
    label: 'About this page',
    title: 'Practice only.',
    text: 'This is a practice sensor inside Certwright, not a real one. Nothing that you type or upload here leaves this computer or is written to its disk.',
  },
  steps: {
    label: 'First sign-in, step by step',
    signIn: 'Sign in',
    network: 'Sensor network settings',
    activation: 'Sensor activation',
    certificate: 'SSL/TLS certificate',
  },
  back: 'Back',
  next: 'Next',
  signIn: {
    title: 'Sign in to the sensor',
    intro:
      'A real sensor asks for the user name and password that were set when it was installed. Here any name and password will do, or none at all: they are thrown away unread. Please do not type a real password.',
    name: 'User name',
    password: 'Password',
    button: 'Login',
  },
  network: {
    title: 'Sensor network settings',
    intro: 'On a real sensor you confirm or correct these settings before you go on.',
    shown,
    address: 'IP address',
    port: 'Port',
    portNote: 'A real sensor answers on port 443.',
    mask: 'Subnet mask',
    gateway: 'Default gateway',
    dns: 'DNS',
    gatewayNote: 'None is needed: only this computer can reach the practice sensor.',
    none: 'None',
    hostname: 'Hostname',
    hostnameNote:
      'On a real sensor this must be the name that your DNS server has for it. This one is in no DNS: a line in the hosts file makes it known to this computer.',
    proxy: 'Enable Proxy',
  },
  activation: {
    title: 'Sensor activation',
    intro:
      'On a real sensor you upload the activation file that was downloaded when the sensor was registered in the Azure portal. Each sensor has its own file.',
    notNeeded: 'The practice sensor needs no activation. Go on with Next.',
    shown,
    file: 'Activation file',
    upload: 'Upload',
    terms: 'Approve these terms and conditions',
    activate: 'Activate',
  },
  certificate: {
    title: 'SSL/TLS certificate',
    intro:
      'On a real sensor you replace the certificate that it made for itself by one that your certificate authority (CA) issued.',
    practice:
      'The practice sensor takes your files as a real one does, and refuses them with the same messages. It holds them in memory until it is stopped or shown in another state.',
    import: 'Import trusted CA certificate (recommended)',
    certificateName: 'Certificate Name',
    certificateNameNote: 'A name of your choice.',
    passphrase: 'Passphrase',
    passphraseNote: 'Only where the private key file is locked with one.',
    key: 'Private Key (KEY file)',
    keyNote: 'The private key that belongs to the certificate, in PEM form.',
    crt: 'Certificate (CRT file)',
    crtNote: 'The certificate of this one sensor (the leaf).',
    chain: 'Certificate Chain (PEM file)',
    chainNote: 'Optional: the certificates of the issuing CAs, the issuer of the leaf first, the root last.',
    selfSigned: 'Use Locally generated self-signed certificate (Not recommended)',
    selfSignedNote: 'For test environments. No one vouches for such a certificate.',
    confirm: 'I confirm that I want to go on with the self-signed certificate',
    validation: 'Enable certificate validation',
    validationNote:
      'The sensor then asks the revocation list (CRL) that the certificate names, so it must be able to reach that address.',
    save: 'Save',
    saved: 'The certificate was saved',
    savedText: 'From the next connection on, the practice sensor shows this certificate. Refresh the page to see it.',
    selfSignedSaved: 'The certificate that the practice sensor made for itself is back. Refresh the page to see it.',
    subject: 'Subject',
    sha256: 'SHA-256 fingerprint',
    refused: 'The certificate was not saved',
    notConfirmed: 'Please confirm that you want to go on with the self-signed certificate.',
  },
  settings: {
    title: 'SSL/TLS Certificate',
    way: 'System settings > Basic',
    later: 'On a sensor that is set up already, the same form is found in the settings:',
  },
  /** The sentences of a sensor's own console, to the letter ("Setting SSL/TLS appliance certificates", 2023-01-05). */
  faults: {
    passphrase: 'Passphrase does not match to the key',
    chain: "Cannot validate chain of trust. The provided Certificate and Root CA don't match.",
    dates: "This SSL certificate has expired and isn't considered valid.",
    revoked: "This certificate has been revoked by the CRL and can't be trusted for a secure connection",
    'crl-unreachable':
      'The CRL (Certificate Revocation List) location is not reachable. Verify the URL can be accessed from this appliance',
    other: 'Certificate validation failed',
  },
  fingerprint: {
    title: 'Is this really the sensor?',
    text: 'Compare the SHA-256 fingerprint of its certificate with one that reached you another way, such as from the console of the appliance itself. For the practice sensor, Certwright plays that part and shows the fingerprint where you started the sensor. It is not on this page: a page cannot vouch for the connection over which it arrives.',
  },
  errors: {
    title: 'This did not work',
    notFound: 'The practice sensor has no such page.',
    method: 'The practice sensor does not answer to this kind of request.',
    tooLarge:
      'That was more than the practice sensor accepts: 1 MB for the certificate form, 64 kB for anything else. It was thrown away.',
    elsewhere: 'This form was sent by another site. It was thrown away.',
    start: 'Go to the sign-in page',
  },
};

/** What another language must provide. */
export type PracticeText = typeof practiceText;
