// Where Certwright keeps settings, progress, journal and backups. The window and the command line must agree on it,
// so it is worked out here, without Electron.
import { homedir } from 'node:os';
import { join } from 'node:path';

type Surroundings = { platform: NodeJS.Platform; env: NodeJS.ProcessEnv; home: string };

/** The per-user data folder (absolute path): the same one that Electron calls `userData`. */
export function dataFolder(
  { platform, env, home }: Surroundings = { platform: process.platform, env: process.env, home: homedir() },
): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Certwright');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Certwright');
  return join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'Certwright');
}

/** Where a site puts profiles of appliances of its own. */
export const profilesFolder = (): string => join(dataFolder(), 'profiles');
