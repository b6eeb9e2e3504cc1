// The troubleshooter at work, by keyboard, against the double: paste, read, pick another, look at the sensor, go on;
// where the focus goes and what is sent to main. The catalogue is the real one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from './harness.ts';
import { asked, focused, focusedId, lastOf, press, tabTo } from './keyboard.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness?.close();
});

test('a message is pasted and explained', async () => {
  const { page, problems, close } = await harness.open('home-empty');
  await tabTo(page, 'open-troubleshoot');
  await press(page);
  await page.getByTestId('ask').waitFor();
  expect(await focused(page)).toBe('What does this message mean?');

  // Without a text nothing is asked, and the field says why.
  await tabTo(page, 'explain');
  await press(page);
  expect(await focusedId(page)).toBe('field-message');
  expect(await page.getByTestId('field-message').getAttribute('aria-invalid')).toBe('true');
  expect((await asked(page)).map(({ channel }) => channel)).not.toContain('troubleshoot.explain');

  // Enter makes a new line, as a log has many; with Ctrl it asks.
  await page.keyboard.type('10:41 upload failed');
  await press(page);
  await page.keyboard.type('passphrase does not match to the KEY');
  await press(page, 'Control+Enter');
  await page.getByTestId('explanation').waitFor();
  expect(await focused(page)).toBe('What this message means');
  expect(await page.getByTestId('message').innerText()).toBe('Passphrase does not match to the key');
  expect(await page.getByTestId('explanation').innerText()).toContain('Found in the text.');
  expect(await page.getByTestId('recommendation').innerText()).toContain('Try the passphrase');
  expect(await lastOf(page, 'troubleshoot.explain')).toEqual({
    text: '10:41 upload failed\npassphrase does not match to the KEY',
  });

  // Back, the text is still there.
  await press(page, 'Escape');
  await page.getByTestId('ask').waitFor();
  expect(await page.getByTestId('field-message').inputValue()).toContain('upload failed');
  expect(problems).toEqual([]);
  await close();
});

test('an unknown message leads to the nearest ones', async () => {
  const { page, problems, close } = await harness.open('answer-unknown');
  await page.getByTestId('unknown').waitFor();
  expect(await focused(page)).toBe('This message is not known here');
  expect(await page.getByTestId('lead-on').count()).toBe(0);
  await tabTo(page, 'message-passphrase-mismatch');
  await press(page);
  await page.getByTestId('cause').waitFor();
  expect(await focused(page)).toBe('What this message means');
  expect(problems).toEqual([]);
  await close();
});

test('what was pasted is still there after another message was picked, and of a long log that is told', async () => {
  const { page, problems, close } = await harness.open('troubleshoot');
  // Few long lines: filling a field costs the square of its lines, other than the paste that it stands for.
  const line = `${'dolor sit amet '.repeat(200)}\n`;
  const log = `lorem ipsum\n${line.repeat(10)}Pasphrase dosnt mach the key`;
  await page.getByTestId('field-message').fill(log);
  await page.getByTestId('explain').click();
  await page.getByTestId('left-out').waitFor();
  await page.getByTestId('nearest').getByRole('button').first().click();
  await page.getByTestId('cause').waitFor();
  expect(await page.getByTestId('left-out').count()).toBe(0);
  await press(page, 'Escape');
  await page.getByTestId('ask').waitFor();
  expect(await page.getByTestId('field-message').inputValue()).toBe(log);
  expect(problems).toEqual([]);
  await close();
});

test('the button that asks for files gives its focus to the one that adds them', async () => {
  const { page, close } = await harness.open('answer-passphrase');
  await tabTo(page, 'want-files');
  await press(page);
  await page.getByTestId('add-files').waitFor();
  // The same click asks for the files.
  expect((await asked(page)).map(({ channel }) => channel)).toContain('slots.choose');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'add-files');
  await close();
});

test('the list is searched and picked from', async () => {
  const { page, close } = await harness.open('troubleshoot');
  await tabTo(page, 'search');
  await page.keyboard.type('common name');
  await page.getByTestId('message-err-cert-common-name-invalid').waitFor();
  expect(await page.locator('.spoken[aria-live]', { hasText: 'messages.' }).count()).toBe(1);
  await tabTo(page, 'message-err-cert-common-name-invalid');
  await press(page);
  expect(await page.getByTestId('cause').innerText()).toContain('SAN');
  await close();
});

test('looks at the sensor, and the journey goes on with its address', async () => {
  const { page, problems, close } = await harness.open('look-untrusted');
  await page.getByTestId('look-verdict').waitFor();
  expect(await page.getByTestId('look-verdict').innerText()).toContain('ERR_CERT_AUTHORITY_INVALID');
  expect(await page.getByTestId('look-stores').innerText()).toContain('Not found');
  expect(await lastOf(page, 'troubleshoot.look')).toMatchObject({ address: '192.168.10.7', proxy: null });
  // What was typed is not lost by a key.
  await press(page, 'Escape');
  expect(await page.getByTestId('explanation').count()).toBe(1);
  await tabTo(page, 'lead-on');
  await press(page);
  await page.getByTestId('journey').waitFor();
  expect(await lastOf(page, 'journeys.start')).toEqual({
    kind: 'trust',
    practice: false,
    address: '192.168.10.7',
    proxy: null,
  });
  expect(problems).toEqual([]);
  await close();
});

test('a look can be cancelled', async () => {
  const { page, close } = await harness.open('look-running');
  await page.getByTestId('progress').waitFor();
  await tabTo(page, 'cancel');
  await press(page);
  await page.getByTestId('error').waitFor();
  expect(await page.getByTestId('error').innerText()).toContain('Cancelled.');
  await close();
});

test('the files are checked, and a change of them makes the verdict go', async () => {
  const { page, problems, close } = await harness.open('files-rejected');
  await page.getByTestId('precheck').waitFor();
  expect(await page.getByTestId('explanation').innerText()).toContain('Passphrase does not match to the key');
  expect(await lastOf(page, 'slots.check')).toMatchObject({ profile: 'ot-sensor', host: null, validation: true });
  // Outside a journey there is no step that a finding could lead to.
  expect(await page.locator('[data-testid^="remedy-"]').count()).toBe(0);
  await page.getByTestId('validation').click();
  await page.getByTestId('precheck').waitFor({ state: 'detached' });
  await tabTo(page, 'check-files-now');
  await press(page);
  await page.getByTestId('precheck').waitFor();
  expect(await lastOf(page, 'slots.check')).toMatchObject({ validation: false });
  expect(problems).toEqual([]);
  await close();
});
