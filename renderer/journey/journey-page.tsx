// One journey: the rail of its steps on the left, the step that is shown beside it.
import { Badge, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import type { AppInfo } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { TrustJourney, TrustStepId } from '../../preload/contract/trust-journey.ts';
import { call, ofKind } from '../bridge.ts';
import { ErrorView } from '../parts/error-view.tsx';
import { text } from '../text.ts';
import { AddressStep } from '../trust/address/address-step.tsx';
import { CompareStep } from '../trust/compare/compare-step.tsx';
import { DoneStep } from '../trust/done/done-step.tsx';
import { DownloadStep } from '../trust/download/download-step.tsx';
import { ExportStep } from '../trust/export/export-step.tsx';
import { HostsStep } from '../trust/hosts/hosts-step.tsx';
import { ImportStep } from '../trust/import/import-step.tsx';
import { NameStep } from '../trust/name/name-step.tsx';
import { Rail } from './rail.tsx';
import { JourneyContext, useJourneyTools } from './use-journey.ts';

const short = '@media (max-width: 819px), (max-height: 519px)';
const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: '240px minmax(0, 1fr)',
    height: '100%',
    [short]: { display: 'flex', flexDirection: 'column', height: 'auto' },
  },
  side: {
    position: 'relative',
    padding: '8px 12px 16px',
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    [short]: { overflowY: 'visible' },
  },
  name: { display: 'flex', flexDirection: 'column', gap: '4px', alignItems: 'flex-start', padding: '0 12px' },
  title: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  main: {
    minHeight: 0,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground2,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    borderTopLeftRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    [short]: { borderLeftStyle: 'none', borderTopLeftRadius: 0, overflow: 'visible' },
  },
  waiting: { padding: '48px' },
});

const steps: Record<TrustStepId, () => React.JSX.Element> = {
  address: AddressStep,
  download: DownloadStep,
  compare: CompareStep,
  export: ExportStep,
  import: ImportStep,
  name: NameStep,
  hosts: HostsStep,
  done: DoneStep,
};

type Props = { platform: AppInfo['platform']; leave: () => void };

function Opened({ initial, platform, leave }: Props & { initial: TrustJourney }) {
  const styles = useStyles();
  const tools = useJourneyTools(initial);
  const { journey, shown } = tools.state;
  const value = useMemo(() => ({ ...tools, journey, platform, leave }), [tools, journey, platform, leave]);
  const Step = steps[shown];
  return (
    <JourneyContext value={value}>
      <div className={styles.page} data-testid="journey" data-shown={shown}>
        <nav className={styles.side} aria-label={text.ui.journey.rail}>
          <div className={styles.name}>
            <span className={styles.title}>{journey.address?.host ?? text.ui.journey.newTitle}</span>
            {journey.practice && (
              <Badge appearance="tint" color="informative">
                {text.ui.journey.practice}
              </Badge>
            )}
          </div>
          <Rail />
        </nav>
        <main className={styles.main}>
          <Step key={shown} />
        </main>
      </div>
    </JourneyContext>
  );
}

export function JourneyPage(props: Props & { id: string; fresh: TrustJourney | null }) {
  const styles = useStyles();
  const [journey, setJourney] = useState(props.fresh);
  const [error, setError] = useState<AppError | null>(null);
  const { id, fresh } = props;
  useEffect(() => {
    if (fresh) return;
    let wanted = true;
    void call('journeys.open', { id }).then((answer) => {
      if (!wanted) return;
      const result = ofKind('trust', answer);
      if (result.ok) setJourney(result.value);
      else setError(result.error);
    });
    return () => {
      wanted = false;
    };
  }, [id, fresh]);
  if (journey) return <Opened initial={journey} platform={props.platform} leave={props.leave} />;
  return (
    <main className={styles.waiting} data-testid="journey">
      {error ? <ErrorView error={error} /> : <Spinner label={text.ui.journey.opening} />}
    </main>
  );
}
