// What the messages of IoT Hub, the Device Provisioning Service and IoT Edge mean.
import type { MessageWords } from './words.ts';

export const dpsWords: Readonly<Record<string, MessageWords>> = {
  'dps-invalid-certificate': {
    cause:
      'The service does not accept the certificate that the device showed: it is out of date, its CA is not verified there, the chain was not sent along, or the enrollment holds another certificate.',
    recommendation:
      'Check the dates, and compare the certificate with the one in the enrollment. For a group, send the whole chain up to a verified CA.',
  },
  'dps-unauthorized': {
    cause:
      'The service knows no enrollment that fits. Most often the registration ID is not the common name of the certificate, the chain was not sent along, or the scope ID is another’s.',
    recommendation: 'Make registration ID and common name equal, and check the scope ID and the chain.',
  },
  'dps-ca-not-found': {
    cause:
      'For this group the service found no CA that it knows. Usually the device sent only its own certificate, or the CA was uploaded but never verified.',
    recommendation: 'Send the chain with the intermediate CAs, and check that the CA’s status reads Verified.',
  },
  'dps-chain-elements': {
    cause:
      'The CA of the enrollment is not in the chain that the device sent: another CA with the same name, an older one, or a chain that breaks off.',
    recommendation: 'Compare the fingerprints of the CA in the enrollment and in the device’s chain.',
  },
  'dps-registration-failed': {
    cause: 'The device could not register with its certificate. The line after it says why.',
    recommendation: 'Look at the line that follows, and have that one explained.',
  },
  'dps-name-mismatch': {
    cause: 'For X.509 devices the registration ID has to be the common name of the certificate, letter for letter.',
    recommendation: 'Change the registration ID in the configuration, or leave it out: then the common name is used.',
  },
  'hub-unauthorized': {
    cause:
      'IoT Hub did not accept the device: its certificate or that of its CA is past its end, or the thumbprint in the hub is another one.',
    recommendation: 'Check the dates, and compare the thumbprint in the hub with that of the certificate.',
  },
  'hub-thumbprint': {
    cause:
      'The certificate of the device is not the one whose thumbprint stands in the hub. Often it was renewed, or the thumbprint is that of the key or of the PEM text.',
    recommendation: 'Take the thumbprint of the device’s certificate anew and enter it in the hub.',
  },
  'hub-renew': {
    cause:
      'The hub does not accept the device’s certificate or token any more: past its end, replaced or switched off.',
    recommendation: 'Check the certificate’s dates and whether the device is enabled in the hub.',
  },
  'hub-no-device': {
    cause: 'The hub has no device of that name. Device IDs are case-sensitive, and the hub may be another one.',
    recommendation: 'Compare the device ID letter for letter, and the name of the hub.',
  },
  'hub-primary-thumbprint': {
    cause: 'The command makes a device with self-signed certificates, and no primary thumbprint was given.',
    recommendation: 'Take the thumbprint of the device’s certificate and give it as the primary one.',
  },
  'possession-issuer': {
    cause:
      'The verification certificate was signed by another CA than the one that was uploaded, often by the intermediate while the root was uploaded.',
    recommendation: 'Sign the verification certificate with the key of exactly the CA that is to be verified.',
  },
  'edge-417': {
    cause: 'No error: the new IoT Edge device is connected and waits for its first deployment.',
    recommendation: 'Nothing needs to be mended. Deploy modules when you like.',
  },
  'edge-expired': {
    cause: 'The identity certificate of the device is past its end. Test certificates often live for a day or a month.',
    recommendation: 'Put a new certificate and key on the device, and update its thumbprint where one is registered.',
  },
  'edge-expires-soon': {
    cause: 'A warning only: the identity certificate of the device ends within a week.',
    recommendation: 'Prepare the next certificate, and put it in the slot that is not in use.',
  },
  'edge-not-before': {
    cause: 'The certificate begins in the future by the clock of the device. Usually that clock is wrong.',
    recommendation: 'Set the clock of the device right, or wait until the certificate begins.',
  },
  'edge-key-mismatch': {
    cause: 'The private key on the device is not the one of its certificate.',
    recommendation: 'Put the key that belongs to the certificate on the device, or have a new certificate issued.',
  },
  'edge-not-preloaded': {
    cause: 'The configuration names an identity certificate that is neither there as a file nor to be issued by a CA.',
    recommendation: 'Correct the path of the certificate in the configuration, and apply it again.',
  },
  'edge-not-parsed': {
    cause: 'The file is not a certificate in PEM form: it is DER or a PFX, or holds a key, or may not be read.',
    recommendation: 'Find out what the file really holds, and convert it to PEM.',
  },
  'edge-key-short': {
    cause: 'A warning: the RSA key of the device is shorter than 2048 bits.',
    recommendation: 'Make a new key with 2048 bits or more, and request a certificate for it.',
  },
};
