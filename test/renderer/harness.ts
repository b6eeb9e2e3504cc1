// Serves the renderer with its double on loopback, under the same CSP as the app's, and opens it in a window of the
// Chromium that the product runs on. One window serves all scenarios of a file, one after the other.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { build } from 'vite';
import { contentSecurityPolicy } from '../../main/app/renderer-files.ts';
import { findRuntime, launcherFlags } from '../../scripts/electron-runtime.mjs';
import { freshHome, homeEnvironment, removeHome } from '../support/app.ts';
import { now } from './fixtures/journeys.ts';
import type { Scenario } from './fixtures/scenario.ts';
import { type ScenarioName, scenarios } from './fixtures/scenarios.ts';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

function serve(root: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = join(root, normalize(path === '/' ? 'index.html' : path));
    const body = await readFile(file, 'utf8').catch(() => null);
    if (body === null) {
      response.writeHead(404).end();
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    response.writeHead(200, {
      'content-type': `${types[extname(file)] ?? 'application/octet-stream'}; charset=utf-8`,
      'content-security-policy': contentSecurityPolicy(nonce),
    });
    response.end(body.replaceAll('%CSP_NONCE%', nonce));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly forcedColors?: boolean;
}

export interface Opened {
  readonly page: Page;
  /** CSP violations, errors and warnings since this scenario was opened. */
  readonly problems: string[];
  /** Leaves the scenario, so that nothing of it runs on. */
  readonly close: () => Promise<void>;
}

export interface Harness {
  /** Opens a scenario at its step and does what the scenario says. */
  readonly open: (name: ScenarioName, look?: Look) => Promise<Opened>;
  readonly close: () => Promise<void>;
}

async function reach(page: Page, scenario: Scenario): Promise<void> {
  if (scenario.journey) {
    await page.getByTestId('go-on').click();
    // Not while its page is still on its way.
    await page.locator('[data-testid="journey"][data-shown]').waitFor();
    if (scenario.step) {
      // In a narrow window the steps are folded away.
      const step = page.getByTestId(`rail-${scenario.step}`);
      if (!(await step.isVisible())) await page.locator('nav summary').click();
      await step.click();
      await page.getByTestId(`step-${scenario.step}`).waitFor();
    }
  }
  if (scenario.tools) {
    await page.getByTestId(scenario.tools === 'files' ? 'open-tools' : 'open-requests').click();
    await page.getByTestId('tools').waitFor();
  }
  if (scenario.troubleshoot) {
    await page.getByTestId('open-troubleshoot').click();
    await page.getByTestId('troubleshoot').waitFor();
  }
  if (scenario.page) {
    // The copies are reached from Activity.
    if (scenario.page === 'backups') await page.getByTestId('open-activity').click();
    await page.getByTestId(`open-${scenario.page}`).click();
    await page.getByTestId(scenario.page).waitFor();
  }
  const fill = async (texts: Scenario['type'] = []) => {
    for (const [field, text] of texts) await page.getByTestId(field).fill(text);
  };
  const click = async (buttons: Scenario['click'] = []) => {
    for (const button of buttons) await page.getByTestId(button).first().click();
  };
  await fill(scenario.type);
  await click(scenario.click);
  await fill(scenario.typeLater);
  await click(scenario.clickLater);
  for (const fold of scenario.unfold ?? []) {
    for (const each of await page.getByTestId(fold).all()) await each.locator('> summary').click();
  }
  await click(scenario.clickLast);
}

/** Waits until the page is drawn and what moves or fades has come to its end, but not for what moves on and on. */
export const still = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(done));
    const settled = async () => {
      await drawn();
      await drawn();
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
      await drawn();
    };
    await Promise.race([settled(), new Promise((done) => setTimeout(done, 300))]);
  });

/** An empty window. */
export async function launch(home: string): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: process.env.CERTWRIGHT_ELECTRON ?? (await findRuntime()).executable,
    args: [...launcherFlags(), join(import.meta.dirname, 'blank-app')],
    // Electron's own advice is about the empty page, which has no CSP; that the app follows it is tested in security/.
    env: { ...homeEnvironment(home), ELECTRON_DISABLE_SECURITY_WARNINGS: '1' },
    timezoneId: 'UTC',
    locale: 'en-US',
  });
}

export async function startHarness(): Promise<Harness> {
  const out = await mkdtemp(join(tmpdir(), 'certwright-pages-'));
  process.env.HARNESS_OUT = out;
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts') });
  const server = await serve(out);
  const { port } = server.address() as AddressInfo;
  const home = freshHome();
  const app = await launch(home);
  const page = await app.firstWindow();
  await page.clock.setFixedTime(now);
  let problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  return {
    open: async (name, look = {}) => {
      const mine: string[] = [];
      problems = mine;
      await page.setViewportSize({ width: look.width ?? 1024, height: look.height ?? 700 });
      await page.emulateMedia({
        colorScheme: look.scheme ?? 'light',
        forcedColors: look.forcedColors ? 'active' : 'none',
        reducedMotion: 'reduce',
      });
      await page.goto(`http://127.0.0.1:${port}/?scenario=${name}`);
      await page.getByTestId('home').waitFor();
      await reach(page, scenarios[name]);
      await still(page);
      return { page, problems: mine, close: async () => void (await page.goto('about:blank')) };
    },
    close: async () => {
      await app.close();
      await new Promise((resolve) => server.close(resolve));
      await rm(out, { recursive: true });
      removeHome(home);
    },
  };
}
