// The certificate is good for a name that does not lead to the sensor from this computer: said, with the way to a line in
// its hosts file. Through a proxy that line would not help.
import { Button } from '@fluentui/react-components';
import { ArrowRight16Regular } from '@fluentui/react-icons/svg/arrow-right';
import { useState } from 'react';
import { unfoundName } from '../../../assets/text/facts.ts';
import type { AppError } from '../../../preload/contract/errors.ts';
import { call } from '../../bridge.ts';
import { ErrorView } from '../../parts/error-view.tsx';
import { Notice } from '../../parts/notice.tsx';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';

const words = deployText.proof;

export function NameNotice() {
  const { journey, onStarted } = useDeploy();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const { sensor, practice } = journey;
  const name = unfoundName(journey);
  if (name === null || !sensor) return null;
  const start = async () => {
    if (busy) return;
    setBusy(true);
    const { address, proxy } = sensor;
    const started = await call('journeys.start', { kind: 'trust', practice, address, proxy });
    setBusy(false);
    if (started.ok) onStarted(started.value);
    else setError(started.error);
  };
  return (
    <Notice tone="warning" title={words.nameTitle(name)} testId="name-away">
      <span>{sensor.proxy === null ? words.nameText : words.nameProxy}</span>
      {sensor.proxy === null && (
        <div>
          <Button
            icon={<ArrowRight16Regular />}
            iconPosition="after"
            onClick={() => void start()}
            disabledFocusable={busy}
            data-testid="to-hosts"
          >
            {words.nameButton}
          </Button>
        </div>
      )}
      {error && <ErrorView error={error} />}
    </Notice>
  );
}
