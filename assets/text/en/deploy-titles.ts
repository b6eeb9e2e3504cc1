// The short names of the deploy journey's steps. Apart from its other words: Home needs them before any journey is open.
import type { DeployStepId } from '../../../preload/contract/deploy-journey.ts';

export const deployStepTitles: Record<DeployStepId, string> = {
  sensor: 'Sensor',
  request: 'Request',
  files: 'Files',
  check: 'Pre-check',
  kit: 'Upload kit',
  upload: 'Upload',
  proof: 'Proof',
  trust: 'Trust',
  done: 'Result',
};
