// The few things that a person can set, and those that are remembered for them. Damaged values fall back one by one.
import { nativeTheme } from 'electron';
import { type Settings, settingsSchema } from '../../preload/contract/calls.ts';
import type { Store } from '../journal/store.ts';

const defaults: Settings = { theme: 'system', lastProxy: null, lastScope: null };

export class SettingsDesk {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    nativeTheme.themeSource = this.read().theme;
  }

  read(): Settings {
    const stored = settingsSchema.partial().safeParse(this.#store.get('settings') ?? {});
    return { ...defaults, ...(stored.success ? stored.data : {}) } as Settings;
  }

  write(changes: { [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const next = { ...this.read(), ...given } as Settings;
    this.#store.set('settings', next);
    nativeTheme.themeSource = next.theme;
    return next;
  }
}
