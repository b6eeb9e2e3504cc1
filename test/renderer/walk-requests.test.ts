import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestOrder } from '../../preload/contract/tools.ts';
import { type Harness, startHarness } from './harness.ts';
import { asked, focused, focusedId, lastOf, press, tabTo } from './keyboard.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness?.close();
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
