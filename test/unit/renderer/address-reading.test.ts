// The reading beside the field must never promise what main then does otherwise: main's own parser is the referee.
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../main/sensor/address.ts';
import { explainAddress } from '../../../renderer/trust/address/explain.ts';

const understood = [
  'sensor7',
  'Sensor7.Contoso.COM',
  'sensor7.contoso.com.',
  'sensor7.contoso.com:8443',
  ' 192.168.10.7 ',
  '192.168.10.7:443',
  'https://sensor7.contoso.com/login?next=%2F#top',
  'http://10.0.0.7',
  'https://[fd00::7]:8443/',
  '[fd00:0:0::7]',
  'fd00::7',
  '::1',
  'büro.example',
  '“sensor7.contoso.com”',
  'sensor_7.local',
];

describe('what is understood is understood as main does', () => {
  test.each(understood)('%s', (input) => {
    const reading = explainAddress(input);
    const truth = parseAddress(input);
    if (!truth.ok) throw new Error(`main refuses ${input}`);
    const { host, port, kind } = truth.value;
    expect(reading).toEqual({ host, port, kind });
  });
});

const refused = [
  '',
  '   ',
  '192.168.10.777',
  '192.168.010.7',
  '192.168.10',
  '3232238087',
  '0x7f000001',
  'sensor7..contoso.com',
  '*.contoso.com',
  'admin:secret@sensor7',
  'ftp://sensor7',
  'sensor7:99999',
  'sensor7:0',
  'sensor7:',
  'sensor 7',
  'fe80::1%eth0',
  '[fd00::7',
  '-sensor7.contoso.com',
  'sensor%37',
  `${'a'.repeat(64)}.contoso.com`,
];

describe('what main refuses is not explained as if it were fine', () => {
  test.each(refused)('%s', (input) => {
    expect(parseAddress(input).ok).toBe(false);
    expect(explainAddress(input)).toBeNull();
  });
});
