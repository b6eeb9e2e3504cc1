// Every change of this computer that Certwright made, and the ways back. Loaded when it is first opened.
import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { AppError } from '../../preload/contract/errors.ts';
import { useLoaded } from '../bridge.ts';
import { RepairedNotice } from '../home/repaired-notice.tsx';
import { Spoken } from '../parts/copy-button.tsx';
import { ErrorView } from '../parts/error-view.tsx';
import { Notice } from '../parts/notice.tsx';
import { OutcomeBar } from '../parts/outcome-bar.tsx';
import { catchLostFocus, PageTitle } from '../parts/page-title.tsx';
import { Panel } from '../parts/panel.tsx';
import { spokenStage } from '../parts/working.tsx';
import { countsOf } from './activity-model.ts';
import { activityText as words } from './activity-text.ts';
import { BackupsCard } from './backups-card.tsx';
import { ChangesView } from './changes-view.tsx';
import { ExportPanel } from './export-panel.tsx';
import { UnrecordedNotice } from './unrecorded-notice.tsx';
import { type Outcome, useTakingBack } from './use-taking-back.tsx';

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
  head: { display: 'flex', flexDirection: 'column', gap: '8px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** What was done, in a sentence and what to know of it. */
function outcomeWords(outcome: Outcome): { title: string; text: string; good: boolean } {
  const { undone, dropped, kept } = outcome;
  const parts = [
    undone && words.undone(undone.count),
    dropped > 0 && words.dropped(dropped),
    kept > 0 && words.kept(kept),
  ].filter((part) => typeof part === 'string');
  const title = parts.join(' ');
  if (!undone) return { title, text: words.leftText, good: true };
  return { title, text: words.undoneText(undone), good: undone.verified && undone.left === 0 };
}

/** Without a journal that can be read: what that means, and what still works. */
function Failed({ error, again }: { error: AppError; again: () => void }) {
  const styles = useStyles();
  return (
    <>
      <ErrorView
        error={error}
        actions={
          <Button onClick={again} data-testid="read-again">
            {words.damaged.again}
          </Button>
        }
      />
      {error.code === 'store-data-damaged' && (
        <Panel title={words.damaged.title} testId="damaged">
          <ul className={styles.list}>
            {words.damaged.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

export function ActivityPage(props: { onJourney: (id: string) => void; onBackups: () => void; leave: () => void }) {
  const styles = useStyles();
  const { loaded, put, reload, reloading, readAt } = useLoaded('activity.list');
  const back = useTakingBack(put, reload);
  const { running, failure, outcome } = back;
  const again = () => {
    back.clear();
    reload();
  };
  const isRunning = running !== null;
  const activity = loaded.status === 'ready' ? loaded.value : null;
  // The button that was pressed may go with what it was about.
  useEffect(() => {
    if (!isRunning && loaded.status !== 'loading') catchLostFocus();
  }, [isRunning, loaded]);
  const counts = countsOf(activity?.entries ?? []);
  const answer = activity ? words.answer(counts, activity.unrecorded !== undefined) : '';
  const odd = activity ? words.oddities(counts) : [];
  const done = outcome && outcomeWords(outcome);
  const spoken = running
    ? spokenStage(running.progress, running.cancelling)
    : [done?.title, done?.text, answer, ...odd, activity?.unrecorded && words.unrecorded.title(activity.unrecorded)]
        .filter((part) => part !== undefined && part !== '')
        .join(' ');
  return (
    <main className={styles.page} data-testid="activity" aria-busy={isRunning}>
      <div className={styles.content}>
        <div className={styles.head}>
          <PageTitle takeFocus>{words.title}</PageTitle>
          <p className={styles.note}>{words.help}</p>
        </div>
        {loaded.status === 'loading' && <Spinner label={words.reading} />}
        {activity && (
          <div data-testid="answer">
            <Notice
              tone={odd.length > 0 || counts.unknown > 0 ? 'warning' : counts.inForce > 0 ? 'good' : 'neutral'}
              title={answer}
            >
              {odd.map((sentence) => (
                <span key={sentence}>{sentence}</span>
              ))}
            </Notice>
          </div>
        )}
        <Spoken>{spoken}</Spoken>
        {back.dialogs}
        {loaded.status === 'failed' && <Failed error={loaded.error} again={again} />}
        {activity?.unrecorded && <UnrecordedNotice found={activity.unrecorded} />}
        {activity && <RepairedNotice activity={activity} />}
        {activity && counts.all > 0 && (
          <ChangesView
            entries={activity.entries}
            actions={{ ...back, entries: activity.entries }}
            again={{ run: again, reloading, readAt }}
            onJourney={props.onJourney}
          />
        )}
        {activity && counts.all === 0 && !activity.unrecorded && (
          <Panel title={words.emptyTitle} testId="empty">
            <p className={styles.note}>{words.empty}</p>
            <div className={styles.row}>
              <Button appearance="primary" onClick={props.leave} data-testid="to-home">
                {words.toHome}
              </Button>
            </div>
          </Panel>
        )}
        {loaded.status !== 'loading' && <BackupsCard onOpen={props.onBackups} />}
        {activity && counts.all > 0 && <ExportPanel entries={activity.entries} />}
        <OutcomeBar running={running} onCancel={back.cancel} failure={failure} onClose={back.clear}>
          {done && (
            <Notice tone={done.good ? 'good' : 'warning'} title={done.title} testId="outcome">
              {done.text !== '' && <span>{done.text}</span>}
            </Notice>
          )}
        </OutcomeBar>
      </div>
    </main>
  );
}
