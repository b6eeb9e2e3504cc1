// The words of requesting a certificate: the form, what was made, its other forms, and what still waits for an answer.
import type { KeyKind } from '../../../preload/contract/tools.ts';
import { count, list } from './format.ts';

const keyKinds: Record<KeyKind, { title: string; text: string }> = {
  rsa2048: { title: 'RSA, 2048 bits', text: 'Recommended for sensors. Read by everything.' },
  rsa3072: { title: 'RSA, 3072 bits', text: 'Stronger, a little slower.' },
  rsa4096: { title: 'RSA, 4096 bits', text: 'Stronger still, slower on small devices.' },
  p256: { title: 'EC, P-256', text: 'Small and fast. Check that the device and your CA accept elliptic curves.' },
  p384: { title: 'EC, P-384', text: 'A stronger elliptic curve.' },
  ed25519: { title: 'Ed25519', text: 'New: many CAs and browsers do not accept it yet.' },
};

export const request = {
  title: 'Certificate requests',
  help: 'A CA makes a certificate only for whoever asks with a request (CSR): a small file with the names and the public key. The private key stays with you.',
  howTitle: 'How it goes',
  how: [
    ['Create the request here', 'Certwright makes a private key and the request, and saves both where you say.'],
    ['Send the request to your CA', 'Only the .csr file. The key stays on this computer.'],
    [
      'Drop the certificate here',
      'When it comes back, it is matched with its key and compared with what you asked for.',
    ],
  ] as const,
  create: 'Create a request',

  waitingTitle: 'Waiting for their certificate',
  waitingText:
    'When the certificate comes back, drop its file anywhere on this window, and compare it with the request. Certwright then adds the request, and the key if its file is still where it was saved. If you have moved the key, drop its file as well.',
  place: 'Saved in',
  placeOf: (folder: string) => `Folder “${folder}”`,
  keyFile: 'Private key',
  keyBefore: 'One that was there before. Drop its file together with the certificate.',
  names: 'Names',
  made: 'Made',
  fingerprint: 'SHA-256 of the request',
  fingerprintHint:
    'Tell it to the CA desk another way than by the file: then they know that nobody changed the request.',
  pack: 'Request package for a stick…',
  packHint:
    'A request package is a folder with the request, the fingerprint and a list of contents, for a CA without a network. It has no key in it.',
  packed: (folder: string, files: number) =>
    `The folder “${folder}” was written, with ${count(files, 'file', 'files')}.`,
  forget: 'Forget it',
  forgetTitle: (subject: string) => `Forget the request for “${subject}”?`,
  forgetText:
    'Certwright no longer matches the certificate to it. The files of the request and of its key stay on the disk.',
  notPacked: 'Nothing was written: the dialog was closed.',

  form: {
    title: 'Create a certificate request',
    help: 'Fill in what your CA wants to know. Only the name is needed; ask your PKI desk about the rest if you are not sure.',
    namesTitle: 'Under which names is the device opened?',
    commonName: 'Main name (common name, CN)',
    commonNameHint: 'The full name that people type in the browser, for example sensor7.contoso.com.',
    sans: 'All names and addresses (SAN)',
    sansHint: 'Browsers look only at this list. The main name is copied into it by itself.',
    fromCommonName: 'copied from the main name',
    kinds: { dns: 'Name', ip: 'IP address', email: 'Mail', uri: 'URI' },
    addName: 'Another name or IP address',
    addNameHint: 'For example sensor7, or 192.168.10.7.',
    add: 'Add',
    added: (name: string) => `${name} was added.`,
    removed: (name: string) => `${name} was removed.`,
    alreadyThere: 'It is in the list already.',
    remove: (name: string) => `Remove ${name}`,
    noNames: 'No name yet. Without one, browsers will not accept the certificate.',
    ownerTitle: 'Whose is it?',
    organization: 'Organization (O)',
    unit: 'Department (OU)',
    locality: 'City (L)',
    state: 'State or province (ST)',
    country: 'Country (C)',
    countryHint: 'Two letters, for example US.',
    more: 'More about the owner',
    email: 'Mail address (emailAddress)',
    serial: 'Serial number of the device (serialNumber)',
    domain: 'Domain components (DC)',
    domainHint: 'With dots, for example contoso.com.',
    keyTitle: 'The key',
    keyKind: 'Which key?',
    keyKinds,
    moreKeys: 'Other kinds of key',
    trayKey: (name: string) => `The key in ${name}`,
    trayKeyText: (key: string) => `${key}, from your files. No new key is made.`,
    noKey: 'None: the key is made elsewhere',
    noKeyText:
      'On the device, by Windows (certreq) or with OpenSSL. You get the texts for it, and nothing is made or kept here.',
    textsFor: 'For which kind of key',
    passphraseTitle: 'Passphrase for the key',
    passphraseHint:
      'Optional. It locks the key file. Remember it: without it the key cannot be used, and nobody can recover it.',
    openKey: 'Without a passphrase, only the rights of the file protect the key. Many appliances want it so.',
    save: 'Create and save…',
    showTexts: 'Show the texts',
    needName: 'Give at least one name.',
    taken: (typed: string, host: string) => `Of “${typed}” only the name counts: ${host}.`,
    noHost: 'This is no host name, so it is not copied into the list of names below.',
    noHostTitle: 'No browser will read a name from this',
    noHostText: (name: string) =>
      `“${name}” is no host name, and there is no other name or address. A certificate like this makes browsers warn, whatever they open. Go back and add the name under which the device is opened, unless no browser will ever see the certificate.`,
    noHostGoOn: 'Create it without names',
    folderTaken: 'Choose another folder, or move what is there away first.',
    notSaved: 'Nothing was made: the dialog was closed.',
  },
  done: {
    title: 'The request is made',
    what: (folder: string) => `The request and what belongs to it are in the folder “${folder}”.`,
    filesIn: (folder: string) => `What was saved in the folder “${folder}”`,
    kinds: { request: 'Request: send this one to your CA', key: 'Private key: keep this one, never send it' },
    next: 'What to do now',
    steps: (hasKeyFile: boolean) => [
      'Send the .csr file to your CA or PKI desk.',
      'Tell them the fingerprint below another way, by phone for example.',
      hasKeyFile
        ? 'When the certificate comes back, drop it on this window, and compare it with the request. Certwright adds the request, and the key from the folder where it is now. If you have moved the key by then, drop its file as well.'
        : 'When the certificate comes back, drop it on this window together with the file of its key, and compare it with the request. Certwright adds the request.',
    ],
    details: 'What the request says',
    found: 'Have a look at this before you send it',
    another: 'Create another one',
    finish: 'To the waiting requests',
  },
  texts: {
    title: 'The texts for a key that is made elsewhere',
    help: 'Pick the one that fits the place where the key is made. None of them contains a secret.',
    fold: 'The same request in other forms',
    inf: 'For Windows: a certreq file (.inf)',
    infHint:
      'Save it on the Windows computer that will hold the key, then run there: certreq -new request.inf request.csr',
    opensslConfig: 'For OpenSSL: a configuration file',
    opensslConfigHint: 'Then run: openssl req -new -config request.cnf -keyout device.key -out device.csr',
    openssl: 'For OpenSSL: one line',
    sanAttribute: 'For AD CS, when the device’s own request carries no names',
    sanAttributeHint:
      'Some devices make a request without a SAN. On the web page of a Microsoft CA (AD CS) type this into “Additional Attributes”, or pass it to certreq -submit -attrib. The CA must allow it; many do not, because whoever may ask could then ask for any name.',
    omittedTitle: 'Not every name fits into every form',
    omitted: (names: readonly string[]) => `The certreq file or the SAN attribute cannot carry: ${list(names)}.`,
    save: 'Save as a file…',
    saved: 'Saved.',
    back: 'Change the form',
  },
};
