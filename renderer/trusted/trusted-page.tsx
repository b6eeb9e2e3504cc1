// Every certificate that Certwright added to this computer's stores, and whether it is still needed. Loaded when it is
// first opened. What other programs put there is neither shown nor touched.
import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { ShieldCheckmark20Regular } from '@fluentui/react-icons/svg/shield-checkmark';
import { useEffect, useState } from 'react';
import { commonName } from '../../assets/text/facts.ts';
import type { AppInfo, Journey } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Trusted, TrustedView } from '../../preload/contract/trusted.ts';
import { call, type LoadedFrom, useLoaded } from '../bridge.ts';
import { AgainButton } from '../parts/again-button.tsx';
import { Spoken } from '../parts/copy-button.tsx';
import { ErrorView } from '../parts/error-view.tsx';
import { Notice } from '../parts/notice.tsx';
import { OutcomeBar } from '../parts/outcome-bar.tsx';
import { catchLostFocus, PageTitle } from '../parts/page-title.tsx';
import { spokenStage } from '../parts/working.tsx';
import { useRights } from '../rights/use-rights.tsx';
import { useTask } from '../tools/use-task.ts';
import { CertificateList } from './certificate-list.tsx';
import { FirefoxPanel } from './firefox-panel.tsx';
import { type Done, DoneNotice, doneTitle } from './outcome.tsx';
import { countsOf, groupsOf, notesOfAll } from './trusted-model.ts';
import { trustedText as words } from './trusted-text.ts';

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
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px' },
});

const answerOf = (view: TrustedView): string => words.answer(countsOf(groupsOf(view)), !view.journalUnread);

export interface TrustedPageProps {
  readonly platform: AppInfo['platform'];
  readonly onStarted: (journey: Journey) => void;
  /** Opens a journey that the app knows. */
  readonly onOpen: (id: string) => void;
  readonly onActivity?: (() => void) | undefined;
}

/** The answer in one sentence, and how it is to be read. */
function Answer({ view }: { view: TrustedView }) {
  const counts = countsOf(groupsOf(view));
  // What is decided elsewhere may make all of it worthless.
  const isSure = counts.unknown === 0 && !view.journalUnread && view.unread.length === 0 && view.notes.length === 0;
  const tone = counts.notNeeded > 0 ? 'warning' : counts.there > 0 && isSure ? 'good' : 'neutral';
  return (
    <div data-testid="answer" data-tone={tone}>
      <Notice tone={tone} title={answerOf(view)} />
    </div>
  );
}

interface Reading {
  readonly from: LoadedFrom<TrustedView>;
  readonly again: () => void;
  readonly busy: boolean;
}

function ReadAgain({ from, again, busy }: Reading) {
  const { reloading, readAt } = from;
  return (
    <AgainButton
      label={words.readAgain}
      reloading={reloading}
      readAt={readAt}
      busy={busy}
      onAgain={again}
      testId="read-again"
    />
  );
}

/** What decides beside the certificates, and what could not be read. */
function Warnings({ view, from, again, busy }: Reading & { view: TrustedView }) {
  return (
    <>
      {view.journalUnread && (
        <Notice tone="warning" title={words.journalUnreadTitle} testId="journal-unread">
          {words.journalUnreadText}
        </Notice>
      )}
      {view.unread.length > 0 && (
        <Notice tone="warning" title={words.unreadTitle(view.unread.length)} testId="unread">
          <span>{words.unreadText(view.unread)}</span>
          <ReadAgain from={from} again={again} busy={busy} />
        </Notice>
      )}
      {notesOfAll(view.notes).map((note) => {
        const { title, text: explanation } = words.note(note);
        return (
          <Notice key={title} tone="warning" title={title} testId={`note-${note.kind}`}>
            {explanation}
          </Notice>
        );
      })}
    </>
  );
}

function Empty({ onStarted }: { onStarted: (journey: Journey) => void }) {
  const styles = useStyles();
  const [failure, setFailure] = useState<AppError | null>(null);
  const start = async () => {
    const started = await call('journeys.start', { kind: 'trust', practice: false });
    if (started.ok) onStarted(started.value);
    else setFailure(started.error);
  };
  return (
    <>
      <p className={styles.note}>{words.empty}</p>
      {failure && <ErrorView error={failure} />}
      <div className={styles.row}>
        <Button
          appearance="primary"
          icon={<ShieldCheckmark20Regular />}
          onClick={() => void start()}
          data-testid="start-trust"
        >
          {words.start}
        </Button>
      </div>
    </>
  );
}

/** Main is asked for the plan: there is nothing to count. */
const planning = { progress: null, cancelling: false };

export function TrustedPage({ platform, onStarted, onOpen, onActivity }: TrustedPageProps) {
  const styles = useStyles();
  const from = useLoaded('trusted.list');
  const { loaded, put, reload } = from;
  const task = useTask<'look' | 'remove' | 'leave', TrustedView>();
  const { run } = task;
  const { running, failure } = task.state;
  const rights = useRights();
  const [done, setDone] = useState<Done | null>(null);
  const isRunning = running !== null;
  const busy = isRunning || rights.busy || from.reloading;
  const view = loaded.status === 'ready' ? loaded.value : null;
  // The button that was pressed goes with its certificate, or with the list that could not be read again.
  useEffect(() => {
    if (!isRunning && loaded.status !== 'loading') catchLostFocus();
  }, [isRunning, loaded]);

  /** What was told of the work before is over. */
  const begin = () => {
    setDone(null);
    rights.clear();
    task.reset();
  };
  const again = () => {
    begin();
    reload();
  };
  /** Shows what main answered; after a failure or a cancel it is asked again, since part of the work may have been done. */
  const finish = (result: Result<TrustedView> | null, outcome: (view: TrustedView) => Done | null) => {
    if (!result) return;
    if (!result.ok) return reload();
    put(result.value);
    setDone(outcome(result.value));
  };
  const look = async () => {
    begin();
    const result = await run('look', (id) => call('trusted.look', { task: id }));
    finish(result, ({ looked }) => (looked ? { kind: 'looked', ...looked } : null));
  };
  const remove = (entries: readonly Trusted[], outcome: Done) => {
    if (task.isBusy()) return;
    begin();
    const certificates = entries.map(({ store, sha256 }) => ({ store, sha256 }));
    const go = async () =>
      finish(await run('remove', (id) => call('trusted.remove', { task: id, certificates })), () => outcome);
    rights.ask({ plan: () => call('trusted.plan', { certificates }), go: () => void go(), check: reload });
  };
  const leave = async ({ store, sha256, item }: Trusted) => {
    begin();
    const result = await run('leave', () => call('trusted.leave', { store, sha256 }));
    finish(result, () => ({ kind: 'left', name: commonName(item) }));
  };
  const hasNone = view !== null && view.certificates.length === 0;
  const spoken = running
    ? spokenStage(running.progress, running.cancelling)
    : view
      ? `${done === null ? '' : `${doneTitle(done)} `}${answerOf(view)}`
      : '';
  return (
    <main className={styles.page} data-testid="trusted" aria-busy={isRunning}>
      <div className={styles.content}>
        <div className={styles.head}>
          <PageTitle takeFocus>{words.title}</PageTitle>
          <p className={styles.note}>{words.help}</p>
        </div>
        {loaded.status === 'loading' && <Spinner label={words.loading} />}
        {loaded.status === 'failed' && (
          <>
            <ErrorView error={loaded.error} />
            <ReadAgain from={from} again={again} busy={busy} />
          </>
        )}
        {view && <Answer view={view} />}
        <Spoken>{spoken}</Spoken>
        {view && <Warnings view={view} from={from} again={again} busy={busy} />}
        {hasNone && !view.journalUnread && <Empty onStarted={onStarted} />}
        {view && !hasNone && (
          <>
            <div className={styles.row}>
              <Button
                icon={<ArrowSync20Regular />}
                onClick={() => void look()}
                disabledFocusable={busy}
                data-testid="look"
              >
                {words.look}
              </Button>
              <span className={styles.note}>{words.lookText}</span>
            </div>
            <CertificateList
              view={view}
              busy={busy}
              onRemove={(entry) => remove([entry], { kind: 'removed', name: commonName(entry.item) })}
              onRemoveAll={(entries) => remove(entries, { kind: 'removed-all' })}
              onLeave={(entry) => void leave(entry)}
              onJourney={onOpen}
            />
          </>
        )}
        {view && <FirefoxPanel firefox={view.firefox} platform={platform} />}
        {view && (
          <p className={styles.note}>
            {words.foreign} {words.readAt(view.readAt)}.
          </p>
        )}
        {rights.dialog}
        <OutcomeBar
          running={running ?? (rights.planning ? planning : null)}
          onCancel={running ? task.cancel : rights.clear}
          failure={failure?.error ?? rights.failure}
          onClose={begin}
        >
          {done && <DoneNotice done={done} onActivity={onActivity} />}
        </OutcomeBar>
      </div>
    </main>
  );
}
