// A pre-check on its way out of the command line: as data for scripts, and as lines for people.
import { cli } from '../../assets/text/en/cli.ts';
import { precheckWords } from '../../assets/text/en/precheck.ts';
import type { Precheck, PrecheckFinding, PrecheckSeverity } from '../../preload/contract/precheck.ts';
import { type Paint, plain, wrap } from './paint.ts';
import type { UploadFiles } from './upload-files.ts';

export type SaidFinding = {
  /** The rule of the profile. */
  id: string;
  severity: PrecheckSeverity;
  code: string;
  /** As it was named on the command line; `key`, `chain`, `passphrase` and so on where it is about no file. */
  file: string;
  message: string;
  /** The appliance's own sentence. */
  consoleMessage?: string;
  /** Where none is documented for what fails: the appliance's general one. */
  consoleLikely?: string;
  recommendation: string;
  source: string;
};

type FileOf = UploadFiles['fileOf'];

const said = (finding: PrecheckFinding, fileOf: FileOf): SaidFinding => ({
  id: finding.rule,
  severity: finding.severity,
  code: finding.code,
  file: fileOf(finding),
  message: precheckWords.message(finding),
  ...(finding.consoleMessage === null ? {} : { consoleMessage: finding.consoleMessage }),
  ...(finding.consoleLikely === null ? {} : { consoleLikely: finding.consoleLikely }),
  recommendation: precheckWords.recommendation(finding),
  source: precheckWords.source(finding),
});

/** What `--json` prints of a pre-check. */
export const precheckValue = ({ verdict, findings, profile, at, validation }: Precheck, fileOf: FileOf) => ({
  verdict,
  findings: findings.map((finding) => said(finding, fileOf)),
  profile,
  at,
  validation,
});

const severities: readonly PrecheckSeverity[] = ['fail', 'warn', 'not-checked', 'info'];
const indent = '  ';

/** Paragraphs are wrapped; a command, which does not end as a sentence does, stays one line that can be copied. */
const paragraphs = (text: string, columns: number, margin: string): string[] =>
  text
    .split('\n')
    .map(plain)
    .flatMap((line) => (/[.:?!)”]$/.test(line) ? wrap(line, columns, margin) : [margin + line]));

function linesOf(finding: SaidFinding, columns: number): string[] {
  const { file, message, severity, consoleMessage, consoleLikely, recommendation, source } = finding;
  const rest = [
    ...(consoleMessage === undefined ? [] : [cli.check.console(consoleMessage, severity)]),
    ...(consoleLikely === undefined ? [] : [cli.check.consoleLikely(consoleLikely)]),
    recommendation,
    cli.check.source(source),
  ];
  return [
    ...paragraphs(`${file}: ${message}`, columns, indent),
    ...rest.filter((text) => text !== '').flatMap((text) => paragraphs(text, columns, indent + indent)),
  ];
}

/** The verdict as a sentence, then what was found, most serious first. */
export function precheckLines(
  check: Precheck,
  fileOf: FileOf,
  { paint, columns }: { paint: Paint; columns: number },
): string[] {
  const colour = { accept: paint.green, warn: paint.yellow, reject: paint.red }[check.verdict];
  const groups = severities.flatMap((severity) => {
    const found = check.findings.filter((finding) => finding.severity === severity);
    if (found.length === 0) return [];
    const heading = paint.bold(cli.check.headings[severity]);
    return ['', heading, ...found.flatMap((finding) => linesOf(said(finding, fileOf), columns))];
  });
  return [...wrap(plain(precheckWords.verdict(check)), columns).map(colour), ...groups];
}
