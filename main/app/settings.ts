// The few things that a person can set, and those that are remembered for them. Damaged values fall back one by one.
import { nativeTheme } from 'electron';
import { type Action, type Settings, settingsSchema } from '../../preload/contract/calls.ts';
import type { Store } from '../journal/store.ts';
import { parseProxy } from '../sensor/address.ts';

const defaults: Settings = { theme: 'system', lastProxy: null, lastScope: null };

export class SettingsDesk {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    nativeTheme.themeSource = this.read().theme;
  }

  read(): Settings {
    const stored = (this.#store.get('settings') ?? {}) as Record<string, unknown>;
    const read = Object.entries(settingsSchema.shape).map(([key, schema]) => {
      const value = schema.safeParse(stored[key]);
      return [key, value.success ? value.data : defaults[key as keyof Settings]];
    });
    return Object.fromEntries(read) as Settings;
  }

  write(changes: { [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const next = { ...this.read(), ...given } as Settings;
    this.#store.set('settings', next);
    nativeTheme.themeSource = next.theme;
    return next;
  }

  /** Keeps what a succeeded action chose, as the offer for the next journey. No proxy leaves the last one as it is. */
  remember(action: Action): void {
    const last = this.read();
    const isTrust = action.type === 'import' || action.type === 'deploy-trust-root';
    if (isTrust && action.scope !== last.lastScope) this.write({ lastScope: action.scope });
    if ((action.type !== 'set-address' && action.type !== 'deploy-sensor') || !action.proxy?.trim()) return;
    const proxy = parseProxy(action.proxy);
    if (!proxy.ok) return;
    const { host, port } = proxy.value;
    const lastProxy = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    if (lastProxy !== last.lastProxy) this.write({ lastProxy });
  }
}
