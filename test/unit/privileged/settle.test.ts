// Security software puts the hosts file back a moment after it was written well.
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import { addHost, hostsText, type TempWorld, tempWorld } from './temp-world.ts';

let at: TempWorld;
let flushed: number;
beforeEach(() => {
  at = tempWorld();
  flushed = 0;
});
afterEach(() => at.remove());

const doorWith = (settle: number) => {
  const flushResolver = async () => {
    flushed += 1;
  };
  return openDoor({ world: { ...at.world, settle, flushResolver }, elevate: null });
};
/** Writes the text as soon as the file is not what it was. */
async function guard(text: string, until = 2000): Promise<void> {
  for (const end = Date.now() + until; Date.now() < end && at.hosts() === hostsText; ) await setTimeout(5);
  await setTimeout(60);
  writeFileSync(at.file, text, 'latin1');
}
const host = addHost('sensor7.contoso.com');

it('is noticed by the second look, and named', async () => {
  const [result] = await Promise.all([doorWith(400).carryOut([host]), guard(hostsText)]);
  const facts = { file: at.file, by: 'security-software', detail: '' };
  expect(result).toEqual({ ok: false, error: { code: 'hosts-blocked', facts } });
});

it('is not said of somebody who writes elsewhere in the file', async () => {
  const after = `127.0.0.1\tlocalhost\r\n# kept as it is\n192.0.2.7\tsensor7.contoso.com\t# certwright j1\r\n# theirs\n10.0.0.1 old.example`;
  const [result] = await Promise.all([doorWith(400).carryOut([host]), guard(after)]);
  expect(result).toEqual({ ok: true, value: { changed: [true] } });
  expect(flushed).toBe(1);
});

it('is not said of a restored copy that somebody edits at once', async () => {
  expect((await doorWith(0).carryOut([host])).ok).toBe(true);
  const before = sha256Hex(Buffer.from(at.hosts(), 'latin1'));
  const restore = { kind: 'hosts-restore' as const, before, after: sha256Hex(Buffer.from(hostsText, 'latin1')) };
  const edited = async () => {
    while (at.hosts() !== hostsText) await setTimeout(5);
    await setTimeout(60);
    at.setHosts(`${hostsText}\n# edited\n`);
  };
  const [result] = await Promise.all([doorWith(400).carryOut([restore]), edited()]);
  expect(result.ok).toBe(true);
});

it('costs no time where nothing was written, and a person may go before it', async () => {
  expect((await doorWith(0).carryOut([host])).ok).toBe(true);
  const begun = performance.now();
  expect((await doorWith(60_000).carryOut([host])).ok).toBe(true);
  const cancel = new AbortController();
  void setTimeout(300).then(() => cancel.abort());
  const other = await doorWith(60_000).carryOut([addHost('b.example')], { signal: cancel.signal });
  expect(other).toEqual({ ok: true, value: { changed: [true] } });
  expect(performance.now() - begun).toBeLessThan(5000);
});
