// Home asks one thing: what do you want to do? It stands before any answer from main has arrived; the lists fill in.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowCircleUp48Regular } from '@fluentui/react-icons/svg/arrow-circle-up';
import { DocumentLock32Regular } from '@fluentui/react-icons/svg/document-lock';
import { DocumentSignature32Regular } from '@fluentui/react-icons/svg/document-signature';
import { QuestionCircle32Regular } from '@fluentui/react-icons/svg/question-circle';
import { ShieldCheckmark48Regular } from '@fluentui/react-icons/svg/shield-checkmark';
import { type ReactElement, useState } from 'react';
import type { Journey, JourneyKind } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { call, useLoaded } from '../bridge.ts';
import type { ComputerPage, ToolsPart } from '../navigation.ts';
import { ErrorView } from '../parts/error-view.tsx';
import { focusTitle, PageTitle } from '../parts/page-title.tsx';
import { text } from '../text.ts';
import { ComputerCards } from './computer-cards.tsx';
import { PracticePanel } from './practice-panel.tsx';
import { RepairedNotice } from './repaired-notice.tsx';
import { ToolCard } from './tool-card.tsx';
import { UnderWay } from './under-way.tsx';
import { WaitingCard } from './waiting-card.tsx';

const short = '@media (max-width: 819px), (max-height: 519px)';
const useStyles = makeStyles({
  // Else what is for screen readers only would stick out of the window, which would scroll as well.
  page: { position: 'relative', height: '100%', overflowY: 'auto', [short]: { height: 'auto', overflowY: 'visible' } },
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
  cardIcon: { color: tokens.colorBrandForeground1, flexShrink: 0, display: 'flex' },
  words: { flex: '1 1 300px', display: 'flex', flexDirection: 'column', gap: '4px' },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  tools: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(280px, 100%), 1fr))', gap: '20px' },
});

const words = text.ui.homePage;

function JourneyCard(props: {
  id: JourneyKind;
  icon: ReactElement;
  title: string;
  text: string;
  button: string;
  start: () => void;
  starting: boolean;
}) {
  const styles = useStyles();
  const { id } = props;
  return (
    <section className={styles.card} aria-labelledby={`${id}-card`}>
      <span className={styles.cardIcon}>{props.icon}</span>
      <div className={styles.words}>
        <h2 id={`${id}-card`} className={styles.heading}>
          {props.title}
        </h2>
        <p className={styles.note}>{props.text}</p>
      </div>
      <Button
        appearance="primary"
        size="large"
        onClick={props.start}
        disabledFocusable={props.starting}
        aria-describedby={`${id}-card`}
        data-testid={`start-${id}`}
      >
        {props.button}
      </Button>
    </section>
  );
}

export function HomePage(props: {
  takeFocus: boolean;
  /** What went wrong at the start of the app without keeping it from working. */
  troubles: readonly AppError[];
  dismiss: (trouble: AppError) => void;
  onOpen: (id: string) => void;
  onStarted: (journey: Journey) => void;
  onTools: (part: ToolsPart) => void;
  onTroubleshoot: () => void;
  onComputer: (page: ComputerPage) => void;
  /** What a crash left was told already in this session. */
  toldOfRepair: boolean;
  dismissRepair: () => void;
}) {
  const styles = useStyles();
  const { loaded, reload } = useLoaded('journeys.list');
  const activity = useLoaded('activity.list');
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<AppError | null>(null);

  const start = async (kind: JourneyKind, practice: boolean) => {
    if (starting) return;
    setStarting(true);
    const result = await call('journeys.start', { kind, practice });
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
        {activity.loaded.status === 'ready' && !props.toldOfRepair && (
          <RepairedNotice
            activity={activity.loaded.value}
            buttons={
              <>
                <Button onClick={() => props.onComputer('activity')} data-testid="repaired-open">
                  {text.ui.journey.toActivity}
                </Button>
                <Button
                  appearance="subtle"
                  onClick={() => {
                    focusTitle();
                    props.dismissRepair();
                  }}
                  data-testid="repaired-dismiss"
                >
                  {words.dismiss}
                </Button>
              </>
            }
          />
        )}
        {error && <ErrorView error={error} />}
        <JourneyCard
          id="trust"
          icon={<ShieldCheckmark48Regular />}
          title={words.trustTitle}
          text={words.trustText}
          button={words.trustButton}
          start={() => start('trust', false)}
          starting={starting}
        />
        <JourneyCard
          id="deploy"
          icon={<ArrowCircleUp48Regular />}
          title={words.deployTitle}
          text={words.deployText}
          button={words.deployButton}
          start={() => start('deploy', false)}
          starting={starting}
        />
        <div className={styles.tools}>
          <ToolCard
            id="files"
            icon={<DocumentLock32Regular />}
            title={words.filesTitle}
            text={words.filesText}
            button={words.filesButton}
            open={() => props.onTools('files')}
            testId="open-tools"
          />
          <ToolCard
            id="requests"
            icon={<DocumentSignature32Regular />}
            title={words.requestsTitle}
            text={words.requestsText}
            button={words.requestsButton}
            open={() => props.onTools('requests')}
            testId="open-requests"
          />
          <ToolCard
            id="message"
            icon={<QuestionCircle32Regular />}
            title={words.messageTitle}
            text={words.messageText}
            button={words.messageButton}
            open={props.onTroubleshoot}
            testId="open-troubleshoot"
          />
        </div>
        <WaitingCard onOpen={() => props.onTools('requests')} />
        <UnderWay loaded={loaded} reload={reload} onOpen={props.onOpen} />
        <div className={styles.tools}>
          <ComputerCards activity={activity.loaded} onOpen={props.onComputer} />
        </div>
        <PracticePanel walk={(kind) => start(kind, true)} walking={starting} />
      </div>
    </main>
  );
}
