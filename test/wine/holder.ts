// A program of its own that holds a file open until it is ended, as Windows' programs can: shared with nobody (`alone`),
// or so that others may read it, but not replace it (`reading`).
import { writeFileSync } from 'node:fs';
import { windowsApi } from '../../main/windows/koffi.ts';

const GENERIC_READ = 0x8000_0000;
const OPEN_EXISTING = 3;
const FILE_SHARE_READ = 1;

const [file = '', sign = '', how = ''] = process.argv.slice(2);
const create = await windowsApi((koffi) =>
  koffi
    .load('kernel32.dll')
    .func('CreateFileW', 'intptr_t', ['str16', 'uint32_t', 'uint32_t', 'void *', 'uint32_t', 'uint32_t', 'void *']),
)();
const handle = create(file, GENERIC_READ, how === 'reading' ? FILE_SHARE_READ : 0, null, OPEN_EXISTING, 0, null);
writeFileSync(sign, String(handle));
setInterval(() => undefined, 1000);
