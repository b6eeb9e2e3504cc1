// Every page state in the product's Chromium, under the app's CSP: no violation of it and no error in the console, no axe
// finding in light, dark and forced colors, nothing that sticks out at 1024×700 and at 200 % zoom, one scroll bar.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, axeSource } from './axe.ts';
import { type ScenarioName, scenarios } from './fixtures/scenarios.ts';
import { type Harness, startHarness, still } from './harness.ts';

const names = Object.keys(scenarios) as ScenarioName[];

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness?.close();
});

/** Changes what the system asks for, and waits until the page has followed. */
async function restyle(page: Page, media: Parameters<Page['emulateMedia']>[0]): Promise<void> {
  await page.emulateMedia(media);
  // Not by a colour that is shown: with forced colours it changes at once, and the page's own theme only later.
  const theme = media?.colorScheme === 'dark' ? 'dark' : 'light';
  await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme);
  await still(page);
}

/** Elements that are wider than the window, where it may not scroll sideways. */
const overflowing = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#root *')]
      .filter((element) => {
        const { right, width, left } = element.getBoundingClientRect();
        const hidden = element.closest('.spoken') !== null || getComputedStyle(element).position === 'fixed';
        return !hidden && width > 0 && (right > window.innerWidth + 1 || left < -1);
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );

/** How much taller than the window the document is: a second scroll bar beside that of the page. */
const tooTall = (page: Page) =>
  page.evaluate(() => (document.scrollingElement?.scrollHeight ?? 0) - window.innerHeight);

describe('each page passes axe, keeps the CSP and fits', () => {
  test.each(names)('%s', async (name) => {
    const { page, problems, close } = await harness.open(name);
    // Through the driver: the CSP of the page lets no script in, and that is to stay so.
    await page.evaluate(axeSource);
    expect.soft(await axe(page), 'light').toEqual([]);
    await restyle(page, { colorScheme: 'dark' });
    expect.soft(await axe(page), 'dark').toEqual([]);
    await restyle(page, { colorScheme: 'light', forcedColors: 'active' });
    expect.soft(await axe(page), 'forced colors').toEqual([]);
    await restyle(page, { colorScheme: 'light', forcedColors: 'none' });
    expect.soft(await overflowing(page), '1024×700').toEqual([]);
    expect.soft(await tooTall(page), 'scrolls once').toBe(0);
    // 200 % zoom leaves half the pixels to lay out in.
    await page.setViewportSize({ width: 512, height: 350 });
    await still(page);
    expect.soft(await overflowing(page), '200 %').toEqual([]);
    expect.soft(problems).toEqual([]);
    await close();
  });
});
