// The deploy journey at work, by keyboard, against the double: where the focus goes, what is sent to main and what never
// is, what is dropped where, and that nothing is decided for people. The journey against the real main process and the
// practice sensor is walked in the end-to-end tests.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sensorName } from './fixtures/certificates.ts';
import { type Harness, startHarness } from './harness.ts';
import { asked, focused, focusedId, lastOf, press, tabTo } from './keyboard.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness?.close();
});

interface Act {
  action: { type: string } & Record<string, unknown>;
}
const actions = async (page: Page) =>
  (await asked(page))
    .filter(({ channel }) => channel === 'journeys.act')
    .map(({ argument }) => (argument as Act).action);
const types = async (page: Page) => (await actions(page)).map(({ type }) => type);
const step = (page: Page, id: string) => page.getByTestId(`step-${id}`).waitFor();
const next = async (page: Page, id: string) => {
  await tabTo(page, 'next');
  await press(page);
  await step(page, id);
};

test('the whole journey by keyboard, with files that are there', async () => {
  const { page, problems, close } = await harness.open('home-empty');
  await tabTo(page, 'start-deploy');
  await press(page);
  await step(page, 'sensor');
  expect(await focused(page)).toBe('Which sensor gets the certificate?');

  await tabTo(page, 'field-address');
  await page.keyboard.type('192.168.10.7');
  await tabTo(page, 'field-name');
  await page.keyboard.type(sensorName);
  await press(page);
  await step(page, 'request');
  // The first appliance and certificate validation are what most people want.
  expect((await lastOf<Act>(page, 'journeys.act')).action).toMatchObject({
    type: 'deploy-sensor',
    address: '192.168.10.7',
    name: sensorName,
    proxy: null,
    profile: 'ot-sensor',
    validation: true,
    screen: 'first-login',
  });

  await tabTo(page, 'choose-have');
  await press(page);
  await step(page, 'files');
  expect(await focused(page)).toBe('Which files do you have?');
  await tabTo(page, 'add-files');
  await press(page);
  await page.getByTestId('field-passphrase').waitFor();

  await tabTo(page, 'field-passphrase');
  await page.keyboard.type('not it');
  await press(page);
  await page.getByText('It does not open what is locked.').waitFor();
  // The next thing to do is to type it again; what was typed is not kept.
  expect(await focusedId(page)).toBe('field-passphrase');
  expect(await page.getByTestId('field-passphrase').inputValue()).toBe('');
  await page.keyboard.type('opens it');
  await press(page);
  await page.locator('[data-testid="passphrase-state"][data-state="right"]').waitFor();
  expect(await page.getByTestId('field-passphrase').count()).toBe(0);

  await tabTo(page, 'primary');
  await press(page);
  await step(page, 'check');
  // Checking changes nothing: nobody is asked to press a button for it, and it is done once.
  await page.locator('[data-testid="answer"][data-tone="good"]').waitFor();
  expect((await types(page)).filter((type) => type === 'deploy-check')).toHaveLength(1);

  await next(page, 'kit');
  await tabTo(page, 'primary');
  await press(page);
  await page.getByTestId('kit-files').waitFor();
  expect((await lastOf<Act>(page, 'journeys.act')).action).toMatchObject({ passphrase: { kind: 'keep' } });

  await next(page, 'upload');
  await tabTo(page, 'primary');
  await press(page);
  await next(page, 'proof');
  await tabTo(page, 'primary');
  await press(page);
  await page.getByTestId('expected').waitFor();

  await next(page, 'trust');
  await page.getByTestId('root').waitFor();
  // Nothing is trusted before the fingerprint was compared.
  expect(await page.getByTestId('primary').getAttribute('aria-disabled')).toBe('true');
  await tabTo(page, 'compared');
  await press(page, 'Space');
  await tabTo(page, 'primary');
  await press(page);
  await page.getByText('Already trusted in').waitFor();
  expect((await lastOf<Act>(page, 'journeys.act')).action).toMatchObject({
    type: 'deploy-trust-root',
    scope: 'machine',
  });
  await tabTo(page, 'remove-old');
  await press(page);
  await page.getByRole('alertdialog').waitFor();
  await tabTo(page, 'confirm');
  await press(page);
  await page.getByText('No store of this computer trusts the old certificate.').waitFor();

  await next(page, 'done');
  expect(await page.getByTestId('answer').innerText()).toContain(`https://${sensorName} opens without a warning`);
  await tabTo(page, 'receipt-html');
  await press(page);
  await page.getByText('Saved “receipt.html”').waitFor();
  await tabTo(page, 'undo');
  await press(page);
  await page.getByRole('alertdialog').waitFor();
  await press(page, 'Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect(await types(page)).not.toContain('deploy-undo');
  expect(problems).toEqual([]);
  await close();
});

/** The journey at the choice between the two ways. */
async function atTheChoice(): Promise<Awaited<ReturnType<Harness['open']>>> {
  const opened = await harness.open('home-empty');
  const { page } = opened;
  await page.getByTestId('start-deploy').click();
  await page.getByTestId('field-address').fill('192.168.10.7');
  await page.getByTestId('field-name').fill(sensorName);
  await page.getByTestId('primary').click();
  await page.getByTestId('choose-new').waitFor();
  return opened;
}

test('a request is made with the sensor’s values, taken up by the journey, and signed in the Lab when asked for', async () => {
  const { page, problems, close } = await atTheChoice();
  await page.getByTestId('choose-new').click();
  expect(await page.getByTestId('field-CN').inputValue()).toBe(sensorName);
  expect(await page.getByTestId('prefilled').innerText()).toContain('Organization (O)');
  await page.getByTestId('field-O').fill('Contoso Inc.');
  await page.getByTestId('field-OU').fill('OT Security');
  expect(await page.getByTestId('prefilled').innerText()).not.toContain('Organization (O)');
  await page.getByTestId('primary').click();
  await page.getByTestId('waiting').waitFor();
  const { order } = await lastOf<{ order: { subject: { type: string; value: string }[]; sans: string[] } }>(
    page,
    'tools.makeRequest',
  );
  expect(order.subject).toEqual([
    { type: 'C', value: 'US' },
    { type: 'O', value: 'Contoso Inc.' },
    { type: 'OU', value: 'OT Security' },
    { type: 'CN', value: sensorName },
  ]);
  expect(order.sans).toEqual([sensorName, '192.168.10.7']);
  expect((await lastOf<Act>(page, 'journeys.act')).action).toEqual({
    type: 'deploy-attach-request',
    waiting: 'b7c1b7c1',
  });
  // The texts of the request that was just made can be had here too.
  expect(await page.getByTestId('other-forms').count()).toBe(1);

  expect(await page.getByTestId('lab-sign').isVisible()).toBe(false);
  await page.getByTestId('lab').locator('> summary').click();
  await page.getByTestId('lab-sign').click();
  await page.locator('[data-testid="answer"][data-tone="warning"]').waitFor();
  expect(await page.getByTestId('answer').innerText()).toContain('good for tests only');
  expect(await page.getByTestId('rail-request').innerText()).toContain('tests only');
  expect(problems).toEqual([]);
  await close();
});

test('who makes the key elsewhere gets the texts, and the journey waits for no certificate', async () => {
  const { page, close } = await atTheChoice();
  await page.getByTestId('choose-new').click();
  await page.getByTestId('field-O').fill('Contoso Inc.');
  await page.getByTestId('field-OU').fill('OT Security');
  await page.getByTestId('key-none').check();
  await page.getByTestId('primary').click();
  await page.getByText('openssl req -new').first().waitFor();
  expect(await types(page)).not.toContain('deploy-attach-request');
  // One may think again.
  await page.getByTestId('change-way').click();
  await page.getByTestId('choose-have').click();
  await step(page, 'files');
  await close();
});

test('what is dropped on the files page goes into the journey, elsewhere to the tools', async () => {
  const { page, close } = await harness.open('deploy-files-none');
  const drop = () =>
    page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'sensor7.pfx'));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
  await drop();
  await page.waitForFunction(() =>
    (window as unknown as { asked: { channel: string }[] }).asked.some(({ channel }) => channel === 'deploy.drop'),
  );
  expect(await lastOf<{ paths: string[] }>(page, 'deploy.drop')).toMatchObject({ paths: ['sensor7.pfx'] });
  expect(await page.getByTestId('step-files').count()).toBe(1);

  await page.getByTestId('go-home').click();
  await page.getByTestId('home').waitFor();
  await drop();
  await page.getByTestId('tools').waitFor();
  expect((await asked(page)).map(({ channel }) => channel)).toContain('tools.drop');
  await close();
});

test('a file is moved to another slot, with the keyboard', async () => {
  const { page, close } = await harness.open('deploy-files-complete');
  await tabTo(page, 'place');
  // As everywhere in a closed list: the first letter chooses.
  await page.keyboard.type('N');
  await page.waitForFunction(() =>
    (window as unknown as { asked: { argument: { action?: { type: string } } }[] }).asked.some(
      ({ argument }) => argument.action?.type === 'deploy-place-file',
    ),
  );
  expect((await lastOf<Act>(page, 'journeys.act')).action).toEqual({
    type: 'deploy-place-file',
    file: 1,
    slot: 'none',
  });
  await close();
});

test('a rejection does not stop anybody, but it is said plainly before', async () => {
  const { page, close } = await harness.open('deploy-check-reject');
  expect(await page.getByTestId('next').count()).toBe(0);
  await page.getByTestId('go-on-rejected').click();
  expect(await page.getByRole('alertdialog').innerText()).toContain(
    'The documented rules say that the upload will fail',
  );
  await page.getByTestId('confirm').click();
  await step(page, 'kit');
  expect(await page.getByTestId('kit-rejected').count()).toBe(1);
  await close();
});

test.each([
  ['remedy-add-chain', 'files'],
  ['remedy-retype-passphrase', 'files'],
  ['remedy-new-request', 'request'],
  ['remedy-make-kit', 'kit'],
])('the button %s leads to the step %s', async (button, id) => {
  const { page, close } = await harness.open('deploy-check-reject');
  await page.getByTestId(button).first().click();
  await step(page, id);
  await close();
});

test('certificate validation is switched off by the finding’s own button', async () => {
  const { page, close } = await harness.open('deploy-check-reject');
  await page.getByTestId('remedy-validation-off').click();
  expect(await actions(page)).toContainEqual({ type: 'deploy-validation', validation: false });
  await close();
});

test('what has changed is checked again without asking, what was cancelled is not', async () => {
  const stale = await harness.open('deploy-check-stale');
  expect((await types(stale.page)).filter((type) => type === 'deploy-check')).toHaveLength(1);
  await stale.close();
  const running = await harness.open('deploy-check-running');
  await running.page.getByTestId('cancel').click();
  await running.page.getByTestId('error').waitFor();
  expect((await types(running.page)).filter((type) => type === 'deploy-check')).toHaveLength(1);
  await running.close();
});

test('a passphrase that was made up is shown, sent once with the kit, and nowhere else', async () => {
  const { page, close } = await harness.open('deploy-kit-new-passphrase');
  const field = page.getByTestId('field-new-passphrase');
  expect(await field.getAttribute('type')).toBe('text');
  const made = await field.inputValue();
  expect(made).not.toBe('');
  await page.getByTestId('primary').click();
  const with_ = (await asked(page)).filter(({ argument }) => JSON.stringify(argument).includes(made));
  expect(with_.map(({ channel }) => channel)).toEqual(['journeys.act']);
  expect((await lastOf<Act>(page, 'journeys.act')).action).toEqual({
    type: 'deploy-kit',
    passphrase: { kind: 'new', passphrase: made },
  });
  await close();
});

test('a new passphrase must be there before the kit is made', async () => {
  const { page, close } = await harness.open('deploy-kit-no-passphrase');
  expect(await types(page)).not.toContain('deploy-kit');
  expect(await focusedId(page)).toBe('field-new-passphrase');
  expect(await page.getByTestId('field-new-passphrase').getAttribute('aria-invalid')).toBe('true');
  await close();
});

test('what the console says is explained without leaving the journey', async () => {
  const { page, close } = await harness.open('deploy-upload-opened');
  await page.getByTestId('field-sentence').fill('passphrase does not match to the key.');
  await page.getByTestId('explain').click();
  await page.getByTestId('explained').waitFor();
  expect(await lastOf(page, 'troubleshoot.explain')).toEqual({ text: 'passphrase does not match to the key.' });
  await page.getByTestId('to-check').click();
  await step(page, 'check');
  await close();
});

test('looking at the sensor is cancelled, and nothing is called good by it', async () => {
  const { page, close } = await harness.open('deploy-proof-running');
  await page.getByTestId('cancel').click();
  await page.getByTestId('error').waitFor();
  expect((await asked(page)).map(({ channel }) => channel)).toContain('tasks.cancel');
  expect(await page.getByTestId('answer').getAttribute('data-tone')).toBe('neutral');
  await close();
});

test('an error is said in the field that it is about, until the text changes', async () => {
  const { page, close } = await harness.open('deploy-sensor-bad');
  const field = page.getByTestId('field-address');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await field.fill('192.168.10.7');
  expect(await field.getAttribute('aria-invalid')).not.toBe('true');
  await close();
});
