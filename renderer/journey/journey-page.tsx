// One journey: asks main for it, and shows it as its kind wants it.
import { makeStyles, Spinner } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Journey } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { call } from '../bridge.ts';
import { ErrorView } from '../parts/error-view.tsx';
import { text } from '../text.ts';
import type { OpenedProps } from './opened.tsx';

// Home must be painted fast; it needs no page of a journey.
const loadTrust = () => import('../trust/trust-page.tsx');
const loadDeploy = () => import('../deploy/deploy-page.tsx');
export const loadJourneys = (): Promise<unknown> => Promise.all([loadTrust(), loadDeploy()]);
const TrustPage = lazy(() => loadTrust().then(({ TrustPage }) => ({ default: TrustPage })));
const DeployPage = lazy(() => loadDeploy().then(({ DeployPage }) => ({ default: DeployPage })));

const useStyles = makeStyles({ waiting: { padding: '48px' } });

function Waiting({ error }: { error: AppError | null }) {
  const styles = useStyles();
  return (
    <main className={styles.waiting} data-testid="journey">
      {error ? <ErrorView error={error} /> : <Spinner label={text.ui.journey.opening} />}
    </main>
  );
}

export function JourneyPage(props: OpenedProps & { id: string; fresh: Journey | null }) {
  const [journey, setJourney] = useState(props.fresh);
  const [error, setError] = useState<AppError | null>(null);
  const { id, fresh, platform, leave, onStarted } = props;
  useEffect(() => {
    if (fresh) return;
    let wanted = true;
    void call('journeys.open', { id }).then((result) => {
      if (!wanted) return;
      if (result.ok) setJourney(result.value);
      else setError(result.error);
    });
    return () => {
      wanted = false;
    };
  }, [id, fresh]);
  switch (journey?.kind) {
    case undefined:
      return <Waiting error={error} />;
    case 'trust':
      return (
        <Suspense fallback={<Waiting error={null} />}>
          <TrustPage initial={journey} platform={platform} leave={leave} onStarted={onStarted} />
        </Suspense>
      );
    case 'deploy':
      return (
        <Suspense fallback={<Waiting error={null} />}>
          <DeployPage initial={journey} platform={platform} leave={leave} onStarted={onStarted} />
        </Suspense>
      );
  }
}
