// The practice sensor, fed files that openssl made: one fault at a time, and the console's own sentence for each.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PracticeIdentity, type PracticeSensor, startPracticeSensor } from '../../../../main/sensor/practice/index.ts';
import {
  CompanyCa,
  caExtensions,
  newKey,
  pointAt,
  sensorSubject,
  serverExtensions,
} from '../../../support/company-ca.ts';
import { openssl } from '../../../support/openssl.ts';
import { type PracticeUpload, uploadToPractice } from '../../../support/practice-upload.ts';
import { sentBy } from './client.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

// To the letter: "Setting SSL/TLS appliance certificates", 2023-01-05.
const passphrase = 'Passphrase does not match to the key';
const chainFault = "Cannot validate chain of trust. The provided Certificate and Root CA don't match.";
const dates = "This SSL certificate has expired and isn't considered valid.";
const revoked = "This certificate has been revoked by the CRL and can't be trusted for a secure connection";
const unreachable =
  'The CRL (Certificate Revocation List) location is not reachable. Verify the URL can be accessed from this appliance';
const general = 'Certificate validation failed';

const folder = mkdtempSync(join(tmpdir(), 'practice-upload-'));
const read = (path: string) => readFileSync(path, 'utf8');
let sensor: PracticeSensor;
let root: CompanyCa;
let issuing: CompanyCa;
let other: CompanyCa;
let key: string;
let otherKey: string;
let lists: Server;
let address: string;
const served = new Map<string, { status?: number; body?: Buffer | string; location?: string }>();

beforeAll(async () => {
  lists = createServer((request, response) => {
    const { status = 200, body = '', location } = served.get(request.url ?? '') ?? { status: 404 };
    response.writeHead(status, location === undefined ? {} : { Location: location }).end(body);
  });
  await new Promise<void>((resolve) => lists.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(lists.address() as AddressInfo).port}`;
  root = new CompanyCa(folder, 'Root');
  issuing = new CompanyCa(folder, 'Issuing', root);
  other = new CompanyCa(folder, 'Other');
  key = newKey(folder, 'sensor.key');
  otherKey = newKey(folder, 'other-sensor.key');
  const started = await startPracticeSensor({ state: 'fresh', now: new Date(), identity: new PracticeIdentity() });
  if (!started.ok) throw new Error(started.error.code);
  sensor = started.value;
});
afterAll(async () => {
  await sensor.stop();
  lists.close();
  rmSync(folder, { recursive: true });
});

type Leaf = Partial<Parameters<CompanyCa['issue']>[0]> & { by?: CompanyCa };
const leaf = ({ by = issuing, ...order }: Leaf = {}) =>
  by.issue({ subject: sensorSubject, extensions: serverExtensions(), key, ...order });
const chain = () => issuing.pem + root.pem;
/** Uploads a set that is good but for what is given. Without validation, which the tests of it switch on. */
const upload = (change: Partial<PracticeUpload> = {}) =>
  uploadToPractice(sensor, { key: read(key), crt: read(leaf()), chain: chain(), validation: false, ...change });
const said = async (change: Partial<PracticeUpload>) => {
  const before = sensor.fingerprint;
  const { status, saved, message } = await upload(change);
  if (!saved) expect([status, sensor.fingerprint]).toEqual([422, before]);
  return saved ? 'saved' : message;
};
const locked = (secret: string, ...more: string[]) =>
  openssl(folder, 'pkey', '-in', key, '-aes256', '-passout', `pass:${secret}`, ...more);

describe('key and passphrase', () => {
  test('a locked key with its passphrase is taken, in both kinds of encryption', async () => {
    expect(await said({ key: locked('Right-1'), passphrase: 'Right-1' })).toBe('saved');
    const old = openssl(folder, 'rsa', '-in', key, '-traditional', '-aes128', '-passout', 'pass:Right-1');
    expect(old).toContain('Proc-Type: 4,ENCRYPTED');
    expect(await said({ key: old, passphrase: 'Right-1' })).toBe('saved');
    expect(await said({ key: old, passphrase: 'Wrong-1' })).toBe(passphrase);
    expect(await said({ key: old })).toBe(passphrase);
  });
  test('a wrong passphrase, none, and one in characters that the appliance does not take', async () => {
    expect(await said({ key: locked('Right-1'), passphrase: 'Wrong-1' })).toBe(passphrase);
    expect(await said({ key: locked('Right-1') })).toBe(passphrase);
    for (const secret of [
      'two words',
      'a"b4',
      'a$b4',
      'a&b4',
      "a'b4",
      'a*b4',
      'a;b4',
      'a<b4',
      'a>b4',
      'a|b4',
      'a`b4',
      'pä55',
    ])
      expect(await said({ key: locked(secret), passphrase: secret })).toBe(passphrase);
  });
  test('every character of the alphabet', async () => {
    const alphabet = 'azAZ09!#%()+,-./:=?@[\\]^_{}~';
    expect(await said({ key: locked(alphabet), passphrase: alphabet })).toBe('saved');
  });
  test('a passphrase for a key that is not locked is ignored, as the library does', async () => {
    expect(await said({ passphrase: 'Right-1' })).toBe('saved');
  });
  test('another certificate’s key, a key that is not RSA, a weak one, one in DER, none at all', async () => {
    expect(await said({ key: read(otherKey) })).toBe(general);
    const ec = newKey(folder, 'ec.key', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256');
    expect(await said({ key: read(ec), crt: read(leaf({ key: ec })) })).toBe(general);
    const weak = newKey(folder, 'weak.key', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024');
    expect(await said({ key: read(weak), crt: read(leaf({ key: weak })) })).toBe(general);
    openssl(folder, 'pkey', '-in', key, '-outform', 'DER', '-out', 'key.der');
    expect(await said({ key: readFileSync(join(folder, 'key.der')) })).toBe(general);
    expect(await said({ key: 'no key' })).toBe(general);
    expect(await said({ key: '' })).toBe(general);
  });
  test('a locked key that asks for years of work is refused at once', async () => {
    const pem = locked('Right-1', '-out', 'locked.pem') || read(join(folder, 'locked.pem'));
    const der = Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64');
    const at = der.indexOf(Buffer.from('02020800', 'hex')); // INTEGER 2048, the rounds that openssl writes
    expect(at).toBeGreaterThan(0);
    // INTEGER 32767 has the same length; for more, the lengths around it grow by two.
    const grown = Buffer.concat([der.subarray(0, at), Buffer.from('02047fffffff', 'hex'), der.subarray(at + 4)]);
    const lengths = enclosing(grown, at);
    for (const { place, wide } of lengths) {
      if (wide) grown.writeUInt16BE(grown.readUInt16BE(place) + 2, place);
      else grown.writeUInt8(grown.readUInt8(place) + 2, place);
    }
    const endless = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${grown.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
    const began = performance.now();
    expect(await said({ key: endless, passphrase: 'Right-1' })).toBe(general);
    expect(performance.now() - began).toBeLessThan(10_000); // two thousand million rounds take many minutes
  });
});

/** Where the lengths of the SEQUENCEs stand that a place in DER lies in: one octet, or two after 0x82. */
const enclosing = (der: Buffer, target: number) => {
  const found: { place: number; wide: boolean }[] = [];
  let at = 0;
  while (at < target) {
    const first = der.readUInt8(at + 1);
    const wide = first === 0x82;
    if (!wide && first > 0x7f) throw new Error('another length form');
    const header = wide ? 4 : 2;
    const length = wide ? der.readUInt16BE(at + 2) : first;
    const isAround = der.readUInt8(at) === 0x30 && target < at + header + length;
    if (isAround) found.push({ place: wide ? at + 2 : at + 1, wide });
    at += isAround ? header : header + length;
  }
  return found;
};

describe('certificate', () => {
  test('DER is taken like PEM', async () => {
    const pem = leaf();
    openssl(folder, 'x509', '-in', pem, '-outform', 'DER', '-out', 'leaf.der');
    expect(await said({ crt: readFileSync(join(folder, 'leaf.der')) })).toBe('saved');
  });
  test.each([
    ['no organization', '/C=US/OU=Labs/CN=sensor.contoso.com'],
    ['no organizational unit', '/C=US/O=Contoso/CN=sensor.contoso.com'],
    ['no country', '/O=Contoso/OU=Labs/CN=sensor.contoso.com'],
    ['no common name', '/C=US/O=Contoso/OU=Labs'],
    ['a wildcard', '/C=US/O=Contoso/OU=Labs/CN=*.contoso.com'],
  ])('%s', async (_, subject) => {
    expect(await said({ crt: read(leaf({ subject })) })).toBe(general);
  });
  test('signed with SHA-1; with SHA-384, which "might work"', async () => {
    expect(await said({ crt: read(leaf({ md: 'sha1' })) })).toBe(general);
    expect(await said({ crt: read(leaf({ md: 'sha384' })) })).toBe('saved');
  });
  test('one for clients only', async () => {
    const extensions = ['basicConstraints=CA:FALSE', 'extendedKeyUsage=clientAuth'];
    expect(await said({ crt: read(leaf({ extensions })) })).toBe('saved');
  });
  test('a PFX, a request, a PKCS#7, nonsense', async () => {
    const crt = leaf();
    openssl(folder, 'pkcs12', '-export', '-in', crt, '-inkey', key, '-passout', 'pass:x', '-out', 'a.pfx');
    const pfx = readFileSync(join(folder, 'a.pfx'));
    expect(await said({ crt: pfx })).toBe(general);
    expect(await said({ key: pfx, passphrase: 'x' })).toBe(general);
    expect(await said({ crt: openssl(folder, 'crl2pkcs7', '-nocrl', '-certfile', crt) })).toBe(general);
    expect(await said({ crt: openssl(folder, 'req', '-new', '-key', key, '-subj', sensorSubject) })).toBe(general);
    for (const crt of ['nonsense', '\0', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])
      expect(await said({ crt })).toBe(general);
  });
  test('expired, not yet valid; also an issuer', async () => {
    expect(await said({ crt: read(leaf({ from: -90, to: -1 })) })).toBe(dates);
    expect(await said({ crt: read(leaf({ from: 1, to: 90 })) })).toBe(dates);
    expect(await said({ crt: read(leaf({ from: -90, to: -1 })), chain: null })).toBe(dates);
    const old = new CompanyCa(folder, 'Old', root, { from: -90, to: -1 });
    expect(await said({ crt: read(leaf({ by: old })), chain: old.pem + root.pem })).toBe(dates);
    const oldRoot = new CompanyCa(folder, 'Old root', undefined, { from: -90, to: -1 });
    const under = new CompanyCa(folder, 'Under the old root', oldRoot);
    expect(await said({ crt: read(leaf({ by: under })), chain: under.pem + oldRoot.pem })).toBe(dates);
  });
});

describe('chain', () => {
  test.each<[string, (crt: string) => string]>([
    ['of another CA', () => other.pem],
    ['without the intermediate', () => root.pem],
    ['without the root', () => issuing.pem],
    ['with the leaf in it', (crt) => crt + chain()],
    ['in the wrong order', () => root.pem + issuing.pem],
    ['with a stranger at the end', () => chain() + other.pem],
    ['that is endless', () => root.pem.repeat(11)],
  ])('%s', async (_, made) => {
    const crt = read(leaf());
    expect(await said({ crt, chain: made(crt) })).toBe(chainFault);
  });
  test('of a CA with the same name and another key', async () => {
    const subject = '/C=US/O=Contoso Inc./CN=Issuing';
    const double = new CompanyCa(folder, 'double', root, { subject });
    expect(await said({ chain: double.pem + root.pem })).toBe(chainFault);
  });
  test('whose issuer is no CA, or may not have one below it', async () => {
    const noCa = new CompanyCa(folder, 'No CA', root, { extensions: ['basicConstraints=CA:FALSE'] });
    expect(await said({ crt: read(leaf({ by: noCa })), chain: noCa.pem + root.pem })).toBe(chainFault);
    const noRoot = new CompanyCa(folder, 'No root', undefined, { extensions: ['basicConstraints=CA:FALSE'] });
    expect(await said({ crt: read(leaf({ by: noRoot })), chain: noRoot.pem })).toBe(chainFault);
    const extensions = [...caExtensions.slice(1), 'basicConstraints=critical,CA:TRUE,pathlen:0'];
    const shut = new CompanyCa(folder, 'Shut', root, { extensions });
    const below = new CompanyCa(folder, 'Below', shut);
    expect(await said({ crt: read(leaf({ by: below })), chain: below.pem + shut.pem + root.pem })).toBe(chainFault);
  });
  test('text around the certificates does not matter', async () => {
    const text = `Bag Attributes\n    friendlyName: a-b\n${issuing.pem}subject=/CN=x\n\n${root.pem}`.replaceAll(
      '\n',
      '\r\n',
    );
    expect(await said({ chain: text })).toBe('saved');
  });
  test('not PEM, or without a certificate in it', async () => {
    openssl(folder, 'x509', '-in', root.certificate, '-outform', 'DER', '-out', 'root.der');
    expect(await said({ chain: readFileSync(join(folder, 'root.der')) })).toBe(general);
    expect(await said({ chain: read(key) })).toBe(general);
  });
  test('left out: only where nothing is to be validated; a self-signed certificate is its own chain', async () => {
    expect(await said({ chain: null })).toBe('saved');
    expect(await said({ chain: null, validation: true })).toBe(chainFault);
    const own = new CompanyCa(folder, 'own', undefined, {
      subject: sensorSubject,
      extensions: serverExtensions(),
      key,
    });
    expect(await said({ crt: own.pem, chain: null })).toBe('saved');
    expect(await said({ crt: own.pem, chain: null, validation: true })).toBe(general); // no revocation list
  });
});

describe('validation', () => {
  const withPoint = (...urls: string[]) => read(leaf({ extensions: serverExtensions(pointAt(...urls)) }));
  const checked = (crt: string, change: Partial<PracticeUpload> = {}) => said({ crt, validation: true, ...change });

  test('asks the list by HTTP, DER or PEM, also where it has moved to', async () => {
    served.set('/good.crl', { body: issuing.list() });
    served.set('/moved.crl', { status: 301, location: '/good.crl' });
    const pem = `-----BEGIN X509 CRL-----\n${issuing.list().toString('base64')}\n-----END X509 CRL-----\n`;
    served.set('/pem.crl', { body: pem });
    for (const name of ['good', 'moved', 'pem'])
      expect(await checked(withPoint(`${address}/${name}.crl`))).toBe('saved');
    expect(await checked(withPoint('ldap://dc.contoso.com/cn=x', `${address}/none.crl`, `${address}/good.crl`))).toBe(
      'saved',
    );
  });
  test('a revoked certificate; with validation off nobody asks', async () => {
    const path = leaf({ extensions: serverExtensions(pointAt(`${address}/revoked.crl`)) });
    issuing.revoke(path);
    served.set('/revoked.crl', { body: issuing.list() });
    expect(await checked(read(path))).toBe(revoked);
    expect(await said({ crt: read(path), validation: false })).toBe('saved');
  });
  test('a revoked intermediate', async () => {
    const extensions = [...caExtensions, pointAt(`${address}/root.crl`)];
    const fallen = new CompanyCa(folder, 'Fallen', root, { extensions });
    const crt = read(leaf({ by: fallen, extensions: serverExtensions(pointAt(`${address}/fallen.crl`)) }));
    served.set('/root.crl', { body: root.list() });
    served.set('/fallen.crl', { body: fallen.list() });
    const set = { chain: fallen.pem + root.pem };
    expect(await checked(crt, set)).toBe('saved');
    root.revoke(fallen.certificate);
    served.set('/root.crl', { body: root.list() });
    expect(await checked(crt, set)).toBe(revoked);
  });
  test('revoked directly below the root', async () => {
    const path = leaf({ by: root, extensions: serverExtensions(pointAt(`${address}/below-root.crl`)) });
    served.set('/below-root.crl', { body: root.list() });
    expect(await checked(read(path), { chain: root.pem })).toBe('saved');
    root.revoke(path);
    served.set('/below-root.crl', { body: root.list() });
    expect(await checked(read(path), { chain: root.pem })).toBe(revoked);
  });
  test.each([
    ['a place that is not there', () => `${address}/none.crl`],
    ['a server that fails', () => `${address}/failing.crl`],
    ['a server that sends on to https', () => `${address}/https.crl`],
    ['a server that sends in circles', () => `${address}/circle.crl`],
    ['a page instead of a list', () => `${address}/page.crl`],
    ['a certificate instead of a list', () => `${address}/certificate.crl`],
    ['a port where no one listens', () => 'http://127.0.0.1:1/x.crl'],
    ['a host that does not exist', () => 'http://crl.invalid/x.crl'],
    ['https', () => 'https://127.0.0.1/x.crl'],
    ['LDAP', () => 'ldap://dc.contoso.com/cn=x'],
    ['a file', () => 'file:///etc/hostname'],
    ['no address at all', () => 'x'],
  ])('a list that cannot be had: %s', async (_, url) => {
    served.set('/failing.crl', { status: 500, body: issuing.list() });
    served.set('/https.crl', { status: 302, location: 'https://127.0.0.1/x.crl' });
    served.set('/circle.crl', { status: 302, location: '/circle.crl' });
    served.set('/certificate.crl', { body: Buffer.from(root.pem.replace(/-----.*-----|\s/g, ''), 'base64') });
    served.set('/page.crl', { body: '<html>Sign in first</html>' });
    expect(await checked(withPoint(url()))).toBe(unreachable);
  });
  test('a stale list, a list of another CA, no distribution point', async () => {
    served.set('/stale.crl', { body: issuing.list(-2) });
    served.set('/foreign.crl', { body: other.list() });
    expect(await checked(withPoint(`${address}/stale.crl`))).toBe(general);
    expect(await checked(withPoint(`${address}/foreign.crl`))).toBe(general);
    expect(await checked(read(leaf()))).toBe(general);
  });
});

test('a good set is served from the next handshake on: the leaf and its intermediates; the page says who it is', async () => {
  await sensor.setState('fresh');
  const own = sensor.fingerprint;
  const crt = leaf();
  const { status, saved, message, facts } = await upload({ crt: read(crt), path: '/settings/certificate' });
  expect([status, saved]).toEqual([200, true]);
  expect(message).toMatch(/Refresh/);
  const printed = openssl(folder, 'x509', '-in', crt, '-noout', '-fingerprint', '-sha256');
  const sha256 = printed.trim().split('=')[1]?.replaceAll(':', '') ?? '';
  expect(facts).toEqual(['C=US, O=Contoso Inc., OU=Contoso Labs, CN=sensor.contoso.com', sha256]);
  expect([sensor.state, sensor.fingerprint, sensor.caFiles()]).toEqual(['uploaded', sha256, undefined]);

  const sent = await sentBy(sensor.port);
  expect(sent.map(String)).toEqual([read(crt), issuing.pem].map((pem) => pem));
  // A client that trusts the company's root and nothing else now gets through, which is what it is all for.
  const again = await uploadToPractice({ port: sensor.port, ca: root.pem }, { key: 'x', crt: 'x' });
  expect(again.message).toBe(general);
  expect(sensor.fingerprint).toBe(sha256);

  await sensor.setState('fresh');
  expect([sensor.state, sensor.fingerprint]).toEqual(['fresh', own]);
  await upload({ crt: read(crt) });
  await sensor.stop();
  expect([sensor.state, sensor.fingerprint]).toEqual(['fresh', own]);
});
