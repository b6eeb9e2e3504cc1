// By hand on Linux: Chromium keeps its trust in the user's NSS database; OpenSSL and most tools read the system's.
import type { GuideFacts } from '../facts.ts';
import { oneLine, sh } from '../quote.ts';
import type { GuideStep, PlatformGuide } from './guide.ts';

const quoted = (value: string): string => sh(oneLine(value));
const database = 'sql:$HOME/.pki/nssdb';

const target = ({ host, port }: GuideFacts): string => quoted(`${host.includes(':') ? `[${host}]` : host}:${port}`);

/** What NSS is told about a certificate: C a CA for servers, P a trusted peer, nothing for an intermediate. */
const flags = (entry: GuideFacts['plan'][number]): string =>
  entry.selfSignedLeaf ? 'P,,' : entry.place === 'root' ? 'C,,' : ',,';

function importing(facts: GuideFacts): GuideStep[] {
  if (facts.plan.length === 0) return [{ text: 'Get the certificate of the issuing CA as a file from your PKI desk.' }];
  if (facts.scope === 'user') {
    return [
      {
        text: 'Chromium and Chrome read the database of your user. certutil is in the package libnss3-tools (nss-tools on Fedora and Red Hat):',
        command: facts.plan
          .map(
            (entry) =>
              `certutil -d ${database} -A -t "${flags(entry)}" -n ${quoted(entry.name)} -i ${quoted(entry.file)}`,
          )
          .join('\n'),
      },
      {
        text: 'Check: it must print the certificate.',
        command: facts.plan.map(({ name }) => `certutil -d ${database} -L -n ${quoted(name)}`).join('\n'),
      },
    ];
  }
  return [
    {
      text: 'Command-line tools read the system’s CA store. It wants PEM files with the ending .crt:',
      command: facts.plan
        .map(
          ({ file }) =>
            `openssl x509 -inform DER -in ${quoted(file)} | sudo tee ${quoted(`/usr/local/share/ca-certificates/${file.replace(/\.cer$/, '')}.crt`)} >/dev/null`,
        )
        .concat('sudo update-ca-certificates')
        .join('\n'),
    },
    { text: 'Chromium and Chrome do not read this store. For the browser, use the store of your user as well.' },
  ];
}

function hosts({ hosts }: GuideFacts): GuideStep[] {
  if (!hosts) return [{ text: 'First see which name and address belong together: do the Name step.' }];
  return [
    {
      text: 'If a line without # in front already has this name, edit the file and put the new line above it: the first one wins.',
    },
    {
      text: 'Otherwise add the line at the end, on a line of its own:',
      command: `printf '\\n%s\\n' ${quoted(`${hosts.address} ${hosts.name}`)} | sudo tee -a ${quoted(hosts.file)}`,
    },
    {
      text: 'Check: it must print the address. (nslookup and dig do not read the hosts file.)',
      command: `getent ahosts ${quoted(hosts.name)}`,
    },
  ];
}

export const linuxGuide: PlatformGuide = {
  address: (facts) => [
    {
      text: 'Take the address from the address bar of the browser when the sensor’s console is open, or from the sensor’s network settings.',
    },
    ...(facts.host
      ? [{ text: 'Check that it answers:', command: `openssl s_client -connect ${target(facts)} </dev/null` }]
      : []),
  ],
  download: (facts) => [
    {
      text: 'Save what the sensor shows. This trusts nothing:',
      command: `openssl s_client -connect ${target(facts)} </dev/null 2>/dev/null | openssl x509 -outform DER -out ${quoted(facts.file)}`,
    },
    {
      text: 'To see every certificate that it sends:',
      command: `openssl s_client -connect ${target(facts)} -showcerts </dev/null`,
    },
    {
      text: `Or open ${facts.url} in Chromium, select “Not secure” in the address bar, then the certificate; on the Details tab, select Export.`,
    },
  ],
  compare: ({ file }) => [
    {
      text: 'Go to the sensor itself: its own screen and keyboard, or a remote terminal (SSH) that you already trust. There, let it print the fingerprint of its own certificate:',
      command:
        'openssl s_client -connect 127.0.0.1:443 </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256',
    },
    { text: 'Or ask whoever set the sensor up for the SHA-256 fingerprint, by phone or in person.' },
    {
      text: 'The fingerprint of the downloaded file. Compare every digit:',
      command: `openssl x509 -inform DER -in ${quoted(file)} -noout -fingerprint -sha256`,
    },
  ],
  export: ({ file }) => [
    {
      text: 'As PEM (text), from the DER file of the Download step:',
      command: `openssl x509 -inform DER -in ${quoted(file)} -out ${quoted(file.replace(/\.cer$/, '.pem'))}`,
    },
  ],
  import: importing,
  name: ({ file, url }) => [
    {
      text: 'List the names that browsers read. The name that you type must be among them; no output means that there are none:',
      command: `openssl x509 -inform DER -in ${quoted(file)} -noout -ext subjectAltName`,
    },
    {
      text: 'The subject with the common name (CN). Browsers ignore it:',
      command: `openssl x509 -inform DER -in ${quoted(file)} -noout -subject`,
    },
    {
      text: `Open ${url}. On the warning page, select the error code, copy the text after “Subject:” and paste it on this page.`,
    },
  ],
  hosts,
  done: (facts) => [
    { text: `Open ${facts.openUrl} in Chromium or Chrome. There must be no warning.` },
    ...(facts.plan.length > 0
      ? [
          {
            text: 'To take the import for your user back:',
            command: facts.plan.map(({ name }) => `certutil -d ${database} -D -n ${quoted(name)}`).join('\n'),
          },
        ]
      : []),
    ...(facts.hosts ? [{ text: `To take the line back, edit ${facts.hosts.file} as root and delete it.` }] : []),
  ],
};
