// What Node cannot do to a file on Windows: replace it so that it keeps everything but its bytes, and read the
// attributes by which Windows itself, or somebody, keeps it from being changed. Loosens no attribute and no right.
import { windowsApi } from '../windows/koffi.ts';

const ERROR_UNABLE_TO_MOVE_REPLACEMENT_2 = 1177;
// winnt.h
const readOnlyAttribute = 0x1;
const hiddenAttribute = 0x2;
const systemAttribute = 0x4;
const invalidAttributes = 0xffff_ffff;
/** Those that a new file is given like the old one's: hidden, system, archive, not content indexed. */
const kept = hiddenAttribute | systemAttribute | 0x20 | 0x2000;

const api = windowsApi((koffi) => {
  const kernel32 = koffi.load('kernel32.dll');
  return {
    replace: kernel32.func('ReplaceFileW', 'int', ['str16', 'str16', 'str16', 'uint32_t', 'void *', 'void *']),
    move: kernel32.func('MoveFileExW', 'int', ['str16', 'str16', 'uint32_t']),
    setAttributes: kernel32.func('SetFileAttributesW', 'int', ['str16', 'uint32_t']),
    attributes: kernel32.func('GetFileAttributesW', 'uint32_t', ['str16']),
    lastError: kernel32.func('GetLastError', 'uint32_t', []),
  };
});

/**
 * Puts `temporary` in the place of `target` by ReplaceFileW, and what was there under the name `backup`. All three are
 * absolute paths in one folder; `backup` must not exist. The new file takes over the old one's access control list,
 * creation time, short name, object identifier, compression, encryption, named streams and attributes ("ReplaceFileW
 * function", Win32 API). If any of that cannot be kept, nothing is replaced: no error is ignored.
 *
 * 0: done. `backup` now is the very file that was replaced, so its bytes tell whether another program wrote in the last
 * moment. Anything else is the Win32 error, and then `target` is the old file and `temporary` still there (though it may
 * have taken over attributes and streams already): 5 access denied (rights, or read-only), 32 and 33 another program
 * holds the file, 1175 the old one could not be removed, 1176 the new one could not be renamed, 1177 the same after the
 * old one had been renamed to `backup`: it is moved back here. If even that fails, or the process ends between the two
 * renames, there is no `target`, and `backup` is it: see stranded.ts.
 */
export async function replaceKeepingAll(target: string, temporary: string, backup: string): Promise<number> {
  const { replace, move, attributes, setAttributes, lastError } = await api();
  const old: number = attributes(target);
  // Windows' documentation promises attributes in general; these are the ones that people set on a hosts file.
  if (old !== invalidAttributes && (old & kept) !== 0) setAttributes(temporary, old & kept);
  if (replace(target, temporary, backup, 0, null, null) !== 0) return 0;
  const code: number = lastError();
  if (code === ERROR_UNABLE_TO_MOVE_REPLACEMENT_2) move(backup, target, 0);
  return code;
}

/** Moves `backup` to where `target` was; never over anything that is there. 0, else the Win32 error (80, 183: it exists). */
export async function moveBack(backup: string, target: string): Promise<number> {
  const { move, lastError } = await api();
  return move(backup, target, 0) !== 0 ? 0 : lastError();
}

export type FileAttributes = { readOnly: boolean; hidden: boolean; system: boolean };

/** The attributes of a file, of the link itself where it is one; null where they cannot be read. */
export async function attributesOf(path: string): Promise<FileAttributes | null> {
  const bits: number = (await api()).attributes(path);
  if (bits === invalidAttributes) return null;
  return {
    readOnly: (bits & readOnlyAttribute) !== 0,
    hidden: (bits & hiddenAttribute) !== 0,
    system: (bits & systemAttribute) !== 0,
  };
}
