// The help of the command that makes, tests and compares certificate requests.
import type { CommandText } from './cli-help.ts';

export const requestCommands = {
  csr: {
    summary: 'Makes a key and a certificate request; tests one; tells what the CA made of it.',
    usage: [
      'csr --subject SUBJECT --san NAME --key-out FILE --out FILE',
      'csr --subject SUBJECT --san NAME --key FILE --out FILE',
      'csr --check FILE|FOLDER',
      'csr --compare REQUEST ISSUED',
    ],
    about: [
      'Makes a request (PEM) for a server’s certificate. SUBJECT is CN=sensor7.contoso.com,OU=OT,O=Contoso,C=US or /C=US/O=Contoso/CN=sensor7.contoso.com. It is encoded from the general to the particular, whichever way it is written. A common name that is a host name or an IP address is added to the names (SAN), because browsers read nothing else.',
      'NAME is a host name or an IP address, or has its kind before it: dns:, ip:, email:, uri:. International names become punycode.',
      'The key is written first, readable by its owner alone, and removed again if anything after it fails. What is written is read back and compared. With --json the same request also comes as text for certreq (inf), OpenSSL (opensslConfig, openssl) and AD CS (sanAttribute).',
      '--check tests signature, key, subject and names. --compare tells what the CA dropped, changed or added.',
    ],
    options: {
      subject: 'Who the certificate is for.',
      san: 'A name for the certificate. May be given several times.',
      'key-out': 'Write a new private key here (PKCS#8, PEM).',
      'key-type': 'Of the new key: rsa2048 (if not given), rsa3072, rsa4096, p256, p384 or ed25519.',
      'out-passphrase-env': 'The environment variable that holds the passphrase for the new key.',
      key: 'Use this private key instead of a new one.',
      'passphrase-env': 'The environment variable that holds the passphrase of that key.',
      purpose: 'server (if not given) or client. May be given several times.',
      out: 'Write the request here.',
      inf: 'Also write the input for certreq -new on Windows.',
      'openssl-config': 'Also write the input for openssl req -new -config.',
      package: 'Also make a package for the CA desk in this folder: request, manifest, leaflet. No key.',
      note: 'A few words for the CA desk, in the package.',
      force: 'Write over files that are there already.',
      check: 'Test this request; or a folder with a request package: whether it is as it was made.',
      compare: 'Compare this request with the certificate ISSUED.',
    },
    exits: [
      ['0', 'Made; or the request is good; or the CA issued what was asked for.'],
      ['1', 'The request is bad; or the CA dropped, changed or added something, or used another key.'],
      ['2', 'Wrong use, input that cannot be read, or a file could not be written.'],
      ['3', 'The files may not be written there by this user.'],
    ],
    examples: [
      'csr --subject CN=sensor7.contoso.com,O=Contoso,C=US --key-out s7.key --out s7.csr',
      'csr --check s7.csr',
      'csr --compare s7.csr s7.cer',
    ],
  },
} as const satisfies Record<string, CommandText>;
