// The deploy journey in words: each step's title, question and help, its answer, its labels, and how to do it by hand.
import type { DeployStepId } from '../../../preload/contract/deploy-journey.ts';
import { deployAnswer } from './deploy-answers.ts';
import { checkLabels } from './deploy-check.ts';
import { deployGuide } from './deploy-guide.ts';
import { laterLabels } from './deploy-later.ts';
import { filesLabels, requestLabels, sensorLabels } from './deploy-start.ts';
import { deployStepTitles } from './deploy-titles.ts';
import { precheckWords } from './precheck.ts';

const questions: Record<DeployStepId, string> = {
  sensor: 'Which sensor gets the certificate?',
  request: 'Do you need a new certificate?',
  files: 'Which files do you have?',
  check: 'Will the sensor take these files?',
  kit: 'How do you want to carry them to the form?',
  upload: 'Where does each file go?',
  proof: 'Does the sensor show the new certificate?',
  trust: 'Does this computer trust the new certificate?',
  done: 'What was done, and does it work?',
};

/** One or two sentences on why the step is there. */
const help: Record<DeployStepId, string> = {
  sensor: 'The rules depend on the appliance, and the certificate on the name that people type to open it.',
  request:
    'A certificate belongs to a private key. Without the key, as with a certificate that was downloaded from the sensor, it cannot be uploaded.',
  files:
    'The form asks for a key, a certificate and the chain of the CA. Add what you have, in any format: Certwright sorts it by its content.',
  check:
    'Certwright judges the files by the documented rules of the appliance, before you meet its form. The sensor has the last word.',
  kit: 'A folder with exactly the files that the form asks for: in the right format, in the right order, named for their places.',
  upload:
    'An appliance takes the files in its own console, from a user who may change them; a device has them in its configuration.',
  proof:
    'Certwright asks the sensor what it shows and compares the fingerprint with the one in the kit. Then it asks the browser engine (Chromium).',
  trust:
    'Browsers now need the CA that issued the new certificate. If it trusts the old certificate itself, that entry is of no more use once the root is trusted.',
  done: 'Keep the receipt with your ticket. It holds no key and no passphrase.',
};

/** In the rail. */
const waitingForCa = 'Waiting for the CA';

export const deploy = {
  titles: deployStepTitles,
  questions,
  help,
  answer: deployAnswer,
  waitingForCa,
  guide: deployGuide,
  sensor: sensorLabels,
  request: requestLabels,
  files: filesLabels,
  check: checkLabels,
  ...laterLabels,
  precheck: precheckWords,
};
