// @ts-check
// The least that is an Electron app with something to click: what our own start is measured against.
import { app, BrowserWindow } from 'electron';

const page = '<!doctype html><title>Bare window</title><button>Ready</button>';
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1200, height: 800 });
  window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`);
});
app.on('window-all-closed', () => app.quit());
