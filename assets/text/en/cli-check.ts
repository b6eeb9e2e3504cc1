// The words of `check` and `kit` that the window does not have.
import type { MessageAction, MessageCheck } from '../../../preload/contract/explanation.ts';
import type { PrecheckSeverity } from '../../../preload/contract/precheck.ts';
import { spelledOut } from './file-words.ts';
import { list } from './format.ts';

export const check = {
  headings: {
    fail: 'Would be refused',
    warn: 'Careful',
    'not-checked': 'Not checked',
    info: 'Good to know',
  } satisfies Record<PrecheckSeverity, string>,
  // Whether it does is known for none of those that may pass.
  console: (sentence: string, severity: PrecheckSeverity) =>
    severity === 'fail' ? `The appliance is expected to say: “${sentence}”` : `The appliance may say: “${sentence}”`,
  consoleLikely: (sentence: string) =>
    `No sentence of the appliance is documented for this; probably its general one: “${sentence}”`,
  /** @param refusals what it would refuse besides */
  validationUnsaid: (refusals: number) =>
    `You have not said whether the appliance validates certificates (it does, unless somebody has switched that off). Judged here as if it does not. To judge for one that does, add --crl-validation.${refusals === 0 ? '' : ' It would then also refuse:'}`,
  newPassphrase: (allowed: string | null) =>
    `Lock the key with another passphrase: certwright kit with --out-passphrase-env NAME, where the environment variable NAME holds it.${allowed === null ? '' : ` It may have ${spelledOut(allowed)}.`}`,
  /** Above the command that makes the kit. */
  toKit: 'To make the kit that puts this right:',
  sources: 'Where it is written',
  profileFault: (file: string, where: string, problem: string) =>
    `The profile “${file}” is broken at ${where}: ${problem}`,
  profileFaultHint: 'Mend the profile, or use another one.',
  noProfile: (name: string) => `There is no profile “${name}”.`,
  profiles: (ids: readonly string[]) => `Profiles: ${list(ids)}.`,
};

/** What does each check, and what each action is, on the command line; null: nothing there does it. */
export const explain = {
  commands: 'On the command line',
  checks: {
    precheck: 'certwright check --crt FILE --key FILE --chain FILE',
    passphrase: 'certwright inspect FILE --passphrase-env NAME',
    chain: 'certwright verify --leaf FILE --intermediates FILE --roots FILE',
    dates: 'certwright inspect FILE',
    revocation: 'certwright check --crt FILE --chain FILE --crl-validation',
    probe: 'certwright probe HOST',
    name: 'certwright name HOST',
    trust: 'certwright trust list',
    format: 'certwright inspect FILE',
    pfx: 'certwright inspect FILE --passphrase-env NAME',
    'proof-of-possession': null,
  } satisfies Record<MessageCheck, string | null>,
  actions: {
    deploy: 'certwright kit --crt FILE --key FILE --chain FILE --out DIR',
    trust: 'certwright onboard HOST',
    convert: 'certwright convert FILE --to FORMAT --out PATH',
    test: 'certwright inspect FILE',
    request: 'certwright csr --subject SUBJECT --san NAME --key-out FILE --out FILE',
    none: null,
  } satisfies Record<MessageAction, string | null>,
};

export const kit = {
  written: (folder: string) => `Written, read back and checked: ${folder}`,
  nothingWritten:
    'Nothing was written, because the appliance would refuse these files. To write the kit all the same: --allow-rejected.',
  keyInClear: (file: string) =>
    `the private key in ${file} is not locked. Whoever can read the file has the key. To lock it: --out-passphrase-env.`,
  existsHint: 'Choose another folder, or move what is there: a kit is never written over files.',
  leftOver: (files: readonly string[]) => `Not needed for the kit: ${list(files)}.`,
};
