// By hand: the old certificate out of the store, the new root into it, on each system.
import type { DeployJourney } from '../../../preload/contract/deploy-journey.ts';
import { commonName, fileName } from '../facts.ts';
import { oneLine } from '../quote.ts';
import type { GuideStep, Platform } from './guide.ts';
import { places } from './vocabulary.ts';

type Quote = (value: string) => string;

function windows(journey: DeployJourney, quote: Quote): GuideStep[] {
  const old = journey.sensor?.now?.leaf;
  const root = journey.trust?.root?.item;
  const file = root ? fileName(commonName(root)) : 'root.cer';
  return [
    {
      text: `Start menu: search for “Manage computer certificates” (certlm.msc) and answer Yes to User Account Control. Open ${places.root} › Certificates.`,
    },
    {
      text: `Find the sensor’s old certificate${old ? ` (“${oneLine(commonName(old))}”)` : ''}, open it and compare the thumbprint; then right-click it, Delete, Yes.`,
    },
    ...(old
      ? [
          {
            text: 'Or in PowerShell, run as administrator:',
            command: `certutil -delstore Root ${old.fingerprints.sha1}`,
          },
        ]
      : []),
    {
      text: `For the new root: right-click Certificates under ${places.root}, All Tasks, Import, choose the root’s file, leave the store as it is, Finish.`,
    },
    {
      text: 'Or in PowerShell, run as administrator, in the folder of the file:',
      command: `Import-Certificate -FilePath ${quote(`.\\${file}`)} -CertStoreLocation Cert:\\LocalMachine\\Root`,
    },
    ...(root
      ? [
          {
            text: 'Check: it must print the root.',
            command: `Get-Item Cert:\\LocalMachine\\Root\\${root.fingerprints.sha1}`,
          },
        ]
      : []),
  ];
}

const linux = (quote: Quote, file: string): GuideStep[] => [
  {
    text: 'Chrome and Edge on Linux read your own NSS database. Take the old certificate out and put the root in (package libnss3-tools):',
    command: `certutil -d sql:$HOME/.pki/nssdb -L\ncertutil -d sql:$HOME/.pki/nssdb -A -t C,, -n ${quote(file.replace(/\.cer$/, ''))} -i ${quote(file)}`,
  },
  {
    text: 'For the system’s command-line tools (Debian, Ubuntu): the file must be PEM and end in .crt.',
    command: `sudo cp ${quote(file)} /usr/local/share/ca-certificates/${quote(file.replace(/\.cer$/, '.crt'))}\nsudo update-ca-certificates`,
  },
];

const macos = (quote: Quote, file: string): GuideStep[] => [
  { text: 'Open Keychain Access, choose System, find the old certificate, and delete it.' },
  {
    text: 'Trust the new root for everyone on this computer:',
    command: `sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ${quote(file)}`,
  },
];

export function trustByHand(journey: DeployJourney, quote: Quote, platform: Platform): GuideStep[] {
  const root = journey.trust?.root?.item;
  const file = root ? fileName(commonName(root)) : 'root.cer';
  switch (platform) {
    case 'win32':
      return windows(journey, quote);
    case 'linux':
      return linux(quote, file);
    case 'darwin':
      return macos(quote, file);
  }
}
