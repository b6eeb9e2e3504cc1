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

const rootFile = ({ trust }: DeployJourney): string =>
  trust?.root ? fileName(commonName(trust.root.item)) : 'root.cer';

/** Nothing is trusted by hand either before its fingerprint was compared. `print`: prints the SHA-256 of the file. */
const atHand = (journey: DeployJourney, print: string): GuideStep[] => [
  {
    text: `Have the certificate of the new root as a file, ${rootFile(journey)}: from your PKI desk, or the last block of the kit’s chain file, from BEGIN to END, saved with a text editor.`,
  },
  {
    text: 'Compare its SHA-256 fingerprint with the one that your PKI desk tells you by phone or in person. Only then go on.',
    command: print,
  },
];

/** Which of the two consoles for certificates shows the store. */
const consoles: Record<StoreScope, string> = {
  machine: '“Manage computer certificates” (certlm.msc), and answer Yes to User Account Control',
  user: '“Manage user certificates” (certmgr.msc)',
};

function windows(journey: DeployJourney, quote: Quote): GuideStep[] {
  const { old, root } = journey.trust ?? { old: [], root: null };
  const file = quote(`.\\${rootFile(journey)}`);
  const sha256 = '[Security.Cryptography.SHA256]::Create()';
  return [
    ...atHand(
      journey,
      `[BitConverter]::ToString(${sha256}.ComputeHash((Get-PfxCertificate -FilePath ${file}).RawData))`,
    ),
    {
      text: `Start menu: search for ${consoles.machine}. Open ${places.root} › Certificates. Right-click Certificates, All Tasks, Import, choose the root’s file, leave the store as it is, Finish.`,
    },
    {
      text: 'Or in PowerShell, run as administrator, in the folder of the file:',
      command: `Import-Certificate -FilePath ${file} -CertStoreLocation Cert:\\LocalMachine\\Root`,
    },
    ...(root
      ? [
          {
            text: 'Check: it must print the root.',
            command: `Get-Item Cert:\\LocalMachine\\Root\\${root.item.fingerprints.sha1}`,
          },
        ]
      : []),
    ...old.flatMap(({ sha256: hash, scope, subject }) => [
      {
        text: `The old certificate, “${oneLine(shortName(subject))}”: search for ${consoles[scope]}. Open ${places.root} › Certificates, open it there and see that it is the old one; then right-click it, Delete, Yes.`,
      },
      {
        text: `Or in PowerShell${scope === 'machine' ? ', run as administrator' : ''}. It removes what has this SHA-256, and nothing else:`,
        command: removal(hash, scope),
      },
    ]),
  ];
}

const printed = (file: string): string => `openssl x509 -in ${file} -noout -fingerprint -sha256`;

function linux(journey: DeployJourney, quote: Quote): GuideStep[] {
  const name = rootFile(journey);
  const file = quote(name);
  const plain = name.replace(/\.cer$/, '');
  const database = 'sql:"$HOME"/.pki/nssdb';
  return [
    ...atHand(journey, printed(file)),
    {
      text: 'Chrome and Edge on Linux read your own NSS database. Put the root in (package libnss3-tools), and see that it is there:',
      command: `certutil -d ${database} -A -t C,, -n ${quote(plain)} -i ${file}\ncertutil -d ${database} -L`,
    },
    {
      text: 'Take the old certificate out, with its name in that list in place of OLD:',
      command: `certutil -d ${database} -D -n 'OLD'`,
    },
    {
      text: 'For the system’s command-line tools (Debian, Ubuntu), which want PEM with the ending .crt:',
      command: `sudo openssl x509 -in ${file} -out ${quote(`/usr/local/share/ca-certificates/${plain}.crt`)}\nsudo update-ca-certificates`,
    },
  ];
}

function macos(journey: DeployJourney, quote: Quote): GuideStep[] {
  const file = quote(rootFile(journey));
  return [
    ...atHand(journey, printed(file)),
    {
      text: 'Trust the new root for everyone on this computer:',
      command: `sudo security add-trusted-cert -d -r trustRoot -p ssl -p basic -k /Library/Keychains/System.keychain ${file}`,
    },
    { text: 'Open Keychain Access, choose System, find the old certificate, and delete it.' },
  ];
}

export function trustByHand(journey: DeployJourney, quote: Quote, platform: Platform): GuideStep[] {
  switch (platform) {
    case 'win32':
      return windows(journey, quote);
    case 'linux':
      return linux(journey, quote);
    case 'darwin':
      return macos(journey, quote);
  }
}
