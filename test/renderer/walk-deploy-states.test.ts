// The deploy journey where something is not as usual: rules that are gone, a device, a root that browsers do not read; and
// what stays for whoever goes elsewhere and comes back: ticks, the focus, no passphrase.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sensorName } from './fixtures/certificates.ts';
import { type Harness, startHarness } from './harness.ts';
import { focused, focusedId, lastOf } from './keyboard.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness?.close();
});

interface Act {
  action: { type: string };
}
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

test('the ticks of the form are there again for whoever comes back, and another kit begins anew', async () => {
  const { page, close } = await harness.open('deploy-upload-todo');
  const ticks = page.getByTestId('form-field').getByRole('checkbox');
  await ticks.nth(0).check();
  await ticks.nth(2).check();
  await page.getByTestId('rail-check').click();
  await step(page, 'check');
  await page.getByTestId('rail-upload').click();
  await step(page, 'upload');
  const on = await ticks.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).checked));
  expect(on).toEqual([true, false, true, false, false, false, false, false]);
  await close();
  const again = await harness.open('deploy-upload-todo');
  // The window was loaded anew: nothing is kept beyond it.
  expect(await again.page.getByTestId('form-field').getByRole('checkbox', { checked: true }).count()).toBe(0);
  await again.close();
});

test('once the kit is made, its new passphrase is in no field any more', async () => {
  const { page, close } = await atTheChoice();
  await page.getByTestId('choose-have').click();
  await step(page, 'files');
  await page.getByTestId('add-files').click();
  await page.getByTestId('field-passphrase').fill('opens it');
  await page.getByTestId('use-passphrase').click();
  await page.locator('[data-testid="passphrase-state"][data-state="right"]').waitFor();
  // The field that had the focus is gone; what became of it has it now.
  expect(await focusedId(page)).toBe('passphrase-state');
  await page.getByTestId('primary').click();
  await page.locator('[data-testid="answer"][data-tone="good"]').waitFor();
  await page.getByTestId('next').click();
  await page.getByTestId('passphrase-new').check();
  await page.getByTestId('make-passphrase').click();
  const made = await page.getByTestId('field-new-passphrase').inputValue();
  await page.getByTestId('primary').click();
  await page.getByTestId('kit-files').waitFor();
  expect(await page.getByTestId('field-new-passphrase').count()).toBe(0);
  expect(await page.content()).not.toContain(made);
  await close();
});

test('who comes to a passphrase that was wrong is told the question first', async () => {
  const { page, close } = await harness.open('deploy-files-wrong');
  expect(await focused(page)).toBe('Which files do you have?');
  await close();
});

test('a file that was moved or taken away takes the focus nowhere else', async () => {
  const { page, close } = await atTheChoice();
  await page.getByTestId('choose-have').click();
  await step(page, 'files');
  await page.getByTestId('add-files').click();
  await page.getByTestId('slot-key').getByTestId('place').focus();
  await page.getByTestId('slot-key').getByTestId('place').selectOption('none');
  await page.getByTestId('slot-none').waitFor();
  expect(await page.evaluate(() => document.activeElement?.closest('[data-slot]')?.getAttribute('data-slot'))).toBe(
    'none',
  );
  await page.getByTestId('slot-none').getByTestId('remove').click();
  await page.getByTestId('slot-none').waitFor({ state: 'detached' });
  expect(await focusedId(page)).toBe('add-files');
  await close();
});

test('rules that are gone are named, at the choice of them and where their form was', async () => {
  const sensorPage = await harness.open('deploy-sensor-profile-gone');
  const field = sensorPage.page.getByTestId('field-profile');
  expect(await field.inputValue()).toBe('plant-gateway-2');
  expect(await sensorPage.page.getByText('These rules are not there any more').count()).toBe(1);
  await sensorPage.close();
  const { page, close } = await harness.open('deploy-upload-profile-gone');
  expect(await page.getByTestId('answer').innerText()).not.toContain('First make the kit');
  await page.getByTestId('to-sensor').click();
  await step(page, 'sensor');
  await close();
});

test('a device has no console to open', async () => {
  const { page, close } = await harness.open('deploy-upload-device');
  expect(await page.getByTestId('primary').count()).toBe(0);
  expect(await page.getByTestId('way').innerText()).toContain('Copy the files of the kit to the device');
  expect(await page.getByTestId('refused').count()).toBe(0);
  await close();
});

test('a root that only other programs read can be trusted for browsers still', async () => {
  const { page, close } = await harness.open('deploy-trust-not-for-browsers');
  expect(await page.getByTestId('answer').innerText()).toContain('Not for browsers yet');
  await page.getByTestId('compared').check();
  await page.getByTestId('primary').click();
  expect((await lastOf<Act>(page, 'journeys.act')).action).toMatchObject({ type: 'deploy-trust-root', scope: 'user' });
  await close();
});

test('the practice sensor’s screen follows an upload in the browser', async () => {
  const { page, close } = await harness.open('home-uploaded');
  const shown = page.getByTestId('practice-fingerprint');
  const before = await shown.innerText();
  await page.evaluate(() => {
    const { changePractice } = window as unknown as { changePractice: (change: object) => void };
    changePractice({ sha256: 'AB'.repeat(32) });
    window.dispatchEvent(new Event('focus'));
  });
  await page.waitForFunction(
    (old) => document.querySelector('[data-testid="practice-fingerprint"]')?.textContent !== old,
    before,
  );
  expect((await shown.innerText()).replace(/\s/g, '')).toContain('ABABABAB');
  await close();
});

test('what the kit mends leads to the kit, with a new passphrase where the old one would be refused', async () => {
  const { page, close } = await harness.open('deploy-check-mended');
  expect(await page.getByTestId('answer').getAttribute('data-tone')).toBe('warning');
  expect(await page.getByTestId('go-on-rejected').count()).toBe(0);
  await page.getByTestId('primary').click();
  await step(page, 'kit');
  expect(await page.getByTestId('kit-rejected').count()).toBe(0);
  expect(await page.getByTestId('kit-mends').getByRole('listitem').count()).toBe(2);
  expect(await page.getByTestId('answer').innerText()).not.toContain('expected to refuse');
  expect(await page.getByTestId('passphrase-new').isChecked()).toBe(true);
  await close();
});

test('a name that does not lead to the sensor leads to the hosts line, with the sensor’s address', async () => {
  for (const name of ['deploy-done-no-dns', 'deploy-proof-no-dns'] as const) {
    const { page, close } = await harness.open(name);
    expect(await page.getByTestId('answer').innerText()).toContain(
      `No warning at ${sensorName}, once the name leads to the sensor. This computer does not find it yet`,
    );
    await page.getByTestId('to-hosts').click();
    await step(page, 'address');
    expect(await lastOf(page, 'journeys.start')).toEqual({
      kind: 'trust',
      practice: false,
      address: '192.168.10.7',
      proxy: null,
    });
    await close();
  }
  // Where the proxy looks names up, a line on this computer helps nobody.
  const proxied = await harness.open('deploy-proof-proxy');
  expect(await proxied.page.getByTestId('name-away').count()).toBe(1);
  expect(await proxied.page.getByTestId('to-hosts').count()).toBe(0);
  await proxied.close();
});

test('what the sensor shows while it waits is said, in seconds; the ear is told without numbers', async () => {
  const { page, close } = await harness.open('deploy-proof-waiting');
  const progress = page.getByTestId('progress');
  await progress.getByText('Still the old certificate… 46 s of 120 s').waitFor();
  const spoken = await page.locator('.spoken').allInnerTexts();
  expect(spoken.map((each) => each.trim())).toContain('Still the old certificate…');
  await close();
});

test('a root of the Lab is compared with nobody’s, and is saved for other computers', async () => {
  const { page, close } = await harness.open('deploy-trust-lab');
  expect(await page.getByTestId('lab-root').innerText()).toContain('for tests only; remove it afterwards');
  expect(await page.getByTestId('root').innerText()).not.toContain('compare');
  await page.getByLabel('I know that this root is from the Lab').check();
  for (const button of ['save-root', 'save-root-others']) await page.getByTestId(button).click();
  const { action } = await lastOf<Act>(page, 'journeys.act');
  expect(action).toEqual({ type: 'deploy-save-root' });
  await close();
});

test('the guide by hand goes by what is typed', async () => {
  const { page, close } = await harness.open('deploy-sensor-new');
  await page.getByTestId('by-hand-button').click();
  const guide = page.getByTestId('by-hand');
  expect(await guide.innerText()).toContain('SENSOR');
  await page.getByTestId('field-address').fill('10.1.2.3:8443');
  expect(await guide.innerText()).toContain('10.1.2.3:8443');
  expect(await guide.innerText()).not.toContain('192.168.10.7');
  await close();
});

test('while the CA has its turn, nothing is wrong with the files', async () => {
  const { page, close } = await harness.open('deploy-files-waiting');
  expect(await page.getByTestId('answer').innerText()).toContain('Waiting for the CA');
  expect(await page.getByTestId('answer').getAttribute('data-tone')).toBe('neutral');
  expect(await page.getByTestId('rail-files').innerText()).toContain('Waiting for the CA');
  await close();
});
