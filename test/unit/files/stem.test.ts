import { expect, it } from 'vitest';
import { stem } from '../../../main/files/stem.ts';

it.each([
  ['sensor7.contoso.com', 'sensor7.contoso.com'],
  ['Sensor 7 (Building B)', 'sensor-7-building-b'],
  ['*.contoso.com', 'contoso.com'],
  ['../../etc/passwd', 'etc-passwd'],
  ['.hidden', 'hidden'],
  ['größe', 'gr-e'],
  ['测试', 'certificate'],
  ['', 'certificate'],
  // Windows would open the device.
  ['CON', 'the-con'],
  ['aux.contoso.com', 'the-aux.contoso.com'],
  ['com1', 'the-com1'],
  ['console', 'console'],
])('%s becomes %s', (name, expected) => {
  expect(stem(name)).toBe(expected);
});

it('is cut so that no ending hangs on a dot or a hyphen', () => {
  expect(stem(`${'a'.repeat(59)}.com`)).toBe('a'.repeat(59));
  expect(stem('b'.repeat(300))).toHaveLength(60);
});
