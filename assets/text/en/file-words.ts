// Words about files: what each kind of thing is called, why a file cannot be used, and what would be needed.
import type { ConvertReason, KitReason, LooksLike } from '../../../preload/contract/errors.ts';

/** What a file is that holds no certificate, and what to do instead. */
export const otherFiles: Record<LooksLike, { why: string; todo: string }> = {
  certificate: {
    why: 'It begins like a certificate, but it cannot be read to its end.',
    todo: 'Get the file again from where it came from. Copied text must have its BEGIN and END lines and nothing cut off.',
  },
  request: {
    why: 'This is a certificate request (CSR), not a certificate. It only asks a CA for one.',
    todo: 'Use the certificate that the CA sent back for this request.',
  },
  crl: {
    why: 'This is a revocation list (CRL), not a certificate. It names certificates that a CA has withdrawn.',
    todo: 'Ask your PKI desk for the certificate of the CA itself.',
  },
  'private-key': {
    why: 'This is a private key, not a certificate. It is secret: nobody needs it to trust a sensor. Certwright has kept nothing of it.',
    todo: 'Choose the certificate that belongs to it (.cer, .crt, .pem), and keep the key where only its owner can read it.',
  },
  'encrypted-private-key': {
    why: 'This is a private key, protected by a passphrase, not a certificate. Nobody needs it to trust a sensor.',
    todo: 'Choose the certificate that belongs to it (.cer, .crt, .pem), and keep the key where only its owner can read it.',
  },
  'public-key': {
    why: 'This is a bare public key, not a certificate. It does not say whose it is, or who vouches for it.',
    todo: 'Choose the certificate that has this key in it (.cer, .crt, .pem).',
  },
  pkcs7: {
    why: 'This is a PKCS#7 container (.p7b) without a single certificate that could be read.',
    todo: 'Save it again with the certificates in it, or as single certificate files (.cer).',
  },
  pfx: {
    why: 'This is a PKCS#12 file (.pfx, .p12). It holds a private key and is locked with a password. Only the certificate is needed to trust a sensor.',
    todo: 'Export the certificate alone from it, without the private key, as .cer; or ask your PKI desk for that file.',
  },
  jks: {
    why: 'This is a Java keystore (.jks). It can hold private keys and is locked with a password.',
    todo: 'Export the certificate alone from it, for example with Java’s keytool, or ask your PKI desk for it as .cer.',
  },
  'ssh-key': {
    why: 'This is a key for SSH (remote terminal), not a certificate. Browsers cannot use it.',
    todo: 'Choose the certificate of the CA (.cer, .crt, .pem).',
  },
  pgp: {
    why: 'This is PGP data, as for encrypted mail, not a certificate for https.',
    todo: 'Choose the certificate of the CA (.cer, .crt, .pem). If it was sent encrypted, decrypt it first.',
  },
  html: {
    why: 'This is a web page, not a certificate. Often it is a sign-in or error page that was saved in place of the file.',
    todo: 'Open the place it came from in a browser, sign in there, and download the certificate again.',
  },
  parameters: {
    why: 'This holds only settings for making keys (parameters), not a certificate.',
    todo: 'Choose the certificate that was made with them (.cer, .crt, .pem).',
  },
  nothing: {
    why: 'It is empty.',
    todo: 'Get the file again from where it came from.',
  },
  unknown: {
    why: 'It is neither a certificate nor anything else that Certwright knows by its content.',
    todo: 'Choose a certificate file: .cer, .crt, .pem, .der or .p7b.',
  },
};

/** Objects by the word that the contract has for them. */
export const kinds = {
  certificate: 'certificate',
  request: 'certificate request (CSR)',
  privateKey: 'private key',
  publicKey: 'public key',
  crl: 'revocation list (CRL)',
} as const;

/** Formats by the word that stands for them. */
export const formats: Readonly<Record<string, string>> = {
  pem: 'PEM',
  crt: 'a certificate file (.crt)',
  der: 'DER',
  p7b: 'PKCS#7 (.p7b)',
  pfx: 'PKCS#12 (.pfx)',
  key: 'a key file (.key)',
};

export const convertReasons: Record<ConvertReason, { why: string; todo: string }> = {
  nothing: {
    why: 'Nothing is left to write.',
    todo: 'Choose at least one object, or leave out the limit to some kind.',
  },
  'no-certificate': { why: 'There is no certificate in it.', todo: 'Add the certificate, or choose another format.' },
  'no-key': {
    why: 'There is no private key in it.',
    todo: 'Add the key file. A certificate alone never contains its key.',
  },
  'several-objects': {
    why: 'DER holds exactly one object, and there are more.',
    todo: 'Choose one of them (the leaf alone, say), or write PEM or PKCS#7, which hold many.',
  },
  'several-keys': { why: 'There is more than one private key.', todo: 'Choose one of them.' },
  'only-certificates': {
    why: 'This format holds certificates only, and there is something else.',
    todo: 'Leave the other objects out, or write PEM.',
  },
  'only-keys': {
    why: 'This format holds a private key only, and there is something else.',
    todo: 'Choose the key alone.',
  },
  'only-certificates-and-key': {
    why: 'A PKCS#12 file holds certificates and a key, and there is something else.',
    todo: 'Leave requests and revocation lists out.',
  },
  'key-locked': { why: 'The private key is still locked.', todo: 'Give its passphrase first.' },
  'key-does-not-fit': {
    why: 'The private key belongs to none of the certificates: their public keys differ.',
    todo: 'Look for the key that the certificate was requested with, or for the certificate that belongs to this key.',
  },
  'passphrase-missing': {
    why: 'A PKCS#12 file is locked with a passphrase, and none was given.',
    todo: 'Give a passphrase for the new file. It may be the old one.',
  },
  'passphrase-empty': {
    why: 'The passphrase for the new file is empty. It would look locked and be open to everybody.',
    todo: 'Give a passphrase with at least one character.',
  },
};

const ranges: readonly (readonly [string, string])[] = [
  ['abcdefghijklmnopqrstuvwxyz', 'a–z'],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'A–Z'],
  ['0123456789', '0–9'],
];

/** Characters as a list that can be read: `a–z, A–Z, 0–9 and ! # %`. Each stands for itself; a blank is called one. */
export function spelledOut(characters: string): string {
  const whole = ranges.filter(([all]) => [...all].every((each) => characters.includes(each)));
  const rest = [...characters].filter((each) => !whole.some(([all]) => all.includes(each)));
  const shown = rest.map((each) => (each === ' ' ? 'the blank' : each)).join(' ');
  const named = whole.map(([, name]) => name).join(', ');
  return named === '' || shown === '' ? named + shown : `${named} and ${shown}`;
}

export const kitReasons: Record<KitReason, { why: string; todo: string }> = {
  'no-certificate': {
    why: 'There is no certificate of the appliance among the files.',
    todo: 'Add the certificate that your CA issued.',
  },
  'no-key': {
    why: 'There is no private key among the files.',
    todo: 'Add the key file that was made together with the request. A certificate never contains its key.',
  },
  'key-locked': { why: 'The private key is still locked.', todo: 'Give its passphrase first.' },
  'key-does-not-fit': {
    why: 'The private key does not belong to the certificate: their public keys differ.',
    todo: 'Look for the key that the certificate was requested with, or for the certificate that belongs to this key.',
  },
  'passphrase-empty': {
    why: 'The passphrase for the key is empty. It would look locked and be open to everybody.',
    todo: 'Choose a passphrase, or a key without one.',
  },
};

/** What a file or a part of it is called within a sentence, and at its beginning. */
export const things: Record<LooksLike, { the: string; The: string }> = {
  certificate: { the: 'the certificate', The: 'The certificate' },
  request: { the: 'the certificate request', The: 'The certificate request (CSR)' },
  crl: { the: 'the revocation list', The: 'The revocation list (CRL)' },
  'private-key': { the: 'the private key', The: 'The private key' },
  'encrypted-private-key': { the: 'the private key', The: 'The private key' },
  'public-key': { the: 'the public key', The: 'The public key' },
  pkcs7: { the: 'the PKCS#7 file', The: 'The PKCS#7 file (.p7b)' },
  pfx: { the: 'the PKCS#12 file', The: 'The PKCS#12 file (.pfx, .p12)' },
  jks: { the: 'the Java keystore', The: 'The Java keystore' },
  'ssh-key': { the: 'the SSH key', The: 'The SSH key' },
  pgp: { the: 'the PGP data', The: 'The PGP data' },
  html: { the: 'the web page', The: 'The web page' },
  parameters: { the: 'the parameters', The: 'The parameters' },
  nothing: { the: 'the empty file', The: 'The empty file' },
  unknown: { the: 'the file', The: 'The file' },
};

/** Why a file that may hold anything cannot be read, by what it looks like, and what would be needed. */
export const unreadable: Record<LooksLike, { why: string; todo: string }> = {
  ...otherFiles,
  pkcs7: {
    why: 'This is a PKCS#7 container (.p7b) with neither certificates nor revocation lists in it: a signed or encrypted message.',
    todo: 'Save it again with the certificates in it, or as single certificate files (.cer).',
  },
  jks: {
    why: 'This is a Java keystore (.jks), a format that only Java reads.',
    todo: 'Turn it into a PKCS#12 file first: keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12.',
  },
  'ssh-key': {
    why: 'This is a key for SSH (remote terminal), in a format of its own. Certificates for https do not use it.',
    todo: 'Choose the key that the certificate request was made with (BEGIN PRIVATE KEY).',
  },
  pgp: {
    why: 'This is PGP data, as for encrypted mail.',
    todo: 'If a certificate was sent to you this way, decrypt it first.',
  },
  html: {
    why: 'This is a web page. Often it is a sign-in or error page that was saved in place of the file.',
    todo: 'Open the place it came from in a browser, sign in there, and download the file again.',
  },
  parameters: {
    why: 'This holds only settings for making keys (parameters), no key and no certificate.',
    todo: 'Choose the key or the certificate that was made with them.',
  },
  unknown: {
    why: 'It is no certificate, key, request, revocation list or container of them.',
    todo: 'Choose a .cer, .crt, .pem, .der, .p7b, .pfx, .p12, .key, .csr or .crl file.',
  },
};

/** Why a file cannot be written, by the system's code, where there is more to say than for any other file. */
export const unwritable: Readonly<Record<string, { why: string; todo: string }>> = {
  EISDIR: { why: 'It is a folder.', todo: 'Give the name of a file in it.' },
  ENOENT: {
    why: 'The folder that it should go into does not exist.',
    todo: 'Make the folder first, or choose another.',
  },
  ENOTDIR: { why: 'What should be its folder is a file.', todo: 'Choose another folder.' },
};
