// The page of trusted certificates at work, by keyboard, against the double: what stands first, what is asked of main,
// where the focus goes when a certificate goes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expired, gone, replaced } from './fixtures/trusted.ts';
import { type Harness, startHarness } from './harness.ts';
import { asked, focused, focusedId, lastOf, press, tabTo } from './keyboard.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness?.close();
});

const title = 'Trusted certificates';

test('what is no longer needed stands first, with the reason; what is gone is folded away', async () => {
  const { page, problems, close } = await harness.open('trusted-mixed');
  expect(await focused(page)).toBe(title);
  expect(await page.getByTestId('answer').innerText()).toBe(
    'Certwright added 4 certificates; 2 of them are no longer needed.',
  );
  const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
  expect(headings).toEqual([
    'No longer needed',
    'Not known',
    'In use',
    'Does Firefox use this computer’s certificates?',
  ]);
  const first = page.getByTestId('trusted-replaced');
  expect(await first.innerText()).toContain('shows another certificate now');
  expect(await first.innerText()).toContain('Recommended: remove it.');
  expect(await page.getByTestId('trusted-serves').innerText()).toContain('vouch for any site');
  expect(await page.getByTestId('trusted-serves').innerText()).toContain('is no longer trusted by');
  // Four can be removed; the one that is gone cannot.
  expect(await page.getByTestId('remove').count()).toBe(4);
  await page.getByTestId('gone').locator('> summary').focus();
  await press(page);
  await page.getByTestId('trusted-gone').waitFor();
  expect(await page.getByTestId('remove').count()).toBe(4);
  expect(problems).toEqual([]);
  await close();
});

test('what is gone is taken off the list, and nothing else is asked', async () => {
  const { page, problems, close } = await harness.open('trusted-mixed');
  await page.getByTestId('gone').locator('> summary').focus();
  await press(page);
  await tabTo(page, 'leave');
  expect(await focused(page)).toContain('off the list');
  await press(page);
  await page.getByTestId('left').waitFor();
  expect(await lastOf(page, 'trusted.leave')).toEqual({ store: gone.store, sha256: gone.sha256 });
  expect(await page.getByTestId('gone').count()).toBe(0);
  expect(await page.locator('.spoken[aria-live]', { hasText: 'is off the list' }).count()).toBe(1);
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'outcome-bar');
  expect(problems).toEqual([]);
  await close();
});

test('one press removes a certificate of one’s own, and the focus is not lost', async () => {
  const { page, problems, close } = await harness.open('trusted-mixed');
  await tabTo(page, 'remove');
  await press(page);
  await page.getByTestId('removed').waitFor();
  expect(await page.getByTestId('rights').count()).toBe(0);
  const certificates = [{ store: 'windows-user', sha256: replaced.sha256 }];
  expect(await lastOf(page, 'trusted.plan')).toEqual({ certificates });
  expect(await lastOf(page, 'trusted.remove')).toMatchObject({ certificates });
  expect(await page.getByTestId('answer').innerText()).toContain('3 certificates; 1 of them is no longer needed');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'outcome-bar');
  expect(await page.locator('.spoken[aria-live]', { hasText: 'was removed' }).count()).toBe(1);
  expect(problems).toEqual([]);
  await close();
});

test('where rights are needed the screen before the prompt comes first', async () => {
  const { page, close } = await harness.open('trusted-remove-rights');
  await page.getByTestId('rights').waitFor();
  expect(await page.getByTestId('rights').innerText()).toContain('Remove the certificate “sensor9.contoso.com”');
  await press(page, 'Escape');
  await page.getByTestId('rights').waitFor({ state: 'detached' });
  expect(await focusedId(page)).toBe('remove');
  expect((await asked(page)).map(({ channel }) => channel)).not.toContain('trusted.remove');
  await press(page);
  await tabTo(page, 'rights-continue');
  await press(page);
  await page.getByTestId('removed').waitFor();
  expect(await lastOf(page, 'trusted.remove')).toMatchObject({
    certificates: [{ store: 'windows-machine', sha256: expired.sha256 }],
  });
  await close();
});

test('a removal that was declined is told, and the stores are read again', async () => {
  const { page, close } = await harness.open('trusted-remove-refused');
  await page.getByTestId('error').waitFor();
  expect(await page.getByTestId('removed').count()).toBe(0);
  expect(await page.getByTestId('remove').count()).toBe(2);
  const lists = (await asked(page)).filter(({ channel }) => channel === 'trusted.list');
  expect(lists.length).toBeGreaterThanOrEqual(2);
  await close();
});

test('the sensors are looked at again, with a way to stop it', async () => {
  const { page, close } = await harness.open('trusted-looking');
  await page.getByTestId('progress').waitFor();
  expect(await page.getByRole('progressbar').count()).toBe(1);
  await tabTo(page, 'cancel');
  await press(page);
  await page.getByTestId('error').waitFor();
  expect(await page.getByTestId('error').innerText()).toContain('Cancelled.');
  expect((await asked(page)).map(({ channel }) => channel)).toContain('tasks.cancel');
  // Some may have answered before.
  await page.waitForFunction(
    () =>
      (window as unknown as { asked: { channel: string }[] }).asked.filter(({ channel }) => channel === 'trusted.list')
        .length >= 2,
  );
  await close();
});

test('a certificate leads to its journey, and an empty page to a new one', async () => {
  const empty = await harness.open('trusted-empty');
  await tabTo(empty.page, 'start-trust');
  await press(empty.page);
  await empty.page.getByTestId('step-address').waitFor();
  expect(await lastOf(empty.page, 'journeys.start')).toEqual({ kind: 'trust', practice: false });
  await empty.close();
  const { page, close } = await harness.open('trusted-good');
  await tabTo(page, 'open-its-journey');
  await press(page);
  await page.getByTestId('journey').waitFor();
  expect(await lastOf(page, 'journeys.open')).toEqual({ id: '0f3a91c2-0000-4000-8000-000000000007' });
  // And back to where it was opened.
  expect(await page.getByTestId('go-home').innerText()).toBe('Back');
  await page.getByTestId('go-home').click();
  await page.getByTestId('trusted').waitFor();
  await close();
});

test('what could not be read, and what policies decide, is said', async () => {
  const unread = await harness.open('trusted-unread');
  expect(await unread.page.getByTestId('unread').innerText()).toContain('Local Machine');
  // What cannot be seen cannot be taken out.
  expect(await unread.page.getByTestId('trusted-serves').getByTestId('remove').count()).toBe(0);
  await unread.close();
  const { page, close } = await harness.open('trusted-notes');
  for (const kind of ['user-roots-off', 'disallowed', 'pushed']) {
    expect(await page.getByTestId(`note-${kind}`).count(), kind).toBe(1);
  }
  expect(await page.getByTestId('note-browser-ignores-store').count()).toBe(2);
  expect(await page.getByTestId('answer').getAttribute('data-tone')).toBe('neutral');
  // Whoever cannot change it is not told how, neither in Firefox nor against the policy.
  for (const how of ['firefox-how', 'firefox-policy']) expect(await page.getByTestId(how).count(), how).toBe(0);
  await close();
});

test('a CA that other sensors need as well says for which it would be missed', async () => {
  const { page, close } = await harness.open('trusted-shared');
  const card = await page.getByTestId('trusted-serves').innerText();
  expect(card).toContain('sensor8.contoso.com and sensor9.contoso.com showed a certificate that leads to it');
  expect(card).toContain('sensor8.contoso.com and sensor9.contoso.com are no longer trusted by');
  await close();
});

test('how Firefox is told to use the stores, on each system', async () => {
  for (const [name, steps] of [
    [
      'trusted-firefox-off',
      ['about:preferences#privacy', 'security.enterprise_roots.enabled', 'ImportEnterpriseRoots'],
    ],
    ['trusted-firefox-mac', ['Certificates__ImportEnterpriseRoots']],
    ['trusted-linux', ['Authorities', '/etc/firefox/policies/']],
  ] as const) {
    const { page, close } = await harness.open(name);
    const words = await page.getByTestId('firefox').innerText();
    for (const step of steps) expect(words, name).toContain(step);
    await close();
  }
});

test('many certificates come a part at a time, and the focus goes to the first new one', async () => {
  const { page, close } = await harness.open('trusted-many');
  expect(await page.getByTestId('trusted-serves').count()).toBe(20);
  await page.getByTestId('show-more').focus();
  await press(page);
  await page.getByTestId('trusted-serves').nth(39).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('sensor21.contoso.com') === true);
  await close();
});

test('how many sensors answered is said, and which did not', async () => {
  const { page, problems, close } = await harness.open('trusted-silent');
  await page.getByTestId('looked').waitFor();
  expect(await page.getByTestId('looked').innerText()).toContain('1 of 2 sensors answered.');
  expect(await page.getByTestId('trusted-unknown').innerText()).toContain('did not answer on');
  expect(problems).toEqual([]);
  await close();
});

test('with a journal that cannot be read it claims no more than it knows', async () => {
  const { page, close } = await harness.open('trusted-journal-unread-none');
  expect(await page.getByTestId('answer').innerText()).toContain('not known in full');
  expect(await page.getByTestId('journal-unread').count()).toBe(1);
  expect(await page.getByTestId('start-trust').count()).toBe(0);
  await close();
});

test('all that are no longer needed go in one go, with one plan', async () => {
  const { page, problems, close } = await harness.open('trusted-mixed');
  await tabTo(page, 'remove-all');
  expect(await focused(page)).toBe('Remove all that are no longer needed (2)');
  await press(page);
  await page.getByTestId('removed-all').waitFor();
  const certificates = [replaced, expired].map(({ store, sha256 }) => ({ store, sha256 }));
  expect(await lastOf(page, 'trusted.plan')).toEqual({ certificates });
  expect(await lastOf(page, 'trusted.remove')).toMatchObject({ certificates });
  expect((await asked(page)).filter(({ channel }) => channel === 'trusted.plan')).toHaveLength(1);
  expect(await page.getByTestId('group-removable').count()).toBe(0);
  // What stays is not removed with them.
  expect(await page.getByTestId('remove').count()).toBe(2);
  expect(problems).toEqual([]);
  await close();
});

test('why something was not done is in sight, wherever the page is scrolled to, until it is closed or work begins', async () => {
  const { page, close } = await harness.open('trusted-refused-far-down');
  await page.getByTestId('remove').last().focus();
  await press(page);
  await page.getByTestId('outcome-bar').getByTestId('error').waitFor();
  await page.waitForFunction(() => {
    const at = document.querySelector('[data-testid="outcome-bar"] [data-testid="error"]')?.getBoundingClientRect();
    return at !== undefined && at.top >= 0 && at.bottom <= window.innerHeight;
  });
  await page.getByTestId('outcome-close').focus();
  await press(page);
  await page.getByTestId('outcome-bar').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  await close();
});

test('reading the stores again says that it did, and forgets why there was no plan', async () => {
  const { page, close } = await harness.open('trusted-no-plan');
  await page.getByTestId('outcome-bar').getByTestId('error').waitFor();
  await page.getByTestId('read-again').focus();
  await press(page);
  await page.getByTestId('read-at').filter({ hasText: /\d/ }).waitFor();
  expect(await page.getByTestId('error').count()).toBe(0);
  expect(await focusedId(page)).toBe('read-again');
  await close();
});
