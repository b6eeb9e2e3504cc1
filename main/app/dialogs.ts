// The system's own dialogs for files: what a person chose, as paths that stay in main.
import { type BrowserWindow, dialog } from 'electron';

export type Dialogs = {
  /** Files to read; empty when the dialog was closed. */
  files(): Promise<string[]>;
  /** Where to write one file; it has asked about a file that is there. Null when it was closed. */
  save(suggested: string): Promise<string | null>;
  /** A folder to write several files into. Null when the dialog was closed. */
  folder(): Promise<string | null>;
};

export function dialogsOf(window: () => BrowserWindow | null): Dialogs {
  const open = async (properties: Electron.OpenDialogOptions['properties'] & object) => {
    const parent = window();
    const answer = await (parent
      ? dialog.showOpenDialog(parent, { properties })
      : dialog.showOpenDialog({ properties }));
    return answer.canceled ? [] : answer.filePaths;
  };
  return {
    files: () => open(['openFile', 'multiSelections']),
    folder: async () => (await open(['openDirectory', 'createDirectory']))[0] ?? null,
    async save(suggested) {
      const options: Electron.SaveDialogOptions = { defaultPath: suggested, properties: ['showOverwriteConfirmation'] };
      const parent = window();
      const answer = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
      return answer.canceled || !answer.filePath ? null : answer.filePath;
    },
  };
}
