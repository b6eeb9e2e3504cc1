// The deploy journey as a kind of journeys.
import { isOnlyWaiting } from '../../assets/text/facts.ts';
import type { DeployAction, DeployJourney, DeployStepId } from '../../preload/contract/deploy-journey.ts';
import { call, ofKind } from '../bridge.ts';
import type { Kind } from '../journey/kind.ts';
import { CheckStep } from './check/check-step.tsx';
import { deployText } from './deploy-text.ts';
import { DoneStep } from './done/done-step.tsx';
import { FilesStep } from './files/files-step.tsx';
import { KitStep } from './kit/kit-step.tsx';
import { ProofStep } from './proof/proof-step.tsx';
import { RequestStep } from './request/request-step.tsx';
import { leadsOn, needs, toneOf } from './rules.ts';
import { SensorStep } from './sensor/sensor-step.tsx';
import { TrustStep } from './trust/trust-step.tsx';
import { UploadStep } from './upload/upload-step.tsx';
import { DeployContext } from './use-deploy.ts';

export const deployKind: Kind<DeployStepId, DeployJourney, DeployAction> = {
  titles: deployText.titles,
  questions: deployText.questions,
  help: deployText.help,
  answer: deployText.answer,
  tone: toneOf,
  flag: (journey, step) => (step === 'request' && journey.request?.lab ? deployText.request.labBadge : null),
  awaits: (journey, step) => (step === 'files' && isOnlyWaiting(journey) ? deployText.waitingForCa : null),
  needs,
  leadsOn,
  guide: (step, platform, journey) => deployText.guide(step, platform, journey),
  title: ({ sensor }) => sensor?.name ?? sensor?.host ?? '',
  steps: {
    sensor: SensorStep,
    request: RequestStep,
    files: FilesStep,
    check: CheckStep,
    kit: KitStep,
    upload: UploadStep,
    proof: ProofStep,
    trust: TrustStep,
    done: DoneStep,
  },
  act: async (id, task, action) => ofKind('deploy', await call('journeys.act', { id, task, action })),
  open: async (id) => ofKind('deploy', await call('journeys.open', { id })),
  context: DeployContext,
};
