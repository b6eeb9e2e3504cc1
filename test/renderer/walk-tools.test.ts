// The tools at work, by keyboard, against the double: choose, unlock, convert, request; where the focus goes, what is
// sent to main and what is not, what is said aloud. The real engine is not here.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConvertOrder, VerifyOrder } from '../../preload/contract/tools.ts';
import { type Harness, startHarness } from './harness.ts';
import { asked, focused, focusedId, lastOf, press, tabTo } from './keyboard.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness?.close();
});

/** Drops files on the window as a file manager does. */
const dropFiles = (page: Page, names: string[]) =>
  page.evaluate((all) => {
    const data = new DataTransfer();
    for (const name of all) data.items.add(new File(['x'], name));
    const event = (type: string) => new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event('dragenter'));
    const over = event('dragover');
    document.body.dispatchEvent(over);
    document.body.dispatchEvent(event('drop'));
    return over.defaultPrevented;
  }, names);

test('choose, unlock, convert, by keyboard', async () => {
  const { page, problems, close } = await harness.open('home-empty');
  await tabTo(page, 'open-tools');
  await press(page);
  await page.getByTestId('drop-area').waitFor();
  expect(await focused(page)).toBe('Open certificate files');

  await tabTo(page, 'choose');
  await press(page);
  await page.getByTestId('locked').waitFor();
  // What came in is locked: its passphrase is what comes next.
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'field-passphrase');
  await page.keyboard.type('wrong');
  await press(page);
  const field = page.getByTestId('field-passphrase');
  await page.waitForFunction(() => document.querySelector('[data-testid="field-passphrase"][aria-invalid="true"]'));
  expect(await focusedId(page)).toBe('field-passphrase');
  expect(await field.getAttribute('type')).toBe('password');
  const description = await field.getAttribute('aria-describedby');
  expect(await page.locator(`[id="${description?.split(' ')[0]}"]`).innerText()).toContain('does not open');

  // What was typed is selected, so that typing replaces it; the error goes with the text.
  await page.keyboard.type('opens it');
  expect(await field.getAttribute('aria-invalid')).not.toBe('true');
  await press(page);
  await page.getByTestId('set').waitFor();
  expect(await focused(page)).toBe('What is in your files');
  expect(await page.locator('.spoken[aria-live]', { hasText: '“sensor7.pfx” is open.' }).count()).toBe(1);
  expect(await page.getByTestId('set-answer').innerText()).toContain('ready to use');

  await tabTo(page, 'convert');
  await press(page);
  await page.getByTestId('convert-page').waitFor();
  expect(await focused(page)).toBe('Convert “sensor7.contoso.com”');
  // Nothing is written without the passphrase that a PFX needs; the focus goes to its field.
  await tabTo(page, 'save');
  await press(page);
  expect(await focusedId(page)).toBe('field-new-passphrase');
  await page.keyboard.type('correct horse');
  await tabTo(page, 'field-again');
  await page.keyboard.type('correct house');
  await press(page);
  expect((await asked(page)).map(({ channel }) => channel)).not.toContain('tools.convert');
  await page.getByTestId('field-again').fill('correct horse');
  await press(page);
  await page.getByTestId('converted').waitFor();
  expect(await focused(page)).toBe('The file is written');
  const { order } = await lastOf<{ order: ConvertOrder }>(page, 'tools.convert');
  expect(order).toMatchObject({ to: 'pfx', pfxProfile: 'modern', passphrase: 'correct horse' });
  expect(order.items).toHaveLength(4);
  await tabTo(page, 'reveal');
  await press(page);
  expect(await lastOf(page, 'tools.reveal')).toEqual({ waiting: null });

  // The form comes back without the passphrase.
  await tabTo(page, 'convert-again');
  await press(page);
  await page.getByTestId('convert-page').waitFor();
  expect(await page.getByTestId('field-new-passphrase').inputValue()).toBe('');
  expect(problems).toEqual([]);
  await close();
});

test('files dropped on Home are opened, and more of them on the page add up', async () => {
  const { page, problems, close } = await harness.open('home-empty');
  expect(await dropFiles(page, ['sensor7.pfx'])).toBe(true);
  await page.getByTestId('locked').waitFor();
  expect(await lastOf(page, 'tools.drop')).toMatchObject({ paths: ['sensor7.pfx'] });
  await dropFiles(page, ['sensor7.cer', 'sensor7.key']);
  await page.getByTestId('set').waitFor();
  // A drop while a form is open shows what was dropped.
  await page.getByTestId('convert').click();
  await page.getByTestId('convert-page').waitFor();
  await dropFiles(page, ['sensor7.cer']);
  await page.getByTestId('tray').waitFor();
  expect((await asked(page)).filter(({ channel }) => channel === 'tools.drop')).toHaveLength(3);
  expect(problems).toEqual([]);
  await close();
});

test('what opens one locked file is tried on the others, and that it does not fit there is no error', async () => {
  const { page, close } = await harness.open('tools-several-locked');
  expect(await focused(page)).toBe('What is in your files');
  await page.getByTestId('field-passphrase').first().fill('opens it');
  await press(page);
  await page.waitForFunction(() => document.querySelectorAll('[data-testid="field-passphrase"]').length === 1);
  expect((await asked(page)).filter(({ channel }) => channel === 'tools.unlock')).toHaveLength(3);
  expect(await page.getByTestId('field-passphrase').getAttribute('aria-invalid')).not.toBe('true');
  expect(await page.getByTestId('error').count()).toBe(0);
  await close();
});

test('Ctrl+O opens the dialog from Home, Escape goes back, and leaves what is typed alone', async () => {
  const { page, close } = await harness.open('home-empty');
  await page.keyboard.press('Control+o');
  await page.getByTestId('locked').waitFor();
  expect((await asked(page)).filter(({ channel }) => channel === 'tools.choose')).toHaveLength(1);
  await page.getByTestId('open-settings').click();
  await page.getByTestId('settings').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('tools').waitFor();
  await page.getByTestId('tab-requests').click();
  await page.getByTestId('new-request').click();
  await page.getByTestId('request-form').waitFor();
  await page.getByTestId('field-CN').fill('sensor7');
  await page.keyboard.press('Escape');
  await page.getByTestId('key-p256').check();
  await page.keyboard.press('Escape');
  expect(await page.getByTestId('request-form').count()).toBe(1);
  await page.getByTestId('back-to-files').click();
  await page.getByTestId('new-request').click();
  await page.getByTestId('request-form').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('requests').waitFor();
  await close();
});

test('of five hundred sets a line says what most of them lack', async () => {
  const { page, close } = await harness.open('tools-lacking');
  await page.getByText('499 of 500 lack the certificate of “Contoso Issuing CA 2”').waitFor();
  expect(await page.getByTestId('set').first().innerText()).toContain('In export-1.cer, valid until');
  await close();
});

test('a link leads to the files that could not be read', async () => {
  const { page, close } = await harness.open('tools-mixed');
  await page.getByTestId('see-files').focus();
  await press(page);
  expect(await focusedId(page)).toBe('files');
  expect(await page.getByTestId('twice').innerText()).toContain('Twice here (1)');
  expect(await page.getByTestId('odd').innerText()).not.toContain('Copy of sensor7.cer');
  await close();
});

test('a drag that is no file is none of our business', async () => {
  const { page, close } = await harness.open('home-empty');
  const prevented = await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'sensor7');
    const over = new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true });
    document.body.dispatchEvent(over);
    return over.defaultPrevented;
  });
  expect(prevented).toBe(false);
  expect(await page.getByTestId('home').count()).toBe(1);
  await close();
});

test('long reading is cancelled, and told as an outcome', async () => {
  const { page, close } = await harness.open('tools-reading');
  await page.getByText('3,200 of 10,000').first().waitFor();
  await page.getByTestId('cancel').click();
  await page.getByTestId('error').waitFor();
  expect(await page.getByTestId('error').innerText()).toContain('Cancelled.');
  expect((await asked(page)).map(({ channel }) => channel)).toContain('tasks.cancel');
  await close();
});

test('of ten thousand files a page is drawn, and the focus goes to the first of the next', async () => {
  const { page, close } = await harness.open('tools-many');
  expect(await page.getByTestId('set').count()).toBe(50);
  await page.getByTestId('more-sets').focus();
  await press(page);
  await page.waitForFunction(() => document.querySelectorAll('[data-testid="set"]').length === 100);
  expect(await lastOf(page, 'tools.tray')).toEqual({ show: 100 });
  await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('sensor51.'));
  await close();
});

test('a file is taken off the page and the rest stays; cleared, the page begins anew', async () => {
  const { page, close } = await harness.open('tools-good');
  await page.getByRole('button', { name: 'Take “issuing2.crl” off the page' }).click();
  await page.waitForFunction(() => !document.body.textContent?.includes('issuing2.crl'));
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  expect(await page.getByTestId('set').count()).toBe(1);
  await page.getByTestId('clear').focus();
  await press(page);
  await page.getByTestId('drop-area').waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await close();
});

test('a path is checked with the roots that are ticked, and an older verdict says so', async () => {
  const { page, close } = await harness.open('test-path-refused');
  await page.getByTestId('path-verdict').waitFor();
  expect(await page.getByTestId('path-verdict').innerText()).toContain('Contoso Issuing CA 2');
  const first = await lastOf<{ order: VerifyOrder }>(page, 'tools.verify');
  expect(first.order).toMatchObject({ host: 'sensor7.contoso.com', purpose: 'server', at: null });
  expect(first.order.roots).toHaveLength(1);
  await page.getByTestId('field-host').fill('https://sensor7.ot.contoso.com/');
  await page.getByText('The form has changed since').waitFor();
  await page.getByTestId('root').last().uncheck();
  await page.getByTestId('check-path').click();
  await page.getByText('The form has changed since').waitFor({ state: 'detached' });
  const { order } = await lastOf<{ order: VerifyOrder }>(page, 'tools.verify');
  expect(order).toMatchObject({ host: 'sensor7.ot.contoso.com', roots: [] });
  await close();
});
