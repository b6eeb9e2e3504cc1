// What walks by keyboard share: where the focus is, how to get it somewhere, what was asked of main.
import type { Page } from 'playwright';
import type { Channel } from '../../preload/contract/channels.ts';

export const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

/** The test id of what has the focus. */
export const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');

export const asked = (page: Page) =>
  page.evaluate(() => (window as unknown as { asked: { channel: Channel; argument: unknown }[] }).asked);

/**
 * Presses Tab until the element has the focus, as a person without a mouse does: when it is to be seen, for a page that is
 * loaded at its first opening would let the presses fall into the page before it.
 */
export async function tabTo(page: Page, testId: string): Promise<void> {
  await page.getByTestId(testId).first().waitFor();
  for (let press = 0; press < 60; press++) {
    if ((await focusedId(page)) === testId) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${testId} is not reached by Tab`);
}

/** The argument of the last call of this name. */
export async function lastOf<T>(page: Page, channel: string): Promise<T> {
  const call = (await asked(page)).filter((each) => each.channel === channel).at(-1);
  if (!call) throw new Error(`${channel} was not asked`);
  return call.argument as T;
}

export const press = (page: Page, key = 'Enter') => page.keyboard.press(key);
