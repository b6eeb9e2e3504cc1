// A hosts file replaced in one go, for tests that have not read it themselves.
import { readCurrent } from '../../../main/hosts/current-file.ts';
import { type Replaced, type ReplaceOptions, replaceCurrent } from '../../../main/hosts/replace.ts';
import type { Result } from '../../../preload/contract/result.ts';

/** As `replaceCurrent`, where the file still has this SHA-256 (hex, in any case). */
export async function replaceFile(
  path: string,
  expectedSha256: string,
  newBytes: Uint8Array,
  options: ReplaceOptions,
): Promise<Result<Replaced>> {
  const current = await readCurrent(path);
  if (!current.ok) return current;
  const pieces = [Buffer.from(newBytes.buffer, newBytes.byteOffset, newBytes.byteLength)];
  return replaceCurrent(current.value, pieces, (sha256) => sha256 === expectedSha256.toUpperCase(), options);
}
