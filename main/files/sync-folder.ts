// The names in a folder, down to the disk.
import { open } from 'node:fs/promises';

/** After this, what was renamed, made or deleted in the folder (absolute path) is so after a power cut too. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folder as a file, and needs no such flush.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
