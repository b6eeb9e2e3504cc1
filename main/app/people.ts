// The dialogs. Main asks for files and writes them; the renderer learns their names only.
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog, shell } from 'electron';
import { confirm as words } from '../../assets/text/en/confirm.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { writeFile } from '../files/write-file.ts';
import type { TrustWorld } from '../journeys/trust/world.ts';
import { fileLimit } from '../pki/files/read.ts';
import type { Dialogs } from './dialogs.ts';

const detailOf = (problem: unknown) => (problem as NodeJS.ErrnoException).code ?? String(problem);

async function readChosen(path: string): Promise<Result<{ name: string; bytes: Uint8Array }>> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    if (size > fileLimit) return fail('file-too-large', { file: name, limit: fileLimit });
    return ok({ name, bytes: await readFile(path) });
  } catch (problem) {
    return fail('file-unreadable', { file: name, detail: detailOf(problem) });
  }
}

/** The people side of a journey's world, on the given window. */
export function peopleOf(window: () => BrowserWindow | null, dialogs: Dialogs): TrustWorld['people'] {
  return {
    async saveFile(suggested, bytes) {
      const path = await dialogs.save(suggested);
      return path === null ? ok(null) : writeFile(path, bytes, { overwrite: true });
    },
    async openFiles() {
      const paths = await dialogs.files();
      if (paths.length === 0) return ok(null);
      const files: { name: string; bytes: Uint8Array }[] = [];
      for (const path of paths) {
        const file = await readChosen(path);
        if (!file.ok) return file;
        files.push(file.value);
      }
      return ok(files);
    },
    async openUrl(url) {
      // Only main makes such a URL, from an address that it has parsed; the check is for the day when that changes.
      if (new URL(url).protocol !== 'https:') throw new Error('only https addresses are opened in the browser');
      await shell.openExternal(url);
    },
    async confirm(changes) {
      const options = {
        type: 'question' as const,
        message: words.question,
        detail: words.changes(changes),
        buttons: [words.no, words.yes],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      };
      const parent = window();
      const answer = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
      return answer.response === 1;
    },
  };
}
