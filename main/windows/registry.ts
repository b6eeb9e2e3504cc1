// Reads single values of Windows' registry. Writes nothing, and never takes a text from the environment.
import { windowsApi } from './koffi.ts';

// winreg.h
const roots = { HKLM: 0x8000_0002, HKCU: 0x8000_0001 } as const;
export type RegistryRoot = keyof typeof roots;
/** REG_SZ, REG_EXPAND_SZ and REG_DWORD; a REG_EXPAND_SZ as it stands (RRF_NOEXPAND). */
const wanted = 0x2 | 0x4 | 0x10 | 0x1000_0000;
const REG_DWORD = 4;
const ERROR_MORE_DATA = 234;
/** Bytes of a value that is read; a path has 32,767 characters at most. */
const limit = 65_536;

const api = windowsApi((koffi) => {
  const advapi32 = koffi.load('advapi32.dll');
  const pointer = koffi.inout(koffi.pointer('uint32_t'));
  return {
    getValue: advapi32.func('RegGetValueW', 'int32_t', [
      ...(['uintptr_t', 'str16', 'str16', 'uint32_t'] as const),
      pointer,
      'void *',
      pointer,
    ]),
  };
});

/**
 * A number (REG_DWORD) or a text (REG_SZ, or REG_EXPAND_SZ with its variables unexpanded). Undefined where there is no
 * such key or value, it is of another type or longer than 64 kB, or this user may not read it.
 */
export async function readRegistry(
  root: RegistryRoot,
  key: string,
  name: string,
): Promise<number | string | undefined> {
  const { getValue } = await api();
  for (let size = 1024; size <= limit; size *= 8) {
    const data = Buffer.alloc(size);
    const type = [0];
    const bytes = [size];
    const status: number = getValue(roots[root], key, name, wanted, type, data, bytes);
    if (status === ERROR_MORE_DATA) continue;
    if (status !== 0) return undefined;
    if (type[0] === REG_DWORD) return data.readUInt32LE(0);
    return data.toString('utf16le', 0, bytes[0]).replace(/\0.*$/s, '');
  }
  return undefined;
}
