// A pre-check on its way out of the command line: as data for scripts, and as lines for people.
import { cli } from '../../assets/text/en/cli.ts';
import { precheckWords } from '../../assets/text/en/precheck.ts';
import type { Precheck, PrecheckFinding, PrecheckSeverity } from '../../preload/contract/precheck.ts';
import { type Paint, plain, wrap } from './paint.ts';
import type { UploadFiles } from './upload-files.ts';
import type { Validation } from './validation.ts';

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

/** Where the window's own help is a page that the command line does not have. */
const advice = (finding: PrecheckFinding): string => {
  if (finding.code === 'passphrase-characters') return cli.check.newPassphrase(finding.facts.allowed);
  if (finding.code === 'passphrase-short') return cli.check.newPassphrase(null);
  return precheckWords.recommendation(finding);
};

const said = (finding: PrecheckFinding, fileOf: FileOf): SaidFinding => ({
  id: finding.rule,
  severity: finding.severity,
  code: finding.code,
  file: fileOf(finding),
  message: precheckWords.message(finding),
  ...(finding.consoleMessage === null ? {} : { consoleMessage: finding.consoleMessage }),
  ...(finding.consoleLikely === null ? {} : { consoleLikely: finding.consoleLikely }),
  recommendation: advice(finding),
  source: precheckWords.sources(finding).join('; '),
});

/**
 * What `--json` prints of a pre-check. `validationStated`: false where nobody said that the appliance validates, nor that
 * it does not; `withValidation` is then what it would refuse besides if it does. `complete`: a key was judged too.
 */
export const precheckValue = (
  { verdict, findings, profile, at, validation }: Precheck,
  fileOf: FileOf,
  validationSaid: Validation,
) => ({
  verdict,
  complete: !findings.some(({ code }) => code === 'key-missing' || code === 'key-match-not-checked'),
  findings: findings.map((finding) => said(finding, fileOf)),
  profile,
  at,
  validation,
  validationStated: validationSaid.stated,
  withValidation: validationSaid.stated ? [] : validationSaid.refusals.map((finding) => said(finding, fileOf)),
});

const severities: readonly PrecheckSeverity[] = ['fail', 'warn', 'not-checked', 'info'];
const indent = '  ';

/** Paragraphs are wrapped; a command, which does not end as a sentence does, stays one line that can be copied. */
const paragraphs = (text: string, columns: number, margin: string): string[] =>
  text
    .split('\n')
    .map(plain)
    .flatMap((line) => (/[.:?!)”\]]$/.test(line) ? wrap(line, columns, margin) : [margin + line]));

/** Each document once at the end, by number: the same few stand behind most findings. */
function numbered() {
  const sources: string[] = [];
  const numberOf = (source: string): number => {
    if (!sources.includes(source)) sources.push(source);
    return sources.indexOf(source) + 1;
  };
  return { sources, marksOf: (own: readonly string[]): string => own.map((each) => `[${numberOf(each)}]`).join(' ') };
}

function linesOf(finding: SaidFinding, marks: string, columns: number): string[] {
  const { file, message, severity, consoleMessage, consoleLikely, recommendation } = finding;
  const rest = [
    ...(consoleMessage === undefined ? [] : [cli.check.console(consoleMessage, severity)]),
    ...(consoleLikely === undefined ? [] : [cli.check.consoleLikely(consoleLikely)]),
    recommendation,
  ];
  return [
    ...paragraphs(`${file}: ${message}${marks === '' ? '' : ` ${marks}`}`, columns, indent),
    ...rest.filter((text) => text !== '').flatMap((text) => paragraphs(text, columns, indent + indent)),
  ];
}

/** That nobody said whether the appliance validates, and what it would refuse besides if it does. */
const unsaid = (refusals: readonly PrecheckFinding[], fileOf: FileOf, columns: number): string[] => [
  ...wrap(cli.check.validationUnsaid(refusals.length), columns),
  ...refusals.flatMap((finding) => {
    const { file, message } = said(finding, fileOf);
    return paragraphs(`${file}: ${message}`, columns, indent);
  }),
];

/** The verdict as a sentence, then what was found, most serious first. */
export function precheckLines(
  check: Precheck,
  fileOf: FileOf,
  { paint, columns, validation }: { paint: Paint; columns: number; validation: Validation },
): string[] {
  const colour = { accept: paint.green, warn: paint.yellow, reject: paint.red }[check.verdict];
  const { sources, marksOf } = numbered();
  const groups = severities.flatMap((severity) => {
    const found = check.findings.filter((finding) => finding.severity === severity);
    if (found.length === 0) return [];
    const heading = paint.bold(cli.check.headings[severity]);
    const lines = (finding: PrecheckFinding) =>
      linesOf(said(finding, fileOf), marksOf(precheckWords.sources(finding)), columns);
    return ['', heading, ...found.flatMap(lines)];
  });
  const list = sources.flatMap((source, index) => wrap(`[${index + 1}] ${plain(source)}`, columns, indent));
  return [
    ...wrap(plain(precheckWords.verdict(check)), columns).map(colour),
    ...(validation.stated ? [] : ['', ...unsaid(validation.refusals, fileOf, columns)]),
    ...groups,
    ...(list.length === 0 ? [] : ['', paint.bold(cli.check.sources), ...list]),
  ];
}
