// What decides beside the stores whether our certificates count: policies of the system and of the browsers. Only reads;
// a policy that cannot be read gives no note.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrustNote } from '../../preload/contract/trust-note.ts';

export type NotePlace = {
  platform: NodeJS.Platform;
  /** What the registry and the stores of Windows say; only asked there. */
  windows(ders: readonly Uint8Array[]): Promise<TrustNote[]>;
  /** Before all absolute paths; for tests. */
  root?: string;
};

/** @param ders our certificates (DER) */
export async function trustNotes(
  { platform, windows, root = '/' }: NotePlace,
  ders: readonly Uint8Array[],
): Promise<TrustNote[]> {
  if (platform === 'win32') return windows(ders);
  return platform === 'linux' && (await isIntegrationOff(join(root, 'etc/opt/chrome/policies/managed')))
    ? [{ kind: 'browser-ignores-store', browser: 'chrome' }]
    : [];
}

/**
 * Chrome has the policy on Linux too (components/policy/…/CAPlatformIntegrationEnabled.yaml); Edge's document names Windows
 * and macOS only, so its folder is not looked at. Of several files the last in the order of their names counts
 * (ConfigDirPolicyLoader), and a comma before a closing bracket is no mistake there.
 */
async function isIntegrationOff(folder: string): Promise<boolean> {
  const names = (await readdir(folder).catch(() => [])).sort().reverse();
  for (const name of names) {
    try {
      const text = await readFile(join(folder, name), 'utf8');
      const policies: unknown = JSON.parse(text.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, '$1'));
      if (typeof policies !== 'object' || policies === null || !('CAPlatformIntegrationEnabled' in policies)) continue;
      return policies.CAPlatformIntegrationEnabled === false;
    } catch {
      // Chrome passes over a file that it cannot read, and so do we.
    }
  }
  return false;
}
