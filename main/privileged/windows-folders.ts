// Where Windows itself says that its folder and its hosts file are. Not from the environment: a user can set variables
// that an elevated process of theirs inherits.
import type { HostsLocation } from '../hosts/location.ts';
import { windowsApi } from '../windows/koffi.ts';
import { readRegistry } from '../windows/registry.ts';

const parameters = 'SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters';

const api = windowsApi((koffi) =>
  koffi.load('kernel32.dll').func('GetSystemWindowsDirectoryW', 'uint32_t', ['void *', 'uint32_t']),
);

/** What `hostsPath` needs on Windows. */
export async function windowsFolders(): Promise<Pick<HostsLocation, 'env' | 'readDataBasePath'>> {
  const buffer = Buffer.alloc(2048);
  const length: number = (await api())(buffer, buffer.length / 2);
  const configured = await readRegistry('HKLM', parameters, 'DataBasePath');
  return {
    env: { SystemRoot: buffer.toString('utf16le', 0, length * 2) },
    readDataBasePath: () => (typeof configured === 'string' ? configured : undefined),
  };
}
