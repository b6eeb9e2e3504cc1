// The help of the commands that look into files and make new ones.
import type { CommandText } from './cli-help.ts';

const wrongUseExit = ['2', 'Wrong use, or input that cannot be read.'] as const;

const rightsExit = ['3', 'The file may not be written there by this user.'] as const;

const passphrases = {
  'passphrase-env': 'The environment variable that holds the passphrase of what is locked in the files.',
  'out-passphrase-env': 'The environment variable that holds the passphrase of the new file.',
};

export const fileCommands = {
  inspect: {
    summary: 'Shows what is in certificate, key, request and CRL files.',
    usage: ['inspect FILE…'],
    about: [
      'Certificates, requests, private and public keys and revocation lists in PEM, DER, bare Base64, PKCS#7 and PKCS#12, recognized by content, whatever the file is called. A folder stands for the files in it. Of a private key only its public half is shown.',
    ],
    options: { 'passphrase-env': passphrases['passphrase-env'] },
    exits: [['0', 'Everything in the files was read. (A locked key counts as read.)'], wrongUseExit],
    examples: ['inspect sensor7.cer chain.p7b', 'inspect --json certs', 'inspect sensor7.pfx --passphrase-env PASS'],
  },
  thumbprint: {
    summary: 'Shows the SHA-1 and SHA-256 fingerprints of certificates.',
    usage: ['thumbprint FILE…'],
    about: ['The hash of the whole certificate, as Windows, browsers and appliances show it, without separators.'],
    options: { 'passphrase-env': passphrases['passphrase-env'] },
    exits: [['0', 'Each file has a certificate, and here are the fingerprints of all.'], wrongUseExit],
    examples: ['thumbprint sensor7.cer', 'thumbprint --json certs'],
  },
  convert: {
    summary: 'Turns certificate and key files into another format.',
    usage: ['convert FILE… --to FORMAT --out PATH'],
    about: [
      'FORMAT is pem (anything, as text), crt (certificates as PEM), der (exactly one object), p7b (certificates), pfx (certificates and their key, locked) or key (a private key as PEM). Certificates are put in order, leaf first, and each is written once. A folder stands for the files in it.',
      'What is written is read back and compared before it counts. A file with a private key is readable by its owner alone. Nothing is overwritten without --force.',
      'PROFILE modern locks a PFX with AES-256 and SHA-256, as Windows Server 2019, Windows 10 1709 and OpenSSL 3 and later read it. compatible uses TripleDES and SHA-1, which Windows Server 2016 and older appliances need and OpenSSL 3 reads too; it is weaker, so choose a long passphrase.',
    ],
    options: {
      to: 'What to write: pem, crt, der (or cer), p7b, pfx or key.',
      out: 'Where to.',
      key: 'A file with the private key.',
      chain: 'A file with the certificates of the issuers.',
      only: 'Only a part: certs, key or leaf.',
      'pfx-profile': 'For pfx: modern (if not given) or compatible.',
      'key-format': 'How a key is wrapped: pkcs8 (if not given), pkcs1 (RSA only) or sec1 (EC only).',
      ...passphrases,
      force: 'Write over a file that is there already.',
    },
    exits: [
      ['0', 'Written, read back and compared.'],
      ['2', 'Wrong use, input that cannot be read or does not fit the format, or the file cannot be written.'],
      rightsExit,
    ],
    examples: [
      'convert sensor7.cer --to crt --out sensor7.crt',
      'convert sensor7.pfx --passphrase-env PASS --to pem --only certs --out sensor7.pem',
      'convert s7.crt --key s7.key --to pfx --out-passphrase-env PASS --out s7.pfx',
    ],
  },
  verify: {
    summary: 'Tells whether a certificate is valid, by the files you give and nothing else.',
    usage: ['verify --leaf FILE --roots FILE [--intermediates FILE] [--crl FILE]'],
    about: [
      'Builds the path from the certificate to one of the roots and checks it by RFC 5280 and the rules of TLS: signatures, dates, CA flags, path lengths, usages and purposes, name constraints, policies, weak keys and hashes, and the host name by SAN. No store of this computer is asked, and nothing is fetched. What was not checked is said.',
      'With --crl the status of the certificate must come out of the lists, else it is refused (revocation-unknown). For CA certificates on the path, lists are used where there are any, and what is missing is said.',
      'Each FILE may hold many certificates or lists, or be a folder of such files, and each option may be given several times. A certificate for the way or a root that cannot be read is left out, and said; a revocation list that cannot be read ends it with 2, because it might revoke.',
    ],
    options: {
      leaf: 'The certificate in question: the first in the file, as a server would send it. The others are used as intermediates. (PKCS#7 and PKCS#12 have no order; there it is the one that issued none of the others.)',
      intermediates: 'Certificates that the path may lead through.',
      roots: 'Certificates that are trusted, also where they are no self-signed roots.',
      crl: 'Revocation lists.',
      'passphrase-env': passphrases['passphrase-env'],
      host: 'A name or IP address that the certificate must be good for.',
      purpose: 'server (if not given), client or any.',
      'max-depth': 'How many CA certificates may stand between the certificate and its root. 10 if not given.',
    },
    exits: [['0', 'Valid.'], ['1', 'Not valid; the reason is told.'], wrongUseExit],
    examples: [
      'verify --leaf s7.crt --intermediates issuing.pem --roots root.pem --host s7.contoso.com',
      'verify --leaf sensor7.crt --roots root.pem --crl root.crl --at 2027-01-01',
    ],
  },
} as const satisfies Record<string, CommandText>;
