// Policies of the browsers on Linux, from real files; those of Windows have their own tests.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { trustNotes } from '../../../main/trust/notes.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'certwright-notes-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const windows = async () => [{ kind: 'user-roots-off' as const }];
const notes = (platform: NodeJS.Platform = 'linux') => trustNotes({ platform, windows, root }, []);
const put = (name: string, text: string, browser = 'chrome') => {
  const folder = join(root, 'etc/opt', browser, 'policies/managed');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
};
const off = [{ kind: 'browser-ignores-store', browser: 'chrome' }];

it('asks Windows for its own, and macOS for none', async () => {
  put('a.json', '{"CAPlatformIntegrationEnabled": false}');
  expect(await notes('win32')).toEqual([{ kind: 'user-roots-off' }]);
  expect(await notes('darwin')).toEqual([]);
});

it('says that Chrome does not look into the store, where a policy keeps it from that', async () => {
  expect(await notes()).toEqual([]);
  put('a.json', '{"HomepageLocation": "https://contoso.com, }", "CAPlatformIntegrationEnabled": false, }');
  expect(await notes()).toEqual(off);
});

it('goes by the last file in the order of names that says anything', async () => {
  put('a.json', '{"CAPlatformIntegrationEnabled": false}');
  put('b.json', '{"CAPlatformIntegrationEnabled": true}');
  put('c.json', '{"BookmarkBarEnabled": true}');
  put('d.json', 'not JSON');
  put('e.json', '[]');
  expect(await notes()).toEqual([]);
  put('c.json', '{"CAPlatformIntegrationEnabled": false}');
  expect(await notes()).toEqual(off);
});

it('does not look for it where it is no policy: Edge has it on Windows and macOS only', async () => {
  put('a.json', '{"CAPlatformIntegrationEnabled": false}', 'edge');
  expect(await notes()).toEqual([]);
});
