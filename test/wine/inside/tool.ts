import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs one of Windows' own programs to its end. On a busy machine Wine sometimes fails to start one: then again. */
export async function tool(name: string, ...args: string[]): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { error, status } = spawnSync(name, args, { stdio: 'ignore' });
    if (!error && status === 0) return;
    if (!error || tries === 10) throw error ?? new Error(`${name} ${args.join(' ')}: ${status}`);
    await sleep(200);
  }
}
