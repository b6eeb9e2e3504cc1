// Host matching, with node:crypto's checkHost (common name switched off) as the referee where it has the same rules.
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../main/pki/certificate/certificate.ts';
import { canonicalIp, mappableNames, matchHost } from '../../../../main/pki/names/host-names.ts';
import type { SubjectAltNames } from '../../../../preload/contract/item.ts';
import { certificate, key } from '../openssl.ts';

const names = (dns: string[], ip: string[] = []): SubjectAltNames => ({ dns, ip, email: [], uri: [] });

describe('matchHost', () => {
  it.each([
    ['sensor.contoso.com', 'sensor.contoso.com', 'exact'],
    ['Sensor.Contoso.com', 'SENSOR.contoso.COM', 'exact'],
    ['sensor.contoso.com', 'sensor.contoso.com.', 'exact'],
    ['sensor.contoso.com.', 'sensor.contoso.com', 'exact'],
    ['sensor7', 'sensor7', 'exact'],
    ['sensor_7.plant', 'sensor_7.plant', 'exact'],
    ['xn--mller-kva.de', 'müller.de', 'exact'],
    ['*.contoso.com', 'a.contoso.com', 'wildcard'],
    ['*.contoso.com', 'xn--mller-kva.contoso.com', 'wildcard'],
  ])('%s covers %s: %s', (entry, host, reason) => {
    expect(matchHost(names(['other.example', entry]), host)).toEqual({ matches: true, by: entry, reason });
  });

  it.each([
    ['*.contoso.com', 'contoso.com'],
    ['*.contoso.com', 'a.b.contoso.com'],
    ['*.com', 'contoso.com'],
    ['*.local', 'sensor.local'],
    ['*', 'sensor'],
    ['s*.contoso.com', 'sensor.contoso.com'],
    ['sensor.*.com', 'sensor.contoso.com'],
    ['*.*.com', 'a.contoso.com'],
    ['contoso.com', 'sensor.contoso.com'],
    ['192.0.2.7', '192.0.2.7'],
    ['*.0.2.7', '192.0.2.7'],
    ['sensor.contoso.com\0.evil.com', 'sensor.contoso.com'],
    ['müller.de', 'müller.de'],
    ['sensor', 'sensor..'],
    ['', '.'],
    ['a b', 'a b'],
    ['a', 'a#b'],
    ['a', 'a/b'],
    ['a', 'a:443'],
    ['a', '%61'],
  ])('%j does not cover %j', (entry, host) => {
    expect(matchHost(names([entry]), host)).toEqual({ matches: false, reason: 'not-listed' });
  });

  it('matches addresses only with addresses, in any spelling', () => {
    const san = names(['sensor.contoso.com'], ['192.0.2.7', '2001:db8::1']);
    expect(matchHost(san, '192.0.2.7')).toEqual({ matches: true, by: '192.0.2.7', reason: 'ip' });
    expect(matchHost(san, '[2001:DB8:0::0001]')).toEqual({ matches: true, by: '2001:db8::1', reason: 'ip' });
    expect(matchHost(san, '2001:db8::1')).toMatchObject({ matches: true });
    expect(matchHost(san, '192.0.2.8')).toEqual({ matches: false, reason: 'not-listed' });
    expect(matchHost(names([], ['127.0.0.1']), '127.1')).toMatchObject({ matches: true, reason: 'ip' });
  });

  it('says that there is no SAN, whatever the common name', () => {
    const none = { matches: false, reason: 'no-san' };
    expect(matchHost(undefined, 'sensor')).toEqual(none);
    expect(matchHost({ dns: [], ip: [], email: ['a@b'], uri: [] }, 'sensor')).toEqual(none);
  });

  it('agrees with checkHost and checkIP on a real certificate', () => {
    const extensions = [
      'subjectAltName=DNS:sensor.contoso.com,DNS:*.plant.example,DNS:single,IP:192.0.2.7,IP:2001:db8::7',
    ];
    const der = certificate({ key: key('p256'), subject: '/CN=cn.contoso.com', extensions });
    const parsed = parseCertificate(der);
    if (!parsed.ok) throw new Error('unreadable');
    const referee = new X509Certificate(der);
    const hosts = [
      ...[
        'sensor.contoso.com',
        'SENSOR.contoso.com',
        'cn.contoso.com',
        'contoso.com',
        'a.plant.example',
        'plant.example',
      ],
      ...['a.b.plant.example', 'single', 'singles', 'x.single', '*.plant.example'.replace('*', 'w'), 'example'],
    ];
    const own = parsed.value.subjectAltNames;
    expect(hosts.map((host) => matchHost(own, host).matches)).toEqual(
      hosts.map((host) => referee.checkHost(host, { subject: 'never' }) !== undefined),
    );
    const addresses = ['192.0.2.7', '192.0.2.8', '2001:db8::7', '2001:db8:0:0::7', '2001:db8::8'];
    expect(addresses.map((ip) => matchHost(own, ip).matches)).toEqual(
      addresses.map((ip) => referee.checkIP(ip) !== undefined),
    );
  });
});

describe('mappableNames', () => {
  it('leaves out what a hosts line cannot carry', () => {
    const dns = [
      ...['Sensor7.Contoso.com', 'sensor7.contoso.com.', '*.contoso.com', 'müller.de', 'sensor_7', 'plain'],
      ...[
        '192.0.2.1',
        '1.2.3',
        'a b',
        'a\n0.0.0.0 b',
        '-a.com',
        'a-.com',
        `${'a'.repeat(64)}.com`,
        '',
        '.',
        'a..b',
        'a#b',
      ],
    ];
    expect(mappableNames(names(dns))).toEqual(['sensor7.contoso.com', 'xn--mller-kva.de', 'sensor_7', 'plain']);
    expect(mappableNames(undefined)).toEqual([]);
  });
});

it('offers canonicalIp to those who match hosts', () => {
  expect(canonicalIp('::0')).toBe('::');
});
