// Starts the window: one instance, one window. What the window's calls need is loaded when its page is there.
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme } from 'electron';
import type { LogBug } from '../ipc/pipeline.ts';
import { registerCalls } from '../ipc/register.ts';
import { dataFolder } from '../journal/data-folder.ts';
import { logLine } from './log.ts';
import { once } from './once.ts';
import { registerScheme, serveRenderer } from './protocol.ts';
import { appOrigin } from './renderer-files.ts';
import { enforceSandbox } from './sandbox.ts';
import { guardEverything } from './security.ts';
import { storedTheme } from './theme.ts';
import { openWindow } from './window.ts';

export function startApp(): void {
  const folder = dataFolder();
  app.setPath('userData', folder);
  enforceSandbox();
  registerScheme();
  // A second start shows the window of the first, and does nothing of its own.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  // Not awaited: in an ES-module main Electron would wait for this module, and this module for Electron.
  void app.whenReady().then(() => ready(folder));
}

function ready(folder: string): void {
  const out = join(app.getAppPath(), 'out');
  nativeTheme.themeSource = storedTheme(folder);
  guardEverything();
  serveRenderer(join(out, 'renderer'));
  const windows = new Set<number>();
  const logBug: LogBug = (reference, where, problem) => {
    void logLine(folder, new Date(), reference, where, problem).catch(() => {});
  };
  const services = once(async () => (await import('./services.ts')).openServices(folder, logBug));
  registerCalls(services, windows, appOrigin, logBug);
  const window = openWindow(out);
  windows.add(window.webContents.id);
  window.on('closed', () => windows.clear());
  // Ahead of the first call, which meets a failure again, logs it and answers with it.
  window.webContents.once('dom-ready', () => void services().catch(() => {}));
}
