import { describe, expect, it } from 'vitest';
import { hostsAddress, hostsName, readAddress } from '../../../main/hosts/hosts-name.ts';

describe('hostsName', () => {
  it.each([
    ['sensor7', 'sensor7'],
    ['Sensor7.Contoso.COM', 'sensor7.contoso.com'],
    ['sensor7.contoso.com.', 'sensor7.contoso.com'],
    ['ot_sensor-7.contoso.com', 'ot_sensor-7.contoso.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['センサー.example', 'xn--vckl2olb.example'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('takes %s', (name, expected) => {
    expect(hostsName(name)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['', 'empty'],
    ['.', 'empty'],
    ['sensor 7', 'blank'],
    ['sensor\u00a07', 'blank'],
    ['sensor7\n10.0.0.1 bank.example', 'control'],
    ['sensor7\u0000', 'control'],
    ['*.contoso.com', 'wildcard'],
    ['sensor7#', 'characters'],
    ['sensor7:443', 'characters'],
    ['ü%2Econtoso.com', 'characters'],
    ['https://sensor7', 'characters'],
    ['a..b', 'label'],
    ['-a.b', 'label'],
    ['a-.b', 'label'],
    [`${'a'.repeat(64)}.example`, 'label'],
    [Array.from({ length: 64 }, () => 'abc').join('.'), 'too-long'],
    ['10.0.0.7', 'number'],
    ['１０.0.0.7', 'number'],
    ['sensor.7', 'number'],
    ['sensor.0x7', 'number'],
    ['localhost', 'localhost'],
    ['sensor.LocalHost', 'localhost'],
  ])('refuses %j: %s', (name, reason) => {
    expect(hostsName(name)).toEqual({ ok: false, error: { code: 'hosts-name-invalid', facts: { name, reason } } });
  });
});

describe('hostsAddress', () => {
  it.each([
    ['10.0.0.7', { address: '10.0.0.7', family: 4 }],
    ['2001:DB8:0:0::7', { address: '2001:db8::7', family: 6 }],
    ['::1', { address: '::1', family: 6 }],
  ])('takes %s', (address, value) => {
    expect(hostsAddress(address)).toEqual({ ok: true, value });
  });

  it.each(['', '10.0.0', '010.0.0.7', '10.0.0.256', '10.0.0.7/24', 'fe80::1%eth0', '[::1]', 'sensor7', '10.0.0.7\n'])(
    'refuses %j',
    (address) => {
      expect(hostsAddress(address)).toEqual({ ok: false, error: { code: 'hosts-not-address', facts: { address } } });
    },
  );

  it('has one spelling for each IPv6 address', () => {
    expect(readAddress('0:0:0:0:0:ffff:0a00:0007')).toEqual(readAddress('::ffff:10.0.0.7'));
  });
});
