// By hand: the old certificate out of the store, the new root into it, on each system.
import type { DeployJourney } from '../../../preload/contract/deploy-journey.ts';
import type { StoreScope } from '../../../preload/contract/trust-journey.ts';
import { commonName, fileName, shortName } from '../facts.ts';
import { oneLine } from '../quote.ts';
import type { GuideStep, Platform } from './guide.ts';
import { places } from './vocabulary.ts';

type Quote = (value: string) => string;

/** Windows itself knows certificates by SHA-1 only, so their SHA-256 is worked out. `sha256`: upper-case hex. */
const removal = (sha256: string, scope: StoreScope): string =>
  [
    '$sha = [Security.Cryptography.SHA256]::Create()',
    `Get-ChildItem Cert:\\${scope === 'machine' ? 'LocalMachine' : 'CurrentUser'}\\Root | Where-Object {`,
    `  [BitConverter]::ToString($sha.ComputeHash($_.RawData)).Replace('-', '') -eq '${sha256}'`,
    '} | Remove-Item',
  ].join('\n');

function windows(journey: DeployJourney, quote: Quote): GuideStep[] {
  const old = journey.trust?.old ?? [];
  const root = journey.trust?.root?.item;
  const file = root ? fileName(commonName(root)) : 'root.cer';
  return [
    {
      text: `Start menu: search for “Manage computer certificates” (certlm.msc) and answer Yes to User Account Control. Open ${places.root} › Certificates.`,
    },
    {
      text: `Find the sensor’s old certificate${old[0] ? ` (“${oneLine(shortName(old[0].subject))}”)` : ''}, open it and see that it is the old one; then right-click it, Delete, Yes.`,
    },
    ...old.map(({ sha256, scope }) => ({
      text: `Or in PowerShell${scope === 'machine' ? ', run as administrator' : ''}. It removes what has this SHA-256, and nothing else:`,
      command: removal(sha256, scope),
    })),
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
