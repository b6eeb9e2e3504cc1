// By hand on Windows: Edge or Chrome, the certificate dialogs, Notepad; and PowerShell for those who prefer it.
import type { GuideFacts } from '../facts.ts';
import { oneLine, powershell } from '../quote.ts';
import type { GuideStep, PlatformGuide } from './guide.ts';
import { places } from './vocabulary.ts';

const quoted = (value: string): string => powershell(oneLine(value));

const elevated =
  'Or with PowerShell: search for PowerShell in the Start menu, select Run as administrator, answer Yes to User Account Control, and run:';

const save = (facts: GuideFacts): string =>
  [
    `$tcp = New-Object Net.Sockets.TcpClient(${quoted(facts.host)}, ${facts.port})`,
    '$tls = New-Object Net.Security.SslStream($tcp.GetStream(), $false, { $true })',
    `$tls.AuthenticateAsClient(${quoted(facts.host)})`,
    `[IO.File]::WriteAllBytes((Join-Path $PWD ${quoted(facts.file)}), $tls.RemoteCertificate.GetRawCertData())`,
    '$tls.Dispose(); $tcp.Dispose()',
  ].join('\n');

function importing(facts: GuideFacts): GuideStep[] {
  const machine = facts.scope === 'machine';
  const storePath = machine ? 'LocalMachine' : 'CurrentUser';
  const steps: GuideStep[] = [
    {
      text:
        facts.plan.length > 1
          ? `Do the following for each file: ${facts.plan.map(({ name, file }) => `“${name}” (called ${file} here)`).join(', ')}.`
          : 'Use the file from the Export step. It must be a .cer file.',
    },
    {
      text: 'Open the certificate file. On the General tab, select Install Certificate. The Certificate Import Wizard starts.',
    },
    machine
      ? { text: 'Under Store Location, select Local Machine, then Next. Answer Yes to User Account Control.' }
      : { text: 'Under Store Location, select Current User, then Next.' },
    {
      text: `Select “Place all certificates in the following store”, then Browse. ${
        facts.plan.length > 1
          ? `Choose “${places.root}” for the root and “${places.intermediate}” for the others.`
          : `Choose “${places.root}”.`
      } Do not leave it at “Automatically select the certificate store”: Windows may then put it where browsers do not look.`,
    },
    {
      text: machine
        ? 'Select OK, Next, Finish.'
        : 'Select OK, Next, Finish. A Security Warning shows the thumbprint (SHA-1): compare it with the one in the Compare step before you answer Yes.',
    },
  ];
  const commands = facts.plan.map(
    ({ file, place }) =>
      `Import-Certificate -FilePath ${quoted(`.\\${file}`)} -CertStoreLocation Cert:\\${storePath}\\${place === 'root' ? 'Root' : 'CA'}`,
  );
  if (commands.length > 0) {
    steps.push({
      text: machine ? elevated : 'Or in PowerShell, in the folder of the file:',
      command: commands.join('\n'),
    });
    steps.push({
      text: 'Check: each command must print the certificate that you imported.',
      command: facts.plan
        .map(({ place, sha1 }) => `Get-Item Cert:\\${storePath}\\${place === 'root' ? 'Root' : 'CA'}\\${sha1}`)
        .join('\n'),
    });
  }
  return steps;
}

function hosts({ hosts }: GuideFacts): GuideStep[] {
  if (!hosts) {
    return [
      { text: 'First see which name and address belong together: let Certwright show the line, or do the Name step.' },
    ];
  }
  const line = oneLine(`${hosts.address} ${hosts.name}`);
  return [
    {
      text: 'In the Start menu, search for Notepad, select Run as administrator, and answer Yes to User Account Control.',
    },
    {
      text: 'Select File > Open, choose All files (*.*), and open this file. It has no extension:',
      command: hosts.file,
    },
    {
      text: 'If a line without # in front already has this name, put the new line above it: the first one wins. Otherwise put it at the end, on a line of its own:',
      command: line,
    },
    { text: 'Save. The name of the file must stay “hosts”, without .txt.' },
    {
      text: elevated,
      command: `Add-Content -LiteralPath ${quoted(hosts.file)} -Encoding Ascii -Value ${quoted('')}, ${quoted(line)}`,
    },
    {
      text: 'Check in PowerShell: it must print the address. (nslookup does not read the hosts file.)',
      command: `ipconfig /flushdns\nResolve-DnsName ${quoted(hosts.name)}`,
    },
  ];
}

export const windowsGuide: PlatformGuide = {
  address: ({ host, port }) => [
    {
      text: 'Take the address from the address bar of the browser when the sensor’s console is open, or from the sensor’s network settings.',
    },
    {
      text: 'Check in PowerShell that it answers. TcpTestSucceeded must be True:',
      command: `Test-NetConnection ${quoted(host || '192.168.10.7')} -Port ${port}`,
    },
  ],
  download: (facts) => [
    { text: `Open ${facts.url} in Edge or Chrome. A warning page is expected. Do not sign in.` },
    { text: 'Select “Not secure” in the address bar, then “Your connection to this site isn’t secure”.' },
    { text: 'Select the certificate icon. The certificate viewer opens.' },
    { text: 'On the Details tab, select Export. As the type, choose “DER-encoded binary, single certificate”.' },
    { text: 'Or in PowerShell. This trusts nothing; it only saves what the sensor shows:', command: save(facts) },
  ],
  compare: ({ file }) => [
    {
      text: 'Go to the sensor itself: its own screen and keyboard, or a remote terminal (SSH) that you already trust. A browser will not do, because it uses the very connection in question.',
    },
    {
      text: 'There, let the sensor print the fingerprint of its own certificate:',
      command:
        'openssl s_client -connect 127.0.0.1:443 </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256',
    },
    { text: 'Or ask whoever set the sensor up for the SHA-256 fingerprint, by phone or in person.' },
    {
      text: 'The fingerprint of the downloaded file, in PowerShell (the file must be DER):',
      command: `(Get-FileHash -Algorithm SHA256 -LiteralPath ${quoted(`.\\${file}`)}).Hash`,
    },
    {
      text: 'Compare every digit. In the certificate dialog of Windows, “Thumbprint” on the Details tab is the SHA-1 fingerprint.',
    },
  ],
  export: ({ file }) => [
    { text: 'If you saved a DER file from the browser, you have it already and can skip this step.' },
    {
      text: 'Otherwise open the downloaded file, go to the Details tab, and select Copy to File. The Certificate Export Wizard starts.',
    },
    {
      text: 'Select Next, then “DER encoded binary X.509 (.CER)”, then Next. Personal Information Exchange (.PFX) is greyed out: a downloaded certificate has no private key.',
    },
    { text: 'Select Browse, choose a place, then Next and Finish.' },
    {
      text: 'Check in PowerShell. The thumbprint must be the SHA-1 fingerprint of the Compare step:',
      command: `(Get-PfxCertificate -FilePath ${quoted(`.\\${file}`)}).Thumbprint`,
    },
  ],
  import: importing,
  name: ({ file, url }) => [
    {
      text: 'Open the certificate file, go to the Details tab, and select “Subject Alternative Name”. The name that you type in the browser must be in this list. Edge and Chrome look nowhere else.',
    },
    {
      text: 'The same in PowerShell. No output means that there is no such list:',
      command: `(New-Object Security.Cryptography.X509Certificates.X509Certificate2 (Join-Path $PWD ${quoted(file)})).Extensions | Where-Object { $_.Oid.Value -eq '2.5.29.17' } | ForEach-Object { $_.Format($true) }`,
    },
    {
      text: 'Select “Subject” on the same tab: the common name stands after CN =. It names the certificate, but browsers ignore it.',
    },
    {
      text: `Open ${url}. On the warning page, select the error code. NET::ERR_CERT_AUTHORITY_INVALID: not trusted yet; a wrong name shows only after that. NET::ERR_CERT_COMMON_NAME_INVALID: the name is not in the list.`,
    },
    { text: 'In the details that unfold, copy the text after “Subject:” and paste it on this page.' },
  ],
  hosts,
  done: (facts) => [
    {
      text: `Open ${facts.openUrl} in Edge or Chrome. There must be no warning. If the old page is still there, reload it.`,
    },
    ...(facts.plan.length > 0
      ? [
          {
            text: 'To take the import back, in PowerShell (as administrator for the Local Machine store):',
            command: facts.plan
              .map(({ place, sha1 }) => {
                const store = facts.scope === 'machine' ? 'LocalMachine' : 'CurrentUser';
                return `Remove-Item Cert:\\${store}\\${place === 'root' ? 'Root' : 'CA'}\\${sha1}`;
              })
              .join('\n'),
          },
        ]
      : []),
    ...(facts.hosts
      ? [{ text: `To take the line back, open ${facts.hosts.file} in Notepad as administrator and delete it.` }]
      : []),
  ],
};
