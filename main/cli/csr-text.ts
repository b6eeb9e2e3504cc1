// Findings about requests in words: for people as lines, with --json beside the facts.
import { cli } from '../../assets/text/en/cli.ts';
import { sayIssuedFinding } from '../../assets/text/en/issued-comparison.ts';
import { type FindingWords, sayRequestFinding } from '../../assets/text/en/request-check.ts';
import { sayPackageFinding } from '../../assets/text/en/request-package.ts';
import type { FindingState } from '../../preload/contract/finding.ts';
import type { IssuedFinding } from '../../preload/contract/issued-comparison.ts';
import type { RequestFinding } from '../../preload/contract/request-check.ts';
import type { PackageFinding } from '../../preload/contract/request-package.ts';
import { type Paint, plain, table } from './paint.ts';

const said = <F extends object>(findings: readonly F[], say: (finding: F) => FindingWords) =>
  findings.map((finding) => {
    const { text, todo } = say(finding);
    return { ...finding, message: text, ...(todo === undefined ? {} : { hint: todo }) };
  });

/** Findings with their words, as `--json` has them. */
export const findingsSaid = (findings: readonly RequestFinding[]) => said(findings, sayRequestFinding);
export const packageFindingsSaid = (findings: readonly PackageFinding[]) => said(findings, sayPackageFinding);
export const issuedFindingsSaid = (findings: readonly IssuedFinding[]) => said(findings, sayIssuedFinding);

const colours: Record<FindingState, keyof Paint> = {
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  'not-checked': 'yellow',
};

/** The state, what was found, and below it what to do. */
const lines = (findings: readonly { state: FindingState; message: string; hint?: string }[], paint: Paint): string[] =>
  table(
    findings.flatMap(({ state, message, hint }) => [
      [paint[colours[state]](cli.csr.states[state]), plain(message)],
      ...(hint === undefined ? [] : [['', plain(hint)]]),
    ]),
    '  ',
  );

export const requestFindingLines = (findings: readonly RequestFinding[], paint: Paint): string[] =>
  lines(findingsSaid(findings), paint);
export const issuedFindingLines = (findings: readonly IssuedFinding[], paint: Paint): string[] =>
  lines(issuedFindingsSaid(findings), paint);
export const packageFindingLines = (findings: readonly PackageFinding[], paint: Paint): string[] =>
  lines(packageFindingsSaid(findings), paint);
