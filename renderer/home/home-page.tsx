// Home asks one thing: what do you want to do? It stands before any answer from main has arrived; the lists fill in.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowCircleUp48Regular } from '@fluentui/react-icons/svg/arrow-circle-up';
import { DocumentLock32Regular } from '@fluentui/react-icons/svg/document-lock';
import { DocumentSignature32Regular } from '@fluentui/react-icons/svg/document-signature';
import { QuestionCircle32Regular } from '@fluentui/react-icons/svg/question-circle';
import { ShieldCheckmark48Regular } from '@fluentui/react-icons/svg/shield-checkmark';
import { ShieldTask32Regular } from '@fluentui/react-icons/svg/shield-task';
import { type ReactElement, useState } from 'react';
import type { Journey, JourneyKind } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { call, useLoaded } from '../bridge.ts';
import type { ToolsPart } from '../navigation.ts';
import { ErrorView } from '../parts/error-view.tsx';
import { focusTitle, PageTitle } from '../parts/page-title.tsx';
import { text } from '../text.ts';
import { PracticePanel } from './practice-panel.tsx';
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
  icon: { color: tokens.colorBrandForeground1, flexShrink: 0 },
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
  tool: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '6px',
    padding: '20px 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow2,
  },
  toolHeading: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  toolButton: { marginTop: 'auto' },
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
  onTrusted: () => void;
}) {
  const styles = useStyles();
  const { loaded, reload } = useLoaded('journeys.list');
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
          <section className={styles.tool} aria-labelledby="files-card">
            <DocumentLock32Regular className={styles.icon} />
            <h2 id="files-card" className={styles.toolHeading}>
              {words.filesTitle}
            </h2>
            <p className={styles.note}>{words.filesText}</p>
            <Button
              className={styles.toolButton}
              onClick={() => props.onTools('files')}
              aria-describedby="files-card"
              data-testid="open-tools"
            >
              {words.filesButton}
            </Button>
          </section>
          <section className={styles.tool} aria-labelledby="requests-card">
            <DocumentSignature32Regular className={styles.icon} />
            <h2 id="requests-card" className={styles.toolHeading}>
              {words.requestsTitle}
            </h2>
            <p className={styles.note}>{words.requestsText}</p>
            <Button
              className={styles.toolButton}
              onClick={() => props.onTools('requests')}
              aria-describedby="requests-card"
              data-testid="open-requests"
            >
              {words.requestsButton}
            </Button>
          </section>
          <section className={styles.tool} aria-labelledby="message-card">
            <QuestionCircle32Regular className={styles.icon} />
            <h2 id="message-card" className={styles.toolHeading}>
              {words.messageTitle}
            </h2>
            <p className={styles.note}>{words.messageText}</p>
            <Button
              className={styles.toolButton}
              onClick={props.onTroubleshoot}
              aria-describedby="message-card"
              data-testid="open-troubleshoot"
            >
              {words.messageButton}
            </Button>
          </section>
          <section className={styles.tool} aria-labelledby="trusted-card">
            <ShieldTask32Regular className={styles.icon} />
            <h2 id="trusted-card" className={styles.toolHeading}>
              {words.trustedTitle}
            </h2>
            <p className={styles.note}>{words.trustedText}</p>
            <Button
              className={styles.toolButton}
              onClick={props.onTrusted}
              aria-describedby="trusted-card"
              data-testid="open-trusted"
            >
              {words.trustedButton}
            </Button>
          </section>
        </div>
        <WaitingCard onOpen={() => props.onTools('requests')} />
        <UnderWay loaded={loaded} reload={reload} onOpen={props.onOpen} />
        <PracticePanel walk={(kind) => start(kind, true)} walking={starting} />
      </div>
    </main>
  );
}
