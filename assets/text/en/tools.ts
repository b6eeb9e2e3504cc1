// The tools in words: opening certificate files, testing and converting them, and requesting certificates. Apart from
// the other words of the window, since it shows itself without them.
import { convert } from './tools-convert.ts';
import { request } from './tools-request.ts';
import { test } from './tools-test.ts';
import { tray } from './tools-tray.ts';

export const tools = {
  tabs: 'Tools',
  files: 'Certificate files',
  requests: 'Certificate requests',
  backToFiles: 'Back to the files',
  openToOthersTitle: 'Anyone who holds this disk can read the key',
  openToOthersText:
    'The disk knows no owners, as most USB sticks (FAT). Move the key to its device, then delete it here; or save it again on a disk of this computer.',
  reveal: {
    show: 'Show in folder',
    failed: 'The place is not known any more, or the file has been moved.',
  },
  tray,
  convert,
  request,
  test,
};
