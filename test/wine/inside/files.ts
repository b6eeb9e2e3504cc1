// Files that people ask for.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFile } from '../../../main/files/write-file.ts';

describe('a key file', () => {
  it('gets rights of its own before there is a key in it, also in place of an older file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'key-')), 'sensor7.key');
    const written = await writeFile(file, new TextEncoder().encode('first'), { ownerOnly: true });
    expect(written).toMatchObject({ ok: true, value: { name: 'sensor7.key', ownerOnly: true } });
    writeFileSync(file, 'older');
    expect((await writeFile(file, new TextEncoder().encode('second'), { ownerOnly: true, overwrite: true })).ok).toBe(
      true,
    );
    expect(readFileSync(file, 'utf8')).toBe('second');
  });
});
