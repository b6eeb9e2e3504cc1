import { expect, it, vi } from 'vitest';
import { portOf } from '../../../main/app/practice.ts';
import { SettingsDesk } from '../../../main/app/settings.ts';
import type { Store } from '../../../main/journal/store.ts';
import type { TrustAction } from '../../../preload/contract/trust-journey.ts';

vi.mock('electron', () => ({ nativeTheme: { themeSource: 'system' } }));

function deskOver(settings?: unknown) {
  const values = new Map<string, unknown>([['settings', settings]]);
  const set = vi.fn((key: string, value: unknown) => void values.set(key, value));
  const store: Store = { get: (key) => values.get(key), set, delete: (key) => void values.delete(key), store: {} };
  return { desk: new SettingsDesk(store), set };
}
const address = (proxy: string | null): TrustAction => ({ type: 'set-address', address: 'sensor7:443', proxy });

it.each([undefined, null, [1, 2], 'x', 7, {}])('stored %j reads as nothing chosen', (stored) => {
  expect(deskOver(stored).desk.read()).toEqual({ theme: 'system', lastProxy: null, lastScope: null });
});

it('falls back for each damaged value alone', () => {
  const { desk } = deskOver({ theme: 'dark', lastProxy: 7, lastScope: 'user', unknown: true });
  expect(desk.read()).toEqual({ theme: 'dark', lastProxy: null, lastScope: 'user' });
});

it('remembers the proxy and the store of actions that succeeded', () => {
  const { desk } = deskOver({ theme: 'dark' });
  desk.remember(address(' http://proxy.contoso.com:8080/ '));
  desk.remember({ type: 'import', scope: 'machine', plan: [] });
  const chosen = { theme: 'dark', lastProxy: 'proxy.contoso.com:8080', lastScope: 'machine' };
  expect(desk.read()).toEqual(chosen);
  desk.remember(address(null));
  desk.remember(address(' '));
  desk.remember({ type: 'download' });
  expect(desk.read()).toEqual(chosen);
  desk.remember(address('[fd00::1]:3128'));
  expect(desk.read().lastProxy).toBe('[fd00::1]:3128');
});

it('remembers them of a deployment as well', () => {
  const { desk } = deskOver({ theme: 'dark' });
  desk.remember({
    type: 'deploy-sensor',
    address: 'sensor7',
    proxy: 'proxy:8080',
    name: null,
    profile: 'ot-sensor',
    validation: true,
    screen: 'first-login',
  });
  desk.remember({ type: 'deploy-trust-root', sha256: 'AB'.repeat(32), scope: 'user' });
  desk.remember({ type: 'deploy-remove-old', sha256: 'AB'.repeat(32), scope: 'machine' });
  expect(desk.read()).toEqual({ theme: 'dark', lastProxy: 'proxy:8080', lastScope: 'user' });
});

it('writes nothing that it knows already, and never credentials', () => {
  const { desk, set } = deskOver({ lastProxy: 'proxy:8080', lastScope: 'user' });
  desk.remember(address('proxy:8080'));
  desk.remember({ type: 'import', scope: 'user', plan: [] });
  desk.remember(address('http://me:secret@proxy:8080'));
  expect(set).not.toHaveBeenCalled();
});

it('takes a stored port only where it is one', () => {
  expect([1, 8443, 65_535].map(portOf)).toEqual([1, 8443, 65_535]);
  expect(
    [undefined, null, 0, -1, 65_536, 80.5, Number.NaN, 'x', '8443', [8443], {}].every((it) => portOf(it) === 0),
  ).toBe(true);
});
