import { describe, expect, it, vi } from 'vitest';
import { runCommand, systemElevation } from '../../../main/privileged/launch.ts';

const env: Record<string, string> = process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {};
const node = (script: string, ...args: string[]) => ({ file: process.execPath, args: ['-e', script, ...args] });
const never = new AbortController().signal;

describe('a program that is started', () => {
  it('gets its words as they are, and no shell between', async () => {
    const odd = ['$(id)', '`id`', 'a b', '"', "'", '*', '\\', '; exit 9', ''];
    const { status, output } = await runCommand(
      node('process.stdout.write(JSON.stringify(process.argv.slice(1)))', ...odd),
      never,
      env,
    );
    expect([status, JSON.parse(output)]).toEqual([0, odd]);
  });

  it.skipIf(process.platform === 'win32')('inherits nothing of our environment but what it needs', async () => {
    process.env.CERTWRIGHT_TEST = 'x';
    const { output } = await runCommand({ file: '/usr/bin/env', args: [] }, never);
    delete process.env.CERTWRIGHT_TEST;
    const names = output
      .trimEnd()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(names.sort()).toEqual(['HOME', 'PATH', 'TERM']);
  });

  it('may write without end and is not waited for by its output', async () => {
    const { status, output } = await runCommand(
      node("for (let i = 0; i < 200; i++) process.stdout.write('x'.repeat(10_000)); process.exitCode = 5"),
      never,
      env,
    );
    expect([status, output.length]).toEqual([5, 4096]);
  });

  it('is ended on a signal, also one that came before', async () => {
    const forever = node('setInterval(() => {}, 1000)');
    expect((await runCommand(forever, AbortSignal.abort(), env)).status).toBeNull();
    expect((await runCommand(forever, AbortSignal.timeout(20), env)).status).toBeNull();
  });

  it('is not waited for where it will not end', async () => {
    const stubborn = node("process.on('SIGTERM', () => {}); process.stdout.write('up'); setTimeout(() => {}, 6000)");
    expect((await runCommand(stubborn, AbortSignal.timeout(500), env)).status).toBeNull();
  });

  it('that is not there is no exception', async () => {
    expect(await runCommand({ file: '/nowhere/pkexec', args: [] }, never)).toEqual({ status: null, output: '' });
  });
});

describe.skipIf(process.platform === 'win32')('what is started with rights', () => {
  it('is looked at anew each time: nothing is, where somebody could have put another in its place since', async () => {
    let looks = 0;
    const executable = () => {
      looks += 1;
      return null;
    };
    const user = vi.spyOn(process, 'getuid').mockReturnValue(1000);
    try {
      const elevate = await systemElevation(
        { executable, args: [], isElectron: false },
        { mayAsk: false, inWindow: false },
      );
      expect(looks).toBe(0);
      const operation = { kind: 'hosts-remove', name: 'none.example', address: '192.0.2.1', tag: 'j1' } as const;
      for (const times of [1, 2]) {
        expect(await elevate?.([operation], {})).toEqual({
          code: 'elevation-unavailable',
          facts: { tried: 'AppImage' },
        });
        expect(looks).toBe(times);
      }
    } finally {
      user.mockRestore();
    }
  });
});
