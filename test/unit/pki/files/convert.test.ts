// Conversions, with openssl reading what came out and making what goes in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConvertOptions, convertObjects, holdsExactly } from '../../../../main/pki/files/convert.ts';
import type { FoundObject } from '../../../../main/pki/files/objects.ts';
import { readObjects } from '../../../../main/pki/files/read.ts';
import { toPem } from '../../../../main/pki/files/write.ts';
import { certificate, key, openssl, opensslText, path, write } from '../openssl.ts';

const ca = certificate({ key: key('p256', 'ca'), subject: '/CN=CA', extensions: ['basicConstraints=CA:TRUE'] });
const pair = (kind: 'rsa2048' | 'p256' | 'ed25519') => {
  const issuer = { der: ca, key: key('p256', 'ca') };
  const der = certificate({
    key: key(kind),
    subject: `/CN=${kind}`,
    extensions: ['basicConstraints=CA:FALSE'],
    issuer,
  });
  return { der, keyPem: opensslText(['pkey', '-in', key(kind)]) };
};
const rsa = pair('rsa2048');
const ec = pair('p256');
const ed = pair('ed25519');
const objects = (...texts: string[]): FoundObject[] => {
  const { objects: found, problems } = readObjects(Buffer.from(texts.join('\n')));
  expect(problems).toEqual([]);
  return found;
};
const options = (more: Partial<ConvertOptions> & Pick<ConvertOptions, 'to'>): ConvertOptions => ({
  keyEncoding: 'pkcs8',
  pfxProfile: 'modern',
  passphrase: null,
  ...more,
});
const made = (found: readonly FoundObject[], more: Parameters<typeof options>[0]): Uint8Array => {
  const result = convertObjects(found, options(more));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.bytes;
};
const reason = (found: readonly FoundObject[], more: Parameters<typeof options>[0]) => {
  const result = convertObjects(found, options(more));
  return result.ok
    ? 'done'
    : result.error.code === 'convert-impossible'
      ? result.error.facts.reason
      : result.error.code;
};

const leaf = objects(toPem(rsa.der));
const everything = objects(toPem(rsa.der), toPem(ca), rsa.keyPem);

describe("the guide's table, as openssl sees it", () => {
  const fingerprint = (args: string[], input?: Uint8Array) =>
    opensslText(['x509', '-noout', '-fingerprint', ...args], input);
  const wanted = fingerprint(['-inform', 'DER'], rsa.der);

  it.each(['pem', 'crt'] as const)('a certificate to %s', (to) => {
    expect(fingerprint([], made(leaf, { to }))).toBe(wanted);
  });
  it('a certificate to DER', () => {
    expect(made(leaf, { to: 'der' })).toEqual(rsa.der);
  });
  it.each(['modern', 'compatible'] as const)('PEM, key and chain to a %s PFX, and back', (pfxProfile) => {
    for (const { der, keyPem } of [rsa, ec, ed]) {
      const pfx = made(objects(keyPem, toPem(ca), toPem(der)), { to: 'pfx', pfxProfile, passphrase: 'päss wörd' });
      write('x.pfx', pfx);
      const pem = opensslText(['pkcs12', '-in', 'x.pfx', '-passin', 'pass:päss wörd', '-nodes']);
      const back = objects(pem);
      expect(back.map(({ kind }) => kind).sort()).toEqual(['certificate', 'certificate', 'privateKey']);
      // The leaf is the first certificate, as readers expect it.
      expect(back.find(({ kind }) => kind === 'certificate')).toMatchObject({ der });
      expect(holdsExactly(pfx, back, 'päss wörd')).toBe(true);
    }
  });
  it('PFX to PEM: all, certificates alone, the key alone', () => {
    write('in.pem', toPem(rsa.der));
    write('in.key', rsa.keyPem);
    const pfx = openssl(['pkcs12', '-export', '-in', path('in.pem'), '-inkey', path('in.key'), '-passout', 'pass:x']);
    const { objects: found } = readObjects(new Uint8Array(pfx), { passphrase: 'x' });
    expect(holdsExactly(made(found, { to: 'pem' }), objects(toPem(rsa.der), rsa.keyPem), null)).toBe(true);
    const certificates = found.filter(({ kind }) => kind === 'certificate');
    expect(holdsExactly(made(certificates, { to: 'pem' }), leaf, null)).toBe(true);
    const keys = found.filter(({ kind }) => kind === 'privateKey');
    expect(opensslText(['pkey'], made(keys, { to: 'key' }))).toBe(rsa.keyPem);
  });
  it('certificates to PKCS#7, and back', () => {
    const p7b = made(objects(toPem(rsa.der), toPem(ca)), { to: 'p7b' });
    const printed = opensslText(['pkcs7', '-inform', 'DER', '-print_certs'], p7b);
    expect(holdsExactly(Buffer.from(printed), objects(toPem(rsa.der), toPem(ca)), null)).toBe(true);
  });
  it.each([
    ['rsa2048', 'pkcs1', 'RSA PRIVATE KEY'],
    ['rsa2048', 'pkcs8', 'PRIVATE KEY'],
    ['p256', 'sec1', 'EC PRIVATE KEY'],
    ['p256', 'pkcs8', 'PRIVATE KEY'],
    ['ed25519', 'pkcs8', 'PRIVATE KEY'],
  ] as const)('a %s key to %s, in the clear and locked', (kind, keyEncoding, label) => {
    const keys = objects(opensslText(['pkey', '-in', key(kind)]));
    const publicOf = (args: string[], input: Uint8Array) => opensslText(['pkey', '-pubout', ...args], input);
    const wanted = opensslText(['pkey', '-in', key(kind), '-pubout']);
    const plain = made(keys, { to: 'key', keyEncoding });
    expect(Buffer.from(plain).toString()).toContain(`-----BEGIN ${label}-----`);
    expect(publicOf([], plain)).toBe(wanted);
    const locked = made(keys, { to: 'key', keyEncoding, passphrase: 'geheim' });
    expect(Buffer.from(locked).toString()).toContain('ENCRYPTED');
    expect(publicOf(['-passin', 'pass:geheim'], locked)).toBe(wanted);
    expect(() => publicOf(['-passin', 'pass:other'], locked)).toThrow();
  });
});

describe('what cannot be', () => {
  it.each<[string, FoundObject[], Parameters<typeof options>[0]]>([
    ['nothing', [], { to: 'pem' }],
    ['several-objects', everything, { to: 'der' }],
    ['no-certificate', objects(rsa.keyPem), { to: 'crt' }],
    ['only-certificates', everything, { to: 'crt' }],
    ['only-certificates', everything, { to: 'p7b' }],
    ['no-key', leaf, { to: 'key' }],
    ['several-keys', objects(rsa.keyPem, ec.keyPem), { to: 'key' }],
    ['only-keys', everything, { to: 'key' }],
    ['passphrase-missing', everything, { to: 'pfx' }],
    ['passphrase-empty', everything, { to: 'pfx', passphrase: '' }],
    ['passphrase-empty', objects(rsa.keyPem), { to: 'key', passphrase: '' }],
    ['passphrase-empty', objects(rsa.keyPem), { to: 'der', passphrase: '' }],
    ['key-does-not-fit', objects(toPem(rsa.der), ec.keyPem), { to: 'pfx', passphrase: 'x' }],
    ['key-encoding-impossible', objects(ec.keyPem), { to: 'key', keyEncoding: 'pkcs1' }],
    ['key-encoding-impossible', objects(rsa.keyPem), { to: 'key', keyEncoding: 'sec1' }],
  ])('%s', (wanted, found, more) => {
    expect(reason(found, more)).toBe(wanted);
  });
  it('a key that is still locked', () => {
    const locked = opensslText(['pkcs8', '-topk8', '-in', key('rsa2048'), '-passout', 'pass:x']);
    for (const to of ['pem', 'key', 'der'] as const) expect(reason(objects(locked), { to })).toBe('key-locked');
    expect(reason(objects(toPem(rsa.der), locked), { to: 'pfx', passphrase: 'x' })).toBe('key-locked');
  });
});

it('says which outputs hold a private key', () => {
  const secret = (found: FoundObject[], more: Parameters<typeof options>[0]) => {
    const result = convertObjects(found, options(more));
    return result.ok && result.value.secret;
  };
  expect(secret(everything, { to: 'pem' })).toBe(true);
  expect(secret(everything, { to: 'pfx', passphrase: 'x' })).toBe(true);
  expect(secret(leaf, { to: 'pfx', passphrase: 'x' })).toBe(false);
  expect(secret(leaf, { to: 'crt' })).toBe(false);
});

it('there and back gives the same DER, whatever is converted into what', () => {
  const pool = [...everything, ...objects(toPem(ec.der), toPem(ed.der))];
  const certificates = pool.filter(({ kind }) => kind === 'certificate');
  fc.assert(
    fc.property(
      fc.subarray(certificates, { minLength: 1 }),
      fc.constantFrom('pem', 'crt', 'p7b', 'pfx' as const),
      fc.constantFrom('modern', 'compatible' as const),
      fc.string({ minLength: 1, maxLength: 20 }),
      (chosen, to, pfxProfile, passphrase) => {
        const used = to === 'pfx' ? passphrase : null;
        const bytes = made(chosen, {
          to: to as ConvertOptions['to'],
          pfxProfile: pfxProfile as 'modern',
          passphrase: used,
        });
        expect(holdsExactly(bytes, chosen, used)).toBe(true);
        expect(holdsExactly(bytes, chosen.slice(1), used)).toBe(false);
      },
    ),
    { numRuns: 40 },
  );
});
