// Every screen of the real app against axe (WCAG 2.2 AA), in light and dark; and at 1024×700 and 200 % zoom nothing is
// cut off or needs scrolling to the side.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustStepIds } from '../../preload/contract/trust-journey.ts';
import { answerSaveDialog, type RunningApp, removeHome, startApp } from '../support/app.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const inPrivateWorld = process.env.CERTWRIGHT_PRIVATE_WORLD === '1';
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let running: RunningApp;
let folder: string;
const byId = (id: string) => running.page.getByTestId(id);

type Violation = { id: string; nodes: { target: string[]; failureSummary: string }[] };

/**
 * What axe finds on the screen as it stands. Run through the driver, since the page itself may run no foreign script.
 * Left out: the markers with which Fluent's dialogs keep the focus inside; they hand it on the moment they get it.
 */
async function violations(): Promise<string[]> {
  await running.page.evaluate(axeSource);
  const found = await running.page.evaluate(async (values) => {
    const { axe } = window as unknown as {
      axe: { run(context: object, o: object): Promise<{ violations: Violation[] }> };
    };
    return (await axe.run({ exclude: ['[data-tabster-dummy]'] }, { runOnly: { type: 'tag', values } })).violations;
  }, tags);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

async function setTheme(theme: 'light' | 'dark'): Promise<void> {
  await running.app.evaluate(({ nativeTheme }, chosen) => {
    nativeTheme.themeSource = chosen;
  }, theme);
  await running.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await running.page.waitForFunction((chosen) => matchMedia(`(prefers-color-scheme: ${chosen})`).matches, theme);
  // Fluent changes its tokens one render later, and colours fade.
  await running.page.waitForTimeout(400);
}

/** Is anything wider than the window, or a control's text cut off? */
const overflow = () =>
  running.page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : [];
    const cut = [...document.querySelectorAll('button, h1, h2, [data-testid="answer"]')]
      .filter(
        (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== 'visible',
      )
      .map((element) => `cut off: ${element.textContent?.slice(0, 60)}`);
    return [...wide, ...cut];
  });

async function resize(width: number, height: number, zoom: number): Promise<void> {
  await running.app.evaluate(
    ({ BrowserWindow }, [w, h, z]) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(w, h);
      window?.webContents.setZoomFactor(z);
    },
    [width, height, zoom] as const,
  );
  await running.page.waitForFunction((wanted) => Math.abs(innerWidth - wanted) < 3, Math.round(width / zoom));
}

/** Looks at the screen in both themes, in the small window and enlarged. */
async function examine(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(theme);
    found[theme] = await violations();
  }
  await resize(1024, 700, 1);
  found['1024×700'] = await overflow();
  await resize(1280, 900, 2);
  found['200 %'] = [...(await overflow()), ...(await violations())];
  await resize(1280, 860, 1);
  return found;
}

const nothing = { light: [], dark: [], '1024×700': [], '200 %': [] };
const settled = () => running.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
const show = async (step: string) => {
  await byId(`rail-${step}`).click();
  await byId(`step-${step}`).waitFor();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-axe-'));
  running = await startApp();
});

afterAll(async () => {
  await running?.close();
  if (running) removeHome(running.home);
  rmSync(folder, { recursive: true, force: true });
});

describe('every screen', () => {
  it('home, empty', async () => {
    expect(await examine()).toEqual(nothing);
  });

  it('settings', async () => {
    await byId('open-settings').click();
    await byId('settings').waitFor();
    expect(await examine()).toEqual(nothing);
    await byId('go-home').click();
  });

  it('the address, empty and with an error', async () => {
    await byId('start-trust').click();
    await byId('step-address').waitFor();
    expect(await examine()).toEqual(nothing);
    await byId('field-address').fill('300.1.1.1');
    await byId('primary').click();
    await running.page.locator('[data-testid="field-address"][aria-invalid="true"]').waitFor();
    expect(await examine()).toEqual(nothing);
    await byId('go-home').click();
  });

  it('an error of the network', async () => {
    await byId('start-trust').click();
    await byId('step-address').waitFor();
    await byId('field-address').fill('127.0.0.1:1');
    await byId('primary').click();
    await byId('step-download').waitFor();
    await byId('primary').click();
    await running.page.getByRole('alert').first().waitFor();
    expect(await examine()).toEqual(nothing);
    await byId('go-home').click();
  });

  it('home with the practice sensor running and something under way', async () => {
    await byId('practice-start').click();
    await byId('practice-walk').waitFor();
    await byId('under-way').waitFor();
    expect(await examine()).toEqual(nothing);
  });
});

describe.skipIf(!inPrivateWorld)('every step of the journey', () => {
  it('before anything is done', async () => {
    await byId('practice-walk').click();
    await byId('step-address').waitFor();
    await byId('primary').click();
    await byId('step-download').waitFor();
    expect(await examine()).toEqual(nothing);
    await byId('primary').click();
    await running.page.locator('[data-testid="step-download"][data-state="done"]').waitFor();
    expect(await examine()).toEqual(nothing);
    for (const step of ['compare', 'name'] as const) {
      await show(step);
      expect({ step, ...(await examine()) }).toEqual({ step, ...nothing });
      await byId('by-hand-button').click();
      await byId('by-hand').waitFor();
      expect({ step: `${step} by hand`, ...(await examine()) }).toEqual({ step: `${step} by hand`, ...nothing });
    }
  });

  it('after everything is done', async () => {
    await show('compare');
    const shown =
      (await byId('step-compare').innerText())
        .match(/\b[0-9A-F]{4}\b/g)
        ?.slice(0, 16)
        .join('') ?? '';
    await byId('field-fingerprint').fill('AB'.repeat(32));
    await byId('primary').click();
    await running.page.locator('[data-testid="step-compare"][data-state="attention"]').waitFor();
    expect(await examine()).toEqual(nothing);
    await byId('field-fingerprint').fill(shown);
    await byId('primary').click();
    await running.page.locator('[data-testid="step-compare"][data-state="done"]').waitFor();
    await show('export');
    await answerSaveDialog(running, join(folder, 'sensor.cer'));
    await byId('primary').click();
    await running.page.locator('[data-testid="step-export"][data-state="done"]').waitFor();
    for (const step of ['import', 'hosts'] as const) {
      await show(step);
      await settled();
      expect({ step, ...(await examine()) }).toEqual({ step, ...nothing });
      await byId('primary').click();
      await running.page.locator(`[data-testid="step-${step}"][data-state="done"]`).waitFor();
      await settled();
    }
    for (const step of trustStepIds) {
      await show(step);
      await settled();
      expect({ step, ...(await examine()) }).toEqual({ step, ...nothing });
    }
    await byId('undo').click();
    await byId('confirm').waitFor();
    expect(await violations()).toEqual([]);
    await byId('confirm').click();
    await byId('undo').waitFor({ state: 'detached' });
    expect(await examine()).toEqual(nothing);
  });
});
