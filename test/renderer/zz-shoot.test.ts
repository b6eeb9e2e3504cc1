import { mkdirSync } from 'node:fs';
import { test } from 'vitest';
import { type ScenarioName, scenarios } from '/work/main/test/renderer/fixtures/scenarios.ts';
import { startHarness } from '/work/main/test/renderer/harness.ts';

const want = (process.env.SHOTS_OF ?? '').split(',').filter(Boolean);
const looks = JSON.parse(process.env.LOOKS ?? '[{"n":"light"}]');
test('shoot', async () => {
  const h = await startHarness();
  mkdirSync('/tmp/shots', { recursive: true });
  for (const name of Object.keys(scenarios) as ScenarioName[]) {
    if (want.length && !want.some((w) => name.startsWith(w))) continue;
    for (const look of looks) {
      try {
        const { page, problems } = await h.open(name, look);
        if (problems.length) console.log(name, look.n, [...new Set(problems)].slice(0, 5));
        await page.screenshot({ path: `/tmp/shots/${name}.${look.n}.png` });
        if (look.full) {
          const height = await page.evaluate(() => {
            const s = [...document.querySelectorAll('*')].filter(
              (e) => e.scrollHeight > e.clientHeight + 4 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowY),
            );
            return Math.max(
              document.documentElement.scrollHeight,
              ...s.map((e) => e.scrollHeight - e.clientHeight + innerHeight),
            );
          });
          await page.setViewportSize({ width: look.width ?? 1024, height });
          await page.waitForTimeout(100);
          await page.screenshot({ path: `/tmp/shots/${name}.${look.n}.png` });
        }
        await page.context().close();
      } catch (e) {
        console.log('FAILED', name, String(e).slice(0, 600));
      }
    }
  }
  await h.close();
}, 900000);
