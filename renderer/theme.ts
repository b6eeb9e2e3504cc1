// The look: Fluent's web themes with the fonts of Windows 11, following the system unless the settings say otherwise.
import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import type { Settings } from '../preload/contract/calls.ts';

const fonts = {
  fontFamilyBase: "'Segoe UI Variable Text', 'Segoe UI Variable', 'Segoe UI', system-ui, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "'Cascadia Mono', Consolas, 'SF Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', monospace",
} as const;

const light: Theme = { ...webLightTheme, ...fonts };
const dark: Theme = { ...webDarkTheme, ...fonts };

/** Follows a media query. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}

export function useTheme(wish: Settings['theme']): { theme: Theme; isDark: boolean } {
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  const isDark = wish === 'system' ? systemIsDark : wish === 'dark';
  return { theme: isDark ? dark : light, isDark };
}

/** Below this the rail folds to the top and the whole page scrolls; it is also what 200 % zoom makes of 1024×700. */
export const narrow = '(max-width: 819px), (max-height: 519px)';
