// The script that a person saves for a machine where the app may not elevate, run by Windows' own PowerShell: told
// beforehand, done, done again, undone. The file is made by the same code as the app's.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runScript } from '../../assets/text/script-command.ts';
import { RightsDesk } from '../../main/app/rights.ts';
import { openChanges } from '../../main/journal/changes.ts';
import { openJournal } from '../../main/journal/journal.ts';
import { openDoor } from '../../main/privileged/door.ts';
import type { Operation } from '../../main/privileged/operations.ts';
import { realWorld } from '../../main/privileged/world.ts';
import { makeCertificates, sha256Of } from '../unit/trust/certificates.ts';
import { value } from '../unit/trust/contract.ts';

const { root } = makeCertificates();

async function scriptFor(operations: Operation[]): Promise<string> {
  const world = await realWorld();
  const now = () => new Date();
  const folder = mkdtempSync(join(tmpdir(), 'script-'));
  const journal = value(await openJournal(join(folder, 'journal.jsonl'), { now }));
  const changes = openChanges({ door: openDoor({ world, elevate: null }), journal });
  const people = { saveFile: async () => null } as never;
  const desk = new RightsDesk({ world, changes, people, way: async () => 'nobody', now });
  const { script } = value(await desk.planOf(operations));
  if (script?.language !== 'powershell') throw new Error('no script for PowerShell');
  const file = join(folder, 'change.ps1');
  writeFileSync(file, script.text, 'latin1');
  return file;
}

// By the very line that the person is told, and by the other PowerShell.
const told = runScript.powershell('change.ps1').split(' ');

describe.each([told, ['pwsh.exe', ...told.slice(1)]])('the script in %s', (program, ...words) => {
  it('tells beforehand, does, does again without harm, and undoes', async () => {
    const world = await realWorld();
    const hosts = value(world.hostsFile());
    const before = readFileSync(hosts);
    const file = await scriptFor([
      {
        kind: 'trust-add',
        store: 'windows-machine',
        der: Buffer.from(root).toString('base64'),
        role: 'root-ca',
        place: 'root',
      },
      {
        kind: 'hosts-add',
        name: 'sensor7.contoso.com',
        address: '192.0.2.7',
        tag: 'ci',
        before: null,
        override: false,
      },
    ]);
    const run = (...more: string[]): void => {
      const { status, stdout, stderr } = spawnSync(program, [...words, ...more], {
        cwd: dirname(file),
        encoding: 'utf8',
      });
      expect(status, `${more.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
    };
    const store = world.storeOf('windows-machine');
    const state = async () => [
      store && value(await store.find(sha256Of(root))) !== null,
      readFileSync(hosts, 'latin1').includes('sensor7.contoso.com'),
    ];

    run('-WhatIf');
    expect([await state(), readFileSync(hosts).equals(before)]).toEqual([[false, false], true]);
    run();
    expect(await state()).toEqual([true, true]);
    const done = readFileSync(hosts);
    run();
    expect([await state(), readFileSync(hosts).equals(done)]).toEqual([[true, true], true]);
    run('-Undo', '-WhatIf');
    expect(await state()).toEqual([true, true]);
    run('-Undo');
    expect([await state(), readFileSync(hosts).equals(before)]).toEqual([[false, false], true]);
    run('-Undo');
    expect([await state(), readFileSync(hosts).equals(before)]).toEqual([[false, false], true]);
  });
});
