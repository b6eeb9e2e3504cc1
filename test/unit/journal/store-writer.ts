// A second process for the tests of the store: sets as many keys as it is told, under its own name.
import { openConfStore } from '../../../main/journal/store.ts';

const [folder = '', name = '', count = ''] = process.argv.slice(2);
const opened = openConfStore(folder, new Date());
if (!opened.ok) throw new Error(opened.error.code);
for (let index = 0; index < Number(count); index += 1) {
  opened.value.store.set(`journeys.${name}-${index}`, { step: 'compare', filler: 'x'.repeat(200) });
}
