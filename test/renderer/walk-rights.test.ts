// The screen before the prompt for rights, by keyboard, against the double: it comes only where something needs rights,
// nothing is done before Continue, Escape leaves all as it is, and the focus comes back.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selfSigned } from './fixtures/certificates.ts';
import { type Harness, startHarness } from './harness.ts';
import { asked, focused, focusedId, lastOf, press, tabTo } from './keyboard.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness?.close();
});

const dialog = (page: Page) => page.getByTestId('rights');
const actions = async (page: Page) =>
  (await asked(page))
    .filter(({ channel }) => channel === 'journeys.act')
    .map(({ argument }) => (argument as { action: { type: string } }).action.type);
/** Is the focus in the dialog? */
const isInside = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-testid="rights"]') !== null);

test('says what will be done, and does it only after Continue', async () => {
  const { page, problems, close } = await harness.open('import-leaf-rights');
  await tabTo(page, 'primary');
  await press(page);
  await dialog(page).waitFor();
  expect(await isInside(page)).toBe(true);
  const words = await dialog(page).innerText();
  expect(words).toContain('Add the certificate “sensor7.contoso.com” to Local Machine › Trusted Root');
  const { sha256 } = selfSigned.item.fingerprints;
  expect(words.replaceAll(/\s/g, '')).toContain(sha256);
  expect(words).toContain('With administrator rights');
  expect(await page.getByTestId('rights-way').innerText()).toContain('names Certwright');
  // Main was asked about the very action that would be carried out, and has carried out nothing.
  const planned = await lastOf<{ action: unknown }>(page, 'journeys.plan');
  expect(await actions(page)).not.toContain('import');
  await tabTo(page, 'rights-continue');
  await press(page);
  await dialog(page).waitFor({ state: 'detached' });
  expect((await lastOf<{ action: unknown }>(page, 'journeys.act')).action).toEqual(planned.action);
  expect(problems).toEqual([]);
  await close();
});

test('Escape and Cancel do nothing, and give the focus back', async () => {
  const { page, close } = await harness.open('import-leaf-rights');
  await tabTo(page, 'primary');
  for (const leave of ['Escape', 'cancel']) {
    await press(page);
    await dialog(page).waitFor();
    if (leave === 'cancel') await tabTo(page, 'rights-cancel');
    await press(page, leave === 'cancel' ? 'Enter' : 'Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'primary');
  }
  expect(await actions(page)).not.toContain('import');
  await close();
});

test('Tab stays in the dialog', async () => {
  const { page, close } = await harness.open('rights-uac');
  for (let presses = 0; presses < 12; presses++) {
    await press(page, 'Tab');
    expect(await isInside(page)).toBe(true);
  }
  await close();
});

test('where nothing needs rights it does not come', async () => {
  const { page, close } = await harness.open('import-leaf');
  await tabTo(page, 'primary');
  await press(page);
  await page.waitForFunction(() =>
    (window as unknown as { asked: { argument: { action?: { type: string } } }[] }).asked.some(
      ({ argument }) => argument.action?.type === 'import',
    ),
  );
  expect((await asked(page)).map(({ channel }) => channel)).toContain('journeys.plan');
  expect(await dialog(page).count()).toBe(0);
  await close();
});

test('without a plan nothing is done, and the reason is said', async () => {
  const { page, close } = await harness.open('rights-no-plan');
  await page.getByTestId('error').waitFor();
  expect(await page.getByTestId('error').innerText()).toContain('has not been compared');
  expect(await actions(page)).not.toContain('import');
  await close();
});

test('the script is read, copied and saved by keyboard, and what came of it is said', async () => {
  const { page, problems, close } = await harness.open('rights-uac');
  await page.getByTestId('rights-script').locator('summary').focus();
  await press(page);
  await tabTo(page, 'rights-save');
  expect(await focused(page)).toContain('Save as PowerShell script');
  await press(page);
  await page.getByTestId('saved').waitFor();
  expect(await page.locator('.spoken[aria-live]', { hasText: 'Saved as hosts of sensor7.ps1.' }).count()).toBe(1);
  await press(page, 'Tab');
  expect(await focused(page)).toContain('Copy');
  await press(page);
  await page.getByText('Copied').first().waitFor();
  expect((await lastOf<{ text: string }>(page, 'clipboard.copy')).text).toContain('SupportsShouldProcess');
  const words = await page.getByTestId('rights-script').innerText();
  for (const each of ['-WhatIf', '-Undo', ".\\hosts of sensor7.ps1' -Undo"]) expect(words).toContain(each);
  // Whoever has run it lets Certwright look.
  await tabTo(page, 'rights-check');
  await press(page);
  await dialog(page).waitFor({ state: 'detached' });
  expect(await actions(page)).toEqual(['read-stores']);
  expect(problems).toEqual([]);
  await close();
});

test('a script that could not be saved is told', async () => {
  const { page, close } = await harness.open('rights-not-saved');
  await dialog(page).getByTestId('error').waitFor();
  expect(await page.getByTestId('saved').count()).toBe(0);
  await close();
});

test('where nobody can be asked the script is the way', async () => {
  const { page, close } = await harness.open('rights-none');
  await dialog(page).waitFor();
  expect(await page.getByTestId('rights-continue').count()).toBe(0);
  expect(await page.getByTestId('rights-save').isVisible()).toBe(true);
  const words = await page.getByTestId('rights-script').innerText();
  for (const each of ['sudo sh', '--dry-run', '--undo']) expect(words).toContain(each);
  await tabTo(page, 'rights-check');
  await press(page);
  await dialog(page).waitFor({ state: 'detached' });
  expect(await actions(page)).toEqual(['read-stores']);
  await close();
});

test('where no script can do the same that is said, and it goes on without one', async () => {
  const { page, problems, close } = await harness.open('rights-no-script');
  await dialog(page).waitFor();
  expect(await dialog(page).innerText()).toContain('There is no script for this');
  expect(await page.getByTestId('rights-script').count()).toBe(0);
  await tabTo(page, 'rights-continue');
  await press(page);
  await dialog(page).waitFor({ state: 'detached' });
  expect(await actions(page)).toContain('import');
  expect(problems).toEqual([]);
  await close();
  const nobody = await harness.open('rights-no-script-no-way');
  await dialog(nobody.page).waitFor();
  const words = await dialog(nobody.page).innerText();
  expect([words.includes('There is no script for this'), words.includes('the script below')]).toEqual([true, false]);
  await nobody.close();
});

test('to take back is asked once: by this screen, or by the page where nothing needs rights', async () => {
  const withRights = await harness.open('rights-undo');
  await dialog(withRights.page).waitFor();
  expect(await withRights.page.getByRole('alertdialog').count()).toBe(0);
  expect(await withRights.page.getByTestId('rights-changes').getByRole('listitem').count()).toBe(3);
  await withRights.page.getByTestId('rights-continue').click();
  expect(await actions(withRights.page)).toContain('undo');
  await withRights.close();
  const without = await harness.open('done-undo');
  await without.page.getByRole('alertdialog').waitFor();
  expect(await dialog(without.page).count()).toBe(0);
  await without.close();
});

test('the root of a new chain, and the old certificate, ask in the same way', async () => {
  const { page, close } = await harness.open('deploy-trust-rights');
  await page.getByTestId('compared').check();
  await tabTo(page, 'primary');
  await press(page);
  await dialog(page).waitFor();
  await press(page, 'Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByTestId('remove-old').click();
  await dialog(page).waitFor();
  expect(await page.getByRole('alertdialog').count()).toBe(0);
  await page.getByTestId('rights-continue').click();
  await dialog(page).waitFor({ state: 'detached' });
  expect((await actions(page)).filter((type) => type !== 'deploy-read-trust')).toEqual(['deploy-remove-old']);
  await close();
});

test('how each system asks is said', async () => {
  for (const [name, words] of [
    ['rights-pkexec', 'window of the desktop'],
    ['rights-sudo', 'terminal'],
    ['rights-macos', 'osascript'],
  ] as const) {
    const { page, close } = await harness.open(name);
    expect(await page.getByTestId('rights-way').innerText(), name).toContain(words);
    expect(await focusedId(page), name).toBe('rights-title');
    await close();
  }
});
