import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupHex, parseFingerprint, thumbprints } from '../../../../main/pki/certificate/fingerprint.ts';
import { certificate, key, x509 } from '../openssl.ts';

const sha1 = '0123456789ABCDEF0123456789ABCDEF01234567';
const sha256 = `${sha1}89ABCDEF0123456789ABCDEF`;
const pairs = (hex: string, separator: string): string => groupHex(hex, 2).replaceAll(' ', separator);

describe('parseFingerprint', () => {
  it('reads what openssl prints', () => {
    const der = certificate({ key: key('p256'), subject: '/CN=a' });
    for (const algorithm of ['sha1', 'sha256'] as const) {
      const printed = x509(der, '-fingerprint', `-${algorithm}`);
      expect(parseFingerprint(printed)).toEqual({ ok: true, value: { algorithm, hex: thumbprints(der)[algorithm] } });
    }
  });

  it.each([
    ['plain', sha256],
    ['lower case with blanks', pairs(sha256, ' ').toLowerCase()],
    ['openssl 1', `SHA256 Fingerprint=${pairs(sha256, ':')}`],
    ['openssl 3', `sha256 Fingerprint=${pairs(sha256, ':')}\n`],
    ['certutil', `Cert Hash(sha256): ${pairs(sha256, ' ')}`],
    ['PowerShell', `Thumbprint : ${sha256}`],
    ['a Windows dialog, with the mark of direction in front', `\u200e${pairs(sha256, ' ').toLowerCase()}`],
    ['a zero-width blank and a byte order mark inside', `\ufeff${sha256.slice(0, 10)}\u200b${sha256.slice(10)}`],
    ['blanks that do not break', pairs(sha256, '\u00a0')],
    ['line breaks', `${sha256.slice(0, 32)}\r\n${sha256.slice(32)}`],
    ['a label on its own line', `SHA-256 Fingerprint\n${pairs(sha256, ' ')}`],
    ['Chrome', `SHA-256 Fingerprints\n${sha256}`.replace('s\n', '\n')],
    ['quotes', `"${sha256}"`],
    ['hyphens', pairs(sha256, '-')],
  ])('reads SHA-256: %s', (_, text) => {
    expect(parseFingerprint(text)).toEqual({ ok: true, value: { algorithm: 'sha256', hex: sha256 } });
  });

  it.each([
    ['openssl', `SHA1 Fingerprint=${pairs(sha1, ':')}`],
    ['certutil', `Cert Hash(sha1): ${pairs(sha1, ' ').toLowerCase()}`],
    ['a label that itself begins like hex', `Certificate fingerprint (SHA-1): ${sha1}`],
  ])('reads SHA-1: %s', (_, text) => {
    expect(parseFingerprint(text)).toEqual({ ok: true, value: { algorithm: 'sha1', hex: sha1 } });
  });

  it.each([
    ['', 'empty', 0],
    [' \u200e ', 'empty', 0],
    ['Thumbprint:', 'empty', 0],
    [sha256.slice(1), 'length', 63],
    [`${sha1}00`, 'length', 42],
    [sha1.slice(2), 'length', 38],
    [sha256.replace('A', 'G'), 'characters', 64],
    ['sensor.contoso.com', 'characters', 18],
    ['\uff10'.repeat(64), 'characters', 64],
  ])('refuses %j: %s', (text, reason, length) => {
    expect(parseFingerprint(text)).toEqual({
      ok: false,
      error: { code: 'fingerprint-invalid', facts: { reason, length } },
    });
  });

  it('finds the digits whatever separates them, and never throws', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(digits, fc.constantFrom(' ', ':', '-', '\n', '\u200e', '\u00a0', ''), (text, separator) => {
        const parsed = parseFingerprint([...text].join(separator));
        expect(parsed.ok && parsed.value.hex).toBe(text.toUpperCase());
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseFingerprint(text)));
  });
});

describe('groupHex', () => {
  it('groups from the left, the last group may be short', () => {
    expect(groupHex('0123456789')).toBe('0123 4567 89');
    expect(groupHex('0123', 2)).toBe('01 23');
    expect(groupHex('')).toBe('');
  });
});
