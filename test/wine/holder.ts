// A program of its own that holds a file open and shares it with nobody, as Windows' programs can: until it is ended.
import { writeFileSync } from 'node:fs';
import { windowsApi } from '../../main/windows/koffi.ts';

const GENERIC_READ = 0x8000_0000;
const OPEN_EXISTING = 3;

const [file = '', sign = ''] = process.argv.slice(2);
const create = await windowsApi((koffi) =>
  koffi
    .load('kernel32.dll')
    .func('CreateFileW', 'intptr_t', ['str16', 'uint32_t', 'uint32_t', 'void *', 'uint32_t', 'uint32_t', 'void *']),
)();
const handle = create(file, GENERIC_READ, 0, null, OPEN_EXISTING, 0, null);
writeFileSync(sign, String(handle));
setInterval(() => undefined, 1000);
