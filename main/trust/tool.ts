// Runs the system's own tools: by absolute path, without a shell, with a small environment, bounded in time and output.
// What they print for people is never interpreted, only exit codes, PEM blocks and error symbols.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pemBlocks } from '../pki/files/pem-text.ts';

/** `exit` is the exit code, or why there is none: a signal, `timeout`, or the code of the failed start. */
export type ToolOutcome = { exit: number | string; stdout: Buffer; stderr: string };
export type RunTool = (file: string, args: readonly string[], options?: ToolOptions) => Promise<ToolOutcome>;
export type ToolOptions = { env?: Record<string, string>; timeoutMs?: number };

const toolFolders = ['/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/local/bin', '/run/current-system/sw/bin'];
const outputLimit = 64 * 1024 * 1024;

/** The absolute path of a tool, looked for where systems put theirs and not in PATH, or undefined. */
export async function findTool(name: string): Promise<string | undefined> {
  for (const folder of toolFolders) {
    const file = join(folder, name);
    const usable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return file;
  }
  return undefined;
}

/** Runs one tool to its end, with an empty standard input. `env` adds to PATH and the C locale, nothing else is inherited. */
export const runTool: RunTool = (file, args, { env = {}, timeoutMs = 60_000 } = {}) =>
  new Promise((resolve) => {
    const child = execFile(
      file,
      [...args],
      {
        encoding: 'buffer',
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', ...env },
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: outputLimit,
        shell: false,
      },
      (error, stdout, stderr) => {
        const exit = error ? (error.code ?? (error.killed ? 'timeout' : (error.signal ?? 'unknown'))) : 0;
        resolve({ exit, stdout, stderr: stderr.toString('utf8') });
      },
    );
    child.stdin?.end();
  });

/** The certificates among the PEM blocks of a tool's output or of a bundle, as DER; other blocks are passed over. */
export const pemCertificates = (text: string): Uint8Array[] =>
  pemBlocks(text).flatMap(({ label, bytes }) => (label === 'CERTIFICATE' && bytes ? [bytes] : []));
