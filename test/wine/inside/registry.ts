// Values in the registry, written by Windows' own `reg`: real under Wine too.
import { execFileSync } from 'node:child_process';

export type Value = { key: string; name: string; type: 'REG_DWORD' | 'REG_SZ' | 'REG_EXPAND_SZ'; data: string };

const reg = (...args: string[]): void => void execFileSync('reg', args, { stdio: 'ignore' });

/** Sets a value while `work` runs, and takes it (not its key) away again. */
export async function withValue<T>({ key, name, type, data }: Value, work: () => Promise<T>): Promise<T> {
  reg('add', key, '/v', name, '/t', type, '/d', data, '/f');
  try {
    return await work();
  } finally {
    reg('delete', key, '/v', name, '/f');
  }
}
