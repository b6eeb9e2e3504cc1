// The door with a child that is a real process, and what hostile company can do to it.
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callBack } from '../../../main/privileged/answer.ts';
import { type Door, openDoor } from '../../../main/privileged/door.ts';
import { type ElevatedRun, elevatedRun, type Launch } from '../../../main/privileged/elevated-run.ts';
import { type Operation, thumbprintOf } from '../../../main/privileged/operations.ts';
import type { TrustStore } from '../../../main/trust/trust-store.ts';
import { makeRoot } from './roots.ts';
import { bundled, launcher } from './started.ts';
import { addHost, addRoot, hostsText, type TempWorld, tempWorld } from './temp-world.ts';

// Each starts processes, which take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const child = bundled(join(import.meta.dirname, 'child-entry.ts'));
const root = addRoot(makeRoot('Door Root'));
const second = addRoot(makeRoot('Second Root'));
const host = addHost('sensor7.contoso.com');

let at: TempWorld;
beforeEach(() => {
  at = tempWorld({ needsRights: true });
});
afterEach(() => {
  const left = readdirSync(at.staging);
  at.remove();
  expect(left, 'the staging folder is left empty').toEqual([]);
});

const start = (env?: Record<string, string>): Launch => launcher(child(), at.folder, env);
const doorWith = (launch: Launch, more: Partial<ElevatedRun> = {}): Door =>
  openDoor({ world: at.world, elevate: elevatedRun({ launch, stagingDir: at.staging, ...more }) });
/** The file, the hash and the endpoint on the child's command line. */
const parts = (args: readonly string[]) => args.slice(1) as [file: string, sha256: string, endpoint: string];
const untouched = () => expect([at.hosts(), at.trusted()]).toEqual([hostsText, []]);

describe('the door', () => {
  it('has all done by one child, and says how far it is', async () => {
    let started = 0;
    const stages: string[] = [];
    const launch: Launch = (args, signal) => {
      started += 1;
      return start()(args, signal);
    };
    const result = await doorWith(launch).carryOut([root, host, second], { onStage: (stage) => stages.push(stage) });
    expect(result).toEqual({ ok: true, value: { changed: [true, true, true] } });
    expect(started).toBe(1);
    expect(stages).toEqual(['waiting-for-rights', 'writing', 'reading-back']);
    expect(at.trusted().sort()).toEqual([root, second].map(thumbprintOf).sort());
    expect(at.hosts()).toContain('sensor7.contoso.com');
  });

  it('asks for no rights when the world is right', async () => {
    const door = doorWith(start());
    await door.carryOut([root]);
    const never = doorWith(() => Promise.reject(new Error('started')));
    expect(await never.carryOut([root])).toEqual({ ok: true, value: { changed: [false] } });
  });

  it('claims nothing with which another instance was faster', async () => {
    const store = at.world.storeOf('linux-system') as TrustStore;
    let isFirst = true;
    const list: TrustStore['list'] = async () => {
      const seen = await store.list();
      if (isFirst) await store.add(Buffer.from(root.der, 'base64'), root);
      isFirst = false;
      return seen;
    };
    const world = { ...at.world, storeOf: () => ({ ...store, list }) };
    const result = await openDoor({ world, elevate: null }).carryOut([root, second]);
    expect(result).toEqual({ ok: true, value: { changed: [false, true] } });
  });

  it('asks for no rights when this process has them', async () => {
    const door = openDoor({ world: at.world, elevate: null });
    expect(await door.needsRights(root)).toEqual({ ok: true, value: false });
    expect(await door.carryOut([root])).toEqual({ ok: true, value: { changed: [true] } });
  });

  it('counts only the last word on one thing', async () => {
    const back: Operation = { kind: 'trust-remove', store: 'linux-system', sha256: thumbprintOf(root), place: 'root' };
    expect(await doorWith(start()).carryOut([root, back])).toEqual({ ok: true, value: { changed: [false, false] } });
    untouched();
  });

  it('hands on what the child could not do', async () => {
    const result = await doorWith(start()).carryOut([addHost('old.example')]);
    expect(result).toMatchObject({ ok: false, error: { code: 'hosts-conflict', facts: { address: '10.0.0.1' } } });
  });

  it('hands on why there was no child, having done nothing', async () => {
    const mixed = openDoor({
      world: { ...at.world, hostsNeedRights: async () => false },
      elevate: elevatedRun({
        launch: async () => ({ error: { code: 'elevation-cancelled', facts: {} } }),
        stagingDir: at.staging,
      }),
    });
    expect(await mixed.carryOut([host, root])).toMatchObject({ ok: false, error: { code: 'elevation-cancelled' } });
    untouched();
  });
});

describe('the request', () => {
  const evil = (file: string) => {
    const request = JSON.parse(readFileSync(file, 'utf8'));
    return JSON.stringify({ ...request, operations: [addHost('evil.example')] });
  };
  const tampered: [string, (file: string) => void][] = [
    ['was swapped', (file) => writeFileSync(file, evil(file))],
    [
      'was replaced by another file',
      (file) => {
        writeFileSync(`${file}.new`, evil(file));
        renameSync(`${file}.new`, file);
      },
    ],
    [
      'became a symbolic link to the very same bytes',
      (file) => {
        renameSync(file, `${file}.moved`);
        symlinkSync(`${file}.moved`, file);
      },
    ],
    ['has a second name', (file) => linkSync(file, `${file}.link`)],
    ['grew over its limit', (file) => writeFileSync(file, Buffer.alloc(1024 * 1024 + 1, 32), { flag: 'a' })],
    ['is gone', (file) => renameSync(file, `${file}.moved`)],
  ];
  it.each(tampered)('is refused when it %s', async (_what, tamper) => {
    const launch: Launch = (args, signal) => {
      tamper(parts(args)[0]);
      return start()(args, signal);
    };
    const result = await doorWith(launch).carryOut([host]);
    expect(result).toEqual({ ok: false, error: { code: 'child-failed', facts: { detail: 'request-refused' } } });
    untouched();
  });

  it('is refused with another hash', async () => {
    const launch: Launch = ([flag = '', file = '', , endpoint = ''], signal) =>
      start()([flag, file, '0'.repeat(64), endpoint], signal);
    expect(await doorWith(launch).carryOut([host])).toMatchObject({ error: { facts: { detail: 'request-refused' } } });
    untouched();
  });

  it.each([
    ['no words', 0],
    ['one word less', 3],
    ['one word more', 5],
  ])('is refused with %s on the command line', async (_what, count) => {
    const launch: Launch = (args, signal) =>
      start()([args[0] ?? '', ...[...args.slice(1), 'more'].slice(0, Math.max(0, count - 1))], signal);
    expect(await doorWith(launch).carryOut([host])).toMatchObject({ error: { facts: { detail: 'request-refused' } } });
    untouched();
  });

  it('cannot be used twice, nor when it is put back', async () => {
    let used: readonly string[] = [];
    let bytes = Buffer.alloc(0);
    const launch: Launch = (args, signal) => {
      used = args;
      bytes = readFileSync(parts(args)[0]);
      return start()(args, signal);
    };
    expect(await doorWith(launch).carryOut([host])).toMatchObject({ ok: true });
    at.setHosts(hostsText);
    const again = () => start()(used, new AbortController().signal);
    expect(await again()).toEqual({ status: 2 });
    const folder = dirname(parts(used)[0]);
    mkdirSync(folder);
    writeFileSync(parts(used)[0], bytes);
    expect(await again()).toEqual({ status: 2 });
    rmSync(folder, { recursive: true });
    untouched();
  });
});

describe('the answer', () => {
  it('is not believed: the world is read back', async () => {
    const launch: Launch = async (args) => {
      const [file, , endpoint] = parts(args);
      const { nonce } = JSON.parse(readFileSync(file, 'utf8'));
      const caller = await callBack(endpoint);
      await caller.go(nonce);
      await caller.answer(nonce, { changed: [true], error: null });
      return { status: 0 };
    };
    expect(await doorWith(launch).carryOut([root])).toMatchObject({ ok: false, error: { code: 'not-trusted-yet' } });
    expect(await doorWith(launch).carryOut([host])).toMatchObject({ ok: false, error: { code: 'hosts-reverted' } });
    untouched();
  });

  const talk = (endpoint: string, word: string) =>
    new Promise<void>((resolve) => {
      const socket = createConnection({ path: endpoint }, () => socket.write(word));
      socket.on('error', () => resolve()).on('close', () => resolve());
    });
  it.each([
    ['knows no nonce', `${JSON.stringify({ say: 'ready', nonce: '0'.repeat(32) })}\n`],
    ['says something else', 'GET / HTTP/1.1\r\n\r\n'],
    ['says too much', 'x'.repeat(70_000)],
    ['says something that is no object', 'null\n'],
  ])('of a stranger who %s ends the talk, and the child does nothing', async (_what, word) => {
    const launch: Launch = async (args, signal) => {
      await talk(parts(args)[2], word);
      return start()(args, signal);
    };
    expect(await doorWith(launch).carryOut([host])).toMatchObject({ error: { facts: { detail: 'request-refused' } } });
    untouched();
  });

  it('is given to nobody who took over the endpoint', async () => {
    const heard: string[] = [];
    const impostor = join(at.folder, 'impostor');
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (word) => {
        heard.push(word.toString());
        socket.write(`${JSON.stringify({ say: 'go', nonce: '0'.repeat(32) })}\n`);
      });
    });
    await new Promise<void>((resolve) => server.listen(impostor, resolve));
    const launch: Launch = ([flag = '', file = '', hash = ''], signal) => start()([flag, file, hash, impostor], signal);
    expect(await doorWith(launch).carryOut([host])).toMatchObject({ error: { facts: { detail: 'request-refused' } } });
    server.close();
    expect(heard).toHaveLength(1);
    untouched();
  });

  it('is not waited for from a stranger who is first and says nothing, once the child has ended', async () => {
    const sockets: Socket[] = [];
    const launch: Launch = async (args, signal) => {
      const socket = createConnection({ path: parts(args)[2] });
      sockets.push(socket.on('error', () => undefined));
      await new Promise((resolve) => socket.once('connect', resolve));
      return start()(args, signal);
    };
    const begun = Date.now();
    const result = await doorWith(launch).carryOut([host]);
    expect(result).toMatchObject({ error: { facts: { detail: 'request-refused' } } });
    expect(Date.now() - begun).toBeLessThan(20_000);
    for (const socket of sockets) socket.destroy();
    untouched();
  });

  it('is not waited for from a child that was told to go and then says too much, or half a word', async () => {
    for (const word of ['x'.repeat(70_000), '{"say":"answer"']) {
      const launch: Launch = async (args) => {
        const [file, , endpoint] = parts(args);
        const { nonce } = JSON.parse(readFileSync(file, 'utf8'));
        const socket = createConnection({ path: endpoint }).on('error', () => undefined);
        socket.write(`${JSON.stringify({ say: 'ready', nonce })}\n`);
        await new Promise((resolve) => socket.once('data', resolve));
        await new Promise<void>((resolve) => socket.end(word, resolve));
        return { status: 0 };
      };
      expect(await doorWith(launch).carryOut([host])).toEqual({
        ok: false,
        error: { code: 'child-failed', facts: { detail: 'status-0' } },
      });
    }
    untouched();
  });

  it('is waited for by a child for a moment only: nobody keeps it with its rights', async () => {
    const silent = join(at.folder, 'silent');
    const server = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(silent, resolve));
    const caller = await callBack(silent, 50);
    expect(await caller.go('0'.repeat(32))).toBe(false);
    caller.hangUp();
    server.close();
  });

  it('goes to one child when two are started with the same request', async () => {
    const statuses: unknown[] = [];
    const launch: Launch = async (args, signal) => {
      const both = await Promise.all([start()(args, signal), start()(args, new AbortController().signal)]);
      statuses.push(...both.map((ended) => 'status' in ended && ended.status));
      return both[0] ?? { status: null };
    };
    expect(await doorWith(launch).carryOut([host])).toEqual({ ok: true, value: { changed: [true] } });
    await expect.poll(() => statuses.sort()).toEqual([0, 2]);
    expect(at.hosts().match(/sensor7\.contoso\.com/g)).toHaveLength(1);
  });

  it('comes from one connection only', async () => {
    let late = 'not tried';
    const launch: Launch = async (args, signal) => {
      const running = start()(args, signal);
      const status = await running;
      late = await new Promise((resolve) => {
        const socket = createConnection({ path: parts(args)[2] });
        socket.on('error', () => resolve('refused')).on('connect', () => resolve('connected'));
      });
      return status;
    };
    expect(await doorWith(launch).carryOut([host])).toEqual({ ok: true, value: { changed: [true] } });
    await expect.poll(() => late).toBe('refused');
  });
});

describe('what a request can say', () => {
  const evil = { kind: 'hosts-add', name: 'a.example', address: '192.0.2.7', tag: 'j1', before: null, override: false };
  const trust = { kind: 'trust-remove', store: 'linux-system', sha256: 'AB'.repeat(32), place: 'root' };
  it.each([
    ['a path for a store', { ...trust, store: '../../etc/ssl/certs' }],
    ['a store of the user', { ...trust, store: 'nss-user\u0000' }],
    ['a slash in a tag', { ...evil, tag: '../../x' }],
    ['a line end in a tag', { ...evil, tag: 'x\n10.0.0.1 evil' }],
    ['NUL in a name', { ...evil, name: 'a.example\u0000.evil' }],
    ['a line separator in a name', { ...evil, name: 'a.example\u2028evil' }],
    ['letters that look alike in a name', { ...evil, name: 'ex\u0430mple.com' }],
    ['a full-width digit in an address', { ...evil, address: '192.0.2.\uff17' }],
    ['a zone in an address', { ...evil, address: 'fe80::1%eth0/../x' }],
    ['a path for a file', { ...evil, file: '/etc/shadow' }],
    ['a copy by its path', { kind: 'hosts-restore', before: '/etc/hosts', after: '../../x' }],
    ['a prototype', JSON.parse('{"__proto__":{"kind":"hosts-add"},"kind":"run"}')],
  ])('is not %s, whoever approved its hash', async (_what, operation) => {
    const launch: Launch = ([flag = '', file = '', , endpoint = ''], signal) => {
      const request = { ...JSON.parse(readFileSync(file, 'utf8')), operations: [operation] };
      const bytes = Buffer.from(JSON.stringify(request));
      writeFileSync(file, bytes);
      return start()([flag, file, createHash('sha256').update(bytes).digest('hex').toUpperCase(), endpoint], signal);
    };
    expect(await doorWith(launch).carryOut([host])).toMatchObject({ error: { facts: { detail: 'request-refused' } } });
    untouched();
  });

  it.each(['../../etc/passwd', 'C:\\Windows\\x', 'a..b', '-rf', '%2e%2e', 'a.example#x', '*.example'])(
    'is never a name like %s: what the form lets pass, the rules for names do not',
    async (name) => {
      expect(await doorWith(start()).carryOut([{ ...host, name }])).toMatchObject({
        ok: false,
        error: { code: 'hosts-name-invalid' },
      });
      untouched();
    },
  );
});

describe('a child that dies', () => {
  it('before it has read anything has done nothing', async () => {
    const result = await doorWith(start({ TEST_KILL_AFTER: 'start' })).carryOut([host, root]);
    expect(result).toEqual({ ok: false, error: { code: 'child-failed', facts: { detail: 'no-status' } } });
    untouched();
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('after %i looks at its store leaves each certificate in or out', async (step) => {
    const result = await doorWith(start({ TEST_KILL_AFTER: String(step) })).carryOut([root, second]);
    const done = at.trusted();
    const all = [root, second].map(thumbprintOf);
    expect(all.slice(0, done.length)).toEqual(done.sort((a, b) => all.indexOf(a) - all.indexOf(b)));
    // What is done is done, whoever said so or did not.
    if (done.length === 2) expect(result).toEqual({ ok: true, value: { changed: [true, true] } });
    else expect(result).toMatchObject({ ok: false, error: { code: 'child-failed' } });
  });
});

describe('a child that outlives its caller', () => {
  /** Somebody else of us is at work for as long as this stands. */
  const lock = () => join(at.folder, 'backups.lock');
  const ended: Promise<unknown>[] = [];
  /** Nobody can end it, as on Windows. */
  const deaf: Launch = (args, signal) => {
    const running = start()(args, new AbortController().signal);
    ended.push(running);
    const given = new Promise<{ status: null }>((resolve) =>
      signal.addEventListener('abort', () => resolve({ status: null })),
    );
    return Promise.race([running, given]);
  };

  it('does nothing when its turn comes after that', async () => {
    writeFileSync(lock(), `${process.pid} abcdef0123456789`);
    const result = await doorWith(deaf, { workTimeout: 500 }).carryOut([host, root]);
    expect(result).toEqual({ ok: false, error: { code: 'child-failed', facts: { detail: 'timeout' } } });
    rmSync(lock());
    await Promise.all(ended);
    untouched();
    expect(existsSync(lock())).toBe(false);
  });

  it('does it when its turn comes before that', async () => {
    writeFileSync(lock(), `${process.pid} abcdef0123456789`);
    const result = doorWith(deaf).carryOut([host, root], {
      onStage: (stage) => {
        if (stage === 'writing') setTimeout(() => rmSync(lock()), 200);
      },
    });
    expect(await result).toEqual({ ok: true, value: { changed: [true, true] } });
  });
});

describe('waiting', () => {
  const forever: Launch = (_args, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve({ status: null })));

  it('ends when nobody answers the prompt', async () => {
    const result = await doorWith(forever, { promptTimeout: 30 }).carryOut([host]);
    expect(result).toEqual({ ok: false, error: { code: 'child-failed', facts: { detail: 'timeout' } } });
  });

  it('ends when the child was told to go and is never heard of again', async () => {
    const launch: Launch = async (args, signal) => {
      const [file, , endpoint] = parts(args);
      await (await callBack(endpoint)).go(JSON.parse(readFileSync(file, 'utf8')).nonce);
      return forever(args, signal);
    };
    const result = await doorWith(launch, { workTimeout: 30 }).carryOut([host]);
    expect(result).toEqual({ ok: false, error: { code: 'child-failed', facts: { detail: 'timeout' } } });
  });

  it('can be cancelled, and a child that comes after that does nothing', async () => {
    const cancel = new AbortController();
    let late: Promise<unknown> | undefined;
    const launch: Launch = async (args, signal) => {
      cancel.abort();
      late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => start()(args, new AbortController().signal));
      return forever(args, signal.aborted ? AbortSignal.timeout(0) : signal);
    };
    const result = await doorWith(launch).carryOut([host], { signal: cancel.signal });
    expect(result).toEqual({ ok: false, error: { code: 'cancelled', facts: {} } });
    expect(await late).toEqual({ status: 2 });
    untouched();
  });

  it('is not begun when it was cancelled before', async () => {
    const never: Launch = () => Promise.reject(new Error('started'));
    const cancelled = await doorWith(never).carryOut([host], { signal: AbortSignal.abort() });
    expect(cancelled).toEqual({ ok: false, error: { code: 'cancelled', facts: {} } });
    const cancel = new AbortController();
    const hostsNeedRights = async () => {
      cancel.abort();
      return true;
    };
    const world = { ...at.world, hostsNeedRights };
    const door = openDoor({ world, elevate: elevatedRun({ launch: never, stagingDir: at.staging }) });
    expect(await door.carryOut([host], { signal: cancel.signal })).toMatchObject({ error: { code: 'cancelled' } });
  });

  it('goes on when it is cancelled after the child was told to go', async () => {
    const cancel = new AbortController();
    const onStage = (stage: string) => stage === 'writing' && cancel.abort();
    const result = await doorWith(start()).carryOut([host], { signal: cancel.signal, onStage });
    expect(result).toEqual({ ok: true, value: { changed: [true] } });
  });

  it('is not begun where the request cannot be staged or answered', async () => {
    const never: Launch = () => Promise.reject(new Error('started'));
    const missing = join(at.folder, 'none');
    const long = join(at.folder, 'x'.repeat(120));
    mkdirSync(long);
    for (const [stagingDir, detail] of [
      [missing, 'ENOENT'],
      // A socket's path has room for about a hundred bytes; a pipe's name on Windows does not depend on the folder.
      ...(process.platform === 'win32' ? [] : [[long, 'ENAMETOOLONG'] as const]),
    ]) {
      const result = await doorWith(never, { stagingDir }).carryOut([host]);
      expect(result).toEqual({
        ok: false,
        error: { code: 'write-failed', facts: { file: basename(stagingDir), detail } },
      });
    }
    expect(readdirSync(long)).toEqual([]);
  });

  it('leaves no request for anybody once the child was told to go', async () => {
    let file = '';
    const launch: Launch = (args, signal) => {
      [file] = parts(args);
      return start()(args, signal);
    };
    const there: boolean[] = [];
    const onStage = () => there.push(existsSync(file));
    expect(await doorWith(launch).carryOut([host], { onStage })).toMatchObject({ ok: true });
    // Not launched yet, told to go, over.
    expect(there).toEqual([false, false, false]);
    expect(file).not.toBe('');
  });

  it('leaves no request behind for anybody', async () => {
    let file = '';
    const launch: Launch = async (args) => {
      [file] = parts(args);
      expect(existsSync(dirname(file))).toBe(true);
      return { status: 70 };
    };
    expect(await doorWith(launch).carryOut([host])).toMatchObject({ error: { facts: { detail: 'status-70' } } });
    expect(existsSync(dirname(file))).toBe(false);
  });
});
