// Certificates that openssl and certtool make themselves, over a grid: every kind of key with every hash it signs with,
// and subjects, extensions, serial numbers and dates dealt out over them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFile } from './corpus.ts';
import { hashesOf, keyKinds } from './keys.ts';
import { base64, derOf, mustAll } from './run.ts';

export type Made = { id: string; maker: string; der: string };

/** Sections of a `[dn]`, with the types of string that they are written in. */
export const subjects: readonly { called: string; mask: string; lines: readonly string[] }[] = [
  { called: 'plain', mask: 'utf8only', lines: ['C=US', 'O=Contoso', 'CN=sensor7.contoso.com'] },
  { called: 'printable', mask: 'pkix', lines: ['C=DE', 'ST=Bayern', 'L=Garching', 'O=Contoso GmbH', 'OU=IT', 'CN=a'] },
  { called: 'T61', mask: 'default', lines: ['C=DE', 'O=Zürich Überland', 'CN=größe'] },
  { called: 'BMP', mask: 'MASK:0x800', lines: ['O=東京', 'CN=日本語 テスト'] },
  { called: 'UTF-8', mask: 'utf8only', lines: ['O=Ελλάδα 😀', 'CN=Ω≈ç√'] },
  { called: 'universal', mask: 'MASK:0x100', lines: ['O=Ωmega 😀', 'CN=universal'] },
  {
    called: 'special',
    mask: 'utf8only',
    lines: ['O=Contoso\\, Inc. + \\"Sons\\"', 'OU=\\#1 <a;b>', 'CN=back\\\\slash='],
  },
  { called: 'blanks', mask: 'utf8only', lines: ['O=\\ lead and trail\\ ', 'CN=two  blanks'] },
  { called: 'several', mask: 'utf8only', lines: ['0.OU=a', '1.OU=b', '+O=c', '+L=d', 'CN=multi', '+serialNumber=1'] },
  {
    called: 'many types',
    mask: 'utf8only',
    lines: ['GN=G', 'SN=S', 'initials=I', 'title=T', 'description=D', 'name=N'],
  },
  {
    called: 'directory',
    mask: 'utf8only',
    lines: ['0.DC=com', '1.DC=contoso', 'UID=u', 'emailAddress=a@contoso.com', 'postalCode=1', 'street=s', 'CN=d'],
  },
  { called: 'unknown type', mask: 'utf8only', lines: ['type=value', 'CN=with an unknown type'] },
  {
    called: 'extended validation',
    mask: 'utf8only',
    lines: ['businessCategory=Private', 'dnQualifier=q', 'pseudonym=p'],
  },
];

const directory = '[dir]\nC=US\nO=Contoso\nCN=dir';

/** Sections of extensions. */
export const extensionSets: readonly { called: string; lines: readonly string[] }[] = [
  { called: 'none', lines: [] },
  {
    called: 'server',
    lines: [
      ...['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature,keyEncipherment'],
      ...['extendedKeyUsage=serverAuth,clientAuth', 'subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid:always'],
      ...['subjectAltName=DNS:sensor7.contoso.com,DNS:*.contoso.com,IP:192.0.2.7,IP:2001:db8::1'],
    ],
  },
  {
    called: 'CA',
    lines: [
      ...['basicConstraints=critical,CA:TRUE,pathlen:3', 'keyUsage=critical,keyCertSign,cRLSign'],
      ...['subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid:always,issuer:always'],
    ],
  },
  { called: 'CA without limit', lines: ['basicConstraints=CA:TRUE', 'keyUsage=keyCertSign,cRLSign,digitalSignature'] },
  {
    called: 'names',
    lines: [
      'subjectAltName=email:a@contoso.com,URI:https://contoso.com/a?b=c,RID:1.2.3.4,dirName:dir,DNS:a,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:user@contoso.com,otherName:1.2.3.4;IA5:text,IP:::1,IP:fe80::1:2:3',
    ],
  },
  {
    called: 'all usages',
    lines: [
      'keyUsage=digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment,keyAgreement,keyCertSign,cRLSign,encipherOnly,decipherOnly',
    ],
  },
  {
    called: 'all purposes',
    lines: [
      'extendedKeyUsage=critical,serverAuth,clientAuth,codeSigning,emailProtection,timeStamping,OCSPSigning,anyExtendedKeyUsage,1.3.6.1.4.1.311.10.3.4,1.2.3.4',
    ],
  },
  {
    called: 'points',
    lines: [
      'crlDistributionPoints=URI:http://a.contoso.com/a.crl,URI:ldap:///CN=a?certificateRevocationList',
      'authorityInfoAccess=OCSP;URI:http://ocsp.contoso.com/,caIssuers;URI:http://a.contoso.com/ca.cer,OCSP;URI:http://second/',
    ],
  },
  {
    called: 'odd points',
    lines: [
      'crlDistributionPoints=point1,point2',
      'freshestCRL=URI:http://delta/',
      'authorityInfoAccess=1.2.3.4;URI:http://other/,caIssuers;DNS:host',
    ],
  },
  {
    called: 'policies',
    lines: [
      'certificatePolicies=1.2.3.4,2.5.29.32.0,@policy',
      'policyConstraints=requireExplicitPolicy:3',
      'inhibitAnyPolicy=2',
    ],
  },
  {
    called: 'constraints',
    lines: [
      'basicConstraints=CA:TRUE',
      'nameConstraints=critical,permitted;DNS:contoso.com,permitted;DNS:.b.com,permitted;IP:10.0.0.0/255.0.0.0,permitted;IP:2001:db8::/ffff:ffff::,permitted;email:contoso.com,excluded;URI:.c.com,excluded;dirName:dir,excluded;IP:192.168.1.0/255.255.255.128',
    ],
  },
  {
    called: 'others',
    lines: [
      ...['tlsfeature=status_request', 'nsComment=made for a test', '1.2.3.4.5=critical,DER:0500', 'noCheck=ignored'],
      ...['1.3.6.1.4.1.311.20.2=ASN1:BMPSTRING:WebServer', '1.2.840.113549.1.9.15=DER:3000', 'nsCertType=server'],
      ...['issuerAltName=DNS:issuer', '2.5.29.16=DER:3000'],
    ],
  },
];

const configuration = (): string =>
  [
    ...['oid_section=oids', '[oids]', 'type=1.2.3.4.5.6', directory],
    '[point1]\nfullname=URI:http://one/,URI:http://two/\nreasons=keyCompromise,CACompromise\n',
    '[point2]\nrelativename=relative\nCRLissuer=dirName:dir\n[relative]\nCN=relative',
    '[policy]\npolicyIdentifier=1.3.5.8\nCPS.1=http://cps/\nuserNotice.1=@notice\n[notice]\nexplicitText=UTF8:Grüße\n',
    ...subjects.map(
      ({ mask, lines }, at) =>
        `[req${at}]\ndistinguished_name=dn${at}\nprompt=no\nutf8=yes\nstring_mask=${mask}\n[dn${at}]\n${lines.join('\n')}`,
    ),
    ...extensionSets.map(({ lines }, at) => `[ext${at}]\n${lines.join('\n')}`),
  ].join('\n');

/** One configuration for each subject: openssl takes the section's name from the file only. */
export const writeConfigurations = (folder: string): void => {
  const common = configuration();
  for (const at of subjects.keys())
    writeFileSync(
      join(folder, `s${at}.cnf`),
      `${common.replace(/\n\[req\d+\][^[]*/g, '\n')}\n[req]\ndistinguished_name=dn${at}\nprompt=no\nutf8=yes\nstring_mask=${subjects[at]?.mask}\n`,
    );
};

const serials = [
  '0',
  '1',
  '127',
  '128',
  '255',
  '65536',
  '-1',
  '-128',
  '-129',
  '0x7fffffffffffffffffffffffffffffffffffffff',
  '0x80',
  '0x8000000000000000000000000000000000000001',
  '0x0102030405060708090a0b0c0d0e0f1011121314151617',
];

const signing = (kind: string, hash: string | null, turn: number): string[] => [
  ...(hash === null ? [] : [`-${hash}`]),
  // An ordinary RSA key signs with PSS too, with salts of several lengths.
  ...(kind === 'rsa2048' && turn % 3 === 0 && !hash?.startsWith('sha3') && hash !== 'md5'
    ? ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', `rsa_pss_saltlen:${[-1, 0, 20, 32][turn % 4]}`]
    : []),
];

/** Self-signed ones of `openssl req -x509`. */
export const madeByOpenssl = (folder: string, rounds: number): Made[] => {
  writeConfigurations(folder);
  const wanted: { id: string; command: string[] }[] = [];
  let turn = 0;
  for (let round = 0; round < rounds; round += 1)
    for (const kind of keyKinds)
      for (const hash of hashesOf(kind)) {
        turn += 1;
        const [subject, set] = [turn % subjects.length, (turn * 5 + round) % extensionSets.length];
        wanted.push({
          id: `openssl ${kind} ${hash} ${subjects[subject]?.called}, ${extensionSets[set]?.called} ${turn}`,
          command: [
            ...['openssl', 'req', '-x509', '-new', '-config', `s${subject}.cnf`, '-extensions', `ext${set}`],
            ...['-key', keyFile(kind), '-days', String([1, 30, 3650, 36_500][turn % 4]), '-outform', 'PEM'],
            ...['-set_serial', serials[turn % serials.length] as string, ...signing(kind, hash, turn)],
          ],
        });
      }
  return mustAll(
    folder,
    wanted.map(({ command }) => command),
  ).map((pem, at) => ({ id: wanted[at]?.id as string, maker: 'openssl', der: base64(derOf(pem)) }));
};

const templates: readonly string[][] = [
  ['cn="certtool"', 'tls_www_server', 'dns_name="a.contoso.com"', 'ip_address="192.0.2.1"', 'signing_key'],
  ['cn="CA"', 'ca', 'cert_signing_key', 'crl_signing_key', 'path_len=1', 'expiration_days=-1'],
  ['organization="Grün"', 'unit="IT"', 'country=DE', 'cn="größe"', 'email="a@contoso.com"', 'uri="https://a/"'],
  [
    'dn="CN=a,O=b\\,c,DC=contoso,DC=com"',
    'crl_dist_points="http://a/"',
    'ocsp_uri="http://ocsp/"',
    'ca_issuers_uri="http://ca/"',
  ],
  [
    'cn="policies"',
    'policy1=1.2.3.4',
    'policy1_url="http://cps/"',
    'policy2=1.3.5.8',
    'key_purpose_oid=1.2.3.4',
    'tls_www_client',
  ],
  ['cn="constraints"', 'ca', 'nc_permit_dns="contoso.com"', 'nc_exclude_email="a@b"', 'nc_permit_ip="10.0.0.0/8"'],
  [
    'cn="others"',
    'add_extension="1.2.3.4.5 0x0500"',
    'add_critical_extension="1.2.3.6 octet_string(0xAABB)"',
    'other_name_utf8="1.2.3.4 text"',
    'xmpp_name="a@b"',
  ],
  [
    'cn="dates"',
    'activation_date="1960-01-01 00:00:00"',
    'expiration_date="2150-12-31 23:59:59"',
    'serial=0x00ffffffffff',
  ],
];

const certtoolKinds = ['rsa2048', 'rsa3072', 'P-256', 'P-384', 'P-521', 'ed25519', 'pss2048'];

/** Self-signed ones of `certtool`. */
export const madeByCerttool = (folder: string): Made[] => {
  const wanted = certtoolKinds.flatMap((kind) =>
    templates.flatMap((lines, at) =>
      ['SHA256', 'SHA384', 'SHA512'].map((hash) => ({
        kind,
        lines,
        hash,
        id: `certtool ${kind} ${hash} template ${at}`,
      })),
    ),
  );
  for (const [at, { lines }] of wanted.entries()) writeFileSync(join(folder, `t${at}`), `${lines.join('\n')}\n`);
  mustAll(
    folder,
    wanted.map(({ kind, hash }, at) => [
      ...['certtool', '--generate-self-signed', '--load-privkey', keyFile(kind), '--template', `t${at}`],
      ...(kind.startsWith('ed') ? [] : ['--hash', hash]),
      ...['--outfile', `t${at}.pem`],
    ]),
  );
  return wanted.map(({ id }, at) => ({
    id,
    maker: 'certtool',
    der: base64(derOf(readFileSync(join(folder, `t${at}.pem`), 'utf8'))),
  }));
};
