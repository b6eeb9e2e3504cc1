// The texts for other tools: OpenSSL's are given to the real openssl; certreq's INF to a reader that is as strict as
// Microsoft's documentation of INF files and of CertStrToName.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeNameOf } from '../../../../main/pki/asn1/oids.ts';
import { type PreparedOrder, prepareOrder, type RequestOrder } from '../../../../main/pki/requests/create-request.ts';
import { readRequestStructure } from '../../../../main/pki/requests/request-structure.ts';
import {
  type CommandFiles,
  certreqInf,
  infBytes,
  opensslCommand,
  opensslConfig,
  sanAttribute,
  sanCommands,
} from '../../../../main/pki/requests/request-texts.ts';
import { key, openssl, path, read, write } from '../openssl.ts';
import { good, opensslNames, opensslSubject, ordered } from './requests.ts';

const nasty = `Contoso, "Inc." + Söhne; 100% #1 $HOME \${x} \\ <a=b>/'\`id\` ‘x’ & 株`;
const order: RequestOrder = {
  subject: [
    { type: 'C', value: 'US' },
    { type: 'ST', value: ' WA ' },
    { type: 'STREET', value: '1 Main St' },
    { type: 'description', value: nasty },
    { type: 'OU', value: 'b' },
    { type: 'OU', value: 'a' },
    { type: 'serialNumber', value: '7' },
    { type: 'CN', value: 'sensor7.contoso.com' },
    { type: 'emailAddress', value: 'ot@contoso.com' },
  ],
  sans: {
    dns: ['*.contoso.com', 'bücher.example'],
    ip: ['192.0.2.7', '2001:db8::7'],
    email: ['a@b.c'],
    uri: ['https://a/b?c=d'],
  },
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  extendedKeyUsage: ['serverAuth', '1.3.6.1.4.1.311.10.3.4'],
};
const prepared = (wanted: RequestOrder): PreparedOrder => good(prepareOrder(wanted));
const p256 = { algorithm: 'EC', bits: 256, curve: 'P-256' };
const rsa = { algorithm: 'RSA', bits: 2048 };

/** What is signed, without the key: version, subject and attributes. */
const asked = (der: Uint8Array) => {
  const { subject, extensions } = readRequestStructure(der);
  const list = [...extensions].map(([oid, { critical, value }]) => [
    oid,
    critical,
    Buffer.from(value.content).toString('hex'),
  ]);
  return { subject: Buffer.from(subject.encoding).toString('hex'), list };
};

/** By openssl with our configuration. */
const configured = (wanted: RequestOrder): Uint8Array => {
  const config = write('text.cnf', opensslConfig(prepared(wanted), p256));
  openssl(['req', '-new', '-config', config, '-key', key('p256'), '-outform', 'DER', '-out', 'text.der']);
  return read('text.der');
};

const attributeText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((text) => text.trim() !== '' && [...text].length < 60)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: createRequest refuses these
  .filter((text) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]|\p{Surrogate}/u.test(text));
const anySpecial = fc
  .array(fc.constantFrom(...'"\\\'#$%&,;+=/<>`(){}[]|!*? aü'), { minLength: 1, maxLength: 20 })
  .map((parts) => parts.join(''))
  .filter((text) => text.trim() !== '');

describe('the OpenSSL configuration', () => {
  it('makes openssl ask for exactly what our own request asks for, octet by octet', () => {
    expect(asked(configured(order))).toEqual(asked(ordered(order)));
  });

  it.each([
    ['only a name', { subject: [{ type: 'CN', value: 'Sensor 7' }] }],
    [
      'names that need quotes',
      { subject: [{ type: 'CN', value: 'a.b' }], sans: { uri: ['https://a/b,c;d?e=$f&g#h'], email: ["o'$x#y@b.c"] } },
    ],
  ] as [string, RequestOrder][])('with %s', (_, wanted) => {
    expect(asked(configured(wanted))).toEqual(asked(ordered(wanted)));
  });

  it('whatever the subject', () => {
    fc.assert(
      fc.property(fc.oneof(attributeText, anySpecial), fc.oneof(attributeText, anySpecial), (one, other) => {
        const subject = [
          { type: 'O', value: one },
          { type: 'O', value: other },
        ];
        expect(asked(configured({ subject }))).toEqual(asked(ordered({ subject })));
      }),
      { numRuns: 12 },
    );
  });
});

describe('the OpenSSL command', () => {
  const files: CommandFiles = {
    key: '-it’s "a" $key.pem',
    existing: false,
    out: 'command.pem',
    config: 'text.cnf',
    shell: 'sh',
  };
  const run = (command: string): Uint8Array => {
    const env = { ...process.env, OPENSSL_CONF: path('empty.cnf'), PASS: 'secret' };
    write('empty.cnf', '[req]\ndistinguished_name=dn\nstring_mask=utf8only\n[dn]\n');
    execFileSync('/bin/sh', ['-c', command], { cwd: path('.'), env, stdio: 'pipe' });
    return new Uint8Array(openssl(['req', '-in', 'command.pem', '-outform', 'DER']));
  };

  it('makes the same request, and a key beside it', () => {
    const made = run(opensslCommand(prepared(order), p256, files));
    expect(asked(made)).toEqual(asked(ordered(order)));
    expect(readFileSync(path(files.key), 'utf8')).toContain('BEGIN PRIVATE KEY');
  });

  it('whatever the subject', () => {
    fc.assert(
      fc.property(fc.oneof(attributeText, anySpecial), (value) => {
        const wanted = { subject: [{ type: 'O', value }] };
        const command = opensslCommand(prepared(wanted), p256, { ...files, key: key('p256'), existing: true });
        expect(asked(run(command))).toEqual(asked(ordered(wanted)));
      }),
      { numRuns: 12 },
    );
  });

  it('goes by the configuration where a name cannot stand in the line', () => {
    const wanted: RequestOrder = {
      subject: [{ type: 'CN', value: 'a.b' }],
      sans: { uri: ["https://a/b,DNS:evil';id"] },
    };
    write('text.cnf', opensslConfig(prepared(wanted), p256));
    const command = opensslCommand(prepared(wanted), p256, files);
    expect(command).toContain("-config 'text.cnf'");
    expect(asked(run(command))).toEqual(asked(ordered(wanted)));
  });

  it('takes passphrases from the environment, for a new key and for one that is there', () => {
    const locked = { ...files, key: 'locked.pem', passphraseEnv: 'PASS' };
    const wanted = prepared({ subject: [{ type: 'CN', value: 'a' }] });
    run(opensslCommand(wanted, p256, locked));
    expect(readFileSync(path('locked.pem'), 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(opensslSubject(run(opensslCommand(wanted, p256, { ...locked, existing: true })))).toBe('CN=a');
  });

  it.each([
    [rsa, 'openssl req -new -sha256 -newkey rsa:2048 -nodes '],
    [{ algorithm: 'EC', curve: 'P-384' }, 'openssl req -new -sha384 -newkey ec -pkeyopt ec_paramgen_curve:P-384 '],
    [{ algorithm: 'Ed25519' }, 'openssl req -new -newkey ed25519 '],
  ])('%j', (kind, beginning) => {
    const command = opensslCommand(prepared({ subject: [{ type: 'CN', value: 'a' }] }), kind, files);
    expect(command.startsWith(beginning)).toBe(true);
    if (kind.algorithm !== 'RSA') expect(opensslNames(run(command))).toEqual(['DNS:a']);
  });

  it('has no open quote and no line break for PowerShell', () => {
    const command = opensslCommand(prepared(order), rsa, { ...files, shell: 'powershell' });
    expect((command.match(/['‘’‚‛]/g) ?? []).length % 2).toBe(0);
    expect(command).not.toMatch(/[\r\n]/);
  });
});

// --- a strict reader of INF files: sections, KEY = VALUE, values quoted with "" for a quote and %% for a percent sign

type Inf = Record<string, [string, string][]>;

const unquoted = (value: string): string => {
  if (!value.startsWith('"')) {
    expect(value).toMatch(/^[A-Za-z0-9._]+$/);
    return value;
  }
  expect(value).toMatch(/^"(?:[^"%]|""|%%)*"$/);
  return value.slice(1, -1).replaceAll('""', '"').replaceAll('%%', '%');
};

const readInf = (text: string): Inf => {
  const sections: Inf = {};
  let section = '';
  expect(text).toMatch(/\r\n$/);
  for (const line of text.split('\r\n')) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(line.length).toBeLessThan(4096);
    if (line === '' || line.startsWith(';')) continue;
    const head = /^\[([A-Za-z]+)\]$/.exec(line)?.[1];
    if (head !== undefined) {
      section = head;
      sections[section] = [];
      continue;
    }
    const [, name = '', value = ''] = /^([A-Za-z0-9._]+) = (.+)$/.exec(line) ?? [];
    expect(name).not.toBe('');
    sections[section]?.push([name, unquoted(value)]);
  }
  return sections;
};

/**
 * CertStrToName: TYPE=VALUE between commas. A value in quotes has "" for a quote; one without them has none of the
 * signs that need quotes, and no blanks at its ends.
 */
const readX500 = (text: string): string[][] => {
  const part =
    /([A-Za-z0-9.]+)=(?:"((?:[^"]|"")*)"|([^\s,+="<>#;\n\\](?:[^,+="<>#;\n\\]*[^\s,+="<>#;\n\\])?))(?:,(?=.)|$)/gsy;
  const found: string[][] = [];
  while (part.lastIndex < text.length) {
    const [, type = '', quoted, bare] = part.exec(text) ?? [];
    if (type === '') throw new Error(`not an X.500 string: ${text}`);
    found.push([attributeNameOf(type), quoted?.replaceAll('""', '"') ?? bare ?? '']);
  }
  return found;
};

const infOf = (wanted: RequestOrder, kind: { algorithm: string } = rsa) => {
  const inf = certreqInf(prepared(wanted), kind);
  if (inf === undefined) throw new Error('no INF');
  return { ...inf, sections: readInf(inf.text) };
};
const entry = (sections: Inf, section: string, name: string) => sections[section]?.find(([each]) => each === name)?.[1];

describe('the INF for certreq', () => {
  it('says the same, name by name', () => {
    const inf = infOf(order);
    const { sections, omitted } = inf;
    expect(Object.keys(sections)).toEqual(['Version', 'NewRequest', 'EnhancedKeyUsageExtension', 'Extensions']);
    expect(entry(sections, 'Version', 'Signature')).toBe('$Windows NT$');
    expect(Object.fromEntries(sections.NewRequest ?? [])).toMatchObject({
      KeyAlgorithm: 'RSA',
      KeyLength: '2048',
      HashAlgorithm: 'SHA256',
      Exportable: 'TRUE',
      MachineKeySet: 'TRUE',
      RequestType: 'PKCS10',
      KeyUsage: '0xa0',
    });
    // Windows reverses the order of the string.
    expect(readX500(entry(sections, 'NewRequest', 'Subject') ?? '').reverse()).toEqual(
      order.subject.map(({ type, value }) => [type, value]),
    );
    expect(sections.EnhancedKeyUsageExtension?.map(([, oid]) => oid)).toEqual([
      '1.3.6.1.5.5.7.3.1',
      '1.3.6.1.4.1.311.10.3.4',
    ]);
    const [first, ...rest] = sections.Extensions ?? [];
    expect(first).toEqual(['2.5.29.17', '{text}']);
    expect(rest.every(([name]) => name === '_continue_')).toBe(true);
    expect(
      rest
        .map(([, value]) => value)
        .join('')
        .split('&'),
    ).toEqual([
      ...['dns=sensor7.contoso.com', 'dns=*.contoso.com', 'dns=xn--bcher-kva.example'],
      ...['ipaddress=192.0.2.7', 'ipaddress=2001:db8::7', 'email=a@b.c', 'url=https://a/b?c=d'],
    ]);
    expect(omitted).toEqual([]);
    expect(inf.text).toContain('CN=sensor7.contoso.com,OID.2.5.4.5=7,OU=a,OU=b,OID.2.5.4.13=""Contoso, ');
  });

  it('whatever the subject', () => {
    fc.assert(
      fc.property(fc.oneof(attributeText, anySpecial), (value) => {
        const { sections } = infOf({ subject: [{ type: 'O', value }] });
        expect(readX500(entry(sections, 'NewRequest', 'Subject') ?? '')).toEqual([['O', value]]);
        expect(Object.keys(sections)).toEqual(['Version', 'NewRequest']);
      }),
    );
  });

  it('leaves out, and tells, a name that would break out of the list', () => {
    const uri = ['https://a/b&dns=evil.com', 'https://a/"x', 'https://a/%41', 'https://fine/'];
    const { sections, omitted } = infOf({ subject: [{ type: 'CN', value: 'Sensor 7' }], sans: { uri } });
    expect(omitted).toEqual(uri.slice(0, 3));
    expect(sections.Extensions?.slice(1)).toEqual([['_continue_', 'url=https://fine/']]);
  });

  it.each([
    [{ algorithm: 'EC', curve: 'P-256' }, 'ECDSA_P256', '256', 'SHA256'],
    [{ algorithm: 'EC', curve: 'P-384' }, 'ECDSA_P384', '384', 'SHA384'],
    [{ algorithm: 'RSA', bits: 4096 }, 'RSA', '4096', 'SHA256'],
  ])('%j', (kind, KeyAlgorithm, KeyLength, HashAlgorithm) => {
    const { sections } = infOf(order, kind);
    expect(Object.fromEntries(sections.NewRequest ?? [])).toMatchObject({ KeyAlgorithm, KeyLength, HashAlgorithm });
  });

  it('does not exist for a key that certreq cannot make', () => {
    expect(certreqInf(prepared(order), { algorithm: 'Ed25519' })).toBeUndefined();
  });

  it('every key usage has its bit', () => {
    const mask = (keyUsage: NonNullable<RequestOrder['keyUsage']>) =>
      entry(infOf({ ...order, keyUsage }).sections, 'NewRequest', 'KeyUsage');
    expect([mask(['keyAgreement']), mask(['keyCertSign', 'cRLSign']), mask(['keyAgreement', 'decipherOnly'])]).toEqual([
      '0x08',
      '0x06',
      '0x8008',
    ]);
  });

  it('is a file of ASCII, or of UTF-16 with a mark where that is not enough', () => {
    expect(Buffer.from(infBytes('a = "b"\r\n')).toString('latin1')).toBe('a = "b"\r\n');
    const bytes = Buffer.from(infBytes('a = "ü"\r\n'));
    expect(bytes.subarray(0, 2).toString('hex')).toBe('fffe');
    expect(bytes.subarray(2).toString('utf16le')).toBe('a = "ü"\r\n');
  });
});

describe('the SAN attribute for AD CS', () => {
  it('names every name, and tells which it cannot', () => {
    expect(sanAttribute(prepared(order))).toEqual({
      text: 'SAN:dns=sensor7.contoso.com&dns=*.contoso.com&dns=xn--bcher-kva.example&ipaddress=192.0.2.7&ipaddress=2001:db8::7&email=a@b.c&url=https://a/b?c=d',
      omitted: [],
    });
    const uri = ['https://a/\\nCertificateTemplate:Admin', 'https://a/$(id)', 'https://a/%PATH%', 'https://a/b&upn=x'];
    const { text, omitted } = sanAttribute(prepared({ subject: [{ type: 'CN', value: 'a.b' }], sans: { uri } }));
    expect([text, omitted]).toEqual(['SAN:dns=a.b', uri]);
    expect(sanAttribute({ sans: [] })).toEqual({ text: '', omitted: [] });
  });

  it('goes along with a request, to either kind of CA', () => {
    expect(sanCommands('SAN:dns=a&dns=b')).toEqual({
      standalone: 'certreq -submit -attrib "SAN:dns=a&dns=b" request.csr certificate.cer',
      enterprise:
        'certreq -submit -attrib "CertificateTemplate:WebServer\\nSAN:dns=a&dns=b" request.csr certificate.cer',
    });
  });
});
