// Before the first test: the folder of the corpus (CERTWRIGHT_CORPUS, or one of this run alone) and the keys in it.
// After the last: how much was compared.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeKeys } from './support/keys.ts';
import { runtime } from './support/runtime.ts';

type Counts = { objects: number; comparisons: number; explained: number; makers: Record<string, number> };

const report = (folder: string): void => {
  if (!existsSync(folder)) return;
  const total = { objects: 0, comparisons: 0, explained: 0 };
  process.stdout.write(`\nCompared with openssl and certtool, in ${runtime}:\n`);
  for (const file of readdirSync(folder).sort()) {
    const counts = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Counts;
    for (const key of ['objects', 'comparisons', 'explained'] as const) total[key] += counts[key];
    const makers = Object.entries(counts.makers).map(([maker, count]) => `${maker} ${count}`);
    process.stdout.write(
      `  ${file.replace('.json', '').padEnd(14)} ${counts.objects} objects (${makers.join(', ')}), ${counts.comparisons} comparisons, ${counts.explained} of them known to differ\n`,
    );
  }
  process.stdout.write(
    `  ${total.objects} objects, ${total.comparisons} comparisons, ${total.explained} known to differ\n`,
  );
};

export default (project: TestProject) => {
  const given = process.env.CERTWRIGHT_CORPUS;
  const folder = given ?? mkdtempSync(join(tmpdir(), 'differential-corpus-'));
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'keys'))) makeKeys(join(folder, 'keys'));
  project.provide('corpus', folder);
  return () => {
    report(join(folder, 'counts', runtime));
    if (given === undefined) rmSync(folder, { recursive: true, force: true });
  };
};
