// Windows' own question for administrator rights (UAC), by ShellExecuteExW with the verb `runas` on our own executable.
// No shell and no script takes part: the program and its arguments are handed over as they are.
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../../preload/contract/result.ts';
import { windowsApi } from '../windows/koffi.ts';
import type { Ended } from './elevated-run.ts';

// shellapi.h, winuser.h, winerror.h, winbase.h
const SEE_MASK_NOCLOSEPROCESS = 0x40;
const SEE_MASK_NOASYNC = 0x100;
const SEE_MASK_FLAG_NO_UI = 0x400;
const SW_HIDE = 0;
const ERROR_CANCELLED = 1223;
const WAIT_TIMEOUT = 0x102;
/** Milliseconds between two looks at whether the child has ended. */
const interval = 50;

/**
 * One argument as CommandLineToArgvW and the C runtime take it apart again: quoted, with backslashes doubled where
 * they stand before a quotation mark. The rule is the one of "Parsing C command-line arguments" (Microsoft C).
 */
export function quoteArgument(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

/** Is this process an elevated administrator? */
export const isWindowsAdministrator = async (): Promise<boolean> => (await api()).isAdministrator();

/**
 * Starts `executable` as an administrator and waits for its exit status. An elevated process cannot be ended from
 * here, nor the question withdrawn: after `signal` it just is not waited for any longer.
 */
export async function launchByUac(
  { executable, args }: { executable: string; args: readonly string[] },
  signal: AbortSignal,
): Promise<Ended> {
  const windows = await api();
  const stopped = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
  const started = await Promise.race([windows.runAs(executable, args.map(quoteArgument).join(' ')), stopped]);
  if (started === null) return { status: null };
  if ('code' in started) {
    if (started.code === ERROR_CANCELLED) return fail('elevation-cancelled', {});
    return fail('elevation-unavailable', { tried: `UAC ${started.code}` });
  }
  try {
    while (windows.isRunning(started.process)) {
      if (signal.aborted) return { status: null };
      await sleep(interval);
    }
    return { status: windows.exitStatus(started.process) };
  } finally {
    windows.close(started.process);
  }
}

type Started = { process: unknown } | { code: number };

const api = windowsApi((koffi) => {
  const kernel32 = koffi.load('kernel32.dll');
  const shell32 = koffi.load('shell32.dll');
  // SHELLEXECUTEINFOW of shellapi.h; its union of two handles is one handle here.
  const info = koffi.struct('SHELLEXECUTEINFOW', {
    cbSize: 'uint32_t',
    fMask: 'uint32_t',
    hwnd: 'void *',
    lpVerb: 'str16',
    lpFile: 'str16',
    lpParameters: 'str16',
    lpDirectory: 'str16',
    nShow: 'int32_t',
    hInstApp: 'void *',
    lpIDList: 'void *',
    lpClass: 'str16',
    hkeyClass: 'void *',
    dwHotKey: 'uint32_t',
    hIconOrMonitor: 'void *',
    hProcess: 'void *',
  });
  const shellExecute = shell32.func('int32_t __stdcall ShellExecuteExW(_Inout_ SHELLEXECUTEINFOW *info)');
  const isUserAnAdmin = shell32.func('int32_t __stdcall IsUserAnAdmin()');
  const lastError = kernel32.func('uint32_t __stdcall GetLastError()');
  const wait = kernel32.func('uint32_t __stdcall WaitForSingleObject(void *handle, uint32_t milliseconds)');
  const exitCode = kernel32.func('int32_t __stdcall GetExitCodeProcess(void *process, _Out_ uint32_t *code)');
  const closeHandle = kernel32.func('int32_t __stdcall CloseHandle(void *handle)');

  return {
    isAdministrator: (): boolean => isUserAnAdmin() !== 0,
    runAs: (file: string, parameters: string): Promise<Started> =>
      new Promise((resolve, reject) => {
        const call = {
          cbSize: koffi.sizeof(info),
          // Waits on this thread until the process is there, hands over its handle, shows no message box of its own.
          fMask: SEE_MASK_NOCLOSEPROCESS | SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI,
          lpVerb: 'runas',
          lpFile: file,
          lpParameters: parameters,
          nShow: SW_HIDE,
          hProcess: null as unknown,
        };
        // On a thread of its own, as it returns only when the person has answered.
        shellExecute.async(call, (error: Error | null, succeeded: number) => {
          // In this callback GetLastError is the one of that thread (koffi 3.2 and later).
          const code = lastError() as number;
          if (error) reject(error);
          else if (succeeded !== 0 && call.hProcess) resolve({ process: call.hProcess });
          else resolve({ code });
        });
      }),
    isRunning: (process: unknown): boolean => wait(process, 0) === WAIT_TIMEOUT,
    exitStatus: (process: unknown): number | null => {
      const code = [0];
      return exitCode(process, code) === 0 ? null : (code[0] ?? null);
    },
    close: (process: unknown): void => void closeHandle(process),
  };
});
