// Every renderer sandboxed, whatever its own preferences say.
import { app } from 'electron';

/**
 * Call before the app is ready. Where a launcher has switched Chromium's sandbox off as a whole (root on a test
 * machine), asking for it again would only make Chromium's helper processes die; the app itself never passes that flag.
 */
export function enforceSandbox(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}
