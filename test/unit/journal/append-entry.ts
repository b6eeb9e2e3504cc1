// A process that writes to a journal as fast as it can; started by journal.test.ts with the file and a count.
import { openJournal } from '../../../main/journal/journal.ts';
import { intent } from './intent.ts';

const [file = '', count = '0'] = process.argv.slice(2);
const journal = await openJournal(file, { now: () => new Date() });
if (!journal.ok) throw new Error(JSON.stringify(journal.error));
for (let index = 0; index < Number(count); index++) {
  const ids = await journal.value.begin([intent(`host-${process.pid}-${index}.example`)]);
  if (!ids.ok) throw new Error(JSON.stringify(ids.error));
  process.stdout.write('begun\n');
  const finished = await journal.value.finish([{ id: ids.value[0] ?? '', outcome: 'done' }]);
  if (!finished.ok) throw new Error(JSON.stringify(finished.error));
}
