// The words of `check` and `kit` that the window does not have.
import type { PrecheckSeverity } from '../../../preload/contract/precheck.ts';
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
  source: (source: string) => (source === '' ? '' : `(${source})`),
  profileFault: (file: string, where: string, problem: string) =>
    `The profile “${file}” is broken at ${where}: ${problem}`,
  profileFaultHint: 'Mend the profile, or use another one.',
  noProfile: (name: string) => `There is no profile “${name}”.`,
  profiles: (ids: readonly string[]) => `Profiles: ${list(ids)}.`,
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
