// @ts-check
// Goes into resources/app of the fallback runtime and does what Electron's own default app does for `electron FOLDER`:
// takes the identity of the app in FOLDER, then starts it. Refuses everything else that `electron` can do (REPL, files, URLs).
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** @returns {string} */
function chosenFolder() {
  const first = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
  if (first === undefined) throw new Error('No app was named. Start it as: electron FOLDER');
  const folder = resolve(first);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`${folder} is not a folder. Name the folder that holds the app's package.json.`);
  }
  return folder;
}

try {
  const folder = chosenFolder();
  const { name, productName, version, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const title = productName ?? name;
  if (title) app.setName(title);
  // @ts-expect-error setVersion, setAppPath and defaultApp exist, but Electron keeps them out of its public types.
  if (version) app.setVersion(version);
  // @ts-expect-error see above
  app.setAppPath(folder);
  // @ts-expect-error see above
  process.defaultApp = true;
  const userData = app.commandLine.getSwitchValue('user-data-dir');
  app.setPath('userData', userData ? resolve(userData) : join(app.getPath('appData'), title ?? 'Electron'));

  // Electron is not ready before its main module has ended. Awaiting the app here keeps that true for the app as well,
  // which must be able to call protocol.registerSchemesAsPrivileged before ready.
  await import(pathToFileURL(resolve(folder, main ?? 'index.js')).href);
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  app.exit(1);
}
