// Where Windows itself says that its folder and its hosts file are. Not from the environment: a user can set variables
// that an elevated process of theirs inherits.
import type { HostsLocation } from '../hosts/location.ts';
import { loadKoffi } from './koffi.ts';

const parameters = 'SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters';
const HKEY_LOCAL_MACHINE = 0x80000002;
/** REG_SZ and REG_EXPAND_SZ, the latter as it stands (winreg.h). */
const RRF_STRINGS = 0x2 | 0x4 | 0x10000000;

/** What `hostsPath` needs on Windows. */
export async function windowsFolders(): Promise<Pick<HostsLocation, 'env' | 'readDataBasePath'>> {
  const koffi = await loadKoffi();
  const buffer = Buffer.alloc(2048);

  const getFolder = koffi
    .load('kernel32.dll')
    .func('uint32_t __stdcall GetSystemWindowsDirectoryW(_Out_ uint8_t *buffer, uint32_t characters)');
  const length = getFolder(buffer, buffer.length / 2) as number;
  const env = { SystemRoot: buffer.toString('utf16le', 0, length * 2) };

  const getValue = koffi
    .load('advapi32.dll')
    .func(
      'int32_t __stdcall RegGetValueW(uintptr_t key, str16 subkey, str16 name, uint32_t flags, void *type, _Out_ uint8_t *data, _Inout_ uint32_t *bytes)',
    );
  const readDataBasePath = () => {
    const bytes = [buffer.length];
    const status = getValue(HKEY_LOCAL_MACHINE, parameters, 'DataBasePath', RRF_STRINGS, null, buffer, bytes) as number;
    if (status !== 0) return undefined;
    return buffer.toString('utf16le', 0, bytes[0]).replace(/\0+$/, '');
  };
  return { env, readDataBasePath };
}
