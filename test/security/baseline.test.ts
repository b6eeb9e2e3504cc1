// Electron's security checklist, item by item, by its effect in the running app. The numbers are those of the list in
// Electron's documentation. Item 16 (a supported version) is in unit/architecture, item 19 (fuses) in packaged/.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerQuestions, type RunningApp, removeHome, startApp } from '../support/app.ts';
import { nssCertificates } from '../support/nss.ts';

let running: RunningApp;
let canary: Server;
let canaryUrl: string;
const visits: string[] = [];

beforeAll(async () => {
  canary = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('<script>parent.postMessage("loaded", "*")</script>');
  });
  await new Promise<void>((listening) => canary.listen(0, '127.0.0.1', listening));
  canaryUrl = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  running = await startApp();
});

afterAll(async () => {
  await running?.close();
  if (running) removeHome(running.home);
  canary?.close();
});

/** Runs in the page what an attacker who got a script in would run. */
const inPage = <T>(script: string): Promise<T> => running.page.evaluate(`(async () => { ${script} })()`);

type Preferences = { preload: string } & Record<string, unknown>;

/** What Chromium was really told about the window. Not in Electron's typings, but its own tests use it. */
const preferences = (): Promise<Preferences> =>
  running.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('there is no window');
    return (window.webContents as unknown as { getLastWebPreferences(): Preferences }).getLastWebPreferences();
  });

describe('the page', () => {
  it('1: reaches nothing on the network, by any way that a page has', async () => {
    const outcome = await inPage<Record<string, string>>(`
      const url = ${JSON.stringify(canaryUrl)};
      const told = (promise) => promise.then(() => 'reached', () => 'refused');
      const element = (tag, set) => told(new Promise((done, failed) => {
        const node = document.createElement(tag);
        node.onload = done; node.onerror = failed; set(node); document.body.append(node);
        setTimeout(failed, 2000);
      }));
      return {
        fetch: await told(fetch(url + '/fetch')),
        image: await element('img', (n) => { n.src = url + '/image'; }),
        script: await element('script', (n) => { n.src = url + '/script'; }),
        style: await element('link', (n) => { n.rel = 'stylesheet'; n.href = url + '/style'; }),
        beacon: String(navigator.sendBeacon(url + '/beacon')),
        socket: await told(new Promise((done, failed) => {
          try { const s = new WebSocket(url.replace('http', 'ws')); s.onopen = done; s.onerror = failed; } catch (e) { failed(e); }
        })),
        events: await told(new Promise((done, failed) => { const s = new EventSource(url + '/events'); s.onopen = done; s.onerror = failed; })),
        frame: await told(new Promise((done, failed) => {
          addEventListener('message', done);
          const f = document.createElement('iframe'); f.src = url + '/frame'; document.body.append(f);
          setTimeout(failed, 1500);
        })),
      };
    `);
    expect({ ...outcome, beacon: 'refused' }).toEqual({
      fetch: 'refused',
      image: 'refused',
      script: 'refused',
      style: 'refused',
      beacon: 'refused',
      socket: 'refused',
      events: 'refused',
      frame: 'refused',
    });
    expect(visits).toEqual([]);
  });

  it('1: is refused the network by the session too, where no policy of the page stands in the way', async () => {
    const code = await running.app.evaluate(async ({ session }, url) => {
      return session.defaultSession.fetch(url).then(
        () => 'reached',
        (problem: Error) => problem.message,
      );
    }, canaryUrl);
    expect(code).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(visits).toEqual([]);
  });

  it('2: has no Node', async () => {
    const found = await inPage('return [typeof require, typeof process, typeof Buffer, typeof module, typeof global];');
    expect(found).toEqual(Array(5).fill('undefined'));
  });

  it('3: shares no objects with the preload script', async () => {
    const answer = await inPage<{ ok: boolean }>(`
      Array.prototype.map = () => { throw new Error('the page reached the preload script'); };
      Object.defineProperty(Object.prototype, 'stolen', { set() { throw new Error('reached'); }, configurable: true });
      try { return await window.certwright['settings.read']({}); }
      finally { delete Object.prototype.stolen; }
    `);
    expect(answer.ok).toBe(true);
    await running.page.reload();
    await running.page.getByTestId('home').waitFor();
  });

  it('4: runs in a sandboxed process, unless this test had to start Chromium without any sandbox', async () => {
    const prefs = await preferences();
    const flag = await running.app.evaluate(({ app }) => app.commandLine.hasSwitch('no-sandbox'));
    expect(prefs).toMatchObject({ sandbox: true });
    // A sandboxed preload has a reduced require; that holds with and without the operating system's sandbox.
    expect(await inPage('return Object.keys(window.certwright).length > 0;')).toBe(true);
    if (!flag) {
      const sandboxed = await running.app.evaluate(({ app }) =>
        app
          .getAppMetrics()
          .filter(({ type }) => type === 'Tab')
          .map((metric) => metric.sandboxed),
      );
      if (process.platform !== 'linux') expect(sandboxed).toEqual([true]);
    }
  });

  it('5: is granted no permission', async () => {
    const granted = await inPage(`
      const ask = (promise) => promise.then(() => 'granted', (e) => e.name ?? 'refused');
      return {
        notification: await Notification.requestPermission(),
        location: await new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('granted'), () => done('refused'))),
        camera: navigator.mediaDevices ? await ask(navigator.mediaDevices.getUserMedia({ video: true })) : 'refused',
        clipboard: await ask(navigator.clipboard.readText()),
        write: await ask(navigator.clipboard.writeText('x')),
        midi: navigator.requestMIDIAccess ? await ask(navigator.requestMIDIAccess()) : 'refused',
      };
    `);
    expect(Object.values(granted as object)).not.toContain('granted');
    expect(granted).toMatchObject({ notification: 'denied', location: 'refused', clipboard: 'NotAllowedError' });
  });

  it('6, 8, 9, 10: keeps the defaults of web security', async () => {
    const prefs = await preferences();
    expect(prefs).not.toMatchObject({ webSecurity: false });
    expect(prefs).not.toMatchObject({ allowRunningInsecureContent: true });
    expect(prefs).not.toMatchObject({ experimentalFeatures: true });
    expect(prefs.enableBlinkFeatures ?? '').toBe('');
  });

  it('7: runs no script but our files, and says so by its policy', async () => {
    const { ran, violations } = await inPage<{ ran: string[]; violations: string[] }>(`
      const violations = []; window.ran = [];
      document.addEventListener('securitypolicyviolation', (e) => violations.push(e.effectiveDirective));
      const inline = document.createElement('script'); inline.textContent = 'window.ran.push("inline")'; document.body.append(inline);
      const data = document.createElement('script'); data.src = 'data:text/javascript,window.ran.push("data")'; document.body.append(data);
      const handler = document.createElement('img'); handler.setAttribute('onerror', 'window.ran.push("handler")'); handler.src = 'data:,'; document.body.append(handler);
      // In a turn of its own: the driver lifts the policy for the script that it runs itself.
      await new Promise((done) => setTimeout(() => {
        try { window.eval('window.ran.push("eval")'); } catch {}
        try { new Function('window.ran.push("Function")')(); } catch {}
        done();
      }, 0));
      const style = document.createElement('style'); style.textContent = 'body { --attacked: 1 }'; document.body.append(style);
      await new Promise((done) => setTimeout(done, 500));
      if (getComputedStyle(document.body).getPropertyValue('--attacked')) window.ran.push('style');
      return { ran: window.ran, violations };
    `);
    expect(ran).toEqual([]);
    expect(violations).toEqual(
      expect.arrayContaining(['script-src-elem', 'script-src-attr', 'script-src', 'style-src-elem']),
    );
  });

  it('7: loads without a violation of its own', async () => {
    const problems: string[] = [];
    running.page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await running.page.reload();
    await running.page.getByTestId('home').waitFor();
    expect(problems).toEqual([]);
  });

  it('7: uses a nonce only once', async () => {
    const nonce = () => inPage<string>(`return document.querySelector('style[nonce]')?.nonce ?? '';`);
    const first = await nonce();
    await running.page.reload();
    await running.page.getByTestId('home').waitFor();
    const second = await nonce();
    expect(first.length).toBeGreaterThan(15);
    expect(second).not.toBe(first);
  });

  it('11, 12: cannot hold a <webview>', async () => {
    const inert = await inPage(`
      const view = document.createElement('webview'); view.src = ${JSON.stringify(canaryUrl)}; document.body.append(view);
      await new Promise((done) => setTimeout(done, 500));
      return [view.constructor.name, typeof view.loadURL];
    `);
    expect(inert).toEqual(['HTMLElement', 'undefined']);
    expect(visits).toEqual([]);
  });

  it('13: goes nowhere', async () => {
    const before = running.page.url();
    await inPage(`
      location.href = ${JSON.stringify(canaryUrl)};
      const link = document.createElement('a'); link.href = ${JSON.stringify(canaryUrl)}; document.body.append(link); link.click();
      const form = document.createElement('form'); form.action = ${JSON.stringify(canaryUrl)}; document.body.append(form); form.submit();
      location.href = 'file:///etc/passwd';
      await new Promise((done) => setTimeout(done, 700));
    `);
    expect(running.page.url()).toBe(before);
    expect(visits).toEqual([]);
  });

  it('14: opens no window', async () => {
    const opened = await inPage(
      `return [window.open(${JSON.stringify(canaryUrl)}), window.open('about:blank'), window.open('app://bundle/index.html')];`,
    );
    expect(opened).toEqual([null, null, null]);
    expect(running.app.windows()).toHaveLength(1);
  });

  it('15: can have no address of its choice opened outside', async () => {
    const calls = await inPage<string[]>('return Object.keys(window.certwright);');
    expect(calls.filter((name) => /open(External|Url|Path)|shell/i.test(name))).toEqual([]);
  });

  it('18: is served from app://, and that serves nothing but the renderer', async () => {
    expect(running.page.url().startsWith('app://bundle/')).toBe(true);
    const statuses = await running.app.evaluate(async ({ net }) => {
      const ask = (url: string) =>
        net.fetch(url).then(
          (r) => r.status,
          () => 0,
        );
      return Promise.all(
        [
          'app://bundle/index.html',
          'app://bundle/..%2f..%2fpackage.json',
          'app://bundle/%2e%2e/main/index.mjs',
          'app://other/index.html',
          'app://bundle/..%5c..%5cmain%5cindex.mjs',
        ].map(ask),
      );
    });
    expect(statuses.slice(0, 1)).toEqual([200]);
    expect(statuses.slice(1).every((status) => status === 404)).toBe(true);
  });

  it('20: sees the calls of the contract and nothing else', async () => {
    const { channels, dropChannels } = await import('../../preload/contract/channels.ts');
    const keys = await inPage<string[]>('return Object.keys(window.certwright);');
    // A page names no path: it hands over dropped files, and the preload script asks for their paths.
    const wanted = channels.filter((channel) => !(Object.values(dropChannels) as string[]).includes(channel));
    expect(keys.sort()).toEqual([...wanted, 'dropFiles', 'onProgress'].sort());
    const electron = await inPage(`return Object.keys(window).filter((key) => /electron|ipc|node/i.test(key));`);
    expect(electron).toEqual([]);
  });
});

describe('dropped files', () => {
  it('cannot be made up by the page to have a file read', async () => {
    const told = await inPage<{ ok: boolean }[]>(`
      const made = new File(['x'], '/etc/passwd');
      Object.defineProperty(made, 'path', { value: '/etc/passwd' });
      const lists = [[made], ['/etc/passwd'], [{ name: '/etc/passwd', path: '/etc/passwd' }], []];
      const ask = async (files) => { try { return await window.certwright.dropFiles('t', files, { kind: 'tray' }); } catch { return { ok: false }; } };
      return Promise.all(lists.map(ask));
    `);
    expect(told.map(({ ok }) => ok)).toEqual([false, false, false, false]);
    const tray = await inPage<{ value: { counts: { files: number } } }>(
      `return window.certwright['tools.tray']({ show: 1 });`,
    );
    expect(tray.value.counts.files).toBe(0);
  });
});

describe('17: callers that are not our page', () => {
  it('a second window with our preload script is refused', async () => {
    const answer = await running.app.evaluate(async ({ BrowserWindow, app }) => {
      const preload = `${app.getAppPath()}/out/preload/index.cjs`;
      const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await other.loadURL('app://bundle/index.html');
      const told = await other.webContents.executeJavaScript(`window.certwright['app.info']({})`);
      other.destroy();
      return told;
    });
    expect(answer).toEqual({ ok: false, error: { code: 'forbidden-sender', facts: {} } });
  });

  it('a frame inside our page has no bridge', async () => {
    const found = await inPage<string>(`
      const frame = document.createElement('iframe'); document.body.append(frame);
      await new Promise((done) => setTimeout(done, 200));
      return typeof frame.contentWindow.certwright;
    `);
    expect(found).toBe('undefined');
  });
});

describe('hostile arguments over the real bridge', () => {
  it('come back as bad-request on every channel, and nothing happens', async () => {
    const before = await inPage(`return JSON.stringify(await window.certwright['journeys.list']({}));`);
    const outcome = await inPage<Record<string, string[]>>(`
      const hostile = [null, 0, 'x', [], () => 1, { id: '../../etc/passwd' }, { id: 'a'.repeat(1e6) }, { text: 'x'.repeat(2e6) },
        { kind: 'trust', practice: 'yes' }, { state: 'root' }, { task: { toString: 1 } }, { id: 'abcdef12', task: 't', action: { type: 'import', scope: 'enterprise' } },
        { id: 'abcdef12', task: 't', action: { type: 'apply-hosts', name: 'a\\nb', before: 'x', override: true } }, { extra: true }, { theme: 'x' }];
      const told = {};
      for (const [name, call] of Object.entries(window.certwright)) {
        if (name === 'onProgress') continue;
        told[name] = [];
        for (const argument of hostile) {
          try { const answer = await call(argument); told[name].push(answer.ok ? 'ok' : answer.error.code); }
          catch { told[name].push('not cloneable'); }
        }
      }
      return told;
    `);
    for (const [channel, codes] of Object.entries(outcome)) {
      expect(
        codes.every((code) => code === 'bad-request' || code === 'not cloneable'),
        `${channel}: ${codes}`,
      ).toBe(true);
    }
    expect(await inPage(`return JSON.stringify(await window.certwright['journeys.list']({}));`)).toBe(before);
  });
});

describe.skipIf(process.env.CERTWRIGHT_PRIVATE_WORLD !== '1')('a page that was taken over', () => {
  it('cannot make this computer trust anything alone', async () => {
    await answerQuestions(running.app, false);
    const outcome = await inPage<string>(`
      const { certwright } = window;
      const practice = await certwright['practice.start']({ state: 'fresh' });
      const { value: { id } } = await certwright['journeys.start']({ kind: 'trust', practice: true });
      const act = (action) => certwright['journeys.act']({ id, task: 'attack', action });
      await act({ type: 'set-address', address: practice.value.address, proxy: null });
      const { value } = await act({ type: 'download' });
      await act({ type: 'accept-risk', sha256: value.compare.sha256 });
      const plan = value.import.plan.map((entry) => entry.sha256);
      const answer = await act({ type: 'import', scope: 'user', plan });
      return answer.ok ? 'imported' : answer.error.code;
    `);
    expect(outcome).toBe('cancelled');
    expect(nssCertificates(running.home)).toEqual([]);
    await answerQuestions(running.app, true);
  });
});

describe('one instance', () => {
  it('a second start ends by itself and opens no window', async () => {
    await expect(startApp({ home: running.home })).rejects.toThrow();
    expect(running.app.windows()).toHaveLength(1);
  });
});
