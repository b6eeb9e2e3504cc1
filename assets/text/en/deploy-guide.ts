// The deploy journey by hand: the clicks in the sensor's console, with the firmware's own words, and commands that are
// made for pasting. Every value in a command is quoted for the shell that it is meant for.
import type { DeployJourney, DeployStepId } from '../../../preload/contract/deploy-journey.ts';
import type { KeyKind } from '../../../preload/contract/tools.ts';
import { urlOf } from '../facts.ts';
import { oneLine, powershell, sh } from '../quote.ts';
import { consoleSteps } from './deploy-console.ts';
import { trustByHand } from './deploy-guide-trust.ts';
import type { GuideStep, Platform } from './guide.ts';

type Quote = (value: string) => string;

const quoteFor = (platform: Platform): Quote => {
  const quote = platform === 'win32' ? powershell : sh;
  return (value) => quote(oneLine(value));
};

const where = ({ sensor }: DeployJourney) => ({ host: sensor?.host || 'SENSOR', port: sensor?.port ?? 443 });
const hostPort = (journey: DeployJourney): string => {
  const { host, port } = where(journey);
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
};

/** Certificate of the kit, by its name there. */
const nameIn = ({ kit }: DeployJourney, what: 'key' | 'crt' | 'chain', usual: string): string =>
  kit?.kit.files.find((file) => file.what === what)?.name ?? usual;

const openssl = 'With openssl, which comes with Git for Windows and with every Linux:';

/** Without an end of its input, s_client would wait at the keyboard. */
function sClient(journey: DeployJourney, quote: Quote, platform: Platform, options: string): string {
  const { name, proxy } = journey.sensor ?? { name: null, proxy: null };
  const more = [
    ...(name === null ? [] : [`-servername ${quote(name)}`]),
    ...(proxy === null ? [] : [`-proxy ${quote(proxy)}`]),
    ...(options === '' ? [] : [options]),
  ];
  const command = ['openssl s_client -connect', quote(hostPort(journey)), ...more].join(' ');
  return platform === 'win32' ? `'' | ${command}` : `${command} </dev/null`;
}

function sensor(journey: DeployJourney, quote: Quote, platform: Platform): GuideStep[] {
  return [
    {
      text: `Open ${journey.sensor?.host ? urlOf(where(journey)) : 'https://, followed by the sensor’s address,'} in Edge or Chrome.`,
    },
    {
      text: 'Select “Not secure” in the address bar, then “Your connection to this site isn’t secure”, then the certificate icon (“Show certificate”). Note “Issued to”, “Issued by” and the dates.',
    },
    {
      text: journey.sensor?.host
        ? openssl
        : 'With openssl, which comes with Git for Windows and with every Linux; put the sensor’s address in the place of SENSOR:',
      command: sClient(journey, quote, platform, '-showcerts'),
    },
  ];
}

const newKeys: Readonly<Record<KeyKind, string>> = {
  rsa2048: 'rsa:2048 -sha256',
  rsa3072: 'rsa:3072 -sha256',
  rsa4096: 'rsa:4096 -sha256',
  p256: 'ec -pkeyopt ec_paramgen_curve:P-256 -sha256',
  p384: 'ec -pkeyopt ec_paramgen_curve:P-384 -sha384',
  // It has its own hash.
  ed25519: 'ed25519',
};

function request(journey: DeployJourney, quote: Quote): GuideStep[] {
  const suggestion = journey.request?.suggestion;
  const name = suggestion?.sans[0] ?? journey.sensor?.name ?? 'sensor7.contoso.com';
  const subject = (suggestion?.subject ?? [{ type: 'CN', value: name }])
    .map(({ type, value }) => `/${type}=${value.replace(/[\\/+]/g, '\\$&')}`)
    .join('');
  const sans = (suggestion?.sans ?? [name]).map((each) => (/^[\d.]+$|:/.test(each) ? `IP:${each}` : `DNS:${each}`));
  return [
    {
      text: 'Make a key and a request. Values in the subject that are empty belong to your organization: fill them in. openssl asks for a passphrase for the key: use letters and digits of the English alphabet, so that the form takes it.',
    },
    {
      text: openssl,
      command: `openssl req -new -newkey ${newKeys[suggestion?.keyKind ?? 'rsa2048']} -keyout sensor.key -out sensor.csr -subj ${quote(subject)} -addext ${quote(`subjectAltName=${sans.join(',')}`)}`,
    },
    { text: 'Look at it before you hand it in.', command: 'openssl req -in sensor.csr -noout -text -verify' },
    {
      text: 'Hand sensor.csr to your CA. With AD CS: open https://your-ca/certsrv, Request a certificate, advanced certificate request, paste the file’s text, choose a template for web servers, then download “Base 64 encoded” certificate and chain.',
    },
    { text: 'The key never leaves this computer, except into the sensor’s form.' },
  ];
}

function files(): GuideStep[] {
  return [
    { text: 'The form takes three files: the key as PEM, the certificate as PEM or DER, the chain as PEM.' },
    {
      text: 'From a PFX, take them apart:',
      command: [
        'openssl pkcs12 -in site.pfx -nocerts -out sensor.key',
        'openssl pkcs12 -in site.pfx -clcerts -nokeys -out sensor.crt',
        'openssl pkcs12 -in site.pfx -cacerts -nokeys -out chain.pem',
      ].join('\n'),
    },
    {
      text: 'If openssl says “unsupported”, the PFX is an older one: put -legacy behind pkcs12.',
    },
    {
      text: 'From a P7B, take out the certificates; then put them into their files with a text editor, from BEGIN to END:',
      command: 'openssl pkcs7 -inform DER -print_certs -in chain.p7b -out all.pem',
    },
    { text: 'In chain.pem the CA that issued the sensor’s certificate comes first, the root last.' },
  ];
}

function check({ check: view }: DeployJourney, quote: Quote, platform: Platform): GuideStep[] {
  const [crl] = view?.leaf?.crlDistributionPoints ?? [];
  return [
    {
      text: 'Names, dates, key and signature. Wanted: sha256WithRSAEncryption, RSA with 2048 or 4096 bits, a SAN with the name that people type, no wildcard.',
      command: 'openssl x509 -in sensor.crt -noout -text',
    },
    {
      text: 'Is the key in order, and does the passphrase open it?',
      command: 'openssl pkey -in sensor.key -check -noout',
    },
    {
      text: 'Do key and certificate belong together? The two outputs must be equal.',
      command: 'openssl pkey -in sensor.key -pubout\nopenssl x509 -in sensor.crt -noout -pubkey',
    },
    {
      text: 'Does the chain alone lead from the certificate to its root? It must say OK. (OpenSSL 1.1 does not know -no-CAstore: leave it out there.)',
      command: 'openssl verify -no-CApath -no-CAstore -show_chain -CAfile chain.pem sensor.crt',
    },
    ...(crl
      ? [
          {
            text: 'Is the revocation list to be had? From this computer only; the sensor may be in another network.',
            command: platform === 'win32' ? `curl.exe -I ${quote(crl)}` : `curl -I ${quote(crl)}`,
          },
        ]
      : []),
  ];
}

function kit(journey: DeployJourney, quote: Quote, platform: Platform): GuideStep[] {
  const windows = platform === 'win32';
  return [
    {
      text: 'Make a folder that only you can read, and copy the three files into it: sensor.key, sensor.crt, chain.pem.',
    },
    {
      text: 'Give the key another passphrase. It may hold letters, digits and ! # % ( ) + , - . / : = ? @ [ \\ ] ^ _ { } ~',
      command: 'openssl pkey -in old.key -aes256 -out sensor.key',
    },
    {
      text: 'Make sure that the certificate is the only one in its file.',
      command: 'openssl x509 -in old.crt -out sensor.crt',
    },
    {
      text: 'Put the chain in order: the issuing CA first, the root last.',
      command: windows
        ? 'Get-Content issuing-ca.pem, root.pem | Set-Content -Encoding ascii chain.pem'
        : 'cat issuing-ca.pem root.pem > chain.pem',
    },
    {
      text: 'Note the fingerprint; the browser must show it afterwards.',
      command: `openssl x509 -in ${quote(nameIn(journey, 'crt', 'sensor.crt'))} -noout -fingerprint -sha256`,
    },
  ];
}

function proof(journey: DeployJourney, quote: Quote, platform: Platform): GuideStep[] {
  const name = journey.sensor?.name ?? journey.sensor?.host ?? '';
  return [
    { text: `Load the page again: ${urlOf({ ...where(journey), host: name || where(journey).host })}` },
    {
      text: 'Select the icon left of the address, “Connection is secure” or “Not secure”, then the certificate icon. Compare the SHA-256 fingerprint with the one in the kit’s checklist.',
    },
    {
      text: openssl,
      command: `${sClient(journey, quote, platform, '')} | openssl x509 -noout -fingerprint -sha256 -subject -dates`,
    },
  ];
}

function done(journey: DeployJourney): GuideStep[] {
  const url = journey.done.url ?? urlOf({ ...where(journey), host: journey.sensor?.name ?? where(journey).host });
  return [
    { text: `Open ${url} in Edge or Chrome. There must be no warning, and no “Not secure” in the address bar.` },
    { text: 'Note in the ticket: sensor, name, fingerprint, expiry, and who compared what.' },
  ];
}

type Guide = (journey: DeployJourney, quote: Quote, platform: Platform) => GuideStep[];
const guides: Record<DeployStepId, Guide> = {
  sensor,
  request,
  files,
  check,
  kit,
  upload: (journey) => consoleSteps(journey),
  proof,
  trust: trustByHand,
  done,
};

/** The step by hand, in order. */
export const deployGuide = (step: DeployStepId, platform: Platform, journey: DeployJourney): GuideStep[] =>
  guides[step](journey, quoteFor(platform), platform);
