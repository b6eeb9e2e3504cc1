import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, formatAuthority, parseAddress, parseProxy } from '../../../main/sensor/address.ts';

const read = (text: string) => {
  const result = parseAddress(text);
  if (!result.ok) return result.error;
  const { host, port, kind } = result.value;
  return { host, port, kind };
};
const name = (host: string, port = 443) => ({ host, port, kind: 'name' });
const ipv4 = (host: string, port = 443) => ({ host, port, kind: 'ipv4' });
const ipv6 = (host: string, port = 443) => ({ host, port, kind: 'ipv6' });

describe('an address', () => {
  it.each([
    ['sensor7', name('sensor7')],
    ['Sensor7.Contoso.COM', name('sensor7.contoso.com')],
    ['sensor7.contoso.com.', name('sensor7.contoso.com')],
    ['sensor7:8443', name('sensor7', 8443)],
    ['sensor_7.contoso.com', name('sensor_7.contoso.com')],
    ['r3---sensor.contoso.com', name('r3---sensor.contoso.com')],
    ['münchen.contoso.com', name('xn--mnchen-3ya.contoso.com')],
    ['例え。テスト', name('xn--r8jz45g.xn--zckzah')],
    ['xn--mnchen-3ya.contoso.com', name('xn--mnchen-3ya.contoso.com')],
    ['3com.example', name('3com.example')],
    ['192.168.10.7', ipv4('192.168.10.7')],
    ['192.168.10.7.', ipv4('192.168.10.7')],
    ['192.168.10.7:65535', ipv4('192.168.10.7', 65535)],
    ['１９２.168.10.7', ipv4('192.168.10.7')],
    ['::1', ipv6('::1')],
    ['FD00:0:0:0:0:0:0:7', ipv6('fd00::7')],
    ['2001:db8::1:443', ipv6('2001:db8::1:443')],
    ['[fd00::7]', ipv6('fd00::7')],
    ['[fd00::7]:8443', ipv6('fd00::7', 8443)],
    ['::ffff:192.0.2.1', ipv6('::ffff:c000:201')],
    ['https://sensor7/', name('sensor7')],
    ['https://sensor7:8443/login?next=/a#top', name('sensor7', 8443)],
    ['HTTPS://[fd00::7]:8443/x', ipv6('fd00::7', 8443)],
    ['http://sensor7/login', name('sensor7')],
    ['http://sensor7:80/', name('sensor7', 80)],
    ['sensor7/login@now', name('sensor7')],
    ['  "https://sensor7/"  ', name('sensor7')],
    ['<https://192.168.10.7>', ipv4('192.168.10.7')],
    ['“sensor7”', name('sensor7')],
    ['\u200Bsensor7\uFEFF', name('sensor7')],
  ])('%s is read', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('keeps what was typed', () => {
    expect(parseAddress('  <https://Sensor7/x> ')).toMatchObject({ ok: true, value: { text: '<https://Sensor7/x>' } });
  });

  it.each([
    ['256.1.1.1', 'ipv4'],
    ['1.2.3', 'ipv4'],
    ['1.2.3.4.5', 'ipv4'],
    ['010.0.0.1', 'ipv4'],
    ['192.168.1.0x7', 'ipv4'],
    ['3232238087', 'single-number'],
    ['0x7f000001', 'single-number'],
    ['[fd00::7', 'ipv6'],
    ['[fd00::7]8443', 'ipv6'],
    ['[sensor7]', 'ipv6'],
    ['fd00:::7', 'ipv6'],
    ['1:2', 'single-number'],
    ['fe80::1%eth0', 'zone'],
    ['[fe80::1%25eth0]:443', 'zone'],
    ['*.contoso.com', 'wildcard'],
    ['https://admin:secret@sensor7/', 'credentials'],
    ['admin@192.168.10.7', 'credentials'],
    ['ftp://sensor7', 'scheme'],
    ['ssh://sensor7', 'scheme'],
    ['file:///c:/x', 'scheme'],
    ['sensor 7', 'characters'],
    ['sensor7,sensor8', 'characters'],
    ['\\\\sensor7\\share', 'characters'],
    ['sens%6fr', 'characters'],
    ['a:b:c', 'ipv6'],
    ['x:y:z', 'characters'],
    ['xn--a', 'characters'],
    ['sensor..contoso.com', 'label'],
    ['.contoso.com', 'label'],
    ['-sensor', 'label'],
    ['sensor-.contoso.com', 'label'],
    [`${'a'.repeat(64)}.com`, 'label'],
    ['/login', 'label'],
    [`${'abcdefg.'.repeat(32)}com`, 'too-long'],
    [`https://sensor7/${'x'.repeat(3000)}`, 'too-long'],
  ])('%s is refused: %s', (text, reason) => {
    expect(read(text)).toMatchObject({ code: 'address-invalid', facts: { reason } });
  });

  it.each(['sensor7:0', 'sensor7:65536', 'sensor7:', 'sensor7:https', 'sensor7:+443', '[::1]:99999', 'sensor7:-1'])(
    '%s has no port',
    (text) => {
      expect(read(text)).toMatchObject({ code: 'port-invalid' });
    },
  );

  it.each(['', '   ', '""', '<>'])('%j is empty', (text) => {
    expect(read(text)).toMatchObject({ code: 'address-empty' });
  });

  it.each([
    'https://admin:hunter2@sensor7/',
    'https://admin:hunter2/x@sensor7/',
    'admin:hunter2@sensor7',
    '"https://admin:hunter2@sensor7"',
    'ftp://admin:hunter2@sensor7',
    'https://admin:a@hunter2@*',
  ])('no password of %s comes back', (text) => {
    for (const result of [parseAddress(text), parseProxy(text)]) {
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result)).not.toContain('hunter2');
    }
  });

  it('never throws, and what it accepts it accepts again in its own words', () => {
    const piece = fc.constantFrom(
      'a',
      '-',
      '.',
      ':',
      '[',
      ']',
      '1',
      '255',
      '::',
      '%',
      '@',
      '/',
      'ü',
      '*',
      ' ',
      'xn--',
      '_',
      'http://',
      '0x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          const first = parseAddress(text);
          parseProxy(text);
          if (!first.ok) return;
          const { host, port, kind } = first.value;
          expect(read(formatAddress(first.value))).toEqual({ host, port, kind });
          expect(new URL(`https://${formatAddress(first.value)}/`).hostname.replace(/^\[|\]$/g, '')).toBe(host);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('an address in a URL', () => {
  it.each([
    [{ host: 'sensor7', port: 443 }, 'sensor7', 'sensor7:443'],
    [{ host: 'sensor7', port: 8443 }, 'sensor7:8443', 'sensor7:8443'],
    [{ host: 'fd00::7', port: 443 }, '[fd00::7]', '[fd00::7]:443'],
    [{ host: 'fd00::7', port: 80 }, '[fd00::7]:80', '[fd00::7]:80'],
  ])('%j', (address, short, long) => {
    expect(formatAddress(address)).toBe(short);
    expect(formatAuthority(address)).toBe(long);
  });
});

describe('a proxy', () => {
  it.each([
    ['proxy.contoso.com', 'proxy.contoso.com', 8080],
    ['http://proxy', 'proxy', 8080],
    ['http://proxy:3128/', 'proxy', 3128],
    ['10.0.0.1:8888', '10.0.0.1', 8888],
    ['[fd00::1]:3128', 'fd00::1', 3128],
    [' "proxy:3128" ', 'proxy', 3128],
  ])('%s is read', (text, host, port) => {
    expect(parseProxy(text)).toMatchObject({ ok: true, value: { host, port } });
  });

  it.each([
    ['', 'empty'],
    ['https://proxy:3128', 'scheme'],
    ['socks5://proxy:1080', 'scheme'],
    ['http://user:word@proxy:3128', 'credentials'],
    ['http://proxy/proxy.pac', 'path'],
    ['proxy:0', 'port'],
    ['proxy:x', 'port'],
    ['[fd00::1', 'host'],
    ['1.2.3', 'host'],
    ['*', 'host'],
  ])('%s is refused: %s', (text, reason) => {
    expect(parseProxy(text)).toMatchObject({ ok: false, error: { code: 'proxy-invalid', facts: { reason } } });
  });
});
