// Policies where Windows keeps them: in the registry, and in stores of their own.
import { afterEach, describe, expect, it } from 'vitest';
import { addToStore, removeFromStore, type SystemStore } from '../../../main/trust/crypt32.ts';
import { windowsStore } from '../../../main/trust/windows.ts';
import { windowsTrustNotes } from '../../../main/trust/windows-policy.ts';
import { readRegistry } from '../../../main/windows/registry.ts';
import { makeCertificates, sha256Of } from '../../unit/trust/certificates.ts';
import { value } from '../../unit/trust/contract.ts';
import { addHashList } from './hash-list.ts';
import { isWine } from './is-wine.ts';
import { withValue } from './registry.ts';

const made = makeCertificates();
const root = made.root;
const sha256 = sha256Of(root);
const put = async (where: SystemStore, der: Uint8Array) =>
  expect(await addToStore(where, { der, friendlyName: '' })).toEqual({ ok: true, value: undefined });

describe('the registry', () => {
  const key = 'HKCU\\Software\\Certwright test';
  const read = (name: string) => readRegistry('HKCU', 'Software\\Certwright test', name);

  it('is read: numbers, texts, texts with variables as they stand, long ones', async () => {
    const number = { key, name: 'number', type: 'REG_DWORD', data: '4294967295' } as const;
    const text = { key, name: 'text', type: 'REG_SZ', data: 'C:\\Gerätebau\\ä ö' } as const;
    const path = { key, name: 'path', type: 'REG_EXPAND_SZ', data: '%SystemRoot%\\x' } as const;
    const long = { key, name: 'long', type: 'REG_SZ', data: 'x'.repeat(3000) } as const;
    expect(await withValue(number, () => read('number'))).toBe(4_294_967_295);
    for (const one of [text, path, long]) expect(await withValue(one, () => read(one.name))).toBe(one.data);
  });

  it('says undefined of what is not there', async () => {
    expect(await read('nothing')).toBeUndefined();
    expect(await readRegistry('HKLM', 'SOFTWARE\\No such key', 'x')).toBeUndefined();
  });
});

describe('policies about trust', () => {
  const notes = () => windowsTrustNotes([root, made.renewed]);

  it('are none on a machine without any', async () => {
    expect(await notes()).toEqual([]);
  });

  it('that let no root of a user count are told', async () => {
    const key = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\Root\\ProtectedRoots';
    const flags = (data: string) => withValue({ key, name: 'Flags', type: 'REG_DWORD', data }, notes);
    expect(await flags('1')).toEqual([{ kind: 'user-roots-off' }]);
    expect(await flags('2')).toEqual([]);
  });

  it.each([
    ['chrome', 'SOFTWARE\\Policies\\Google\\Chrome'],
    ['edge', 'SOFTWARE\\Policies\\Microsoft\\Edge'],
  ])('by which %s leaves the store alone are told, the machine’s before the user’s', async (browser, key) => {
    const at = (hive: string, data: string, work: () => Promise<unknown>) =>
      withValue({ key: `${hive}\\${key}`, name: 'CAPlatformIntegrationEnabled', type: 'REG_DWORD', data }, work);
    const told = [{ kind: 'browser-ignores-store', browser }];
    expect(await at('HKLM', '0', notes)).toEqual(told);
    expect(await at('HKCU', '0', notes)).toEqual(told);
    expect(await at('HKLM', '1', () => at('HKCU', '0', notes))).toEqual([]);
  });

  const stores: SystemStore[] = [];
  const placed = async (where: SystemStore) => {
    await put(where, root);
    stores.push(where);
  };
  afterEach(async () => {
    for (const where of stores.splice(0)) await removeFromStore(where, root);
  });

  // Wine refuses to write to the domain's store (enterprise): that one is for the workflow's Windows job.
  it.each([
    ['group policy for the machine', 'machine-policy'],
    ['group policy for the user', 'user-policy'],
  ] as const)('that push a root: %s', async (_what, scope) => {
    await placed({ scope, name: 'Root' });
    expect(await notes()).toEqual([{ kind: 'pushed', sha256 }]);
  });

  it.each([
    ['the machine', 'machine'],
    ['the user', 'user'],
    ['group policy', 'machine-policy'],
  ] as const)('that forbid one, whoever did so: %s. Adding it works, and is not silent', async (_what, scope) => {
    await placed({ scope, name: 'Disallowed' });
    expect(value(await windowsStore('machine').add(root, { role: 'root-ca', place: 'root' }))).toEqual({
      changed: true,
    });
    expect(await notes()).toEqual([{ kind: 'disallowed', sha256 }]);
    value(await windowsStore('machine').remove(sha256));
  });

  // Windows may refuse a list that is signed by nobody; its own lists are signed by Microsoft.
  it.runIf(isWine)('that forbid one by a hash alone, in a signed list', async () => {
    const remove = await addHashList();
    try {
      expect(await notes()).toEqual([{ kind: 'disallowed', sha256 }]);
    } finally {
      await remove();
    }
  });
});
