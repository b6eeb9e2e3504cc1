// The screen before the prompt in the real app, run by an ordinary user in a private world: what it says, the script that
// it saves, that nothing happens before Continue, and that taking back and putting a copy back ask in the same way.
// Root would never see it. Needs real root, to be able to make somebody ordinary.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerSaveDialog, type RunningApp } from '../support/app.ts';
import { pressOn, typeInto } from '../support/keyboard.ts';
import { canBeOrdinary, nobody, OrdinaryUser } from '../support/ordinary-user.ts';

const hosts = '/etc/hosts';
const line = /^127\.0\.0\.1\s+practice-sensor\.certwright\.test\s+# certwright/m;
/** A folder for pictures of the screen, where somebody wants to look at them. */
const pictures = process.env.CERTWRIGHT_PICTURES;

describe.skipIf(!canBeOrdinary)('the screen before the prompt', () => {
  let user: OrdinaryUser;
  let running: RunningApp;
  let original: Buffer;
  const byId = (id: string) => running.page.getByTestId(id);
  const press = (id: string) => pressOn(running.page, byId(id));
  const settled = () => running.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
  const now = () => readFileSync(hosts, 'utf8');
  const closed = () => byId('rights').waitFor({ state: 'detached' });
  const next = async (step: string) => {
    await press('next');
    await byId(`step-${step}`).waitFor();
    await settled();
  };
  const picture = async (name: string) => {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await running.page.emulateMedia({ colorScheme });
      await running.page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), animations: 'disabled' });
    }
    await running.page.emulateMedia({ colorScheme: null });
  };
  const goOn = async () => {
    await press('rights-continue');
    await closed();
  };

  beforeAll(async () => {
    original = readFileSync(hosts);
    user = await OrdinaryUser.make();
    running = await user.startApp();
  });

  afterAll(async () => {
    await running?.close().catch(() => {});
    user?.remove();
    writeFileSync(hosts, original);
  });

  it('shows what a line needs, saves the script of it, and leaves all as it is when it is cancelled', async () => {
    await press('practice-start');
    await byId('practice-walk').waitFor();
    const fingerprint = (await byId('practice-screen').innerText()).match(/\b[0-9A-F]{4}\b(?=\s)/g)?.slice(-16);
    await press('practice-walk');
    await byId('step-address').waitFor();
    await press('primary');
    await byId('step-download').waitFor();
    await press('primary');
    await running.page.locator('[data-testid="step-download"][data-state="done"]').waitFor();
    await next('compare');
    await typeInto(running.page, byId('field-fingerprint'), fingerprint?.join('') ?? '');
    await press('primary');
    await running.page.locator('[data-testid="step-compare"][data-state="done"]').waitFor();
    await next('export');
    await next('import');
    // Into this user's own store: nobody is asked for rights.
    await press('primary');
    await running.page.locator('[data-testid="step-import"][data-state="done"]').waitFor();
    await settled();
    await next('name');
    await next('hosts');
    await byId('whose-name').waitFor();

    await press('primary');
    await byId('rights').waitFor();
    const words = await byId('rights').innerText();
    expect(words).toContain('Add the line “127.0.0.1 practice-sensor.certwright.test” to /etc/hosts');
    expect(words).toContain('With administrator rights');
    expect(await byId('rights-way').innerText()).toContain('sudo');
    await picture('rights');

    await pressOn(running.page, byId('rights-script').locator('summary').first());
    const saved = join(user.home, 'change.sh');
    await answerSaveDialog(running, saved);
    await press('rights-save');
    await byId('saved').waitFor();
    await picture('rights-script');
    const script = readFileSync(saved, 'utf8');
    expect(await byId('rights-script').locator('pre').first().textContent()).toBe(script);
    const { uid } = statSync(saved);
    const { home: cwd, environment: env } = user;
    const look = spawnSync('sh', [saved, '--dry-run'], { uid: nobody, gid: nobody, cwd, env, encoding: 'utf8' });
    expect([uid, look.status, look.stdout, look.stderr]).toEqual([
      nobody,
      0,
      expect.stringMatching(/^Would do: \/etc\/hosts: \+ 127\.0\.0\.1\tpractice-sensor/),
      '',
    ]);

    await press('rights-cancel');
    await closed();
    expect(readFileSync(hosts).equals(original)).toBe(true);
    expect(await byId('step-hosts').getAttribute('data-state')).toBe('todo');
  });

  it('is gone after Continue, and the line is there', async () => {
    await press('primary');
    await byId('rights').waitFor();
    await goOn();
    await running.page.locator('[data-testid="step-hosts"][data-state="done"]').waitFor();
    expect(now()).toMatch(line);
    expect(statSync(hosts).uid).toBe(0);
  });

  it('comes again before the change is taken back, also where somebody touched it since', async () => {
    await press('go-home');
    await press('open-activity');
    await byId('activity-entry').first().waitFor();
    writeFileSync(hosts, now().replace(/^127\.0\.0\.1(\s+practice-sensor)/m, '127.0.0.2$1'));
    await pressOn(running.page, byId('undo-one').first());
    await byId('conflict').waitFor();
    await press('conflict-anyway');
    await byId('rights').waitFor();
    expect(await byId('rights-changes').innerText()).toContain('Remove the line “127.0.0.2 practice-sensor');
    await picture('rights-anyway');
    await press('rights-cancel');
    await closed();
    expect(now()).toContain('127.0.0.2');
    writeFileSync(hosts, now().replace('127.0.0.2', '127.0.0.1'));

    await pressOn(running.page, byId('undo-one').first());
    await byId('rights').waitFor();
    await goOn();
    await byId('outcome').waitFor();
    expect(readFileSync(hosts).equals(original)).toBe(true);
  });

  it('comes before a kept copy is put back', async () => {
    await press('open-backups');
    await byId('copy').first().waitFor();
    // The latest is the file with the line.
    const copy = byId('copy').first();
    await pressOn(running.page, copy.locator('summary').first());
    await copy.getByTestId('diff-summary').waitFor();
    await pressOn(running.page, copy.getByTestId('restore'));
    await byId('rights').waitFor();
    expect(await byId('rights-changes').innerText()).toMatch(/^Put the kept copy of .* in the place of \/etc\/hosts/);
    await picture('rights-copy');
    expect(readFileSync(hosts).equals(original)).toBe(true);
    await goOn();
    await byId('restored').waitFor();
    expect(now()).toMatch(line);
  });
});
