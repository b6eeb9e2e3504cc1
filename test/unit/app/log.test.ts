import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { logLine, redact } from '../../../main/app/log.ts';

it('cuts PEM blocks, whole or torn, and long runs', () => {
  const pem = ['-----BEGIN PRIVATE', ' KEY-----\nMIIEvQ==\n-----END PRIVATE', ' KEY-----'].join('');
  expect(redact(`before ${pem} after`)).toBe('before [PEM block cut] after');
  expect(redact(`torn ${pem.slice(0, 40)}`)).toBe('torn [PEM block cut]');
  expect(redact('A'.repeat(200))).toBe('[long text cut]');
  expect(redact('x y '.repeat(5_000)).length).toBe(4_000);
});

it('writes one line a bug', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'certwright-log-'));
  try {
    await logLine(folder, new Date('2026-01-02T03:04:05Z'), 'ref1', 'journeys.act', new Error('two\nlines'));
    const [line, rest] = readFileSync(join(folder, 'log.txt'), 'utf8').split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({
      at: '2026-01-02T03:04:05.000Z',
      reference: 'ref1',
      where: 'journeys.act',
    });
    expect(rest).toBe('');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
