import { describe, expect, test } from 'vitest';
import { breakOf, covers, pathOf } from '../../../renderer/trust/name/path.ts';

const states = (host: string, code: string, san: string[] = []) =>
  Object.fromEntries(pathOf({ host, code }, san).map(({ stop, state }) => [stop, state]));

describe('the place where the way breaks', () => {
  test.each([
    ['net::OK', null],
    ['net::ERR_NAME_NOT_RESOLVED', 'name'],
    ['net::ERR_ADDRESS_UNREACHABLE', 'address'],
    ['net::ERR_CONNECTION_REFUSED', 'sensor'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'sensor'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'trust'],
    ['net::ERR_CERT_COMMON_NAME_INVALID', 'certificate'],
    ['net::ERR_CERT_DATE_INVALID', 'certificate'],
  ])('%s', (code, stop) => expect(breakOf(code)).toBe(stop));

  test('what lies behind it is not said to be good', () => {
    expect(states('sensor7', 'net::ERR_CONNECTION_REFUSED')).toEqual({
      browser: 'ok',
      name: 'ok',
      address: 'ok',
      sensor: 'break',
      certificate: 'unknown',
      trust: 'unknown',
    });
    expect(Object.values(states('sensor7', 'not-checked'))).toEqual(Array(6).fill('unknown'));
  });

  test('an IP address skips the name', () => {
    expect(states('192.168.10.7', 'net::OK', ['192.168.10.7']).name).toBe('skipped');
    expect(states('fd00::7', 'net::OK', ['fd00::7']).name).toBe('skipped');
  });

  test('a wrong name breaks at the certificate; trust is there, since Chromium reports it first', () => {
    expect(states('sensor7', 'net::ERR_CERT_COMMON_NAME_INVALID', ['other'])).toMatchObject({
      certificate: 'break',
      trust: 'ok',
    });
  });

  test('missing trust hides a wrong name from Chromium, but not from the picture', () => {
    expect(states('10.0.0.7', 'net::ERR_CERT_AUTHORITY_INVALID', ['sensor7'])).toMatchObject({
      certificate: 'break',
      trust: 'break',
    });
    expect(states('sensor7', 'net::ERR_CERT_AUTHORITY_INVALID', ['sensor7'])).toMatchObject({
      certificate: 'ok',
      trust: 'break',
    });
  });
});

describe('names that a certificate covers', () => {
  test.each([
    [['sensor7.contoso.com'], 'SENSOR7.contoso.com', true],
    [['*.contoso.com'], 'a.contoso.com', true],
    [['*.contoso.com'], 'contoso.com', false],
    [['*.contoso.com'], 'a.b.contoso.com', false],
    [['*.com'], 'contoso.com', false],
    [['*.0.0.7'], '10.0.0.7', false],
    [[], 'sensor7', false],
  ])('%j, %s: %s', (san, host, expected) => expect(covers(san, host)).toBe(expected));
});
