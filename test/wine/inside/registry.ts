// Values in the registry, written by Windows' own `reg`: real under Wine too.
import { tool } from './tool.ts';

export type Value = { key: string; name: string; type: 'REG_DWORD' | 'REG_SZ' | 'REG_EXPAND_SZ'; data: string };

/** Sets a value while `work` runs, and takes it (not its key) away again. */
export async function withValue<T>({ key, name, type, data }: Value, work: () => Promise<T>): Promise<T> {
  await tool('reg', 'add', key, '/v', name, '/t', type, '/d', data, '/f');
  try {
    return await work();
  } finally {
    await tool('reg', 'delete', key, '/v', name, '/f');
  }
}
