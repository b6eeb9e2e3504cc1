// Before what main asks by itself, as no prompt of the system surely comes.
import { describe, expect, it } from 'vitest';
import { asksSurely, isConfirmed } from '../../../main/journeys/confirm-change.ts';
import type { Operation } from '../../../main/privileged/operations.ts';
import type { Place, StoreId } from '../../../main/trust/trust-store.ts';

const host: Operation = { kind: 'hosts-remove', name: 'a.example', address: '192.0.2.7', tag: 'j1' };
const remove = (store: StoreId, place: Place): Operation => ({
  kind: 'trust-remove',
  store,
  sha256: 'AB'.repeat(32),
  place,
});
const change = {
  kind: 'hosts-line-removed' as const,
  target: '/etc/hosts',
  what: '192.0.2.7 a.example',
  thumbprint: null,
};

describe('the system asks', () => {
  it('surely by a dialog of its own for rights, and not by a sudo that remembers or never asks', () => {
    for (const operation of [host, remove('linux-system', 'root'), remove('macos-system', 'root')]) {
      for (const way of ['pkexec', 'uac', 'osascript'] as const) expect(asksSurely(operation, way)).toBe(true);
      for (const way of ['sudo', 'none', 'direct', 'nobody', null] as const)
        expect(asksSurely(operation, way), `${way}`).toBe(false);
    }
  });

  it('without rights before a root in the user\u2019s own store, on Windows and macOS alone', () => {
    expect(asksSurely(remove('windows-user', 'root'), null)).toBe(true);
    expect(asksSurely(remove('macos-login', 'root'), null)).toBe(true);
    expect(asksSurely(remove('windows-user', 'intermediate'), null)).toBe(false);
    expect(asksSurely(remove('macos-login', 'intermediate'), null)).toBe(false);
    expect(asksSurely(remove('nss-user', 'root'), null)).toBe(false);
  });
});

describe('main asks', () => {
  const asked = async (guarded: readonly Operation[], operations: readonly Operation[], changes = [change]) => {
    let times = 0;
    const confirm = async () => {
      times += 1;
      return false;
    };
    const isGuarded = async (operation: Operation) => guarded.includes(operation);
    return [await isConfirmed(operations, changes, { isGuarded, people: { confirm } }), times];
  };
  const root = remove('windows-user', 'root');

  it('once, where the system does not before each of them', async () => {
    expect(await asked([], [host, root])).toEqual([false, 1]);
    expect(await asked([root], [root, host])).toEqual([false, 1]);
    expect(await asked([root, host], [root, host])).toEqual([true, 0]);
  });

  it('nothing where nothing would change', async () => {
    expect(await asked([], [host], [])).toEqual([true, 0]);
  });
});
