// The list of Windows' Restart Manager, laid out as restartmanager.h says. That Windows fills it is seen in test/windows.
import { expect, it } from 'vitest';
import { explain, textFor } from '../../../assets/text/index.ts';
import { holdersOf, namesIn } from '../../../main/hosts/windows-holders.ts';

/** RM_PROCESS_INFO of a process. */
function entry(id: number, name: string): Buffer {
  const info = Buffer.alloc(668, 0xff);
  info.writeUInt32LE(id, 0);
  info.write(`${name}\0left over`, 12, 'utf16le');
  return info;
}

it('names each program once, and never ourselves', () => {
  const list = Buffer.concat([
    entry(7, 'Editor'),
    entry(process.pid, 'Certwright'),
    entry(8, 'Editor'),
    entry(9, ''),
    entry(10, 'Gerätewächter ä'),
  ]);
  expect(namesIn(list, 5)).toEqual(['Editor', 'Gerätewächter ä']);
  expect(namesIn(list, 1)).toEqual(['Editor']);
  // More than there is room for.
  expect(namesIn(list, 99)).toEqual(['Editor', 'Gerätewächter ä']);
  expect(namesIn(Buffer.concat([1, 2, 3, 4].map((id) => entry(id, `p${id}`))), 4)).toHaveLength(3);
});

it('is asked on Windows only', async () => {
  expect(await holdersOf('/etc/hosts')).toEqual([]);
});

it('has words with and without a name', () => {
  const told = (detail: string) =>
    explain(textFor('en'), { code: 'hosts-blocked', facts: { file: 'hosts', by: 'lock', detail } });
  expect(told('notepad.exe').why).toBe('Another program holds it open: notepad.exe.');
  expect(told('notepad.exe').todo).toContain('Close notepad.exe');
  expect(told('').why).toContain('Which one, the system does not say');
});
