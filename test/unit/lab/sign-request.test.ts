// The Lab's certificates, with the real openssl as the maker of requests and the referee.
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, expect, test, vi } from 'vitest';
import { signInLab } from '../../../main/lab/sign-request.ts';
import { newKey } from '../../support/company-ca.ts';
import { openssl } from '../../support/openssl.ts';

vi.setConfig({ testTimeout: 30_000 });
const folder = mkdtempSync(join(tmpdir(), 'lab-'));
afterAll(() => rmSync(folder, { recursive: true }));
const now = new Date('2031-03-04T05:06:07Z');
const key = newKey(folder, 'a.key');

const request = (subject: string, extensions: string[] = [], keyPath = key): Uint8Array => {
  const more = extensions.flatMap((each) => ['-addext', each]);
  openssl(
    folder,
    'req',
    '-new',
    '-utf8',
    '-key',
    keyPath,
    '-subj',
    subject,
    ...more,
    '-outform',
    'DER',
    '-out',
    'a.der',
  );
  return new Uint8Array(readFileSync(join(folder, 'a.der')));
};
const signed = async (...given: Parameters<typeof signInLab>) => {
  const result = await signInLab(...given);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const file = (name: string, der: Uint8Array) => {
  writeFileSync(join(folder, name), new X509Certificate(der).toString());
  return name;
};

test('signs what was asked for: subject, names and key; for servers, 90 days, under a root that says what it is', async () => {
  const subject = '/C=US/ST=WA/O=Contoso Söhne/OU=Labs/CN=sensor.contoso.com';
  const asked = request(subject, [
    'subjectAltName=DNS:sensor.contoso.com,DNS:s7,IP:192.0.2.7',
    'keyUsage=digitalSignature',
  ]);
  const { leaf, issuing, root } = await signed(asked, now, { crlDistributionPoints: ['http://127.0.0.1:1/x.crl'] });
  const [leafFile, issuingFile, rootFile] = [file('leaf', leaf), file('issuing', issuing), file('root', root)];
  const strict = ['-x509_strict', '-purpose', 'sslserver', '-verify_hostname', 's7', '-auth_level', '2'];
  const trust = ['-no-CApath', '-no-CAstore', '-CAfile', rootFile, '-untrusted', issuingFile];
  const verify = (days: number) => {
    const at = ['-attime', String(now.getTime() / 1000 + days * 86_400)];
    return openssl(folder, 'verify', ...strict, ...at, ...trust, leafFile).trim();
  };
  for (const days of [-1, 0, 89.99]) expect(verify(days)).toBe('leaf: OK');
  for (const days of [-1.01, 90]) expect(() => verify(days)).toThrow(/not yet valid|expired/);

  const print = (name: string, ...what: string[]) =>
    openssl(folder, 'x509', '-in', name, '-noout', '-nameopt', 'RFC2253,-esc_msb', ...what).trim();
  expect(print(leafFile, '-subject')).toBe('subject=CN=sensor.contoso.com,OU=Labs,O=Contoso Söhne,ST=WA,C=US');
  expect(print(leafFile, '-pubkey')).toBe(openssl(folder, 'pkey', '-in', key, '-pubout').trim());
  const text = print(leafFile, '-text');
  for (const part of [
    'Signature Algorithm: sha256WithRSAEncryption',
    'DNS:sensor.contoso.com, DNS:s7, IP Address:192.0.2.7',
    'TLS Web Server Authentication',
    'Digital Signature, Key Encipherment',
    'URI:http://127.0.0.1:1/x.crl',
    'CA:FALSE',
  ])
    expect(text).toContain(part);
  for (const name of [issuingFile, rootFile])
    expect(print(name, '-subject', '-issuer').match(/Certwright Lab[^,]*\\, for tests only/g)?.length).toBe(4);
});

test('each request gets a CA of its own, and no key of it comes out', async () => {
  const asked = request('/CN=a');
  const [one, two] = await Promise.all([signed(asked, now), signed(asked, now)]);
  const keys = [one, two].flatMap(({ root, issuing }) =>
    [root, issuing].map((der) => new X509Certificate(der).publicKey.export({ type: 'spki', format: 'pem' })),
  );
  expect(new Set(keys).size).toBe(4);
  expect(Object.keys(one)).toEqual(['leaf', 'issuing', 'root']);
  expect(inspect(one, { depth: 9, showHidden: true })).not.toContain('PRIVATE');
});

test.each([
  ['P-256', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], 'ec'],
  ['Ed25519', ['-algorithm', 'ED25519'], 'ed25519'],
])('signs for a key of another kind: %s', async (name, kind, type) => {
  const { leaf } = await signed(request('/CN=device-1', [], newKey(folder, `${name}.key`, ...kind)), now);
  const made = new X509Certificate(leaf);
  expect([made.publicKey.asymmetricKeyType, made.subjectAltName]).toEqual([type, undefined]);
});

test('refuses a request whose own signature is wrong, one for a CA, one with names beyond ASCII, and what is none', async () => {
  const good = request('/CN=a');
  const broken = Uint8Array.from(good);
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
  const refused = (reason: string) => ({ ok: false, error: { code: 'lab-refuses', facts: { reason } } });
  expect(await signInLab(broken, now)).toEqual(refused('signature'));
  expect(await signInLab(request('/CN=a', ['basicConstraints=CA:TRUE']), now)).toEqual(refused('ca'));
  expect(await signInLab(request('/CN=a', ['keyUsage=keyCertSign']), now)).toEqual(refused('ca'));
  expect(await signInLab(request('/CN=a', ['subjectAltName=DNS:müller.de']), now)).toEqual(refused('names'));
  expect(await signInLab(Uint8Array.of(1, 2, 3), now)).toMatchObject({ error: { code: 'not-readable' } });
  expect(await signInLab(good.subarray(0, -2), now)).toMatchObject({ error: { code: 'damaged' } });
});
