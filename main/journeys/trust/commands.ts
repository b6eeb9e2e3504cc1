// What the journey did, as commands for the change ticket. They do the same by hand; nothing here is ever run.
import type { HostsView, ImportView } from '../../../preload/contract/trust-journey.ts';

/** One argument for a POSIX shell. */
const sh = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
/** One argument for PowerShell, in single quotes, which expand nothing. */
const ps = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const windowsStore = { root: 'Root', intermediate: 'CA' } as const;

function trustCommands(plan: ImportView, platform: NodeJS.Platform): string[] {
  const scope = plan.stores.find((store) => plan.plan.some(({ sha256 }) => store.present?.includes(sha256)))?.scope;
  return plan.plan.map(({ sha256, place, role }) => {
    const file = `${sha256.slice(0, 16)}.cer`;
    if (platform === 'win32') {
      const location = scope === 'user' ? 'CurrentUser' : 'LocalMachine';
      return `Import-Certificate -FilePath ${ps(file)} -CertStoreLocation ${ps(`Cert:\\${location}\\${windowsStore[place]}`)}`;
    }
    if (platform === 'darwin') {
      const keychain =
        scope === 'machine' ? '/Library/Keychains/System.keychain' : '~/Library/Keychains/login.keychain-db';
      const admin = scope === 'machine' ? 'sudo ' : '';
      const flag = scope === 'machine' ? '-d ' : '';
      const kind = place === 'root' ? (role === 'self-signed-leaf' ? 'trustAsRoot' : 'trustRoot') : 'unspecified';
      return `${admin}security add-trusted-cert ${flag}-r ${kind} -k ${keychain} ${sh(file)}`;
    }
    if (scope === 'machine') {
      return `sudo sh -c 'openssl x509 -in ${file} -out /usr/local/share/ca-certificates/certwright-${sha256}.crt && update-ca-certificates'`;
    }
    const flags = place === 'intermediate' ? ',,' : role === 'self-signed-leaf' ? 'P,,' : 'C,,';
    return `certutil -d sql:"$HOME"/.pki/nssdb -A -t ${sh(flags)} -n ${sh(`certwright ${sha256.slice(0, 16)}`)} -i ${sh(file)}`;
  });
}

function hostsCommand(hosts: HostsView | Omit<HostsView, 'addedByUs'>, platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    // A missing last line ending would glue the new line to the old one, hence the leading line break.
    return `Add-Content -Encoding ascii -Path ${ps(hosts.file)} -Value ("\`r\`n" + ${ps(`${hosts.address} ${hosts.name}`)})`;
  }
  return `printf '\\n%s\\n' ${sh(`${hosts.address} ${hosts.name}`)} | sudo tee -a ${sh(hosts.file)}`;
}

/**
 * The equivalent commands for the certificates of the plan and the hosts line, for the shell that admins use on
 * `platform`: PowerShell on Windows, a POSIX shell elsewhere. The files are named by the first half of the thumbprint.
 */
export function manualCommands(
  plan: ImportView | null,
  hosts: Omit<HostsView, 'addedByUs'> | null,
  platform: NodeJS.Platform,
): string[] {
  const mapped = hosts?.resolved?.right ? [hostsCommand(hosts, platform)] : [];
  const trusted = plan?.stores.some((store) => (store.present?.length ?? 0) > 0) ? trustCommands(plan, platform) : [];
  return [...trusted, ...mapped];
}
