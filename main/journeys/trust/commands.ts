// What the journey changed, as commands for the change ticket. They do the same by hand; nothing here is ever run.
import { commonName, fileName } from '../../../assets/text/facts.ts';
import { powershell, sh } from '../../../assets/text/quote.ts';
import type {
  ChangeView,
  HostsView,
  ImportView,
  PlanEntry,
  StoreScope,
} from '../../../preload/contract/trust-journey.ts';

const windowsStore = { root: 'Root', intermediate: 'CA' } as const;

function trustCommand(
  { sha256, item, place, role }: PlanEntry,
  scope: StoreScope,
  platform: NodeJS.Platform,
  leafFile: string,
): string {
  const file = role === 'self-signed-leaf' ? leafFile : fileName(commonName(item));
  const machine = scope === 'machine';
  if (platform === 'win32') {
    const store = `Cert:\\${machine ? 'LocalMachine' : 'CurrentUser'}\\${windowsStore[place]}`;
    return `Import-Certificate -FilePath ${powershell(file)} -CertStoreLocation ${powershell(store)}`;
  }
  if (platform === 'darwin') {
    const keychain = machine ? '/Library/Keychains/System.keychain' : '~/Library/Keychains/login.keychain-db';
    const admin = machine ? 'sudo ' : '';
    if (place === 'intermediate') return `${admin}security add-certificates -k ${keychain} ${sh(file)}`;
    const domain = machine ? '-d ' : '';
    return `${admin}security add-trusted-cert ${domain}-r trustRoot -p ssl -p basic -k ${keychain} ${sh(file)}`;
  }
  if (machine) {
    const target = `/usr/local/share/ca-certificates/certwright-${sha256}.crt`;
    return `sudo openssl x509 -in ${sh(file)} -out ${target} && sudo update-ca-certificates`;
  }
  const flags = place === 'intermediate' ? ',,' : role === 'self-signed-leaf' ? 'P,,' : 'C,,';
  const nickname = `certwright ${sha256.slice(0, 16)}`;
  return `certutil -d sql:"$HOME"/.pki/nssdb -A -t ${sh(flags)} -n ${sh(nickname)} -i ${sh(file)}`;
}

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
    const entry = importing?.plan.find(({ sha256 }) => sha256 === thumbprint);
    const store = importing?.stores.find(({ location }) => location === target);
    return entry && store ? [trustCommand(entry, store.scope, platform, leafFile)] : [];
  });
}
