// Every certificate that Certwright added to this computer's stores, and whether it is still needed. Loaded when it is
// first opened. What other programs put there is neither shown nor touched.
import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { ShieldCheckmark20Regular } from '@fluentui/react-icons/svg/shield-checkmark';
import { useEffect, useState } from 'react';
import { commonName } from '../../assets/text/facts.ts';
import type { AppInfo, Journey } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { Trusted, TrustedView } from '../../preload/contract/trusted.ts';
import { call, useLoaded } from '../bridge.ts';
import { Spoken } from '../parts/copy-button.tsx';
import { ErrorView } from '../parts/error-view.tsx';
import { Notice } from '../parts/notice.tsx';
import { catchLostFocus, PageTitle } from '../parts/page-title.tsx';
import { stageText, Working } from '../parts/working.tsx';
import { useRights } from '../rights/use-rights.tsx';
import { useTask } from '../tools/use-task.ts';
import { CertificateList } from './certificate-list.tsx';
import { FirefoxPanel } from './firefox-panel.tsx';
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

type Looked = NonNullable<TrustedView['looked']>;
type Done = { kind: 'removed' | 'left'; name: string } | ({ kind: 'looked' } & Looked);

const doneTitle = (done: Done): string => (done.kind === 'looked' ? words.looked(done) : words[done.kind](done.name));
/** Have all those answered that were asked? The rest was done, or it would be a failure. */
const isGood = (done: Done): boolean => done.kind !== 'looked' || (done.asked > 0 && done.answered === done.asked);
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

/** What decides beside the certificates, and what could not be read. */
function Warnings({ view, again, busy }: { view: TrustedView; again: () => void; busy: boolean }) {
  const styles = useStyles();
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
          <div className={styles.row}>
            <Button icon={<ArrowSync20Regular />} onClick={again} disabledFocusable={busy} data-testid="read-again">
              {words.readAgain}
            </Button>
          </div>
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

export function TrustedPage({ platform, onStarted, onOpen, onActivity }: TrustedPageProps) {
  const styles = useStyles();
  const { loaded, put, reload } = useLoaded('trusted.list');
  const { state, run, isBusy, cancel } = useTask<'look' | 'remove' | 'leave', TrustedView>();
  const rights = useRights();
  const [done, setDone] = useState<Done | null>(null);
  const { running, failure } = state;
  const busy = running !== null || rights.busy;
  const view = loaded.status === 'ready' ? loaded.value : null;
  const isRunning = running !== null;
  const settled = isRunning ? null : view;
  // The button that was pressed goes with its certificate.
  useEffect(() => {
    if (settled) catchLostFocus();
  }, [settled]);

  const look = async () => {
    setDone(null);
    const result = await run('look', (task) => call('trusted.look', { task }));
    if (!result) return;
    // Some may have answered before it was cancelled.
    if (!result.ok) return reload();
    put(result.value);
    if (result.value.looked) setDone({ kind: 'looked', ...result.value.looked });
  };
  const remove = (entry: Trusted) => {
    if (isBusy()) return;
    const { store, sha256 } = entry;
    setDone(null);
    const go = async () => {
      const result = await run('remove', (task) => call('trusted.remove', { task, store, sha256 }));
      if (!result) return;
      // Part of the work may have been done.
      if (!result.ok) return reload();
      put(result.value);
      setDone({ kind: 'removed', name: commonName(entry.item) });
    };
    rights.ask({
      plan: () => call('trusted.plan', { store, sha256 }),
      go: () => void go(),
      check: reload,
    });
  };
  const leave = async ({ store, sha256, item }: Trusted) => {
    setDone(null);
    const result = await run('leave', () => call('trusted.leave', { store, sha256 }));
    if (!result) return;
    // It is there again, perhaps.
    if (!result.ok) return reload();
    put(result.value);
    setDone({ kind: 'left', name: commonName(item) });
  };
  const hasNone = view !== null && view.certificates.length === 0;
  const spoken = running
    ? stageText(running.progress, running.cancelling)
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
        {loaded.status === 'failed' && <ErrorView error={loaded.error} />}
        {view && <Answer view={view} />}
        {running && <Working progress={running.progress} cancelling={running.cancelling} onCancel={cancel} />}
        <Spoken>{spoken}</Spoken>
        {failure && <ErrorView error={failure.error} />}
        {rights.view}
        {done !== null && !running && (
          <Notice tone={isGood(done) ? 'good' : 'warning'} title={doneTitle(done)} testId={done.kind}>
            {done.kind === 'removed' && <span>{words.removedHint}</span>}
            {done.kind === 'removed' && onActivity && (
              <div className={styles.row}>
                <Button onClick={onActivity} data-testid="to-activity">
                  {words.activity}
                </Button>
              </div>
            )}
          </Notice>
        )}
        {view && <Warnings view={view} again={reload} busy={busy} />}
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
              onRemove={remove}
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
      </div>
    </main>
  );
}
