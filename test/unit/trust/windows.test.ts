// What can be asked about the Windows stores without Windows; the rest runs under Wine (test/wine).
import { describe, expect, it } from 'vitest';
import { storesFor } from '../../../main/trust/index.ts';
import { windowsFailure } from '../../../main/trust/windows.ts';

describe('what Windows answers', () => {
  it.each([
    [5, { code: 'rights-missing', facts: { target: 'Root' } }],
    [0x8007_0005, { code: 'rights-missing', facts: { target: 'Root' } }],
    [1223, { code: 'elevation-cancelled', facts: {} }],
    [0x8007_04c7, { code: 'elevation-cancelled', facts: {} }],
    [0x8009_2005, { code: 'store-failed', facts: { store: 'Root', detail: '0x80092005' } }],
  ])('%i becomes a code of ours', (code, error) => {
    expect(windowsFailure('Root', code)).toEqual({ ok: false, error });
  });
});

describe('storesFor', () => {
  it.each([
    ['win32', ['windows-machine', 'windows-user']],
    ['darwin', ['macos-system', 'macos-login']],
    ['linux', ['linux-system', 'nss-user']],
    ['aix', []],
  ] as const)('%s has its machine store first', (platform, ids) => {
    const stores = storesFor(platform, { home: '/home/alex' });
    expect(stores.map(({ id }) => id)).toEqual(ids);
    for (const store of stores) {
      expect(store.accepts('intermediate-ca', 'root')).toBe(false);
      expect(store.accepts('leaf', 'root')).toBe(false);
      expect(store.accepts('root-ca', 'root')).toBe(true);
    }
  });
});
