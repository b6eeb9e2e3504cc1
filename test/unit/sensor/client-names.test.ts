import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { afterAll, describe, expect, test } from 'vitest';
import { parseCertificate } from '../../../main/pki/certificate/certificate.ts';
import { clientNames } from '../../../main/sensor/client-names.ts';

const folder = mkdtempSync(join(tmpdir(), 'client-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Made = { name: string; file: string; keyFile: string; der: Uint8Array };
const keyFile = join(folder, 'key.pem');
execFileSync('openssl', ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', keyFile]);

let count = 0;
/** `san` as openssl writes it (`DNS:a,IP:b`); the subject in openssl's slash form. */
function make(subject: string, san?: string): Made {
  const file = join(folder, `${++count}.pem`);
  const extension = san ? ['-addext', `subjectAltName=${san}`] : [];
  execFileSync('openssl', [
    'req',
    '-x509',
    '-key',
    keyFile,
    '-subj',
    subject,
    '-days',
    '2',
    ...extension,
    '-out',
    file,
  ]);
  const der = execFileSync('openssl', ['x509', '-in', file, '-outform', 'DER']);
  return { name: `${subject} ${san ?? 'without SAN'}`, file, keyFile, der: new Uint8Array(der) };
}

const verdicts = ({ der }: Made, host: string) => {
  const item = parseCertificate(der);
  if (!item.ok) throw new Error(item.error.code);
  return clientNames(der, item.value, host);
};

const opensslSays = ({ file }: Made, host: string): boolean => {
  const isAddress = /^[\d.]+$|:/.test(host);
  const out = execFileSync('openssl', ['x509', '-in', file, '-noout', isAddress ? '-checkip' : '-checkhost', host]);
  const text = out.toString();
  expect(text).toMatch(/does (NOT )?match certificate/);
  return text.includes('does match');
};

const certificates = {
  cnOnly: make('/CN=sensor7.contoso.com'),
  san: make('/CN=other.contoso.com', 'DNS:sensor7.contoso.com,DNS:Sensor8.Contoso.com'),
  sanIpOnly: make('/CN=sensor7.contoso.com', 'IP:192.168.10.7'),
  sanIp: make('/CN=192.168.10.8', 'DNS:sensor7.contoso.com,IP:192.168.10.7,IP:fd00::7'),
  cnIsIp: make('/CN=192.168.10.7'),
  ipAsDns: make('/CN=x', 'DNS:192.168.10.7'),
  wildcard: make('/CN=x', 'DNS:*.contoso.com'),
  partial: make('/CN=x', 'DNS:sens*.contoso.com,DNS:*-b.fabrikam.com'),
  short: make('/CN=x', 'DNS:*.local,DNS:*'),
  twoStars: make('/CN=x', 'DNS:*.*.contoso.com,DNS:a.*.contoso.com,DNS:s*7.contoso.com'),
  wildcardCn: make('/CN=*.contoso.com'),
  twoCns: make('/CN=first.contoso.com/CN=sensor7.contoso.com'),
  emailOnly: make('/CN=sensor7.contoso.com', 'email:ot@contoso.com'),
  nothing: make('/O=Contoso'),
  punycode: make('/CN=x', 'DNS:xn--sensr-mua.contoso.com,DNS:xn--*.contoso.com'),
};

const sensor = 'sensor7.contoso.com';
describe('OpenSSL', () => {
  const { cnOnly, san, sanIp, partial, twoStars, punycode } = certificates;
  test.each([
    [cnOnly, [sensor, 'other.contoso.com']],
    [san, [sensor, 'SENSOR8.contoso.com', 'other.contoso.com']],
    [certificates.sanIpOnly, [sensor, '192.168.10.7']],
    [sanIp, ['192.168.10.7', '192.168.10.8', 'fd00::7', 'FD00:0::7']],
    [certificates.cnIsIp, ['192.168.10.7']],
    [certificates.ipAsDns, ['192.168.10.7']],
    [certificates.wildcard, [sensor, `a.${sensor}`, 'contoso.com', 'xn--other-jua.contoso.com']],
    [partial, [sensor, 'sens.contoso.com', 'x-b.fabrikam.com', '-b.fabrikam.com', 'a.sens.contoso.com']],
    [certificates.short, ['sensor7.local', 'sensor7']],
    [twoStars, ['a.b.contoso.com', sensor]],
    [certificates.wildcardCn, [sensor]],
    [certificates.twoCns, ['first.contoso.com', sensor]],
    [certificates.emailOnly, [sensor]],
    [certificates.nothing, [sensor]],
    [punycode, ['xn--sensr-mua.contoso.com', 'xn--other-jua.contoso.com']],
  ])('agrees about $name', (made, hosts) => {
    const ours = hosts.map((host) => [host, verdicts(made, host).openssl.matches]);
    expect(ours).toEqual(hosts.map((host) => [host, opensslSays(made, host)]));
  });
});

/** What a TLS connection by Node ends with, when it trusts the certificate and expects the name. */
async function nodeConnects(made: Made, host: string): Promise<boolean> {
  const cert = readFileSync(made.file, 'utf8');
  const server = createServer({ key: readFileSync(made.keyFile, 'utf8'), cert });
  server.on('tlsClientError', () => {});
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const named = host === '127.0.0.1' ? {} : { servername: host };
  let socket: TLSSocket | undefined;
  const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    socket = connect({ host: '127.0.0.1', port, ca: cert, ...named }, () => resolve(null));
    socket.on('error', resolve);
  });
  socket?.destroy();
  await new Promise((closed) => server.close(closed));
  if (error && error.code !== 'ERR_TLS_CERT_ALTNAME_INVALID') throw error;
  return error === null;
}

describe('Node', () => {
  const loopback = make('/CN=sensor7.contoso.com', 'IP:127.0.0.1');
  const loopbackCn = make('/CN=127.0.0.1');
  const { cnOnly, san, wildcard, wildcardCn, sanIpOnly, emailOnly } = certificates;
  test.each([
    [cnOnly, 'sensor7.contoso.com'],
    [cnOnly, 'sensor8.contoso.com'],
    [san, 'other.contoso.com'],
    [san, 'sensor8.contoso.com'],
    [wildcard, 'sensor7.contoso.com'],
    [wildcard, 'a.sensor7.contoso.com'],
    [wildcardCn, 'sensor7.contoso.com'],
    [sanIpOnly, 'sensor7.contoso.com'],
    [emailOnly, 'sensor7.contoso.com'],
    [loopback, '127.0.0.1'],
    [loopbackCn, '127.0.0.1'],
  ])('connects as it was said: $name', async (made, host) => {
    const { matches, basis } = verdicts(made, host).node;
    expect(basis).toBe('observed');
    expect(matches).toBe(await nodeConnects(made, host));
  });
});

describe('by client', () => {
  const { cnOnly, san, sanIpOnly, sanIp, cnIsIp, ipAsDns, wildcard, emailOnly, nothing } = certificates;
  const table = (made: Made, host: string) =>
    Object.fromEntries(Object.entries(verdicts(made, host)).map(([client, { matches }]) => [client, matches]));
  const rows = (browsers: boolean, schannel: boolean, openssl: boolean, node: boolean) => ({
    chromium: browsers,
    firefox: browsers,
    schannel,
    openssl,
    node,
  });

  test('the CN counts for Windows, OpenSSL and Node only', () => {
    expect(table(cnOnly, 'sensor7.contoso.com')).toEqual(rows(false, true, true, true));
    const { chromium, schannel } = verdicts(cnOnly, 'sensor7.contoso.com');
    expect(chromium).toEqual({ matches: false, why: 'common-name-ignored', basis: 'rule' });
    expect(schannel).toEqual({ matches: true, by: 'sensor7.contoso.com', why: 'common-name', basis: 'rule' });
  });

  test('a dNSName in the SAN puts the CN aside for all', () => {
    expect(table(san, 'other.contoso.com')).toEqual(rows(false, false, false, false));
    const said = verdicts(san, 'other.contoso.com');
    expect([said.schannel.why, said.openssl.why, said.node.why]).toEqual(Array(3).fill('common-name-outranked'));
  });

  test('a SAN without dNSName leaves the CN to those who read it', () => {
    expect(table(emailOnly, 'sensor7.contoso.com')).toEqual(rows(false, true, true, true));
    expect(table(sanIpOnly, 'sensor7.contoso.com')).toEqual(rows(false, true, true, true));
  });

  test('an address counts as iPAddress for all, in the CN for Windows alone', () => {
    expect(table(sanIp, '192.168.10.7')).toEqual(rows(true, true, true, true));
    expect(table(sanIp, '192.168.10.8')).toEqual(rows(false, false, false, false));
    expect(table(cnIsIp, '192.168.10.7')).toEqual(rows(false, true, false, false));
    expect(table(ipAsDns, '192.168.10.7')).toEqual(rows(false, true, false, false));
  });

  test('IPv6 in any spelling, with or without brackets', () => {
    expect(table(sanIp, '[FD00:0:0:0:0:0:0:7]')).toEqual(rows(true, true, true, true));
    expect(table(sanIp, 'fd00::8')).toEqual(rows(false, false, false, false));
  });

  test('says which entry matched and how', () => {
    expect(verdicts(san, 'sensor8.contoso.com').chromium).toEqual({
      matches: true,
      by: 'Sensor8.Contoso.com',
      why: 'listed',
      basis: 'rule',
    });
    const { chromium, schannel, openssl, node } = verdicts(wildcard, 'sensor7.contoso.com');
    for (const verdict of [chromium, schannel, openssl, node]) {
      expect(verdict).toMatchObject({ matches: true, by: '*.contoso.com', why: 'wildcard' });
    }
  });

  test('says when there is nothing to read', () => {
    const said = verdicts(nothing, 'sensor7.contoso.com');
    expect(Object.values(said).map(({ why }) => why)).toEqual(Array(5).fill('no-names'));
  });

  test('an international name is compared as punycode', () => {
    expect(verdicts(certificates.punycode, 'sensör.contoso.com').chromium.matches).toBe(true);
  });
});

test('a certificate that Node cannot read is said to be unreadable, and the rules still answer', () => {
  const { der } = certificates.san;
  const item = parseCertificate(der);
  if (!item.ok) throw new Error(item.error.code);
  const said = clientNames(new Uint8Array([0x30, 0]), item.value, 'sensor7.contoso.com');
  expect(said.node).toEqual({ matches: false, why: 'unreadable', basis: 'observed' });
  expect(said.chromium.matches).toBe(true);
});
