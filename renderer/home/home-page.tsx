// Home asks one thing: what do you want to do? It stands before any answer from main has arrived; the lists fill in.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentLock48Regular } from '@fluentui/react-icons/svg/document-lock';
import { ShieldCheckmark48Regular } from '@fluentui/react-icons/svg/shield-checkmark';
import { useState } from 'react';
import type { AppError } from '../../preload/contract/errors.ts';
import type { TrustJourney } from '../../preload/contract/trust-journey.ts';
import { call, useLoaded } from '../bridge.ts';
import type { ToolsPart } from '../navigation.ts';
import { ErrorView } from '../parts/error-view.tsx';
import { focusTitle, PageTitle } from '../parts/page-title.tsx';
import { text } from '../text.ts';
import { PracticePanel } from './practice-panel.tsx';
import { UnderWay } from './under-way.tsx';

const short = '@media (max-width: 819px), (max-height: 519px)';
const useStyles = makeStyles({
  page: { height: '100%', overflowY: 'auto', [short]: { height: 'auto', overflowY: 'visible' } },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: '20px',
    maxWidth: '920px',
    margin: '0 auto',
    padding: '28px 36px 40px',
    [short]: { padding: '16px' },
  },
  card: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '16px 24px',
    padding: '24px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
  },
  icon: { color: tokens.colorBrandForeground1, flexShrink: 0 },
  words: { flex: '1 1 300px', display: 'flex', flexDirection: 'column', gap: '4px' },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const words = text.ui.homePage;

export function HomePage(props: {
  takeFocus: boolean;
  /** What went wrong at the start of the app without keeping it from working. */
  troubles: readonly AppError[];
  dismiss: (trouble: AppError) => void;
  onOpen: (id: string) => void;
  onStarted: (journey: TrustJourney) => void;
  onTools: (part: ToolsPart) => void;
}) {
  const styles = useStyles();
  const { loaded, reload } = useLoaded('journeys.list');
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<AppError | null>(null);

  const start = async (practice: boolean) => {
    if (starting) return;
    setStarting(true);
    const result = await call('journeys.start', { kind: 'trust', practice });
    setStarting(false);
    if (result.ok) props.onStarted(result.value);
    else setError(result.error);
  };

  return (
    <main className={styles.page} data-testid="home">
      <div className={styles.content}>
        <PageTitle takeFocus={props.takeFocus}>{words.title}</PageTitle>
        {props.troubles.map((trouble) => (
          <ErrorView
            key={JSON.stringify(trouble)}
            error={trouble}
            actions={
              <Button
                appearance="subtle"
                size="small"
                onClick={() => {
                  focusTitle();
                  props.dismiss(trouble);
                }}
                data-testid="dismiss"
              >
                {words.dismiss}
              </Button>
            }
          />
        ))}
        {error && <ErrorView error={error} />}
        <section className={styles.card} aria-labelledby="trust-card">
          <ShieldCheckmark48Regular className={styles.icon} />
          <div className={styles.words}>
            <h2 id="trust-card" className={styles.heading}>
              {words.trustTitle}
            </h2>
            <p className={styles.note}>{words.trustText}</p>
          </div>
          <Button
            appearance="primary"
            size="large"
            onClick={() => start(false)}
            disabledFocusable={starting}
            aria-describedby="trust-card"
            data-testid="start-trust"
          >
            {words.trustButton}
          </Button>
        </section>
        <section className={styles.card} aria-labelledby="tools-card">
          <DocumentLock48Regular className={styles.icon} />
          <div className={styles.words}>
            <h2 id="tools-card" className={styles.heading}>
              {words.toolsTitle}
            </h2>
            <p className={styles.note}>{words.toolsText}</p>
          </div>
          <div className={styles.buttons}>
            <Button
              size="large"
              onClick={() => props.onTools('files')}
              aria-describedby="tools-card"
              data-testid="open-tools"
            >
              {words.toolsButton}
            </Button>
            <Button
              size="large"
              appearance="subtle"
              onClick={() => props.onTools('requests')}
              data-testid="open-requests"
            >
              {words.requestsButton}
            </Button>
          </div>
        </section>
        <UnderWay loaded={loaded} reload={reload} onOpen={props.onOpen} />
        <PracticePanel walk={() => start(true)} walking={starting} />
      </div>
    </main>
  );
}
