// What axe finds on a page by the rules of WCAG 2.2 AA and its best practices.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';

export const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeWindow {
  axe: {
    run: (
      where: object,
      options: object,
    ) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
  };
}

/**
 * After `page.evaluate(axeSource)`. Left out are the two ends of the page that Fluent UI puts there after a dialog: the focus
 * never rests on them, they pass it on to the browser's own controls, and axe cannot know that.
 * Empty where there is nothing to complain about.
 */
export const axe = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const result = await (window as unknown as AxeWindow).axe.run(
      { exclude: ['[data-tabster-dummy]'] },
      {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
      },
    );
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
  });
