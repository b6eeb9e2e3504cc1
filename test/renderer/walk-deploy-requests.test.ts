// The request of a deploy journey: what the appliance requires is asked for before it is made, another request takes the
// place of the first one after a question, and what the Lab's certificate needs is said.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sensorName } from './fixtures/certificates.ts';
import { type Harness, startHarness } from './harness.ts';
import { asked, focused, focusedId, lastOf } from './keyboard.ts';

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
const made = async (page: Page) => (await asked(page)).filter(({ channel }) => channel === 'tools.makeRequest').length;
const step = (page: Page, id: string) => page.getByTestId(`step-${id}`).waitFor();

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

/** A request was made and waits. */
async function waiting(): Promise<Awaited<ReturnType<Harness['open']>>> {
  const opened = await atTheChoice();
  const { page } = opened;
  await page.getByTestId('choose-new').click();
  const notAsked = page.getByTestId('key-panel').getByText('Not a kind of key that the rules of this sensor ask for');
  await notAsked.first().waitFor();
  await page.getByTestId('field-O').fill('Contoso Inc.');
  await page.getByTestId('field-OU').fill('OT Security');
  await page.getByTestId('primary').click();
  await page.getByTestId('waiting').waitFor();
  return opened;
}

test('what the sensor requires is asked for first, and one may go on without after a question', async () => {
  const { page, problems, close } = await atTheChoice();
  await page.getByTestId('choose-new').click();
  const unit = page.getByTestId('field-OU');
  expect(await page.locator('.fui-Field', { has: unit }).innerText()).toContain(
    'The sensor refuses a certificate without it',
  );
  await page.getByTestId('field-O').fill('Contoso Inc.');
  expect(await page.getByTestId('go-on-without').count()).toBe(0);
  await page.getByTestId('primary').click();
  expect(await focusedId(page)).toBe('field-OU');
  expect(await unit.getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator('.fui-Field', { has: unit }).innerText()).toContain(
    'The sensor refuses a certificate without a Department (OU).',
  );
  expect(await made(page)).toBe(0);
  await page.getByTestId('go-on-without').click();
  expect(await page.getByRole('alertdialog').innerText()).toContain('without Department (OU)?');
  await page.getByTestId('confirm').click();
  await page.getByTestId('waiting').waitFor();
  expect(await made(page)).toBe(1);
  expect(await focused(page)).toBe('Waiting for the certificate');
  expect(problems).toEqual([]);
  await close();
});

test('a passphrase that the sensor would not take is refused at its field', async () => {
  const { page, close } = await atTheChoice();
  await page.getByTestId('choose-new').click();
  await page.getByTestId('field-O').fill('Contoso Inc.');
  await page.getByTestId('field-OU').fill('OT Security');
  await page.getByTestId('field-new-passphrase').fill('Grüße an alle');
  await page.getByTestId('field-again').fill('Grüße an alle');
  await page.getByTestId('primary').click();
  expect(await focusedId(page)).toBe('field-new-passphrase');
  expect(await page.locator('.fui-Field', { has: page.getByTestId('field-new-passphrase') }).innerText()).toContain(
    '4 characters are not taken by the sensor',
  );
  expect(await made(page)).toBe(0);
  await page.getByTestId('field-new-passphrase').fill('greetings-to-all');
  await page.getByTestId('field-again').fill('greetings-to-all');
  await page.getByTestId('primary').click();
  await page.getByTestId('waiting').waitFor();
  await close();
});

test.each(['waiting', 'lab'] as const)(
  'another request takes the place of the first one (%s), after a question',
  async (state) => {
    const { page, problems, close } = await waiting();
    if (state === 'lab') {
      await page.getByTestId('lab').locator('> summary').click();
      await page.getByTestId('lab-sign').click();
      await page.getByTestId('lab-done').waitFor();
    }
    await page.getByTestId('change-way').click();
    await page.getByTestId('choose-new').click();
    expect(await page.getByRole('alertdialog').innerText()).toContain('stays in the list of the tools');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect((await actions(page)).filter(({ type }) => type === 'deploy-choose-way')).toHaveLength(1);
    await page.getByTestId('choose-new').click();
    await page.getByTestId('confirm').click();
    await page.getByTestId('prefilled').waitFor();
    expect(await page.getByTestId('field-CN').inputValue()).toBe(sensorName);
    expect((await lastOf<Act>(page, 'journeys.act')).action).toEqual({ type: 'deploy-choose-way', way: 'new' });
    // Nothing of the first one is left among the files.
    await page.getByTestId('rail-files').click();
    await step(page, 'files');
    expect(await page.getByTestId('slot-key').getByTestId('place').count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  },
);

test('who has the files makes a request after all: key and certificate go, the chain stays', async () => {
  const { page, problems, close } = await atTheChoice();
  await page.getByTestId('choose-have').click();
  await step(page, 'files');
  await page.getByTestId('add-files').click();
  await page.getByTestId('slot-crt').getByTestId('place').waitFor();
  await page.getByTestId('rail-request').click();
  await step(page, 'request');
  await page.getByTestId('request-again').click();
  expect(await page.getByRole('alertdialog').innerText()).toContain('a new key');
  await page.getByTestId('confirm').click();
  await page.getByTestId('prefilled').waitFor();
  expect((await actions(page)).slice(-3)).toEqual([
    { type: 'deploy-remove-file', file: 1 },
    { type: 'deploy-remove-file', file: 2 },
    { type: 'deploy-choose-way', way: 'new' },
  ]);
  await page.getByTestId('rail-files').click();
  expect(await page.getByTestId('slot-chain').getByTestId('place').count()).toBe(1);
  expect(await page.getByTestId('slot-crt').getByTestId('place').count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});

test('the finding’s button asks at once, and nothing is done before the answer', async () => {
  const { page, close } = await harness.open('deploy-check-reject');
  await page.getByTestId('remedy-new-request').first().click();
  await step(page, 'request');
  await page.getByRole('alertdialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect((await actions(page)).map(({ type }) => type)).not.toContain('deploy-choose-way');
  // Who comes here again by the rail is asked nothing.
  await page.getByTestId('rail-check').click();
  await step(page, 'check');
  await page.getByTestId('rail-request').click();
  await step(page, 'request');
  expect(await page.getByRole('alertdialog').count()).toBe(0);
  await close();
});

test('the Lab says that its certificate has no CRL address, and switches validation off', async () => {
  const { page, close } = await waiting();
  await page.getByTestId('lab').locator('> summary').click();
  expect(await page.getByTestId('lab').innerText()).toContain('no address of a revocation list');
  await page.getByTestId('lab-validation-off').click();
  await page.getByText('Certificate validation is off').waitFor();
  expect(await actions(page)).toContainEqual({ type: 'deploy-validation', validation: false });
  await close();
});
