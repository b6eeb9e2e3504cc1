// What the messages of OpenSSL mean, when it checks a chain and when it reads files.
import type { MessageWords } from './words.ts';

const verify: Readonly<Record<number, MessageWords>> = {
  2: {
    cause: 'The chain ends at a CA whose own issuer is neither in the files nor trusted. The root is missing.',
    recommendation: 'Add the missing CA certificates up to the root, and trust the root.',
  },
  3: {
    cause:
      'A revocation check was asked for and no list of that CA was given. OpenSSL does not fetch lists by itself here.',
    recommendation: 'Get the revocation list of the issuing CA and give it to the check.',
  },
  7: {
    cause:
      'The signature does not fit the CA certificate that was taken for the issuer: a CA with the same name but another key, or a damaged file.',
    recommendation: 'Test the certificate together with its chain, and get the CA certificate that really signed it.',
  },
  9: {
    cause: 'By the clock of this computer the certificate, or a CA in its chain, begins in the future.',
    recommendation: 'Set the clock right, or wait until the certificate begins.',
  },
  10: {
    cause:
      'By the clock of this computer the certificate, or a CA in its chain, is past its end. The depth says which.',
    recommendation: 'Check the clock. If it is right, replace the certificate that is past its end.',
  },
  12: {
    cause: 'The revocation list is past its own date of renewal, so it is not trusted any more. Lists run out quickly.',
    recommendation: 'Get the CA’s current revocation list.',
  },
  18: {
    cause: 'The server’s certificate is signed with its own key, and it is not among those that are trusted here.',
    recommendation: 'Compare its fingerprint with the sensor’s own before trusting it, or use a CA-signed certificate.',
  },
  19: {
    cause: 'The chain leads to a root, but that root is not trusted here. Often a company’s own CA, or TLS inspection.',
    recommendation: 'Compare the root’s fingerprint with that from its CA, then trust it where this program looks.',
  },
  20: {
    cause:
      'The certificate’s issuer is neither in the files nor among those that are trusted. Usually an intermediate CA is missing; a trusted root alone does not close that gap.',
    recommendation: 'Add the intermediate CA to the chain, the issuing CA first, and trust the root.',
  },
  21: {
    cause:
      'The server sent only its own certificate, and its issuer is not known here. The intermediate CA is missing.',
    recommendation: 'Let the server send its certificate with the intermediate CAs, and trust the root.',
  },
  23: {
    cause: 'The CA’s revocation list names this certificate: it was withdrawn.',
    recommendation: 'Ask the CA why, and request a new certificate with a new key.',
  },
  26: {
    cause:
      'The key usage or extended key usage does not allow this, for example client authentication on a server, or a self-signed certificate that may only sign other certificates.',
    recommendation: 'Request a certificate with the extended key usage server authentication.',
  },
  62: {
    cause: 'The name that was asked for is not in the certificate’s list of names (SAN).',
    recommendation: 'Use a name that the certificate holds, or get a certificate that lists the name you want to use.',
  },
  64: {
    cause: 'The server was asked for by its IP address, and the certificate does not list that address.',
    recommendation: 'Use a name that the certificate holds, or get a certificate that lists the address.',
  },
  66: {
    cause: 'The certificate’s key is too short for the security level in use, for example RSA with 1024 bits.',
    recommendation: 'Request a new certificate for a new key: RSA with 2048 bits or more.',
  },
  79: {
    cause:
      'A certificate that is no CA (no CA:TRUE) stands where a CA has to be. Often a server’s certificate was put into the chain, or a CA was made by hand without its extensions.',
    recommendation: 'Leave only real CA certificates in the chain, or have the CA certificate made again.',
  },
};

const files: Readonly<Record<string, MessageWords>> = {
  'openssl-mac-verify': {
    cause: 'The password does not open the PFX, or the file is damaged.',
    recommendation: 'Try the password again; watch for blanks that were copied with it, and for letters outside ASCII.',
  },
  'openssl-bad-decrypt': {
    cause: 'The passphrase does not open the private key: the text that came out makes no sense.',
    recommendation: 'Try the right passphrase. If it is lost, only a new key and a new certificate help.',
  },
  'openssl-legacy-pfx': {
    cause:
      'The PFX is locked with RC2, as OpenSSL 1 and older Windows did it. OpenSSL 3 and Node know it no more by default. The password may well be right.',
    recommendation: 'Save the PFX again with TripleDES or AES.',
  },
  'openssl-outputting': {
    cause: 'The PFX was opened, but something in it could not be read. The lines after it say what; often it is RC2.',
    recommendation: 'Look how the PFX is locked, and save it again with TripleDES or AES.',
  },
  'openssl-key-mismatch': {
    cause:
      'The private key and the certificate do not belong together. Often the certificate was issued for an earlier request, or the first certificate in the file is a CA’s.',
    recommendation: 'Look for the key that fits this certificate, or request a certificate for the key you have.',
  },
  'openssl-no-start-line': {
    cause:
      'The file does not hold what was asked for as PEM text: it is binary (DER), holds another kind of object, or is saved as UTF-16.',
    recommendation: 'Find out what the file really holds, and convert it to PEM.',
  },
  'openssl-bad-end-line': {
    cause:
      'The text of the PEM file is broken: lines were glued together, cut off or indented, often by copying from a mail.',
    recommendation: 'Get the file again, or let it be read and written anew.',
  },
  'openssl-wrong-tag': {
    cause:
      'The binary content is another kind of object than the one that was asked for: a PEM file read as DER, or a certificate read as PFX.',
    recommendation: 'Find out what the file really holds, and convert it.',
  },
  'openssl-no-certificate': {
    cause:
      'OpenSSL found no certificate in the file. Typical: a .cer in DER form read as PEM, as a published command for the conversion does, or a file with a key or a request.',
    recommendation: 'Find out what the file really holds, and convert it to the form that is wanted.',
  },
  'openssl-no-key': {
    cause: 'OpenSSL could not get a private key out of the file: wrong passphrase, no key in it, or another form.',
    recommendation: 'Look what the file holds, and whether the passphrase opens it.',
  },
  'openssl-no-request': {
    cause: 'The file holds no certificate request, often the issued certificate instead.',
    recommendation: 'Find out what the file really holds, and take the request.',
  },
  'openssl-no-pkcs7': {
    cause: 'The file is not PKCS#7, or it is in binary form while PEM text was expected.',
    recommendation: 'Find out what the file really holds, and convert it.',
  },
  'openssl-not-rsa': {
    cause:
      'The key is not an RSA key, usually one on an elliptic curve, so a command for RSA does not take it. It is not broken.',
    recommendation: 'Test it as what it is. For a sensor, make an RSA key: others are not supported there.',
  },
};

export const opensslWords: Readonly<Record<string, MessageWords>> = {
  ...Object.fromEntries(Object.entries(verify).map(([number, words]) => [`openssl-verify-${number}`, words])),
  ...files,
};
