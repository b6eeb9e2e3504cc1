// `check --crt F …`: will the appliance take these files, and with which of its own sentences would it refuse them?
// Nothing is uploaded or changed; the network is asked for revocation lists only, and only with --crl-validation.

import { cli } from '../../assets/text/en/cli.ts';
import { kitMends } from '../../assets/text/facts.ts';
import { oneLine, sh } from '../../assets/text/quote.ts';
import type { Precheck, PrecheckFinding } from '../../preload/contract/precheck.ts';
import { precheck, verdictOf } from '../acceptance/precheck.ts';
import { precheckInputOf } from '../acceptance/slots.ts';
import { bareHost } from './bare-host.ts';
import { passphraseOf } from './choice.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { precheckLines, precheckValue } from './findings-text.ts';
import { columnsOf } from './paint.ts';
import { profileOf } from './profile-choice.ts';
import { fetchedLists, uploadFiles, uploadOptions } from './upload-files.ts';
import { validationOf } from './validation.ts';

/**
 * The form wants a key. Where none was named here that is no fault of the files: nothing is known about it. That is never
 * good either, so such a verdict is no better than `warn`.
 */
function withoutKey(judged: Precheck): Precheck {
  const missing = ({ code }: PrecheckFinding) => code === 'key-missing';
  if (!judged.findings.some(missing)) return judged;
  const others = judged.findings.filter((finding) => !missing(finding));
  const open = judged.findings
    .filter(missing)
    .map((finding): PrecheckFinding => ({ ...finding, severity: 'not-checked' }));
  const findings = [...others, ...open];
  const verdict = verdictOf(findings);
  return { ...judged, verdict: verdict === 'accept' ? 'warn' : verdict, findings };
}

/** Makes the kit out of the same files; what has to be thought of is in capitals. */
function kitCommand(call: Call, { findings }: Precheck): string {
  const word = (value: string) => (/^[\w./\\:+-]+$/.test(value) ? value : sh(oneLine(value)));
  const given = ['crt', 'key', 'chain', 'passphrase-env', 'profile'].flatMap((option) => {
    const text = call.text(option);
    return (text === undefined ? call.list(option) : [text]).flatMap((value) => [`--${option}`, word(value)]);
  });
  const validation = call.flag('crl-validation') ? ['--crl-validation'] : [];
  const relocked = findings.some(({ remedy }) => remedy === 'new-passphrase') ? ['--out-passphrase-env', 'NAME'] : [];
  return ['certwright', 'kit', ...given, ...validation, ...relocked, '--out', 'DIR'].join(' ');
}

async function run(call: Call): Promise<Outcome> {
  const hint = cli.wrong.seeHelp('check');
  const [extra] = call.args;
  if (extra !== undefined) return wrongUse(cli.wrong.tooMany(extra), hint);
  if (call.text('crt') === undefined) return wrongUse(cli.wrong.missingOption('--crt'), hint);
  const host = bareHost(call, 'host');
  if (!host.ok) return host.outcome;
  const passphrase = passphraseOf(call, 'passphrase-env');
  if (!passphrase.ok) return passphrase.outcome;
  const profile = await profileOf(call);
  if (!profile.ok) return profile.outcome;

  const files = await uploadFiles(call, passphrase.value ?? null, 'as-given');
  if (!files.ok) return files;
  const { placement, fileOf } = files.value;
  const fetched = await fetchedLists(call, placement);
  if (!fetched.ok) return fetched;
  const hasKey = call.text('key') !== undefined;
  const input = precheckInputOf(placement, {
    passphrase: passphrase.value || null,
    host: host.value ?? null,
    validation: call.flag('crl-validation'),
    at: call.now(),
    fetched: fetched.value,
    served: null,
    others: null,
  });
  const judged = precheck(input, profile.value);
  const check = hasKey ? judged : withoutKey(judged);
  const validation = validationOf(call, check, () => precheck({ ...input, validation: true }, profile.value));
  return {
    value: precheckValue(check, fileOf, validation),
    exit: check.verdict === 'reject' ? 1 : 0,
    lines: [
      ...precheckLines(check, fileOf, { paint: call.paint, columns: columnsOf(call.io.stdout), validation }),
      ...(kitMends(check) ? ['', cli.check.toKit, `  ${kitCommand(call, check)}`] : []),
    ],
  };
}

export const check: Command = {
  word: 'check',
  options: [...uploadOptions, { name: 'host', value: 'HOST' }],
  run,
};
