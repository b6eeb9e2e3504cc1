// The words of the command csr.
import { list } from './format.ts';

export const csr = {
  oneOfModes: 'Making, testing and comparing are three things: give --check or --compare alone.',
  keyOrNew: 'Give either --key-out for a new key or --key for one that is there.',
  onlyWith: (option: string, other: string) => `The option ${option} goes with ${other} only.`,
  sameFile: (file: string) => `“${file}” is named for two things.`,
  noInf: 'certreq makes no keys of this kind, so there is no input for it.',
  issuedMissing: 'ISSUED is missing: the certificate to compare with.',
  written: {
    key: 'Private key',
    request: 'Request',
    inf: 'For certreq',
    config: 'For OpenSSL',
    package: 'Package',
  },
  fingerprint: 'SHA-256 of the request, for the CA desk to compare:',
  keyInClear: (file: string) =>
    `The private key in ${file} is not encrypted. Only its file permissions protect it; --out-passphrase-env locks it.`,
  notPrivate: (file: string) => `This disk cannot keep ${file} for its owner alone. Put the key elsewhere.`,
  notBack: (file: string) => `What was there before could not be put back, and is kept as ${file}.`,
  left: (file: string) => `What was replaced could not be removed, and is kept as ${file}.`,
  omitted: (names: readonly string[]) =>
    `These names cannot stand in the texts for Windows: ${list(names)}. They are in the request itself.`,
  openssl: 'The same with OpenSSL:',
  adcs: 'If an AD CS does not take the names from the request, as an attribute with it:',
  windows: 'The same with certreq on Windows: --inf FILE writes its input.',
  states: { good: 'good', bad: 'BAD', warn: 'careful', 'not-checked': 'not checked' },
  passed: 'The request can go out.',
  packageGood:
    'The package is as it was made. Compare the request’s fingerprint with whoever made it before you issue.',
  packageBad: 'The package is not as it was made. Ask for it again, and issue nothing from it.',
  passedWithCare: 'The request can go out; look at what is marked first.',
  failed: 'The request should not go out like this.',
};
