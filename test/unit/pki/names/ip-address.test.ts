// Canonical IP text, with the URL parser as the referee (WHATWG prescribes RFC 5952 but for IPv4-mapped addresses).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalIp, ipOfOctets } from '../../../../main/pki/names/ip-address.ts';

const byUrl = (ipv6: string): string => new URL(`https://[${ipv6}]/`).hostname.slice(1, -1);

describe('canonicalIp', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8::1:0:0:1', '2001:db8::1:0:0:1'],
    ['::', '::'],
    ['1::', '1::'],
    ['[::1]', '::1'],
    ['::ffff:c000:0201', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ])('makes %s %s', (text, canonical) => {
    expect(canonicalIp(text)).toBe(canonical);
  });

  it.each([
    ...['', '1.2.3', '1.2.3.4.5', '01.2.3.4', '256.1.1.1', '1.2.3.4.', '0x7f.0.0.1', ' 1.2.3.4', '1.2.3.-4', '١.2.3.4'],
    ...[':', ':::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', '12345::', 'fe80::1%eth0', '::1.2.3', '1.2.3.4::'],
    ...['1:2:3:4:5:6:7::8', '::1:2:3:4:5:6:7:8', 'g::', '[::1', '::1]', '1:2:3:4:5:6:1.2.3.4:7', 'sensor.contoso.com'],
  ])('refuses %j', (text) => {
    expect(canonicalIp(text)).toBeNull();
  });

  it('agrees with the URL parser on every IPv6 address', () => {
    const group = fc.oneof(fc.constant(0), fc.nat({ max: 0xffff }));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const mapped = groups.slice(0, 5).every((each) => each === 0) && groups[5] === 0xffff;
        fc.pre(!mapped);
        const text = groups.map((each) => each.toString(16).padStart(4, '0')).join(':');
        expect(canonicalIp(text)).toBe(byUrl(text));
        const octets = Uint8Array.from(groups.flatMap((each) => [each >> 8, each & 255]));
        expect(ipOfOctets(octets)).toBe(byUrl(text));
      }),
    );
  });

  it('accepts no IPv6 text that the URL parser refuses', () => {
    const part = fc.constantFrom(':', '::', '0', '1', 'ff', 'abcd', '1.2.3.4', '.', '%', 'g');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 17 }), (parts) => {
        const text = parts.join('');
        if (canonicalIp(text) !== null && text.includes(':')) expect(() => byUrl(text)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  it('reads only 4 or 16 octets', () => {
    expect(ipOfOctets(new Uint8Array(4))).toBe('0.0.0.0');
    for (const length of [0, 3, 5, 8, 15, 17, 32]) expect(ipOfOctets(new Uint8Array(length))).toBeNull();
  });
});
