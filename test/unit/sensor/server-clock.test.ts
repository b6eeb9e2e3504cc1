import { describe, expect, it } from 'vitest';
import { clockFromHead } from '../../../main/sensor/server-clock.ts';

const noon = Date.UTC(2026, 10, 22, 12, 0, 0);
const head = (date: string) => `HTTP/1.1 302 Found\r\nServer: x\r\ndate: ${date}\r\nLocation: /login\r\n\r\n`;
const atNoon = head('Sun, 22 Nov 2026 12:00:00 GMT');

describe('the skew', () => {
  it('is the difference at the middle of the round trip, the cut fraction of a second made good', () => {
    expect(clockFromHead(atNoon, noon, noon)).toEqual({ server: '2026-11-22T12:00:00.000Z', skewSeconds: 1 });
    expect(clockFromHead(atNoon, noon, noon + 1000)?.skewSeconds).toBe(0);
    expect(clockFromHead(atNoon, noon - 4000, noon + 5000)?.skewSeconds).toBe(0);
    expect(clockFromHead(atNoon, noon + 900, noon + 900)?.skewSeconds).toBe(0);
    expect(clockFromHead(atNoon, noon - 60_000, noon - 60_000)?.skewSeconds).toBe(61);
    expect(clockFromHead(atNoon, noon + 60_500, noon + 60_500)?.skewSeconds).toBe(-60);
    expect(clockFromHead(head('Thu, 01 Jan 1970 00:00:00 GMT'), noon, noon)?.skewSeconds).toBeLessThan(-1e9);
  });

  it('is never minus zero, which JSON would not carry', () => {
    expect(Object.is(clockFromHead(atNoon, noon + 600, noon + 600)?.skewSeconds, 0)).toBe(true);
  });

  it.each([
    '',
    'HTTP/1.1 200 OK\r\n\r\n',
    'HTTP/1.1 200 OK\r\n\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\n',
    'SMTP 220\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\n\r\n',
    head('Sun, 42 Nov 2026 12:00:00 GMT'),
    head('1'),
    head('GMT'),
  ])('cannot be told from %j', (text) => {
    expect(clockFromHead(text, noon, noon)).toBeNull();
  });
});
