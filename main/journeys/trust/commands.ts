// What the journey changed, as commands for the change ticket. They do the same by hand; nothing here is ever run.
import { powershell, sh } from '../../../assets/text/quote.ts';
import type { ChangeView, HostsView, ImportView } from '../../../preload/contract/trust-journey.ts';
import { trustCommand } from '../store-commands.ts';

function hostsCommand(line: string, file: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    // A missing last line ending would glue the new line to the old one, hence the leading line break.
    return `Add-Content -Encoding ascii -Path ${powershell(file)} -Value ("\`r\`n" + ${powershell(line)})`;
  }
  return `printf '\\n%s\\n' ${sh(line)} | sudo tee -a ${sh(file)}`;
}

/**
 * The equivalent commands for each change that is in force, for the shell that admins use on `platform`: PowerShell on
 * Windows, a POSIX shell elsewhere. Files are named as the Export step and the guides name them: `leafFile` for the
 * sensor's own certificate (DER), the common name for a CA's.
 */
export function manualCommands(
  changes: readonly ChangeView[],
  importing: ImportView | null,
  hosts: Pick<HostsView, 'file'> | null,
  platform: NodeJS.Platform,
  leafFile: string,
): string[] {
  return changes.flatMap(({ kind, target, thumbprint, what, undone }) => {
    if (undone) return [];
    if (kind === 'hosts-line-added') return hosts ? [hostsCommand(what, hosts.file, platform)] : [];
    // A trust journey takes nothing out of a store but what it has put in, and that is an undo.
    if (kind === 'trust-removed') return [];
    const entry = importing?.plan.find(({ sha256 }) => sha256 === thumbprint);
    const store = importing?.stores.find(({ location }) => location === target);
    return entry && store ? [trustCommand(entry, store.scope, platform, leafFile)] : [];
  });
}
