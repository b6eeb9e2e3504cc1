// The package for offline sites: made, read again, tampered with, and its answer matched; and that no key gets into it.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageFindingWords, sayPackageFinding } from '../../../../assets/text/en/request-package.ts';
import { readRequestPackage } from '../../../../main/pki/requests/read-package.ts';
import { holdsKey, type PackageFile, requestPackage } from '../../../../main/pki/requests/request-package.ts';
import {
  packageFindingSchema,
  packageFindings,
  requestManifestSchema,
} from '../../../../preload/contract/request-package.ts';
import { expectWords, factsExamples } from '../../assets/finding-words.ts';
import { key, openssl, write } from '../openssl.ts';
import { good, opensslRequest, ordered, ownKey } from './requests.ts';

const createdAt = new Date('2026-11-22T08:00:00.500Z');
const profile = {
  name: 'OT sensor',
  key: 'RSA 2048',
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  extendedKeyUsage: ['serverAuth'],
  subjectAltNames: { dns: ['sensor7.contoso.com'], ip: ['192.0.2.7'], email: [], uri: [] },
  validityDays: 365,
};
const name = 'sensor7.contoso.com';
const requestDer = ordered({
  subject: [
    { type: 'O', value: 'Söhne\u202e' },
    { type: 'CN', value: name },
  ],
  sans: { ip: ['192.0.2.7'], uri: ['https://a/b&c'] },
});
const pack = (note?: string, der = requestDer): PackageFile[] =>
  good(requestPackage({ requestDer: der, profile, createdAt, ...(note === undefined ? {} : { note }) }));
const textOf = (files: PackageFile[], wanted: string): string =>
  Buffer.from(files.find((file) => file.name === wanted)?.bytes ?? []).toString('utf8');
const ids = (files: PackageFile[]) => readRequestPackage(files).findings.map(({ id }) => id);
const seen = new Set<string>();
const changed = (files: PackageFile[], wanted: string, change: (text: string) => string | undefined): PackageFile[] =>
  files.flatMap((file) => {
    const text = file.name === wanted ? change(Buffer.from(file.bytes).toString('utf8')) : undefined;
    return file.name !== wanted ? [file] : text === undefined ? [] : [{ ...file, bytes: Buffer.from(text) }];
  });

describe('requestPackage', () => {
  const files = pack('For sensor 7.\r\nPlease by Friday; call 555\u0007-0100.');

  it('holds the request, a manifest and a leaflet', () => {
    expect(files.map((file) => file.name)).toEqual(['request.csr', 'request.json', 'READ-ME.txt']);
    const csr = write('packed.csr', textOf(files, 'request.csr'));
    expect(new Uint8Array(openssl(['req', '-in', csr, '-outform', 'DER']))).toEqual(requestDer);
    const manifest = requestManifestSchema.parse(JSON.parse(textOf(files, 'request.json')));
    const digest = openssl(['dgst', '-sha256', '-r'], requestDer).toString().slice(0, 64).toUpperCase();
    const spki = openssl(['pkey', '-pubin', '-outform', 'DER'], openssl(['req', '-in', csr, '-pubkey', '-noout']));
    const spkiDigest = openssl(['dgst', '-sha256', '-r'], spki).toString().slice(0, 64).toUpperCase();
    expect(manifest).toMatchObject({
      createdAt: '2026-11-22T08:00:00Z',
      request: { sha256: digest, commonName: name, publicKey: { sha256: spkiDigest } },
      wanted: profile,
      sanAttribute: `SAN:dns=${name}&ipaddress=192.0.2.7`,
      note: 'For sensor 7.\nPlease by Friday; call 555\u0007-0100.',
    });
    for (const [file, sha256] of Object.entries(manifest.files)) {
      const bytes = files.find((each) => each.name === file)?.bytes ?? new Uint8Array();
      expect(openssl(['dgst', '-sha256', '-r'], bytes).toString().slice(0, 64).toUpperCase()).toBe(sha256);
    }
    expect(Object.keys(manifest.files).sort()).toEqual(['READ-ME.txt', 'request.csr']);
  });

  it('tells the CA desk in plain words what to do and what to compare', () => {
    const text = textOf(files, 'READ-ME.txt');
    const { request } = requestManifestSchema.parse(JSON.parse(textOf(files, 'request.json')));
    const grouped = request.sha256.match(/.{4}/g)?.join(' ') ?? '';
    for (const part of [
      grouped,
      name,
      '192.0.2.7',
      `SAN:dns=${name}`,
      'certreq -submit -attrib',
      'call 555',
      'RSA 2048',
      '365 days',
    ])
      expect(text).toContain(part);
    // The name that the attribute cannot carry is told; no control character comes through; lines end as on Windows.
    expect(text).toMatch(/cannot stand in the attribute:\r\n +https:\/\/a\/b&c/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f]/);
    expect(text).not.toMatch(/undefined|\[object/);
  });

  it('of a request without names says so, and has no attribute', () => {
    const bare = pack(undefined, ordered({ subject: [{ type: 'O', value: 'a' }] }));
    expect(textOf(bare, 'READ-ME.txt')).toMatch(/Names \(SAN\):\r\n +none/);
    expect(textOf(bare, 'READ-ME.txt')).not.toContain('certreq');
    expect(ids(bare)).toEqual(['package-whole']);
  });

  it('takes no request that is broken', () => {
    const broken = opensslRequest({ key: key('rsa2048') });
    broken[broken.length - 1] = (broken.at(-1) as number) ^ 1;
    expect(requestPackage({ requestDer: broken, profile, createdAt })).toMatchObject({ error: { code: 'damaged' } });
    expect(requestPackage({ requestDer: new Uint8Array(9), profile, createdAt })).toMatchObject({
      error: { code: 'not-readable' },
    });
  });
});

describe('no key gets into it', () => {
  const own = ownKey('p256');
  const native = createPrivateKey({ key: Buffer.from(own.pkcs8), format: 'der', type: 'pkcs8' });
  const pem = native.export({ type: 'pkcs8', format: 'pem' }).toString();
  const sec1 = native.export({ type: 'sec1', format: 'pem' }).toString();
  const locked = native.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
  const small = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });

  it.each([
    ['PKCS#8', pem],
    ['SEC 1', sec1],
    ['encrypted', locked],
    ['bare Base64', Buffer.from(own.pkcs8).toString('base64')],
    [
      'bare Base64 in lines',
      (
        Buffer.from(own.pkcs8)
          .toString('base64')
          .match(/.{1,64}/g) ?? []
      ).join('\r\n'),
    ],
    ['Ed25519', small.toString('base64')],
    ['bare Base64 with words glued to it', `key${Buffer.from(own.pkcs8).toString('base64')}isit`],
    ['PuTTY', 'PuTTY-User-Key-File-3: ssh-rsa'],
    ['only its first line', '-----begin rsa private key-----'],
  ])('as %s in the note or the profile', (_, text) => {
    const note = `Here it is:\n${text}\nThanks.`;
    expect(requestPackage({ requestDer, profile, createdAt, note })).toEqual({
      ok: false,
      error: { code: 'key-in-text', facts: { where: 'note' } },
    });
    expect(requestPackage({ requestDer, profile: { name: note }, createdAt })).toMatchObject({
      error: { code: 'key-in-text', facts: { where: 'profile' } },
    });
  });

  it('whatever is around it, and whatever else a note says is taken', () => {
    // The scalar itself, as it stands in every encoding of the key.
    const scalar = Buffer.from(native.export({ format: 'jwk' }).d ?? '', 'base64url');
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.constantFrom('', pem, sec1, locked, Buffer.from(own.pkcs8).toString('base64')),
        fc.string({ maxLength: 40 }),
        fc.constantFrom('\n', ' ', ': '),
        (before, secret, after, glue) => {
          const made = requestPackage({
            requestDer,
            profile,
            createdAt,
            note: `${before}${glue}${secret}${glue}${after}`,
          });
          expect(made.ok).toBe(secret === '');
          if (!made.ok) return;
          for (const { bytes } of made.value) {
            const all = Buffer.from(bytes);
            expect(all.includes(scalar)).toBe(false);
            expect(holdsKey(all.toString('latin1'))).toBe(false);
          }
          expect(ids(made.value)).toEqual(['package-whole']);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('readRequestPackage', () => {
  const files = pack('a note');
  const found = (given: PackageFile[]) => {
    const { findings } = readRequestPackage(given);
    for (const finding of findings) {
      packageFindingSchema.parse(finding);
      seen.add(finding.id);
    }
    return findings.map(({ id, facts }) => ({ id, ...facts }));
  };

  it('reads a whole one, in any order', () => {
    expect(found([...files].reverse())).toEqual([{ id: 'package-whole', files: 2 }]);
    const { manifest, request, requestDer: der } = readRequestPackage(files);
    expect(manifest?.note).toBe('a note');
    expect(request?.commonName).toBe(name);
    expect(der).toEqual(requestDer);
  });

  it.each([
    ['no manifest', changed(files, 'request.json', () => undefined), [{ id: 'manifest-missing' }]],
    [
      'a manifest that is no JSON',
      changed(files, 'request.json', () => '{'),
      [{ id: 'manifest-unreadable', detail: 'it is not JSON' }],
    ],
    [
      'a manifest of something else',
      changed(files, 'request.json', () => '{}'),
      [expect.objectContaining({ id: 'manifest-unreadable' })],
    ],
    [
      'a changed leaflet',
      changed(files, 'READ-ME.txt', (text) => `${text} `),
      [{ id: 'file-changed', file: 'READ-ME.txt' }],
    ],
    ['no leaflet', changed(files, 'READ-ME.txt', () => undefined), [{ id: 'file-missing', file: 'READ-ME.txt' }]],
    ['no request', changed(files, 'request.csr', () => undefined), [{ id: 'file-missing', file: 'request.csr' }]],
    [
      'a request that is cut off',
      changed(files, 'request.csr', (text) => text.slice(0, 200)),
      [{ id: 'file-changed', file: 'request.csr' }, { id: 'request-unreadable' }],
    ],
    [
      'a file more',
      [...files, { name: 'setup.exe', bytes: new Uint8Array(3) }],
      [
        { id: 'package-whole', files: 2 },
        { id: 'file-unexpected', file: 'setup.exe' },
      ],
    ],
    [
      'another name in the manifest',
      changed(files, 'request.json', (text) => text.replace('"192.0.2.7"', '"192.0.2.8"')),
      [{ id: 'manifest-contradicts', field: 'names' }],
    ],
    [
      'another subject in the manifest',
      changed(files, 'request.json', (text) => text.replace(/"subject": "[^"]*"/, '"subject": "CN=b"')),
      [{ id: 'manifest-contradicts', field: 'subject' }],
    ],
    [
      'another algorithm in the manifest',
      changed(files, 'request.json', (text) => text.replace('ecdsa-with-SHA256', 'ecdsa-with-SHA1')),
      [{ id: 'manifest-contradicts', field: 'algorithm' }],
    ],
    [
      'a manifest that does not list the request',
      changed(files, 'request.json', (text) => text.replace(/"request.csr": "[0-9A-F]{64}",/, '')),
      [
        { id: 'file-missing', file: 'request.csr' },
        { id: 'file-unexpected', file: 'request.csr' },
      ],
    ],
  ])('%s', (_, given, expected) => {
    expect(found(given as PackageFile[])).toEqual(expected);
  });

  it('another request in its place, its hash put right', () => {
    const other = pack('a note', ordered({ subject: [{ type: 'CN', value: 'evil.example' }] }, ownKey('p384')));
    const csr = other.find((file) => file.name === 'request.csr') as PackageFile;
    const hash = /"request.csr": "([0-9A-F]{64})"/.exec(textOf(other, 'request.json'))?.[1];
    const swapped = changed(files, 'request.json', (text) =>
      text.replace(/"request.csr": "[0-9A-F]{64}"/, `"request.csr": "${hash}"`),
    );
    const given = swapped.map((file) => (file.name === 'request.csr' ? csr : file));
    expect(found(given).map(({ id }) => id)).toEqual(new Array(5).fill('manifest-contradicts'));
  });

  it('a request whose signature does not fit', () => {
    const broken = opensslRequest({ key: key('rsa2048') });
    broken[broken.length - 1] = (broken.at(-1) as number) ^ 1;
    const csr = write('broken.der', broken);
    const given = changed(files, 'request.csr', () => openssl(['req', '-inform', 'DER', '-in', csr]).toString());
    expect(found(given)).toContainEqual({ id: 'request-signature-bad' });
  });

  it('never throws, whatever the files', () => {
    const anyFile = fc.record({
      name: fc.constantFrom('request.csr', 'request.json', 'READ-ME.txt', '__proto__'),
      bytes: fc.oneof(
        fc.uint8Array({ maxLength: 50 }),
        fc.json().map((text) => Buffer.from(text)),
      ),
    });
    fc.assert(
      fc.property(fc.array(anyFile, { maxLength: 5 }), (given) => readRequestPackage(given).findings.length > 0),
    );
  });
});

describe('the findings', () => {
  it('have each been seen in this file', () => {
    expect([...seen].sort()).toEqual(Object.keys(packageFindings).sort());
  });

  it.each(Object.keys(packageFindingWords))('%s has its words', (id) => {
    for (const facts of factsExamples(packageFindings, id)) {
      const finding = packageFindingSchema.parse({ id, state: packageFindings[id as 'package-whole'].state, facts });
      expectWords(finding.state, sayPackageFinding(finding));
    }
  });
});
