// Changes to the certificate stores as commands for the change ticket and for other computers. They do the same by hand;
// nothing here is ever run.
import { commonName, fileName } from '../../assets/text/facts.ts';
import { powershell, sh } from '../../assets/text/quote.ts';
import type { PlanEntry, StoreScope } from '../../preload/contract/trust-journey.ts';

const windowsStore = { root: 'Root', intermediate: 'CA' } as const;
const windowsPath = (scope: StoreScope, place: PlanEntry['place']) =>
  `Cert:\\${scope === 'machine' ? 'LocalMachine' : 'CurrentUser'}\\${windowsStore[place]}`;
const keychainOf = (scope: StoreScope) =>
  scope === 'machine' ? '/Library/Keychains/System.keychain' : '~/Library/Keychains/login.keychain-db';
const linuxFile = (sha256: string) => `/usr/local/share/ca-certificates/certwright-${sha256.toLowerCase()}.crt`;
const nickname = (sha256: string) => `certwright ${sha256.slice(0, 16)}`;

/**
 * Puts a certificate into a store. Files are named as the Export step and the guides name them: `leafFile` for the
 * sensor's own certificate (DER), the common name for a CA's.
 */
export function trustCommand(
  { sha256, item, place, role }: Omit<PlanEntry, 'source'>,
  scope: StoreScope,
  platform: NodeJS.Platform,
  leafFile: string,
): string {
  const file = role === 'self-signed-leaf' ? leafFile : fileName(commonName(item));
  const machine = scope === 'machine';
  if (platform === 'win32') {
    return `Import-Certificate -FilePath ${powershell(file)} -CertStoreLocation ${powershell(windowsPath(scope, place))}`;
  }
  if (platform === 'darwin') {
    const keychain = keychainOf(scope);
    const admin = machine ? 'sudo ' : '';
    if (place === 'intermediate') return `${admin}security add-certificates -k ${keychain} ${sh(file)}`;
    const domain = machine ? '-d ' : '';
    return `${admin}security add-trusted-cert ${domain}-r trustRoot -p ssl -p basic -k ${keychain} ${sh(file)}`;
  }
  if (machine) return `sudo openssl x509 -in ${sh(file)} -out ${linuxFile(sha256)} && sudo update-ca-certificates`;
  const flags = place === 'intermediate' ? ',,' : role === 'self-signed-leaf' ? 'P,,' : 'C,,';
  return `certutil -d sql:"$HOME"/.pki/nssdb -A -t ${sh(flags)} -n ${sh(nickname(sha256))} -i ${sh(file)}`;
}

/** Takes a certificate out of a store again, where the app, or the command above, has put it. */
export function removeCommand(
  { sha1, sha256 }: { sha1: string; sha256: string },
  place: PlanEntry['place'],
  scope: StoreScope,
  platform: NodeJS.Platform,
): string {
  const machine = scope === 'machine';
  if (platform === 'win32') return `Remove-Item -Path ${powershell(`${windowsPath(scope, place)}\\${sha1}`)}`;
  if (platform === 'darwin')
    return `${machine ? 'sudo ' : ''}security delete-certificate -Z ${sha1} ${keychainOf(scope)}`;
  if (machine) return `sudo rm ${linuxFile(sha256)} && sudo update-ca-certificates --fresh`;
  return `certutil -d sql:"$HOME"/.pki/nssdb -D -n ${sh(nickname(sha256))}`;
}
