// What the messages of Windows mean.
import type { MessageWords } from './words.ts';

const otherPfx =
  'Save the PFX again with TripleDES and SHA-1 for this Windows, or import it on Windows Server 2019 or later.';

export const windowsWords: Readonly<Record<string, MessageWords>> = {
  'crypt-e-revocation-offline': {
    cause:
      'Windows could not use a revocation list: its address was not reachable, or a list did come and was not usable, for example out of date or signed in a way that Windows does not take. “Offline” is said of both.',
    recommendation:
      'Fetch the list from the address in the certificate and check that it is reachable, in date and from the right CA.',
  },
  'crypt-e-no-revocation-check': {
    cause:
      'Windows found nothing to check with: the certificate names no revocation list, or something in between (an antivirus program, a proxy) answers with a certificate that names none.',
    recommendation:
      'Look whether the certificate holds the address of a revocation list, and whether it really is the sensor’s.',
  },
  'crypt-e-revoked': {
    cause: 'The CA’s revocation list names this certificate: it was withdrawn.',
    recommendation: 'Ask the CA why, and request a new certificate with a new key.',
  },
  'cert-e-revoked': {
    cause: 'The CA’s revocation list names this certificate, or a CA above it: it was withdrawn.',
    recommendation: 'Ask the CA why, and request a new certificate with a new key.',
  },
  'cert-e-untrustedroot': {
    cause:
      'The chain is complete, but its root is not among the Trusted Root Certification Authorities that were asked. A root that was put into the store of one user does not count for services.',
    recommendation: 'Trust the root CA in the store of the computer, after comparing its fingerprint.',
  },
  'cert-e-chaining': {
    cause:
      'Windows could not find the way from the certificate to a root. Usually an intermediate CA is neither in the store nor sent by the server.',
    recommendation:
      'Add the missing intermediate CA: to the chain that the sensor sends, or to the intermediate store.',
  },
  'cert-e-expired': {
    cause:
      'The certificate, or a CA in its chain, is not valid at this time. A wrong clock on this computer gives the same.',
    recommendation: 'Check the date of this computer. If it is right, replace the certificate that is past its end.',
  },
  'cert-e-cn-no-match': {
    cause:
      'The name by which the server was asked is not in the certificate. In spite of its wording this is about the list of names (SAN) too, wherever the certificate has one.',
    recommendation: 'Use a name that the certificate holds, or get a certificate that lists the name you want to use.',
  },
  'cert-e-wrong-usage': {
    cause: 'The certificate’s extended key usage does not allow this, for example client authentication on a server.',
    recommendation: 'Request a certificate with the extended key usage server authentication.',
  },
  'trust-e-explicit-distrust': {
    cause: 'The certificate, or a CA above it, is in the store of untrusted certificates of this computer.',
    recommendation: 'Find out who put it there and why, before anything is changed.',
  },
  'cert-e-untrustedca': {
    cause: 'A CA in the chain is known, but the policy in use does not accept it for this purpose.',
    recommendation: 'Check which purposes the CA is trusted for in the store, and the group policies about it.',
  },
  'trust-e-cert-signature': {
    cause:
      'The signature on the certificate does not fit the CA certificate that was found. Usually that is an older or newer certificate of a CA with the same name but another key; sometimes the file is damaged.',
    recommendation: 'Test the certificate together with its chain, and get the CA certificate that really signed it.',
  },
  'trust-e-basic-constraints': {
    cause:
      'A certificate that is no CA stands in the chain where a CA has to be, or a CA is used as a server certificate in a way that its extension forbids.',
    recommendation: 'Test the chain, and leave only real CA certificates above the sensor’s own.',
  },
  'e-accessdenied': {
    cause:
      'Windows refused to write. For certificates: the store of the computer and the hosts file need administrator rights, and being in the group of administrators is not enough without “Run as administrator”.',
    recommendation: 'Start the program as administrator, or let Certwright ask for the rights for that one change.',
  },
  'error-invalid-password': {
    cause:
      'Either the password of the PFX is wrong, or, very often, this Windows cannot read how it is locked: Windows Server 2016 and older do not know AES-256 with SHA-256 and then blame the password.',
    recommendation: `Try the password on the file first. If it opens it: ${otherPfx.charAt(0).toLowerCase()}${otherPfx.slice(1)}`,
  },
  'nte-bad-keyset': {
    cause:
      'Windows has the certificate but does not find its private key: it was imported without the key, by another user, or the account in question may not read the key.',
    recommendation:
      'Import the PFX with the key into the store of the computer, and give the service the right to read it.',
  },
  'crypt-e-asn1-badtag': {
    cause:
      'The file is not what was expected: another kind of object, text where binary was wanted, or a damaged file. It can also appear when an issued certificate is accepted on a computer that did not make the request.',
    recommendation: 'Find out what the file really holds, and convert it to the format that is asked for.',
  },
  'crypt-e-not-found': {
    cause:
      'What was looked for is not there: no such certificate in that store, no private key for it, or no certificate in the file.',
    recommendation: 'Check that the right store was meant, and what the file holds.',
  },
  'crypt-e-no-match': {
    cause: 'The file holds no certificate that Windows recognizes, or the store does not hold the one asked for.',
    recommendation: 'Find out what the file really holds, and convert it to a certificate file.',
  },
  'crypt-e-no-key-property': {
    cause:
      'Windows found no private key that belongs to the data. Often a PFX was protected for a user or group of the domain, not with a password, or a file is not a PFX at all.',
    recommendation: 'Have the PFX exported again with a password, and check that it holds the key.',
  },
  'crypt-e-no-decrypt-cert': {
    cause: 'The data was encrypted for a certificate whose private key is not on this computer.',
    recommendation: 'Have the file exported again with a password, and check that it holds the key.',
  },
  'crypt-e-bad-encode': {
    cause: 'The file is damaged or not of the kind that was expected, so Windows could not take it apart.',
    recommendation: 'Find out what the file really holds, and have it saved again if it is damaged.',
  },
  'sec-e-untrusted-root': {
    cause:
      'A program that uses Windows’ own TLS met a certificate that is self-signed or comes from a CA that Windows does not trust.',
    recommendation: 'Compare the fingerprint, then trust the issuing root CA in the store of the computer.',
  },
  'sec-e-wrong-principal': {
    cause: 'A program that uses Windows’ own TLS found no name in the certificate that fits the name it had asked for.',
    recommendation: 'Use a name that the certificate holds, or get a certificate that lists the name you want to use.',
  },
  'wizard-password': {
    cause:
      'Usually it is not the password. Windows Server 2016 and older cannot read a PFX that is locked with AES-256 and SHA-256, as OpenSSL 3, Java and new versions of Windows write it, and say this. A really wrong password gives the same sentence.',
    recommendation: `Look how the PFX is locked and try the password on it. ${otherPfx}`,
  },
  'wizard-file-type': {
    cause:
      'The wizard cannot make anything of the file: it holds a key or a request and no certificate, is damaged, or has an ending (such as .pem or .key) or a form that the wizard does not know.',
    recommendation: 'Find out what the file really holds, and convert it to .cer, .p7b or .pfx.',
  },
  'wizard-store': {
    cause:
      'The wizard could not write to the store that was chosen: rights are missing for the store of the computer, a policy locks it, or a PFX without a chosen store holds something that the store does not take.',
    recommendation:
      'Start the import as administrator and choose the store by hand: Trusted Root Certification Authorities for a root.',
  },
  'wizard-provider': {
    cause:
      'Windows could not store the private key. It was sealed by a provider or smart card that is not here, the profile of the user cannot be used, or the PFX is locked in a way that this Windows does not know.',
    recommendation: otherPfx,
  },
  'pfx-other-password': {
    cause:
      'Either the password is wrong, or this Windows does not know how the PFX is locked (AES-256 with SHA-256 on Windows Server 2016 and older), or it was protected for a user or group of a domain.',
    recommendation: otherPfx,
  },
  'dotnet-remote-certificate': {
    cause:
      'A .NET or PowerShell program did not accept the certificate of the server. This sentence does not say why; the words behind it, if there are any, do.',
    recommendation: 'Look at what the server sends: whether its root is trusted here, its names and its dates.',
  },
  'dotnet-name-mismatch': {
    cause: 'A .NET program found no name in the certificate that fits the name or IP address that it had connected to.',
    recommendation: 'Use a name that the certificate holds, or get a certificate that lists the name you want to use.',
  },
  'dotnet-trust-relationship': {
    cause:
      'A .NET or PowerShell program did not accept the certificate of the server: root not trusted, name not in it, or out of date. This sentence does not say which.',
    recommendation: 'Look at what the server sends: whether its root is trusted here, its names and its dates.',
  },
};
