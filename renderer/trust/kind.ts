// The trust journey as a kind of journeys.
import type { TrustAction, TrustJourney, TrustStepId } from '../../preload/contract/trust-journey.ts';
import { call, ofKind } from '../bridge.ts';
import type { Kind } from '../journey/kind.ts';
import { guideFacts, text } from '../text.ts';
import { AddressStep } from './address/address-step.tsx';
import { CompareStep } from './compare/compare-step.tsx';
import { DoneStep } from './done/done-step.tsx';
import { DownloadStep } from './download/download-step.tsx';
import { ExportStep } from './export/export-step.tsx';
import { HostsStep } from './hosts/hosts-step.tsx';
import { ImportStep } from './import/import-step.tsx';
import { NameStep } from './name/name-step.tsx';
import { leadsOn, needs, riskAccepted, toneOf } from './rules.ts';
import { TrustContext } from './use-trust.ts';

export const trustKind: Kind<TrustStepId, TrustJourney, TrustAction> = {
  titles: text.trust.stepTitles,
  questions: text.trust.questions,
  help: text.trust.help,
  answer: text.trust.answer,
  tone: toneOf,
  flag: (journey, step) => (step === 'compare' && riskAccepted(journey) ? text.trust.riskAccepted : null),
  needs,
  leadsOn,
  guide: (step, platform, journey, scope) => text.trust.guide(step, platform, guideFacts(journey, scope)),
  title: ({ address }) => address?.host ?? '',
  steps: {
    address: AddressStep,
    download: DownloadStep,
    compare: CompareStep,
    export: ExportStep,
    import: ImportStep,
    name: NameStep,
    hosts: HostsStep,
    done: DoneStep,
  },
  act: async (id, task, action) => ofKind('trust', await call('journeys.act', { id, task, action })),
  open: async (id) => ofKind('trust', await call('journeys.open', { id })),
  context: TrustContext,
};
