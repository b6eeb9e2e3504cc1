// Which programs hold a file open, asked of Windows' Restart Manager, which is there for installers that must know. It is
// asked only: nothing is shut down or started again.
import { windowsApi } from '../windows/koffi.ts';

// restartmanager.h: RM_PROCESS_INFO, packed by four bytes, and its places in bytes.
const processInfo = { size: 668, processId: 0, appName: 12, appNameEnd: 12 + 256 * 2 };
/** CCH_RM_SESSION_KEY and its end, in UTF-16. */
const keySize = 33 * 2;
const ERROR_MORE_DATA = 234;
/** Programs that are told; of more than these, those that come first. */
const told = 3;
/** Programs may come and go while they are listed. */
const tries = 3;

type Callback = (error: Error | null, status: number) => void;

const api = windowsApi((koffi) => {
  const manager = koffi.load('rstrtmgr.dll');
  // A structure of one text is laid out as the array of one text that is asked for.
  const files = koffi.pointer(koffi.struct({ file: 'str16' }));
  const number = koffi.inout(koffi.pointer('uint32_t'));
  const list = manager.func('RmGetList', 'uint32_t', [
    'uint32_t',
    koffi.out(koffi.pointer('uint32_t')),
    number,
    'void *',
    koffi.out(koffi.pointer('uint32_t')),
  ]);
  return {
    start: manager.func('RmStartSession', 'uint32_t', [koffi.out(koffi.pointer('uint32_t')), 'uint32_t', 'void *']),
    register: manager.func('RmRegisterResources', 'uint32_t', [
      ...(['uint32_t', 'uint32_t'] as const),
      files,
      ...(['uint32_t', 'void *', 'uint32_t', 'void *'] as const),
    ]),
    end: manager.func('RmEndSession', 'uint32_t', ['uint32_t']),
    // Off the main thread: it looks at every process.
    list: (session: number, needed: number[], count: number[], found: Buffer): Promise<number> =>
      new Promise((resolve, reject) => {
        const done: Callback = (error, status) => (error ? reject(error) : resolve(status));
        list.async(session, needed, count, found, [0], done);
      }),
  };
});

/** The programs in a list of RM_PROCESS_INFO, as Windows names them for people; each name once, this process left out. */
export function namesIn(list: Buffer, count: number): string[] {
  const names = new Set<string>();
  for (let at = 0; at < count; at++) {
    const entry = list.subarray(at * processInfo.size, (at + 1) * processInfo.size);
    if (entry.length < processInfo.size || entry.readUInt32LE(processInfo.processId) === process.pid) continue;
    const name = entry.toString('utf16le', processInfo.appName, processInfo.appNameEnd).replace(/\0.*$/s, '').trim();
    if (name !== '') names.add(name);
  }
  return [...names].slice(0, told);
}

async function listed(session: number): Promise<string[]> {
  const { list } = await api();
  const needed = [0];
  for (let room = 8, tried = 0; tried < tries; room = Math.min(needed[0] ?? 0, 1024) + 8, tried++) {
    const found = Buffer.alloc(room * processInfo.size);
    const count = [room];
    const status = await list(session, needed, count, found);
    if (status === 0) return namesIn(found, Math.min(count[0] ?? 0, room));
    if (status !== ERROR_MORE_DATA) return [];
  }
  return [];
}

/**
 * Names of programs and services that hold a file (absolute path) open, at most three; none where Windows does not know
 * or does not say, as of a driver, or of what has let go meanwhile. Only on Windows: none elsewhere.
 */
export async function holdersOf(file: string): Promise<string[]> {
  if (process.platform !== 'win32') return [];
  try {
    const { start, register, end } = await api();
    const session = [0];
    if (start(session, 0, Buffer.alloc(keySize)) !== 0) return [];
    try {
      return register(session[0], 1, { file }, 0, null, 0, null) === 0 ? await listed(session[0] as number) : [];
    } finally {
      end(session[0]);
    }
  } catch {
    // That there is no answer changes nothing of what is told.
    return [];
  }
}
