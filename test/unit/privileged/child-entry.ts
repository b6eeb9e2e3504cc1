// What the tests start in place of the app: the real child, on a world in a temporary folder.
import { runChild } from '../../../main/privileged/child.ts';
import { worldIn } from './temp-world.ts';

const folder = process.env.TEST_WORLD ?? '';
// Before anything: not even the request was read.
if (process.env.TEST_KILL_AFTER === 'start') process.kill(process.pid, 'SIGKILL');
const killAfter = Number(process.env.TEST_KILL_AFTER ?? Number.POSITIVE_INFINITY);

const world = worldIn(folder, false);
let asked = 0;
// An operation asks for its store once to look, and comes back to it: the count tells how far the work has come.
const dying = {
  ...world,
  storeOf: (id: string) => {
    asked += 1;
    if (asked > killAfter) process.kill(process.pid, 'SIGKILL');
    return world.storeOf(id);
  },
};

const [flag, ...args] = process.argv.slice(2);
if (flag !== '--privileged') throw new Error('started without the flag');
process.exit(await runChild(args, async () => dying));
