// Other programs that the door may meet in its child's place. The first word says which: `words` writes down the words
// that it was started with; `silent` does not call back; `dying` is the real child, which is killed once the work begins.
import { writeFileSync } from 'node:fs';
import { runChild } from '../../main/privileged/child.ts';
import { machineWorld } from '../../main/privileged/world.ts';

const [kind, ...words] = process.argv.slice(2);
if (kind === 'words') writeFileSync(words[0] ?? '', JSON.stringify(words.slice(1)));
else if (kind === 'silent') setTimeout(() => undefined, 10_000);
else if (kind === 'dying') {
  const world = await machineWorld();
  const dying = {
    ...world,
    storeOf: () => {
      process.kill(process.pid, 'SIGKILL');
      return null;
    },
  };
  process.exit(await runChild(words.slice(1), async () => dying));
}
