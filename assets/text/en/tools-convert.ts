// The words of converting: what each form is for, what may go in, and what was written.
import type { ConvertTarget } from '../../../preload/contract/tools.ts';

const targets: Record<ConvertTarget, { title: string; text: string }> = {
  pfx: {
    title: 'For Windows, IIS and Azure (.pfx)',
    text: 'Certificate, chain and private key in one file, locked with a passphrase. Also called PKCS#12.',
  },
  crt: {
    title: 'For the sensor’s CRT field, Apache and nginx (.crt)',
    text: 'The certificate as text, without the key.',
  },
  key: {
    title: 'For the sensor’s KEY field (.key)',
    text: 'The private key alone, as text. With the CRT file this is what most appliances ask for.',
  },
  pem: {
    title: 'For Linux, and as a chain file (.pem)',
    text: 'As many objects as you like in one text file: the chain, or everything together.',
  },
  der: {
    title: 'For the import wizard of Windows, and for Java (.cer)',
    text: 'One object in binary form (DER).',
  },
  p7b: {
    title: 'A certificate with its chain for Windows (.p7b)',
    text: 'Certificates only, never a key. Also called PKCS#7.',
  },
};

export const convert = {
  title: (name: string) => `Convert “${name}”`,
  help: 'Choose what it is for. Certwright writes a new file, reads it back and compares it. Your own files stay as they are.',
  what: 'What is it for?',
  targets,
  include: 'What goes in',
  includeOne: 'Which one goes in',
  isKey: 'secret: only for the device that uses it',
  rootHint: 'A server need not send the root: whoever trusts it has it already.',
  nothing: 'Choose at least one.',
  noChain: 'The chain is not complete. The file can be written, but a server needs the missing certificate as well.',

  passphraseTitle: 'Passphrase of the new file',
  passphraseKey: 'Lock the key with a passphrase',
  needed: 'Make up a passphrase: without one, Windows and most programs would not open the file.',
  hint: {
    pfx: 'Whoever imports the file is asked for it. Send it another way than the file.',
    key: 'Optional. Leave it empty only if the device cannot read locked keys.',
  },
  openKeyTitle: 'The key will not be protected',
  openKeyText:
    'Whoever gets the file has the key, and can pass for the device. Keep it where only its owner can read it, and delete it once it is installed.',

  profile: 'Who will read it?',
  profiles: {
    modern: {
      title: 'Modern',
      text: 'AES-256 and SHA-256. For Windows 10, Server 2019 and later, OpenSSL 3, current appliances.',
    },
    compatible: {
      title: 'Compatible',
      text: 'TripleDES and SHA-1. For Server 2016 and old appliances, which cannot read the modern form. Weaker, so use a long passphrase.',
    },
  },
  moreOptions: 'More options',
  keyForm: 'Form of the key',
  keyForms: {
    pkcs8: { title: 'PKCS#8', text: 'BEGIN PRIVATE KEY. Read by everything that is not very old.' },
    pkcs1: { title: 'PKCS#1', text: 'BEGIN RSA PRIVATE KEY. For old programs that accept only RSA keys.' },
    sec1: { title: 'SEC1', text: 'BEGIN EC PRIVATE KEY. For old programs with elliptic curves.' },
  },
  save: 'Save as…',
  notSaved: 'Nothing was saved: the dialog was closed.',

  doneTitle: 'The file is written',
  done: (name: string) => `“${name}” was written, read back and compared.`,
  contains: 'What is in it',
  sha256: 'SHA-256 of the file',
  openssl: 'The same by hand, for the ticket',
  opensslHint: 'With OpenSSL, in the folder of the files. It asks for passphrases itself.',
  another: 'Convert to another form',
};
