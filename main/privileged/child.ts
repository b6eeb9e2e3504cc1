// The elevated child: does one staged request and ends. It works out by itself where stores and the hosts file are,
// opens no window, loads nothing but this, and does nothing unless whoever started it says go and is still there when its
// turn has come: what it did after that would be known to nobody.

import { type Caller, callBack } from './answer.ts';
import { applyAll, type World } from './apply.ts';
import { childStatus } from './elevated-run.ts';
import { readStaged } from './staging.ts';
import { machineWorld } from './world.ts';

/**
 * Runs the child with what stands behind `--privileged`: the staged file, its SHA-256 (upper-case hex), and the
 * endpoint for the answer. Resolves with the exit status (`childStatus`); never throws.
 */
export async function runChild(
  args: readonly string[],
  openWorld: () => Promise<World> = machineWorld,
): Promise<number> {
  try {
    return await run(args, openWorld);
  } catch (error) {
    console.error(error);
    return childStatus.bug;
  }
}

async function run(
  [file, sha256, endpoint, ...more]: readonly string[],
  openWorld: () => Promise<World>,
): Promise<number> {
  if (!file || !sha256 || !endpoint || more.length > 0) return refuse('arguments');
  let caller: Caller;
  try {
    caller = await callBack(endpoint);
  } catch {
    return refuse('nobody waits for the answer');
  }
  try {
    const request = await readStaged(file, sha256);
    if (typeof request === 'string') return refuse(request);
    // The other side removes the file before it says go: the request cannot be used twice.
    if (!(await caller.go(request.nonce))) return refuse('not told to go');
    const { changed, error } = await applyAll(request.operations, await openWorld(), caller.isThere);
    await caller.answer(request.nonce, { changed, error });
    return error?.code === 'rights-missing' ? childStatus.rightsMissing : childStatus.done;
  } finally {
    caller.hangUp();
  }
}

function refuse(reason: string): number {
  console.error(`certwright: request refused (${reason})`);
  return childStatus.refused;
}
