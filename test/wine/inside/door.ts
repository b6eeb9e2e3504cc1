// The whole door as on Windows: our own program started by ShellExecuteExW with `runas`, its answer over a named pipe,
// the machine's store and hosts file changed by it. Wine asks nobody and gives administrator rights to all, so that this
// process has to be told that it has none.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '../../../main/privileged/apply.ts';
import { type Door, openDoor } from '../../../main/privileged/door.ts';
import { childStatus, type ElevatedRun, elevatedRun, type Launch } from '../../../main/privileged/elevated-run.ts';
import { childCommand } from '../../../main/privileged/elevation.ts';
import type { Operation } from '../../../main/privileged/operations.ts';
import { stageRequest } from '../../../main/privileged/staging.ts';
import { isWindowsAdministrator, launchByUac } from '../../../main/privileged/windows-elevation.ts';
import { realWorld } from '../../../main/privileged/world.ts';
import type { TrustStore } from '../../../main/trust/trust-store.ts';
import { makeCertificates, sha256Of } from '../../unit/trust/certificates.ts';
import { value } from '../../unit/trust/contract.ts';

const { root } = makeCertificates();
const sha256 = sha256Of(root);
const addHost: Operation = {
  kind: 'hosts-add',
  name: 'sensor7.contoso.com',
  address: '192.0.2.7',
  tag: 'j1',
  before: null,
  override: false,
};
const addRoot: Operation = {
  kind: 'trust-add',
  store: 'windows-machine',
  der: Buffer.from(root).toString('base64'),
  role: 'root-ca',
  place: 'root',
};
const removeHost: Operation = { kind: 'hosts-remove', name: 'sensor7.contoso.com', address: '192.0.2.7', tag: 'j1' };
const removeRoot: Operation = { kind: 'trust-remove', store: 'windows-machine', sha256, place: 'root' };

const start =
  (script: string, ...words: string[]): Launch =>
  (args, signal) => {
    const self = { executable: process.execPath, args: [resolve(script), ...words], isElectron: false };
    const command = childCommand(self, process.platform);
    return launchByUac({ executable: command.executable, args: [...command.args, ...args] }, signal);
  };
/** The command line's own program, which is the child of such a start. */
const ourselves = start('cli.mjs');

/** This machine as a user without rights sees it. */
async function worldWithoutRights(): Promise<World> {
  const world = await realWorld();
  const limited = (store: TrustStore | null) => store && { ...store, needsRights: async () => true };
  return { ...world, storeOf: (id) => limited(world.storeOf(id)), hostsNeedRights: async () => true };
}

let stagingDir = '';
async function doorOf(launch: Launch, more: Partial<ElevatedRun> = {}): Promise<Door> {
  stagingDir = mkdtempSync(join(tmpdir(), 'staging-'));
  const world = await worldWithoutRights();
  const { settle: _settle, ...prompt } = world;
  return openDoor({ world: prompt, elevate: elevatedRun({ launch, stagingDir, ...more }) });
}
afterEach(() => {
  if (stagingDir) expect(readdirSync(stagingDir)).toEqual([]);
});

const hosts = async (): Promise<string> => readFileSync(value((await realWorld()).hostsFile()), 'latin1');
const isTrusted = async () =>
  value((await (await realWorld()).storeOf('windows-machine')?.find(sha256)) ?? never) !== null;
const never = { ok: false, error: { code: 'store-missing', facts: { store: '', tool: '' } } } as const;

describe('the door on Windows', () => {
  it('changes the machine’s store and the hosts file by its child, and takes both back', async () => {
    const before = await hosts();
    const stages: string[] = [];
    const door = await doorOf(ourselves);
    const onStage = (stage: string) => stages.push(stage);
    expect(await door.carryOut([addRoot, addHost], { onStage })).toEqual({
      ok: true,
      value: { changed: [true, true] },
    });
    expect(stages).toEqual(['waiting-for-rights', 'writing', 'reading-back']);
    expect([await isTrusted(), (await hosts()).includes('sensor7.contoso.com')]).toEqual([true, true]);

    // Right already: nobody is asked.
    const nobody = await doorOf(async () => {
      throw new Error('asked');
    });
    expect(value(await nobody.carryOut([addRoot, addHost]))).toEqual({ changed: [false, false] });

    const back = await (await doorOf(ourselves)).carryOut([removeHost, removeRoot]);
    expect(value(back)).toEqual({ changed: [true, true] });
    expect([await isTrusted(), await hosts()]).toEqual([false, before]);
  });

  it('gives the child’s own reason back', async () => {
    const changed = { ...addHost, before: '0'.repeat(64) } as const;
    const result = await (await doorOf(ourselves)).carryOut([changed]);
    expect(result).toMatchObject({ ok: false, error: { code: 'hosts-changed' } });
  });

  it('does not believe a child that is killed half-way, and keeps what it had done', async () => {
    const before = await hosts();
    const door = await doorOf(start('stranger.mjs', 'dying'));
    const result = await door.carryOut([addHost, addRoot]);
    expect(result).toMatchObject({ ok: false, error: { code: 'child-failed' } });
    expect([await isTrusted(), (await hosts()).includes('sensor7.contoso.com')]).toEqual([false, true]);
    value(await (await doorOf(ourselves)).carryOut([removeHost]));
    expect(await hosts()).toBe(before);
  });

  it('waits no longer for a child that does not call back than for a person', async () => {
    const door = await doorOf(start('stranger.mjs', 'silent'), { promptTimeout: 1500 });
    const result = await door.carryOut([addHost]);
    expect(result).toEqual({ ok: false, error: { code: 'child-failed', facts: { detail: 'timeout' } } });
  });

  it('is cancelled while it waits', async () => {
    const cancel = new AbortController();
    const door = await doorOf(start('stranger.mjs', 'silent'));
    const onStage = () => setTimeout(() => cancel.abort(), 300);
    const result = await door.carryOut([addHost], { signal: cancel.signal, onStage });
    expect(result).toEqual({ ok: false, error: { code: 'cancelled', facts: {} } });
  });

  it('says what Windows said where the program cannot be started', async () => {
    const launch: Launch = (args, signal) => launchByUac({ executable: 'C:\\no such program.exe', args }, signal);
    const result = await (await doorOf(launch)).carryOut([addHost]);
    expect(result).toEqual({ ok: false, error: { code: 'elevation-unavailable', facts: { tried: 'UAC 2' } } });
  });
});

describe('the child', () => {
  const signal = new AbortController().signal;

  it('gets its words as they were given', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'words-')), 'the words.json');
    const words = ['a b', 'c"d', 'e\\', 'f\\"', '', 'Gerätebau', '%PATH%', '^&|<>', "'"];
    const ended = await launchByUac(
      { executable: process.execPath, args: [resolve('stranger.mjs'), 'words', file, ...words] },
      signal,
    );
    expect(ended).toEqual({ status: 0 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(words);
  });

  it('refuses a request that nobody waits for, or that is not the one agreed to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'staged-'));
    const staged = await stageRequest(folder, [addHost]);
    const before = await hosts();
    const alone = await ourselves(['--privileged', staged.file, staged.sha256, '\\\\.\\pipe\\nobody'], signal);
    expect(alone).toEqual({ status: childStatus.refused });
    const swapped: Launch = (args, stop) => {
      writeFileSync(args[1] ?? '', readFileSync(args[1] ?? '', 'utf8').replace('192.0.2.7', '192.0.2.8'));
      return ourselves(args, stop);
    };
    const result = await (await doorOf(swapped)).carryOut([addHost]);
    expect(result).toEqual({ ok: false, error: { code: 'child-failed', facts: { detail: 'request-refused' } } });
    expect(await hosts()).toBe(before);
  });
});

describe('the command line on Windows', () => {
  const certwright = (...args: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, [resolve('cli.mjs'), ...args], { encoding: 'utf8' });
    return { status, stdout };
  };

  it('adds a root to the machine’s store and a line to the hosts file, and takes both back', async () => {
    // Wine gives administrator rights to all, so nobody is asked.
    expect(await isWindowsAdministrator()).toBe(true);
    const before = await hosts();
    const file = join(mkdtempSync(join(tmpdir(), 'cli-')), 'root.cer');
    writeFileSync(file, root);
    expect(certwright('trust', 'add', file, '--store', 'machine').status).toBe(0);
    expect(await isTrusted()).toBe(true);
    expect(certwright('trust', 'remove', sha256, '--store', 'machine').status).toBe(0);
    expect(await isTrusted()).toBe(false);
    expect(certwright('hosts', 'add', '10.0.0.7', 'sensor7.contoso.com').status).toBe(0);
    expect(await hosts()).toContain('sensor7.contoso.com');
    expect(certwright('hosts', 'remove', 'sensor7.contoso.com').status).toBe(0);
    expect(await hosts()).toBe(before);
  });
});
