// Stands in the place of node:fs and node:fs/promises in main/, and ends the process at its n-th call: before it, or, of
// one that writes, in the middle.
import fs from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';

export const counter = { at: Number.POSITIVE_INFINITY, half: false, calls: 0, writes: [] as number[] };

/** `write` does half of the call. */
function step(write?: () => unknown): unknown {
  counter.calls += 1;
  if (write) counter.writes.push(counter.calls);
  if (counter.calls !== counter.at) return null;
  if (!counter.half || !write) process.kill(process.pid, 'SIGKILL');
  return write?.();
}

type Call = (...args: never[]) => unknown;
const half = (data: unknown) => {
  const bytes = typeof data === 'string' ? Buffer.from(data) : (data as Buffer);
  return bytes.subarray(0, Math.floor(bytes.length / 2));
};
const die = () => process.kill(process.pid, 'SIGKILL');

function countedHandle(handle: FileHandle): FileHandle {
  return new Proxy(handle, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const isWrite = name === 'writeFile' || name === 'appendFile';
        if (isWrite) await step(() => target.appendFile(half(args[0])).then(die));
        else if (name === 'writev') await step(() => target.write(half((args[0] as Buffer[])[0]), 0).then(die));
        else await step();
        return (value as Call).apply(target, args as never[]);
      };
    },
  });
}

/** Each of its functions with a count before it. */
function counted<T extends object>(all: T): T {
  return new Proxy(all, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function' || /^[A-Z]/.test(String(name))) return value;
      return (...args: never[]) => {
        step();
        const result = (value as Call).apply(target, args);
        return all === (promises as object) && name === 'open'
          ? (result as Promise<FileHandle>).then(countedHandle)
          : result;
      };
    },
  });
}

export const countedFs = counted(fs);
export const countedPromises = counted(promises);
