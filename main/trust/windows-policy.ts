// What decides about trust on Windows beside the stores that we write to: group policy, the domain, the list of untrusted
// certificates, and the browsers' own policies. Read from the registry and the stores, never from a tool's output.
import type { TrustNote } from '../../preload/contract/trust-note.ts';
import { thumbprints } from '../pki/certificate/fingerprint.ts';
import { readRegistry } from '../windows/registry.ts';
import { listSignedLists, listStore, type StoreScope, type SystemStore } from './crypt32.ts';
import { hashesIn, hashesOf } from './windows-hash-list.ts';

/** CERT_PROT_ROOT_FLAGS_REGPATH and CERT_PROT_ROOT_DISABLE_CURRENT_USER_FLAG of wincrypt.h. */
const protectedRoots = 'SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\Root\\ProtectedRoots';
const noUserRoots = 0x1;
/** Where each keeps its policy CAPlatformIntegrationEnabled (REG_DWORD); not set, it is on. */
const browsers = {
  chrome: 'SOFTWARE\\Policies\\Google\\Chrome',
  edge: 'SOFTWARE\\Policies\\Microsoft\\Edge',
} as const;
type Browser = keyof typeof browsers;

export type WindowsPolicies = {
  /** The flags of ProtectedRoots; 0 where they are not set. */
  rootFlags: number;
  /** CAPlatformIntegrationEnabled as it counts: the machine's before the user's; undefined where neither is set. */
  platformIntegration: Readonly<Record<Browser, number | undefined>>;
  /** Hashes by which certificates are untrusted, upper-case hex. */
  disallowed: ReadonlySet<string>;
  /** SHA-256 of the roots and intermediates that group policy or the domain put here, upper-case hex. */
  pushed: ReadonlySet<string>;
};

/** What these policies mean for these certificates (DER), each in `ours`. */
export function notesOf(policies: WindowsPolicies, ours: readonly Uint8Array[]): TrustNote[] {
  const notes: TrustNote[] = [];
  if ((policies.rootFlags & noUserRoots) !== 0) notes.push({ kind: 'user-roots-off' });
  for (const browser of Object.keys(browsers) as Browser[])
    if (policies.platformIntegration[browser] === 0) notes.push({ kind: 'browser-ignores-store', browser });
  for (const der of ours) {
    const { sha256 } = thumbprints(der);
    if (hashesOf(der).some((hash) => policies.disallowed.has(hash))) notes.push({ kind: 'disallowed', sha256 });
    if (policies.pushed.has(sha256)) notes.push({ kind: 'pushed', sha256 });
  }
  return notes;
}

/** The policies of this machine for this user. What cannot be read counts as not set; there is then no note of it. */
export async function windowsPolicies(): Promise<WindowsPolicies> {
  const number = async (...where: Parameters<typeof readRegistry>): Promise<number | undefined> => {
    const found = await readRegistry(...where);
    return typeof found === 'number' ? found : undefined;
  };
  const integration = async (key: string): Promise<number | undefined> =>
    (await number('HKLM', key, 'CAPlatformIntegrationEnabled')) ?? number('HKCU', key, 'CAPlatformIntegrationEnabled');

  const disallowed: SystemStore[] = everywhere.map((scope) => ({ scope, name: 'Disallowed' }));
  const pushed: SystemStore[] = byOthers.flatMap((scope) => [
    { scope, name: 'Root' },
    { scope, name: 'CA' },
  ]);
  const hashLists = await Promise.all(disallowed.map(listSignedLists));
  return {
    rootFlags: (await number('HKLM', protectedRoots, 'Flags')) ?? 0,
    platformIntegration: {
      chrome: await integration(browsers.chrome),
      edge: await integration(browsers.edge),
    },
    disallowed: new Set([
      ...(await thumbprintsIn(disallowed)),
      ...hashLists.flatMap((lists) => (lists.ok ? lists.value.flatMap((list) => [...hashesIn(list)]) : [])),
    ]),
    pushed: new Set(await thumbprintsIn(pushed)),
  };
}

const byOthers: readonly StoreScope[] = ['machine-policy', 'user-policy', 'enterprise'];
const everywhere: readonly StoreScope[] = ['machine', 'user', ...byOthers];

/** SHA-256 of every certificate in these stores; one that is not there is empty. */
async function thumbprintsIn(stores: readonly SystemStore[]): Promise<string[]> {
  const listed = await Promise.all(stores.map(listStore));
  return listed.flatMap((store) => (store.ok ? store.value.map(({ der }) => thumbprints(der).sha256) : []));
}

/** What decides beside the stores about these certificates (DER). Only on Windows. */
export const windowsTrustNotes = async (ours: readonly Uint8Array[]): Promise<TrustNote[]> =>
  notesOf(await windowsPolicies(), ours);
