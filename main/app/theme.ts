// The chosen theme before the store is open, so that no window flashes in the wrong one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Theme = 'system' | 'light' | 'dark';
const themes: readonly string[] = ['system', 'light', 'dark'] satisfies Theme[];

/** Reads the theme out of the store's file in the data folder; `system` where there is none or it cannot be read. */
export function storedTheme(folder: string): Theme {
  try {
    const { settings } = JSON.parse(readFileSync(join(folder, 'progress.json'), 'utf8')) as { settings?: unknown };
    const theme = (settings as { theme?: unknown } | undefined)?.theme;
    return themes.includes(theme as string) ? (theme as Theme) : 'system';
  } catch {
    return 'system';
  }
}
