// The app's own log: bugs with their reference, nothing else. PEM blocks are cut out and lines are bounded, so that
// a secret which strayed into an error message does not get any further.
import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

const lineLimit = 4_000;
const sizeLimit = 1_000_000;

/** Takes PEM blocks and long base64 or hex runs out of a text. */
export function redact(text: string): string {
  return text
    .replace(/-----BEGIN [^-]+-----[\s\S]*?(-----END [^-]+-----|$)/g, '[PEM block cut]')
    .replace(/[A-Za-z0-9+/=]{120,}/g, '[long text cut]')
    .slice(0, lineLimit);
}

/** Writes one line with time, reference and problem to `folder`/log.txt; the file is turned over at 1 MB. */
export async function logLine(
  folder: string,
  at: Date,
  reference: string,
  where: string,
  problem: unknown,
): Promise<void> {
  const text = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  const file = join(folder, 'log.txt');
  await mkdir(folder, { recursive: true });
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > sizeLimit) await rename(file, join(folder, 'log.1.txt'));
  await appendFile(file, `${JSON.stringify({ at: at.toISOString(), reference, where, problem: redact(text) })}\n`, {
    mode: 0o600,
  });
}
