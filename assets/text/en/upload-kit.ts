// The words of the upload kit: its files, and the checklist that somebody else may have in hand at the console.
import type { KitFile } from '../../../preload/contract/upload-kit.ts';
import { list } from './format.ts';

export const uploadKit = {
  /** What each file is, in the words of the form. */
  what: {
    key: 'private key',
    crt: 'certificate',
    chain: 'certificate chain: the issuing CA first, the root last',
    checklist: 'checklist',
    manifest: 'checksums of the other files',
  } satisfies Record<KitFile['what'], string>,

  checklist: {
    title: (sensor: string) => `Upload a certificate to ${sensor}`,
    deviceTitle: (device: string) => `Put a certificate on ${device}`,
    sensor: 'Sensor',
    device: 'Device',
    address: 'Address',
    profile: 'By the rules for',
    made: 'Kit made',
    subject: 'Certificate for',
    validUntil: 'Valid until',
    before: 'Before you begin',
    beforeItems: {
      files: (key: string) =>
        `Have this folder at hand. ${key} is a secret: carry it on nothing that others get to see.`,
      whole:
        'If the folder came a long way, check that it is whole: “sha256sum -c SHA256SUMS” on Linux; on Windows compare the lines of SHA256SUMS with what Get-FileHash shows.',
      passphrase: 'Have the passphrase of the key ready. It is in no file of this kit.',
      clear: 'The key in this kit is not locked: whoever gets to see the folder has the key.',
      lists: (urls: readonly string[]) =>
        `The sensor has to reach ${list(urls)} from its own network, directly or through its proxy: with validation on, it looks there whether the certificate was revoked. That this works from a computer in the office says nothing about the sensor.`,
    },
    upload: 'Upload',
    install: 'Install',
    copy: 'Copy these files to the device, readable only by those who need them, and name them in its configuration. Here a file name stands for its path on the device.',
    open: (url: string) => `Open ${url} in the browser and sign in as an administrator of the sensor.`,
    openUnknown: 'Open the sensor’s console in the browser and sign in as an administrator of the sensor.',
    goTo: (way: readonly string[]) => `Go to: ${way.join(' › ')}`,
    goToInWizard: (way: readonly string[]) =>
      `In the wizard of the first sign-in, after activation: ${way.join(' › ')}`,
    asOf: (date: string) => `The names are those of the documents of ${date}; in your version they may be others.`,
    columns: { field: 'Field', todo: 'What to do' },
    optional: (label: string) => `${label} (optional)`,
    fields: {
      option: 'Choose this.',
      name: (name: string) => `Enter ${name}`,
      nameUnknown: 'Enter the name of the sensor.',
      passphrase: 'Enter the passphrase you chose. It is in no file of this kit.',
      noPassphrase: 'Leave it empty: the key is not locked.',
      file: (name: string) => `Choose the file ${name}`,
      noFile: 'Leave it empty: there is nothing for it in this kit.',
      validation: {
        on: 'Switch it on (Mandatory, where it offers that).',
        off: 'Switch it off (None, where it offers that).',
        unsaid:
          'As your site has decided. These files were checked as if it is off; before you leave it on, check them for that (certwright check with --crl-validation).',
      },
      save: 'Select it, and wait for the answer.',
    },
    refused:
      'If the console refuses, note its sentence word for word: Certwright explains it (Explain a message, or “certwright explain” in a terminal).',
    after: 'Afterwards',
    afterItems: {
      refresh: 'Load the page again. The sensor may take a minute.',
      look: 'Look at the certificate in the browser: “Not secure” or the padlock, then the certificate. It has to show these fingerprints:',
      oldTrust:
        'Only then remove the entry for the sensor’s old certificate from the trusted root certificates of each computer that had it imported.',
      trustRoot: (root: string) =>
        `First have the computers of its users trust the root “${root}”, where they do not yet. It has the fingerprint:`,
      trustLeaf:
        'This certificate is self-signed, good for tests only: first have each computer trust this very certificate.',
      askRoot: 'First have the computers of its users trust the root of your CA, where they do not yet.',
      registered: 'Where the device is registered by its thumbprint, register it with this one:',
      keepDevice: 'Put the key away or delete it: the device has its own copy now.',
      keep: 'Put the key away or delete it: the sensor has its own copy now.',
    },
    sha256: 'SHA-256 fingerprint',
    sha1: 'SHA-1 (thumbprint in Windows)',
    commandLine: 'The same from the sensor’s command line',
    done: 'Done',
    by: 'Uploaded by',
    on: 'on',
    noSecrets: 'This page holds no private key and no passphrase.',
  },
};
