// The checklist of an upload kit as people see it: in the product's Chromium, in light, dark and forced colors, at 200 %
// zoom, and on paper, where it has to be one sheet.
import type { ElectronApplication, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtInProfiles } from '../../main/acceptance/profiles.ts';
import { type KitContent, planKit } from '../../main/kit/upload-kit.ts';
import { freshHome, removeHome } from '../support/app.ts';
import { makeFiles } from '../unit/kit/kit-files.ts';
import { axe, axeSource } from './axe.ts';
import { launch } from './harness.ts';

const files = makeFiles();
const home = freshHome();
let app: ElectronApplication;
let page: Page;
const problems: string[] = [];
const requests: string[] = [];
beforeAll(async () => {
  app = await launch(home);
  page = await app.firstWindow();
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
});
afterAll(async () => {
  await app?.close();
  files.remove();
  removeHome(home);
});

/** The pages of a kit for each screen, and with all that a page can have on it. */
const crl = files.issueMore('crl', [
  'crlDistributionPoints=URI:http://crl.contoso.com/pki/contoso-issuing-ca-2026.crl',
]);
const full: Partial<KitContent> = { passphrase: 'Kq7f-hTW3-aaaa-bbbb', validation: true };
const contents: Record<string, Partial<KitContent>> = {
  'the system settings': full,
  'the first sign-in': { ...full, screen: 'first-login' },
  'a key in the clear': {},
  'a certificate alone': { chain: [], sensor: null },
};

async function show(more: Partial<KitContent>): Promise<void> {
  const { der, keyOf } = await import('../unit/kit/kit-files.ts');
  const fromCrl = more.validation ? { leaf: der(crl.certificate), key: keyOf(crl.key) } : {};
  const plan = planKit({ ...files.content, ...fromCrl, ...more });
  if (!plan.ok) throw new Error(plan.error.code);
  const html = plan.value.files.find(({ what }) => what === 'checklist')?.bytes;
  await page.goto('about:blank');
  await page.setContent(new TextDecoder().decode(html));
}

describe.each(Object.entries(contents))('the checklist for %s', (_name, more) => {
  test('passes axe, fits, and asks nothing of anybody', async () => {
    problems.length = 0;
    requests.length = 0;
    await show(more);
    await page.evaluate(axeSource);
    for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const) {
      await page.emulateMedia(look);
      expect.soft(await axe(page), JSON.stringify(look)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await page.setViewportSize({ width: 512, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(512);
    expect(await page.locator('script, link, img, iframe, form').count()).toBe(0);
    expect(requests.filter((url) => url !== 'about:blank')).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('is one sheet of A4', async () => {
    await show(more);
    const pdf = await app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return (await window?.webContents.printToPDF({ preferCSSPageSize: true }))?.toString('latin1') ?? '';
    });
    expect(pdf.match(/\/MediaBox \[0 0 59\d(\.\d+)? 84\d/g)).toHaveLength(1);
  });
});

test('every appliance and device that comes with the product has its checklist', async () => {
  for (const profile of builtInProfiles) {
    await show({ profile });
    expect(await page.locator('tbody tr').count(), profile.id).toBeGreaterThanOrEqual(profile.form.length);
  }
});
