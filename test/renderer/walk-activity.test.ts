// Activity and the kept copies at work, by keyboard, against the double: what is asked of main and what not, where the
// focus goes, what is said aloud.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  copies,
  copyOld,
  everyKind,
  fileAfter,
  fileBefore,
  inForce,
  lineAdded,
  lineChanged,
  lineFailed,
} from './fixtures/activity.ts';
import { type Harness, startHarness } from './harness.ts';
import { asked, focused, focusedId, lastOf, press, tabTo } from './keyboard.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness?.close();
});

const channels = async (page: Page) => (await asked(page)).map(({ channel }) => channel);
const countOf = async (page: Page, channel: string) => (await channels(page)).filter((each) => each === channel).length;
const spoken = (page: Page, words: string) => page.locator('.spoken[aria-live]', { hasText: words }).count();
const answer = (page: Page) => page.getByTestId('answer').innerText();
const undoable = inForce.entries.map(({ id }) => id);

test('Home says how many changes are in force, and everything is taken back after the plan was seen', async () => {
  const { page, problems, close } = await harness.open('home-plan');
  expect(await page.getByTestId('activity-state').innerText()).toBe('4 changes in force');
  await tabTo(page, 'open-activity');
  await press(page);
  await page.getByTestId('activity').waitFor();
  expect(await focused(page)).toBe('Activity');
  await page.getByTestId('undo-all').waitFor();
  expect(await answer(page)).toBe('4 changes by Certwright are in force; everything can be taken back.');

  await tabTo(page, 'undo-all');
  await press(page);
  await page.getByTestId('rights').waitFor();
  expect(await lastOf(page, 'activity.plan')).toEqual({ ids: undoable, anyway: false });
  // Closed, nothing is done, and the focus is where it was.
  await press(page, 'Escape');
  await page.getByTestId('rights').waitFor({ state: 'detached' });
  expect(await countOf(page, 'activity.undo')).toBe(0);
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'undo-all');

  await press(page);
  await page.getByTestId('rights').waitFor();
  await tabTo(page, 'rights-continue');
  await press(page);
  await page.getByTestId('outcome').waitFor();
  expect(await lastOf(page, 'activity.undo')).toMatchObject({ ids: undoable, anyway: false });
  expect(await page.getByTestId('outcome').innerText()).toContain('4 changes are taken back.');
  expect(await answer(page)).toBe('None of Certwright’s changes is in force.');
  expect(await spoken(page, '4 changes are taken back.')).toBe(1);
  // The button that asked is gone; the focus is not, and what came of it is told where it is seen.
  expect(await focusedId(page)).toBe('outcome-bar');
  expect(await page.getByTestId('undo-one').count()).toBe(0);

  await tabTo(page, 'show-all');
  await press(page);
  expect(await page.getByTestId('activity-entry').count()).toBe(4);
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Changes');
  expect(await page.getByTestId('entry-state').allInnerTexts()).toEqual(Array(4).fill('Taken back'));
  expect(problems).toEqual([]);
  await close();
});

test('what somebody changed since is asked about, and taken back anyway', async () => {
  const { page, problems, close } = await harness.open('activity-changed');
  expect(await page.getByTestId('entry-state').first().innerText()).toBe('Changed since');
  await tabTo(page, 'undo-one');
  await press(page);
  await page.getByTestId('conflict').waitFor();
  // What would be lost is seen: the file from now to after.
  expect(await lastOf(page, 'activity.diff')).toEqual({ ids: [lineAdded.id] });
  expect(await page.getByTestId('conflict').getByRole('table').innerText()).toContain('# certwright');
  expect(await page.getByTestId('conflict').innerText()).toContain('All other lines stay.');
  // The safe answer has the focus, and changes nothing.
  expect(await focusedId(page)).toBe('conflict-cancel');
  await press(page);
  await page.getByTestId('conflict').waitFor({ state: 'detached' });
  // The plan had told it already.
  expect(await countOf(page, 'activity.undo')).toBe(0);
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'undo-one');

  await press(page);
  await page.getByTestId('conflict').waitFor();
  await tabTo(page, 'conflict-anyway');
  await press(page);
  await page.getByTestId('outcome').waitFor();
  expect(await lastOf(page, 'activity.undo')).toMatchObject({ ids: [lineAdded.id], anyway: true });
  expect(await page.getByTestId('error').count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

test('what is taken back anyway is shown before rights are asked for, as it is now', async () => {
  const { page, problems, close } = await harness.open('activity-conflict-rights');
  await page.getByTestId('conflict').waitFor();
  expect(await lastOf(page, 'activity.plan')).toEqual({ ids: [lineAdded.id], anyway: false });
  const anyway = async () => {
    await tabTo(page, 'conflict-anyway');
    await press(page);
    await page.getByTestId('rights').waitFor();
  };
  await anyway();
  expect(await lastOf(page, 'activity.plan')).toEqual({ ids: [lineAdded.id], anyway: true });
  expect(await focusedId(page)).toBe('rights-title');
  await press(page, 'Escape');
  await page.getByTestId('rights').waitFor({ state: 'detached' });
  expect(await countOf(page, 'activity.undo')).toBe(0);
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'undo-one');

  await press(page);
  await page.getByTestId('conflict').waitFor();
  await anyway();
  await tabTo(page, 'rights-continue');
  await press(page);
  await page.getByTestId('outcome').waitFor();
  expect(await countOf(page, 'activity.undo')).toBe(1);
  expect(await lastOf(page, 'activity.undo')).toMatchObject({ ids: [lineAdded.id], anyway: true });
  expect(problems).toEqual([]);
  await close();
});

test('what somebody changed since is left, and the others of the journey are taken back', async () => {
  const { page, close } = await harness.open('activity-conflict');
  await tabTo(page, 'conflict-leave');
  await press(page);
  await page.getByTestId('outcome').waitFor();
  await page.waitForFunction(
    () =>
      (window as unknown as { asked: { channel: string }[] }).asked.filter(({ channel }) => channel === 'activity.undo')
        .length === 1,
  );
  expect(await lastOf(page, 'activity.leave')).toEqual({ ids: [lineChanged.id] });
  const rest = everyKind.entries.filter(
    ({ journey, undoable, id }) => journey.id === lineChanged.journey.id && undoable && id !== lineChanged.id,
  );
  expect(rest).toHaveLength(1);
  const others = { ids: rest.map(({ id }) => id), anyway: false };
  expect(await lastOf(page, 'activity.plan')).toEqual(others);
  expect(await lastOf(page, 'activity.undo')).toMatchObject(others);
  // One outcome tells both.
  const told = page.getByTestId('outcome');
  await told.getByText('1 change is taken back. 1 change is kept as it is now.').waitFor();
  await close();
});

test('what carries our mark and is not in the record is told, with the way to take it out', async () => {
  const { page, problems, close } = await harness.open('activity-unrecorded');
  const told = await page.getByTestId('unrecorded').innerText();
  expect(told).toContain(
    '1 line and 1 certificate with Certwright’s mark are on this computer, but not in this record',
  );
  expect(told).toContain('certwright hosts remove sensor7.contoso.com');
  expect(await answer(page)).toBe('There is no change in Certwright’s record.');
  // Nothing beside it says that there is nothing.
  expect(await page.getByTestId('empty').count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

test('what was not done, or is not known, is not drawn as done', async () => {
  const { page, problems, close } = await harness.open('activity-failed');
  const failed = page.locator(`[data-id="${lineFailed.id}"]`);
  expect(await failed.getByRole('table').count()).toBe(0);
  expect(await failed.innerText()).toMatch(/Was to be added:\s*192\.168\.10\.5[\s\S]*After:\s*The same/);
  expect(await page.locator(`[data-id="${lineAdded.id}"]`).getByRole('table').count()).toBe(1);
  await close();
  const stopped = await harness.open('activity-half-done');
  expect(await stopped.page.getByTestId('half-done').innerText()).toMatch(/After:\s*Not known yet/);
  expect(problems).toEqual([]);
  await stopped.close();
});

test('a change whose end could not be read can be looked at again', async () => {
  const { page, problems, close } = await harness.open('activity-unclear');
  const half = page.getByTestId('half-done');
  expect(await half.innerText()).toContain('could not be read');
  expect(await half.getByTestId('undo-one').count()).toBe(0);
  const before = await countOf(page, 'activity.list');
  await tabTo(page, 'look-again-half-done');
  await press(page);
  await page.waitForFunction(
    (n) =>
      (window as unknown as { asked: { channel: string }[] }).asked.filter(({ channel }) => channel === 'activity.list')
        .length > n,
    before,
  );
  expect(problems).toEqual([]);
  await close();
});

test('where it does not show which change somebody touched, there is nothing to leave', async () => {
  const { page, close } = await harness.open('activity-conflict-elsewhere');
  await page.getByTestId('conflict').waitFor();
  expect(await page.getByTestId('conflict-leave').count()).toBe(0);
  expect(await page.getByTestId('conflict').innerText()).toContain('hosts');
  await close();
});

test('a change that is gone is taken off the list without a prompt', async () => {
  const { page, close } = await harness.open('activity-gone');
  expect(await page.getByTestId('undo-one').count()).toBe(0);
  expect(await page.getByTestId('undo-all').count()).toBe(0);
  expect(await answer(page)).toContain('What 1 change had made is no longer there.');
  await tabTo(page, 'leave');
  await press(page);
  await page.getByTestId('outcome').waitFor();
  expect(await channels(page)).not.toContain('activity.undo');
  expect(await page.getByTestId('outcome').innerText()).toContain('1 change is off the list.');
  await page.getByTestId('show-all').click();
  expect(await page.getByTestId('entry-state').innerText()).toBe('Gone');
  expect(await page.getByTestId('activity-entry').innerText()).toContain('was taken off the list');
  await close();
});

test('taking back is cancelled while it waits for rights, and that is told calmly', async () => {
  const { page, close } = await harness.open('activity-running');
  await page.getByTestId('progress').getByText('administrator rights').waitFor();
  await tabTo(page, 'cancel');
  await press(page);
  await page.getByTestId('error').waitFor();
  expect(await page.getByTestId('error').innerText()).toContain('Cancelled.');
  expect(await channels(page)).toContain('tasks.cancel');
  // Part of it may have been done: main is asked what is there now.
  expect((await channels(page)).at(-1)).toBe('activity.list');
  await close();
});

test('a refusal far down the page is seen there, and closed again', async () => {
  const { page, problems, close } = await harness.open('activity-refused-far');
  const last = page.getByTestId('undo-one').last();
  await last.focus();
  await press(page);
  await page.getByTestId('error').waitFor();
  const box = await page.getByTestId('error').boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  expect(box && box.y >= 0 && box.y + box.height <= height).toBe(true);
  // What is reached by keyboard does not stand behind it.
  await page.getByTestId('undo-all').focus();
  const hidden = () =>
    page.evaluate(() => {
      const bar = document.querySelector('[data-testid="outcome-bar"]')?.getBoundingClientRect();
      const { activeElement: at } = document;
      if (!bar || !at || at.closest('[data-testid="outcome-bar"]')) return false;
      const { bottom, top } = at.getBoundingClientRect();
      return bottom > bar.top && top < bar.bottom;
    });
  for (let n = 0; n < 15; n++) {
    await press(page, 'Tab');
    expect(await hidden()).toBe(false);
  }
  await last.focus();
  await tabTo(page, 'outcome-close');
  await press(page);
  await page.getByTestId('outcome-bar').waitFor({ state: 'detached' });
  // Back where it was asked.
  expect(await focusedId(page)).toBe('undo-one');
  expect(problems).toEqual([]);
  await close();
});

test('looking again says that it was done, and forgets why there was no plan', async () => {
  const { page, problems, close } = await harness.open('activity-not-planned');
  await page.getByTestId('error').waitFor();
  await tabTo(page, 'look-again');
  await press(page);
  await page.getByTestId('read-at').getByText('Read at').waitFor();
  expect(await page.getByTestId('error').count()).toBe(0);
  expect(await focusedId(page)).toBe('look-again');
  expect(problems).toEqual([]);
  await close();
});

test('without a plan nothing is taken back', async () => {
  const { page, close } = await harness.open('activity-not-planned');
  await page.getByTestId('error').waitFor();
  expect(await channels(page)).not.toContain('activity.undo');
  await close();
});

test('what could not be seen to be gone is told as a warning', async () => {
  const { page, close } = await harness.open('activity-unverified');
  expect(await page.getByTestId('outcome').innerText()).toContain('not everything could be seen to be gone');
  await close();
});

test('the hashes of the file are in the details, each with its copy button', async () => {
  const { page, close } = await harness.open('activity');
  const line = page.locator(`[data-id="${lineAdded.id}"]`);
  await line.locator('summary').focus();
  await press(page);
  expect((await line.innerText()).replaceAll(/\s/g, '')).toContain(fileBefore);
  await line.getByRole('button', { name: 'Copy File after (SHA-256)' }).focus();
  await press(page);
  await line.getByText('Copied').first().waitFor();
  expect(await lastOf(page, 'clipboard.copy')).toEqual({ text: fileAfter });
  await close();
});

test('the list is saved for the ticket; a closed dialog says nothing', async () => {
  const { page, close } = await harness.open('activity');
  await tabTo(page, 'export-json');
  await press(page);
  await page.getByTestId('export-saved').getByText('Saved as certwright-changes-2026-11-22.html.').waitFor();
  expect(await lastOf(page, 'activity.export')).toEqual({ format: 'json', journey: null });
  await page.getByTestId('export-of').selectOption({ index: 1 });
  await tabTo(page, 'export-json');
  await press(page);
  await page.waitForFunction(
    () =>
      (window as unknown as { asked: { channel: string }[] }).asked.filter(
        ({ channel }) => channel === 'activity.export',
      ).length === 2,
  );
  expect(await lastOf(page, 'activity.export')).toEqual({ format: 'json', journey: lineAdded.journey.id });
  await close();

  const closed = await harness.open('activity-save-closed');
  expect(await channels(closed.page)).toContain('activity.export');
  expect(await closed.page.getByTestId('export-saved').innerText()).toBe('');
  await closed.close();
});

test('the journey of a change is opened from it', async () => {
  const { page, close } = await harness.open('activity-journey');
  await tabTo(page, 'open-journey');
  await press(page);
  await page.getByTestId('journey').waitFor();
  expect(await lastOf(page, 'journeys.open')).toEqual({ id: lineAdded.journey.id });
  await close();
});

test.each([
  ['home-hosts-put-back', 'It has its name again'],
  ['home-hosts-missing', 'The next change of it through Certwright puts it back first'],
] as const)('a hosts file that lost its name is told of: %s', async (scenario, told) => {
  const { page, problems, close } = await harness.open(scenario);
  expect(await page.getByTestId('repaired').innerText()).toContain(told);
  expect(await page.getByTestId('repaired').innerText()).toContain('.hosts.certwright-0123456789abcdef.old');
  expect(problems).toEqual([]);
  await close();
});

test('what a crash left is told on Home until it is dismissed, and in Activity after that', async () => {
  const { page, problems, close } = await harness.open('home-repaired');
  expect(await page.getByTestId('repaired').innerText()).toContain('was not added to');
  expect(await page.getByTestId('repaired').innerText()).toContain('stopped half-way');
  expect(await page.getByTestId('activity-state').innerText()).toBe('1 change stopped half-way');
  await tabTo(page, 'repaired-dismiss');
  await press(page);
  await page.getByTestId('repaired').waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('What do you want to do?');
  await tabTo(page, 'open-activity');
  await press(page);
  await page.getByTestId('half-done').waitFor();
  expect(await page.getByTestId('repaired').count()).toBe(1);
  await page.getByTestId('go-home').click();
  await page.getByTestId('activity-state').waitFor();
  expect(await page.getByTestId('repaired').count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

test('a line that came back is told as no crash', async () => {
  const { page, problems, close } = await harness.open('home-came-back');
  const told = await page.getByTestId('repaired').innerText();
  expect(told).toContain('A change that had been taken back is in force again');
  expect(told).not.toMatch(/crash|stopped/);
  expect(problems).toEqual([]);
  await close();
});

test('a conflict in a journey leads to Activity', async () => {
  // Told when it is planned, before anybody is asked; or only when it is done.
  for (const scenario of ['rights-undo-conflict', 'undo-conflict'] as const) {
    const { page, close } = await harness.open(scenario);
    await tabTo(page, 'to-activity');
    await press(page);
    await page.getByTestId('activity').waitFor();
    expect(await focused(page)).toBe('Activity');
    await close();
  }
});

test('a copy is compared, put back, and is what the file holds then', async () => {
  const { page, problems, close } = await harness.open('activity');
  await tabTo(page, 'open-backups');
  await press(page);
  await page.getByTestId('copies').waitFor();
  expect(await focused(page)).toBe('Copies of the hosts file');
  await page.getByTestId('copy').first().waitFor();
  // Nothing is compared before it is asked for.
  expect(await channels(page)).not.toContain('backups.diff');
  const fold = page.getByTestId(`copy-${copyOld.sha256.slice(0, 8)}`);
  await fold.locator('> summary').focus();
  await press(page);
  await fold.getByRole('table').waitFor();
  expect(await lastOf(page, 'backups.diff')).toEqual({ sha256: copyOld.sha256 });
  expect(await page.getByTestId('diff-summary').innerText()).toBe('1 line comes back, 1 line goes.');
  // Told by signs and words, not by color alone.
  expect(await fold.getByRole('row').nth(3).innerText()).toMatch(/22\s*−\s*removed/i);

  // Where nothing needs rights main asks by itself, and no page does.
  await tabTo(page, 'restore');
  await press(page);
  await page.getByTestId('restored').waitFor();
  expect(await lastOf(page, 'backups.restore')).toMatchObject({ sha256: copyOld.sha256, before: copies.now });
  expect(await fold.innerText()).toContain('This is what the hosts file holds now');
  expect(await page.getByTestId('restore').count()).toBe(0);
  expect(await spoken(page, 'The hosts file holds the copy of')).toBe(1);

  await press(page, 'Escape');
  await page.getByTestId('activity').waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('where rights are needed, the plan of putting a copy back is seen first', async () => {
  const { page, problems, close } = await harness.open('backups-plan');
  await page.getByTestId('rights').waitFor();
  const seen = { sha256: copyOld.sha256, before: copies.now };
  expect(await lastOf(page, 'backups.plan')).toEqual(seen);
  expect(await page.getByTestId('rights-changes').innerText()).toContain('Put the kept copy of');
  await press(page, 'Escape');
  await page.getByTestId('rights').waitFor({ state: 'detached' });
  expect(await channels(page)).not.toContain('backups.restore');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'restore');

  await press(page);
  await page.getByTestId('rights').waitFor();
  await tabTo(page, 'rights-continue');
  await press(page);
  await page.getByTestId('restored').waitFor();
  expect(await lastOf(page, 'backups.restore')).toMatchObject(seen);
  expect(problems).toEqual([]);
  await close();
});

test.each(['backups-changed', 'backups-plan-changed'] as const)(
  'a hosts file that changed meanwhile is not replaced, and the list is read again: %s',
  async (scenario) => {
    const { page, close } = await harness.open(scenario);
    await page.getByTestId('error').waitFor();
    expect(await page.getByTestId('error').innerText()).toContain('The list was read again.');
    await page.waitForFunction(
      () => (window as unknown as { asked: { channel: string }[] }).asked.at(-1)?.channel === 'backups.list',
    );
    expect(await page.getByTestId('restored').count()).toBe(0);
    await close();
  },
);
