// @ts-check
// One empty window of the product's own Chromium, for the page harness to fill. The product's main process is not here.
import { app, BrowserWindow } from 'electron';

app.on('window-all-closed', () => app.quit());
// Not awaited: Electron is not ready before this module has ended.
void app.whenReady().then(() => {
  const webPreferences = { sandbox: true, contextIsolation: true, nodeIntegration: false };
  return new BrowserWindow({ width: 1024, height: 700, useContentSize: true, webPreferences }).loadURL('about:blank');
});
