// The pages at work, by keyboard, against the double: where the focus goes, what Enter does, what is said aloud, what
// cancel and undo do. The real main process is not here; its journeys are walked in the end-to-end tests.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selfSigned, sensorName } from './fixtures/certificates.ts';
import { type Harness, startHarness } from './harness.ts';
import { asked, focused, tabTo } from './keyboard.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness?.close();
});

const actions = async (page: Page) =>
  (await asked(page))
    .filter(({ channel }) => channel === 'journeys.act')
    .map(({ argument }) => (argument as { action: { type: string } }).action.type);

test('the whole journey by keyboard', async () => {
  const { page, problems, close } = await harness.open('home-empty');
  await tabTo(page, 'start-trust');
  await page.keyboard.press('Enter');
  await page.getByTestId('step-address').waitFor();
  expect(await focused(page)).toBe('Which sensor do you want to trust?');

  await tabTo(page, 'field-address');
  await page.keyboard.type('192.168.10.7');
  await page.keyboard.press('Enter');
  await page.getByTestId('step-download').waitFor();
  expect(await focused(page)).toBe('Which certificate does the sensor show?');

  await tabTo(page, 'primary');
  await page.keyboard.press('Enter');
  await page.getByText('Good to know').waitFor();
  await tabTo(page, 'next');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('Is this really your sensor’s certificate?');

  await tabTo(page, 'field-fingerprint');
  await page.keyboard.type(selfSigned.item.fingerprints.sha256);
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="answer"][data-tone="good"]').waitFor();
  // The field is gone; the focus is not lost with it.
  expect(await focused(page)).toBe('Is this really your sensor’s certificate?');
  // What was said on the page is said aloud as well.
  expect(await page.locator('.spoken[aria-live]', { hasText: 'Yes. The SHA-256 fingerprint' }).count()).toBe(1);

  for (const step of ['export', 'import']) {
    await tabTo(page, 'next');
    await page.keyboard.press('Enter');
    await page.getByTestId(`step-${step}`).waitFor();
  }
  // The stores are read without being asked for, once.
  await page.getByTestId('deeds').waitFor();
  expect((await actions(page)).filter((type) => type === 'read-stores')).toEqual(['read-stores']);
  await tabTo(page, 'primary');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="step-import"][data-state="done"]').waitFor();

  await tabTo(page, 'next');
  await page.keyboard.press('Enter');
  await tabTo(page, 'primary');
  await page.keyboard.press('Enter');
  await page.getByTestId('break-path').waitFor();
  await tabTo(page, 'next');
  await page.keyboard.press('Enter');
  await page.getByRole('table').waitFor();
  await tabTo(page, 'primary');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="step-hosts"][data-state="done"]').waitFor();
  await tabTo(page, 'next');
  await page.keyboard.press('Enter');
  expect(await page.getByTestId('answer').innerText()).toContain(`https://${sensorName} opens without a warning`);

  await tabTo(page, 'undo');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor();
  // First stands what was asked for, last the way out, which has the focus.
  expect(await page.getByRole('alertdialog').getByRole('button').allInnerTexts()).toEqual([
    'Take everything back',
    'Cancel',
  ]);
  expect(await focused(page)).toBe('Cancel');
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect(await actions(page)).not.toContain('undo');
  expect(await focused(page)).toContain('Take everything back');
  expect(problems).toEqual([]);
  await close();
});

test('long work is cancelled, and the cancelling is told as an outcome', async () => {
  const { page, close } = await harness.open('download-running');
  expect(await page.getByRole('progressbar').count()).toBe(1);
  await page.getByTestId('cancel').click();
  await page.getByTestId('error').waitFor();
  expect(await page.getByTestId('error').innerText()).toContain('Cancelled.');
  expect((await asked(page)).map(({ channel }) => channel)).toContain('tasks.cancel');
  await close();
});

test('leaving the page cancels what runs', async () => {
  const { page, close } = await harness.open('download-running');
  await page.getByTestId('go-home').click();
  await page.getByTestId('home').waitFor();
  expect((await asked(page)).map(({ channel }) => channel)).toContain('tasks.cancel');
  await close();
});

test('an error is said in its field until the text changes', async () => {
  const { page, close } = await harness.open('address-bad');
  const field = page.getByTestId('field-address');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  const description = await field.getAttribute('aria-describedby');
  expect(await page.locator(`[id="${description?.split(' ')[0]}"]`).innerText()).toContain('four numbers');
  await field.fill('192.168.10.7');
  expect(await field.getAttribute('aria-invalid')).not.toBe('true');
  await close();
});

test('the guide by hand opens with its focus, and gives it back', async () => {
  const { page, close } = await harness.open('import-by-hand');
  expect(await focused(page)).toBe('By hand');
  await page.getByTestId('by-hand').getByRole('button', { name: 'Close' }).click();
  expect(await focused(page)).toBe('Do it by hand');
  await close();
});

test('a hosts line over someone else’s needs a decision', async () => {
  const { page, close } = await harness.open('hosts-conflict');
  expect(await page.getByTestId('primary').getAttribute('aria-disabled')).toBe('true');
  await page.getByTestId('override').check();
  expect(await page.getByTestId('primary').getAttribute('aria-disabled')).not.toBe('true');
  await page.getByTestId('primary').click();
  const last = (await asked(page)).at(-1)?.argument;
  expect(last).toMatchObject({ action: { type: 'apply-hosts', name: sensorName, override: true } });
  await close();
});

test('a journey is forgotten after a question, and the focus stays on the page', async () => {
  const { page, close } = await harness.open('home-forget');
  await page.getByTestId('confirm').click();
  await page.getByTestId('under-way').waitFor({ state: 'detached' });
  expect((await asked(page)).map(({ channel }) => channel)).toContain('journeys.forget');
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await close();
});

test('a trouble of the start is told until it is dismissed, and not again in this session', async () => {
  const { page, close } = await harness.open('home-trouble');
  expect(await page.getByTestId('error').innerText()).toContain('progress.damaged-');
  await page.getByTestId('dismiss').click();
  await page.getByTestId('error').waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('What do you want to do?');
  await page.getByTestId('open-settings').click();
  await page.getByTestId('go-home').click();
  await page.getByTestId('start-trust').waitFor();
  expect(await page.getByTestId('error').count()).toBe(0);
  await close();
});

test('a weak key stays in sight when all is done', async () => {
  const { page, close } = await harness.open('done-weak-key');
  expect(await page.getByTestId('lasting-weak-key').innerText()).toContain('Weak key');
  await close();
});

test('the look follows the system, and the setting overrules it', async () => {
  const { page, close } = await harness.open('settings', { scheme: 'dark' });
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect([await scheme(), await ground()]).toEqual(['dark', 'rgb(20, 20, 20)']);
  await page.getByTestId('theme-light').check();
  await page.waitForFunction(() => document.documentElement.dataset.theme === 'light');
  expect([await scheme(), await ground()]).toEqual(['light', 'rgb(245, 245, 245)']);
  await close();
});

test('policies that would make an import useless are told before it, in the words of Trusted certificates', async () => {
  const { page, problems, close } = await harness.open('import-policies');
  expect(await page.getByTestId('note-user-roots-off').innerText()).toContain(
    'A policy makes this computer ignore certificates that only a user trusts',
  );
  expect(await page.getByTestId('note-browser-ignores-store').allInnerTexts()).toEqual([
    expect.stringContaining('A policy makes Chrome ignore this computer’s stores'),
    expect.stringContaining('A policy makes Edge ignore this computer’s stores'),
  ]);
  expect(await page.getByTestId('note-disallowed').innerText()).toContain('This computer is told to distrust it');
  // Roots that only a user trusts are no matter in the machine's store.
  await page.getByTestId('scope-machine').check();
  await page.getByTestId('note-user-roots-off').waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  await close();
});

test('a certificate that is there and distrusted all the same is not told as trusted', async () => {
  const { page, problems, close } = await harness.open('import-done-disallowed');
  const answer = page.getByTestId('answer');
  expect(await answer.getAttribute('data-tone')).toBe('warning');
  expect(await answer.innerText()).toContain('but something else decides against it');
  expect(await page.getByTestId('note-disallowed').isVisible()).toBe(true);
  expect(problems).toEqual([]);
  await close();
});
