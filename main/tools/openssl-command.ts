// The same conversion by hand: the openssl commands for a change ticket. openssl asks for passphrases itself, so none
// is ever in the text.
import { oneLine, powershell, sh } from '../../assets/text/quote.ts';
import type { ConvertTarget, Format } from '../../preload/contract/tools.ts';
import type { FoundObject } from '../pki/files/objects.ts';

export type Source = { name: string; format: Format; kind: FoundObject['kind'] };
type Order = {
  sources: readonly Source[];
  to: ConvertTarget;
  out: string;
  keyEncoding: 'pkcs8' | 'pkcs1' | 'sec1';
  pfxProfile: 'modern' | 'compatible';
  encrypted: boolean;
};

/** `kind` of object that openssl's command of that name reads and writes. */
const tools = {
  certificate: 'x509',
  request: 'req',
  crl: 'crl',
  publicKey: 'pkey -pubin',
  privateKey: 'pkey',
} as const;

const pfxOptions = {
  modern: '-keypbe AES-256-CBC -certpbe AES-256-CBC -macalg sha256',
  compatible: '-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1',
};

/** Commands in order, one a line. `platform` decides how names are quoted and files joined. */
export function opensslCommand(order: Order, platform: NodeJS.Platform): string {
  const literal = platform === 'win32' ? powershell : sh;
  // A name that begins with a hyphen must not be taken for an option.
  const quote = (name: string) => literal(oneLine(name).replace(/^-/, './-'));
  const lines: string[] = [];
  const prepared = new Map<string, string>();
  /** The source as a PEM file, with the step that makes it where it is none. */
  const asPem = ({ name, format, kind }: Source): string => {
    if (format === 'pem') return name;
    const isKey = kind === 'privateKey';
    const pem = format === 'pkcs12' ? `${name}${isKey ? '.key' : '.certs'}.pem` : `${name}.pem`;
    if (!prepared.has(pem)) {
      prepared.set(pem, name);
      const [from, to] = [quote(name), quote(pem)];
      if (format === 'pkcs12')
        lines.push(`openssl pkcs12 -in ${from} ${isKey ? '-nocerts -nodes' : '-nokeys'} -out ${to}`);
      else if (format === 'pkcs7') lines.push(`openssl pkcs7 -inform DER -in ${from} -print_certs -out ${to}`);
      else if (format === 'base64')
        lines.push(`openssl base64 -d -A -in ${from} | openssl ${tools[kind]} -inform DER -out ${to}`);
      else lines.push(`openssl ${tools[kind]} -inform DER -in ${from} -out ${to}`);
    }
    return pem;
  };
  const pemFiles = (kinds: readonly FoundObject['kind'][]): string[] => [
    ...new Set(order.sources.filter(({ kind }) => kinds.includes(kind)).map(asPem)),
  ];
  const out = quote(order.out);
  const join = (files: readonly string[]): string =>
    platform === 'win32'
      ? `Get-Content ${files.map(quote).join(', ')} | Set-Content -Encoding ascii ${out}`
      : `cat ${files.map(quote).join(' ')} > ${out}`;

  const [first] = order.sources;
  if (order.to === 'pfx') {
    const [leaf, ...chain] = pemFiles(['certificate']);
    const [key] = pemFiles(['privateKey']);
    const files = [
      key ? `-inkey ${quote(key)}` : '-nokeys',
      `-in ${quote(leaf ?? '')}`,
      ...chain.map((file) => `-certfile ${quote(file)}`),
    ];
    lines.push(`openssl pkcs12 -export ${files.join(' ')} ${pfxOptions[order.pfxProfile]} -out ${out}`);
  } else if (order.to === 'p7b') {
    const files = pemFiles(['certificate']).map((file) => `-certfile ${quote(file)}`);
    const [crl] = pemFiles(['crl']);
    lines.push(`openssl crl2pkcs7 ${crl ? `-in ${quote(crl)}` : '-nocrl'} ${files.join(' ')} -outform DER -out ${out}`);
  } else if (order.to === 'key' || (order.to === 'pem' && order.sources.every(({ kind }) => kind === 'privateKey'))) {
    lines.push(keyCommand(quote(pemFiles(['privateKey'])[0] ?? ''), out, order));
  } else if (order.to === 'der') {
    const from = first ? asPem(first) : '';
    lines.push(`openssl ${tools[first?.kind ?? 'certificate']} -in ${quote(from)} -outform DER -out ${out}`);
  } else {
    const files = pemFiles(['certificate', 'privateKey', 'request', 'crl', 'publicKey']);
    const [only] = order.sources;
    if (order.sources.length === 1 && only)
      lines.push(`openssl ${tools[only.kind]} -in ${quote(files[0] ?? '')} -out ${out}`);
    else lines.push(join(files));
  }
  return lines.join('\n');
}

/** openssl's `pkey` writes PKCS#8; `-traditional` gives PKCS#1 for RSA and SEC 1 for EC keys. */
function keyCommand(from: string, out: string, { keyEncoding, encrypted }: Order): string {
  if (keyEncoding === 'pkcs8')
    return encrypted
      ? `openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -in ${from} -out ${out}`
      : `openssl pkey -in ${from} -out ${out}`;
  return `openssl pkey -in ${from} -traditional${encrypted ? ' -aes256' : ''} -out ${out}`;
}
