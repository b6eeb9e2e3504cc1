// How this very app is started again, for the privileged child.
import { app } from 'electron';
import { startableByRoot } from '../privileged/app-image.ts';
import type { Self } from '../privileged/elevation.ts';

export const ownSelf = (): Self => ({
  executable: () =>
    process.platform === 'linux'
      ? startableByRoot(process.execPath, process.env, process.getuid?.() ?? 0)
      : process.execPath,
  args: app.isPackaged ? [] : [app.getAppPath()],
  isElectron: true,
});
