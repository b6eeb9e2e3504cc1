// Activity in the real app, in a private world: what the command line changed is listed there, a line that somebody edited
// since is asked about before it goes, a kept copy of the hosts file is put back byte for byte, and the report is saved.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  answerSaveDialog,
  freshHome,
  homeEnvironment,
  type RunningApp,
  removeHome,
  root,
  startApp,
} from '../support/app.ts';
import { pressOn } from '../support/keyboard.ts';

const inPrivateWorld = process.env.CERTWRIGHT_PRIVATE_WORLD === '1';
const hosts = '/etc/hosts';

let home: string;
let running: RunningApp;
let original: Buffer;
const byId = (id: string) => running.page.getByTestId(id);
const settled = () => running.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
const certwright = (...args: string[]) =>
  execFileSync(process.execPath, [join(root, 'out/main/cli.mjs'), ...args], { env: homeEnvironment(home) });

describe.skipIf(!inPrivateWorld)('Activity', () => {
  beforeEach(() => {
    home = freshHome();
    original = readFileSync(hosts);
    // The private world is one for all files of this stage, and each has a hosts file of its own.
    rmSync(`${hosts}.certwright-backups`, { recursive: true, force: true });
  });
  afterEach(async () => {
    await running?.close().catch(() => {});
    writeFileSync(hosts, original);
    removeHome(home);
  });

  it('lists, asks before it overrules somebody, takes back, puts a copy back, and reports', async () => {
    certwright('hosts', 'add', '10.0.0.7', 'sensor7.contoso.com');
    certwright('hosts', 'add', '10.0.0.8', 'sensor8.contoso.com');
    running = await startApp({ home });
    expect(await byId('activity-state').innerText()).toBe('2 changes in force');
    await pressOn(running.page, byId('open-activity'));
    await byId('activity-entry').first().waitFor();
    expect(await byId('entry-state').allInnerTexts()).toEqual(['In force', 'In force']);

    // Somebody edits the later line, and leaves its mark.
    const edited = readFileSync(hosts, 'utf8').replace('10.0.0.8', '10.0.0.9');
    writeFileSync(hosts, edited);
    await pressOn(running.page, byId('undo-one').first());
    await byId('conflict').waitFor();
    await pressOn(running.page, byId('conflict-cancel'));
    expect(readFileSync(hosts, 'utf8')).toBe(edited);
    await pressOn(running.page, byId('undo-one').first());
    await byId('conflict').waitFor();
    await pressOn(running.page, byId('conflict-anyway'));
    await byId('outcome').waitFor();
    expect(readFileSync(hosts, 'utf8')).not.toContain('sensor8');
    expect(readFileSync(hosts, 'utf8')).toContain('10.0.0.7');

    const report = join(home, 'report.json');
    await answerSaveDialog(running, report);
    await pressOn(running.page, byId('export-json'));
    await byId('export-saved').waitFor();
    const { changes } = JSON.parse(readFileSync(report, 'utf8'));
    expect(
      changes.map(({ change, state }: { change: { kind: string }; state: string }) => [change.kind, state]),
    ).toEqual([
      ['hosts-line-added', 'in-force'],
      ['hosts-line-added', 'taken-back'],
    ]);

    // The oldest copy is the file as it was before anything.
    await pressOn(running.page, byId('open-backups'));
    await byId('copy').first().waitFor();
    const oldest = byId('copy').last();
    await pressOn(running.page, oldest.locator('summary').first());
    await oldest.getByTestId('diff-summary').waitFor();
    await pressOn(running.page, oldest.getByTestId('restore'));
    await byId('restored').waitFor();
    await settled();
    expect(readFileSync(hosts).equals(original)).toBe(true);
  });
});
