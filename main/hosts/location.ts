// Where this system keeps its hosts file. Asks nobody but its arguments; relative paths are refused.
import { win32 } from 'node:path';
import { fail, ok, type Result } from '../../preload/contract/result.ts';

export type HostsLocation = {
  platform: NodeJS.Platform;
  /** Only `SystemRoot` is read. An elevated process passes what the system says, not its inherited environment. */
  env: Readonly<Record<string, string | undefined>>;
  /** The REG_EXPAND_SZ `DataBasePath` of HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters, unexpanded. */
  readDataBasePath?: () => string | undefined;
};

const isAbsoluteWindowsPath = (path: string): boolean => /^[A-Za-z]:[\\/]/.test(path);

/**
 * The absolute path of the hosts file. On Windows `DataBasePath` may move it. `file-unreadable` where what is
 * configured is not an absolute path on a drive: editing another file would look like success.
 */
export function hostsPath({ platform, env, readDataBasePath }: HostsLocation): Result<string> {
  if (platform !== 'win32') return ok('/etc/hosts');
  const systemRoot = Object.entries(env).find(([name]) => name.toLowerCase() === 'systemroot')?.[1] ?? 'C:\\Windows';
  const configured = readDataBasePath?.() ?? '%SystemRoot%\\System32\\drivers\\etc';
  const folder = configured.trim().replace(/%SystemRoot%/gi, () => systemRoot);
  const file = win32.join(folder, 'hosts');
  return isAbsoluteWindowsPath(folder) ? ok(file) : fail('file-unreadable', { file, detail: 'DataBasePath' });
}
