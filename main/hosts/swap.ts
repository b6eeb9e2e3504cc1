// How a new file takes an old one's place on each system, in one step that is done or not done.
import { renameSync } from 'node:fs';
import { link, unlink } from 'node:fs/promises';
import { codeOf } from '../files/error-code.ts';
import { moveBack, replaceKeepingAll } from './windows-replace.ts';

export type Swap = {
  /** Whether `replace` itself leaves what was replaced under the name `old`; else `old` is only a name that it has too. */
  handsOutOld: boolean;
  /** 0, or why not: the code of Node (a text) or of Windows (a number). All paths are absolute and in one folder. */
  replace(temporary: string, target: string, old: string): Promise<number | string>;
  /** Gives a file the name `target` instead of its own; false where it cannot, as where there is one of that name. */
  moveBack(old: string, target: string): Promise<boolean>;
};

/** rename(2) replaces in one step. */
const posixSwap: Swap = {
  handsOutOld: false,
  replace: async (temporary, target) => {
    try {
      renameSync(temporary, target);
      return 0;
    } catch (error) {
      return codeOf(error);
    }
  },
  // A rename would replace what is there.
  moveBack: async (old, target) => {
    try {
      await link(old, target);
    } catch {
      return false;
    }
    await unlink(old).catch(() => undefined);
    return true;
  },
};

/** A rename would lose the access control list and the attributes. */
const windowsSwap: Swap = {
  handsOutOld: true,
  replace: (temporary, target, old) => replaceKeepingAll(target, temporary, old),
  moveBack: async (old, target) => (await moveBack(old, target)) === 0,
};

export const systemSwap: Swap = process.platform === 'win32' ? windowsSwap : posixSwap;
