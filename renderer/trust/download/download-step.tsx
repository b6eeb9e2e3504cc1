// Step 2: the certificates as the sensor sent them, and what is to be known about them. Nothing is trusted by looking.
import { ArrowDownload20Regular } from '@fluentui/react-icons/svg/arrow-download';
import { StepFrame } from '../../journey/step-frame.tsx';
import { text } from '../../text.ts';
import { useTrust } from '../use-trust.ts';
import { DownloadEvidence } from './evidence.tsx';

const words = text.trust.download;

export function DownloadStep() {
  const { journey, run } = useTrust();
  const view = journey.download;
  return (
    <StepFrame
      primary={{
        label: view ? words.again : words.primary,
        icon: <ArrowDownload20Regular />,
        run: () => run({ type: 'download' }),
        settled: view !== null,
      }}
      check={() => run({ type: 'download' })}
    >
      {view && <DownloadEvidence view={view} proxy={journey.address?.proxy ?? null} />}
    </StepFrame>
  );
}
