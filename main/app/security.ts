// The security baseline of every session and page: nothing is permitted, nothing leaves, nothing navigates.
// Each line has a test in test/security that shows its effect in the running app.
import { app, type Session, session, type WebContents } from 'electron';
import { appOrigin } from './renderer-files.ts';

/** The preferences of the one window. Frozen, so that no later code can soften them. */
export const webPreferences = Object.freeze({
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // A spell checker fetches its dictionaries from the network.
  spellcheck: false,
  // Packaged builds have no developer tools; `npm run dev` and the tests may look.
  devTools: !app.isPackaged,
});

/** The pages that may be loaded at all: our own. DevTools bring their own pages and are there in development only. */
function isOurs(url: string): boolean {
  return url.startsWith(`${appOrigin}/`) || (!app.isPackaged && url.startsWith('devtools://'));
}

function guardSession(of: Session): void {
  of.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  of.setPermissionCheckHandler(() => false);
  of.setDevicePermissionHandler(() => false);
  of.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOurs(details.url) }));
  of.on('will-download', (event) => event.preventDefault());
  of.setSpellCheckerEnabled(false);
}

function guardContents(contents: WebContents): void {
  const stay = (event: { preventDefault(): void }) => event.preventDefault();
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', stay);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Call once the app is ready and before the first window exists. */
export function guardEverything(): void {
  guardSession(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  // No page of ours asks for a certificate, a client certificate or a password; whoever does is refused.
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('login', (event, _contents, _details, _auth, answer) => {
    event.preventDefault();
    answer();
  });
}
