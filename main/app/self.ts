// How this very app is started again, for the privileged child.
import { app } from 'electron';
import type { Self } from '../privileged/elevation.ts';

export const ownSelf = (): Self => ({
  executable: process.execPath,
  args: app.isPackaged ? [] : [app.getAppPath()],
  isElectron: true,
});
