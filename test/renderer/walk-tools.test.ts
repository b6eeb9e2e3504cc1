// The tools at work, by keyboard, against the double: choose, unlock, convert, request; where the focus goes, what is
// sent to main and what is not, what is said aloud. The real engine is not here.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConvertOrder, RequestOrder, VerifyOrder } from '../../preload/contract/tools.ts';
import { type Harness, startHarness } from './harness.ts';
import { asked, focused, focusedId, tabTo } from './keyboard.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness?.close();
});

/** The argument of the last call of this name. */
async function lastOf<T>(page: Page, channel: string): Promise<T> {
  const call = (await asked(page)).filter((each) => each.channel === channel).at(-1);
  if (!call) throw new Error(`${channel} was not asked`);
  return call.argument as T;
}

const press = (page: Page, key = 'Enter') => page.keyboard.press(key);

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
  // The button that asked is gone with the empty page.
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await tabTo(page, 'field-passphrase');
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

test('a request by keyboard: names, key, and what to do next', async () => {
  const { page, problems, close } = await harness.open('home-empty');
  await tabTo(page, 'open-requests');
  await press(page);
  await tabTo(page, 'new-request');
  await press(page);
  await page.getByTestId('request-form').waitFor();
  expect(await focused(page)).toBe('Create a certificate request');

  await tabTo(page, 'create');
  await press(page);
  // Nothing was sent: the name is missing, and its field has the focus.
  expect(await focusedId(page)).toBe('field-CN');
  expect(await page.getByTestId('field-CN').getAttribute('aria-invalid')).toBe('true');
  await page.keyboard.type('sensor7.contoso.com');
  expect(await page.getByTestId('names').innerText()).toContain('copied from the main name');
  await tabTo(page, 'field-name');
  await page.keyboard.type('192.168.10.7');
  await press(page);
  expect(await page.getByTestId('names').innerText()).toContain('192.168.10.7');
  expect(await focusedId(page)).toBe('field-name');
  expect((await asked(page)).map(({ channel }) => channel)).not.toContain('tools.makeRequest');
  await tabTo(page, 'field-O');
  await page.keyboard.type('Contoso Inc.');
  await press(page);
  await page.getByTestId('request-made').waitFor();
  expect(await focused(page)).toBe('The request is made');
  const { order } = await lastOf<{ order: RequestOrder }>(page, 'tools.makeRequest');
  expect(order).toEqual({
    subject: [
      { type: 'O', value: 'Contoso Inc.' },
      { type: 'CN', value: 'sensor7.contoso.com' },
    ],
    sans: ['sensor7.contoso.com', '192.168.10.7'],
    key: { kind: 'rsa2048', passphrase: null },
  });
  await page.getByTestId('request-sha256').waitFor();
  await tabTo(page, 'back-to-files');
  await press(page);
  await page.getByTestId('waiting').waitFor();
  expect(problems).toEqual([]);
  await close();
});

test('what main refuses is said in its field, until the field changes', async () => {
  const { page, close } = await harness.open('request-country-refused');
  const country = page.getByTestId('field-C');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'field-C');
  expect(await country.getAttribute('aria-invalid')).toBe('true');
  const message = page.getByText('A country is exactly two letters');
  const foot = await page.getByTestId('create').boundingBox();
  const said = await message.boundingBox();
  expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThan(foot?.y ?? 0);
  await country.fill('DE');
  expect(await country.getAttribute('aria-invalid')).not.toBe('true');
  await close();
});

test('a pasted address becomes its host, and what can be no name is refused at its field', async () => {
  const { page, close } = await harness.open('request-form');
  await page.getByTestId('field-CN').fill('https://only.contoso.com/');
  await page.getByTestId('field-name').focus();
  expect(await page.getByTestId('field-CN').inputValue()).toBe('only.contoso.com');
  await page.getByText('Of “https://only.contoso.com/” only the name counts').waitFor();
  expect(await page.getByTestId('names').innerText()).toContain('only.contoso.com');
  await page.keyboard.type('not valid!');
  await press(page);
  expect(await page.getByTestId('field-name').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByTestId('names').locator('li').count()).toBe(1);
  await page.getByTestId('create').click();
  expect(await focusedId(page)).toBe('field-name');
  expect((await asked(page)).map(({ channel }) => channel)).not.toContain('tools.makeRequest');
  await page.getByTestId('field-name').fill('sensor7:8443');
  await page.getByTestId('field-O').fill('Contoso');
  await page.getByTestId('create').click();
  await page.getByTestId('request-made').waitFor();
  const { order } = await lastOf<{ order: RequestOrder }>(page, 'tools.makeRequest');
  expect(order.sans).toEqual(['only.contoso.com', 'sensor7']);
  expect(order.subject).toContainEqual({ type: 'CN', value: 'only.contoso.com' });
  // The next one is for the same owner.
  await page.getByTestId('create-another').click();
  await page.getByTestId('request-form').waitFor();
  expect(await page.getByTestId('field-CN').inputValue()).toBe('');
  expect(await page.getByTestId('field-O').inputValue()).toBe('Contoso');
  await close();
});

test('a request that no browser will read a name from is made only after a question, and says so', async () => {
  const { page, close } = await harness.open('request-no-host');
  await page.getByRole('alertdialog').waitFor();
  expect((await asked(page)).map(({ channel }) => channel)).not.toContain('tools.makeRequest');
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await page.getByTestId('create').click();
  await page.getByTestId('confirm').click();
  await page.getByTestId('made-findings').waitFor();
  expect(await page.getByTestId('made-findings').innerText()).toContain('no alternative names (SAN)');
  await close();
});

test('a waiting request is forgotten after a question, and the focus stays on the page', async () => {
  const { page, close } = await harness.open('requests-forget');
  await page.getByTestId('confirm').click();
  await page.waitForFunction(() => document.querySelectorAll('[data-testid="waiting"]').length === 1);
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  expect(await lastOf(page, 'tools.forgetWaiting')).toEqual({ id: 'b7c1b7c1' });
  await close();
});

test('Home leads to the waiting requests, which say where their files are and show them', async () => {
  const { page, problems, close } = await harness.open('home-waiting');
  await page.getByTestId('home-waiting').waitFor();
  expect(await page.getByTestId('home-waiting').innerText()).toContain('2 requests wait');
  await tabTo(page, 'open-waiting');
  await press(page);
  await page.getByTestId('waiting').first().waitFor();
  expect(await page.getByTestId('waiting').first().innerText()).toContain('sensor7.contoso.com.key');
  await page.getByTestId('reveal').first().focus();
  await press(page);
  expect(await lastOf(page, 'tools.reveal')).toEqual({ waiting: 'b7c1b7c1' });
  await page.getByTestId('open-settings').click();
  await page.getByTestId('kept-requests').waitFor();
  expect(await page.getByTestId('kept-requests').innerText()).toContain('“sensor7.contoso.com.key”');
  expect(problems).toEqual([]);
  await close();
});

test('a certificate that came back is compared with its request, and the lost name stands first', async () => {
  const { page, close } = await harness.open('test-came-back');
  await page.getByTestId('compare-table').waitFor();
  expect(await lastOf(page, 'tools.addWaiting')).toEqual({ id: 'b7c1b7c1' });
  const row = page.getByTestId('compare-table').locator('tbody tr').first();
  expect(await row.innerText()).toContain('sensor7.ot.contoso.com');
  expect(await row.innerText()).toContain('Dropped');
  expect(await page.getByTestId('test-compare-verdict').innerText()).toContain('Do not install this certificate.');
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

test('an expired certificate leads to a request with its names', async () => {
  const { page, close } = await harness.open('tools-expired');
  await page.getByTestId('renew').click();
  await page.getByTestId('request-form').waitFor();
  expect(await page.getByTestId('field-CN').inputValue()).toBe('line-4.building-12.ot.contoso.com');
  expect(await page.getByTestId('field-O').inputValue()).toBe('Contoso Inc.');
  await page.getByTestId('back-to-files').click();
  await page.getByTestId('tray').waitFor();
  await close();
});
