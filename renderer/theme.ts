// The look: Fluent's web themes with the fonts of Windows 11, following the system unless the settings say otherwise.
import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { useEffect, useSyncExternalStore } from 'react';
import type { Settings } from '../preload/contract/calls.ts';

const fonts = {
  fontFamilyBase: "'Segoe UI Variable Text', 'Segoe UI Variable', 'Segoe UI', system-ui, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "'Cascadia Mono', Consolas, 'SF Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', monospace",
} as const;

const light: Theme = { ...webLightTheme, ...fonts };
// Fluent's dark status grounds are loud in large areas; these are as quiet as the info bars of Windows 11.
const quiet = {
  colorStatusSuccessBackground1: '#14301a',
  colorStatusSuccessBorder1: '#2f6b37',
  colorStatusWarningBackground1: '#433519',
  colorStatusWarningBorder1: '#7a5c1e',
  colorStatusDangerBackground1: '#442726',
  colorStatusDangerBorder1: '#8a4442',
} as const;
const dark: Theme = { ...webDarkTheme, ...fonts, ...quiet };

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

/** The theme to show; what lies outside of Fluent UI's reach is told by an attribute of the page (base.css). */
export function useTheme(wish: Settings['theme']): Theme {
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  const isDark = wish === 'system' ? systemIsDark : wish === 'dark';
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  }, [isDark]);
  return isDark ? dark : light;
}

/** Below this the rail folds to the top and the whole page scrolls; it is also what 200 % zoom makes of 1024×700. */
export const narrow = '(max-width: 819px), (max-height: 519px)';
