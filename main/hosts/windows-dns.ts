// Windows' resolver remembers names, also those that the hosts file has changed since.
import { windowsApi } from '../windows/koffi.ts';

// Undocumented, but there since Windows XP, and what `ipconfig /flushdns` itself calls. It needs no rights.
const api = windowsApi((koffi) => koffi.load('dnsapi.dll').func('DnsFlushResolverCache', 'int', []));

/** True where Windows says that its cache is empty now; false where it does not, or has no such function. */
export async function flushResolverCache(): Promise<boolean> {
  try {
    return (await api())() !== 0;
  } catch {
    return false;
  }
}
