// The one window. It is shown when its first picture is ready, so nobody sees an empty frame.
import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { appOrigin } from './renderer-files.ts';
import { webPreferences } from './security.ts';

/** Opens the main window. `folder` is the build's `out` folder (absolute path). */
export function openWindow(folder: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 480,
    minHeight: 480,
    show: false,
    title: 'Certwright',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#fafafa',
    webPreferences: { ...webPreferences, preload: join(folder, 'preload', 'index.cjs') },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}
