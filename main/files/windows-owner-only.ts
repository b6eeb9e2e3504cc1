// On Windows a mode means nothing: a new file inherits the rights of its folder. This gives it rights of its own, for
// its owner and nobody else, through Windows' own API.
import { windowsApi } from '../windows/koffi.ts';

/** winnt.h: DACL_SECURITY_INFORMATION, and PROTECTED_DACL_SECURITY_INFORMATION (nothing is inherited any more). */
const ownDacl = 0x4 | 0x8000_0000;
/** sddl.h, SDDL_REVISION_1. */
const revision = 1;
/** Full access for OWNER RIGHTS (S-1-3-4), protected from what the folder would add. */
const ownerAlone = 'D:P(A;;FA;;;S-1-3-4)';

const api = windowsApi((koffi) => {
  const advapi32 = koffi.load('advapi32.dll');
  return {
    parse: advapi32.func('ConvertStringSecurityDescriptorToSecurityDescriptorW', 'int', [
      'str16',
      'uint32_t',
      koffi.out(koffi.pointer('void *')),
      'void *',
    ]),
    setSecurity: advapi32.func('SetFileSecurityW', 'int', ['str16', 'uint32_t', 'void *']),
    free: koffi.load('kernel32.dll').func('LocalFree', 'void *', ['void *']),
  };
});

/** True when it is done; false where the file system keeps no rights (FAT), or Windows refused. */
export async function closeToOthers(path: string): Promise<boolean> {
  const { parse, setSecurity, free } = await api();
  const descriptor: [unknown] = [null];
  if (parse(ownerAlone, revision, descriptor, null) === 0) return false;
  try {
    return setSecurity(path, ownDacl, descriptor[0]) !== 0;
  } finally {
    free(descriptor[0]);
  }
}
