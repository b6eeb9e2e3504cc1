// The kept copies of the hosts file: when, how large, what each would change, and a way to put one back. Nothing here
// deletes a copy. Loaded when it is first opened.
import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Backup, Backups } from '../../../preload/contract/activity.ts';
import { call, useLoaded } from '../../bridge.ts';
import { AgainButton } from '../../parts/again-button.tsx';
import { CopyButton, Spoken } from '../../parts/copy-button.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { FactsList } from '../../parts/facts-list.tsx';
import { Notice } from '../../parts/notice.tsx';
import { OutcomeBar } from '../../parts/outcome-bar.tsx';
import { catchLostFocus } from '../../parts/page-title.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ShowMore, usePaged } from '../../parts/show-more.tsx';
import { spokenStage } from '../../parts/working.tsx';
import { useRights } from '../../rights/use-rights.tsx';
import { explain, text } from '../../text.ts';
import { ToolFrame } from '../../tools/tool-frame.tsx';
import { useTask } from '../../tools/use-task.ts';
import { backupsText as words } from './backups-text.ts';
import { CopyFold } from './copy-fold.tsx';

const useStyles = makeStyles({
  page: { height: '100%', minHeight: 0 },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '8px' },
  entry: { outlineStyle: 'none', minWidth: 0 },
  note: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
  folder: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '4px 8px' },
  mono: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
});

const step = 30;

function Places({ view }: { view: Backups }) {
  const styles = useStyles();
  const folder = (
    <span className={styles.folder}>
      <code className={styles.mono}>{view.folder}</code>
      <CopyButton value={view.folder} what={words.folderWhat} />
    </span>
  );
  return (
    <Panel>
      <FactsList
        facts={[
          { term: words.file, value: view.file, mono: true },
          { term: words.folder, value: folder },
        ]}
      />
      <p className={styles.note}>{words.folderText}</p>
    </Panel>
  );
}

export function BackupsPage({ onActivity }: { onActivity: () => void }) {
  const styles = useStyles();
  const { loaded, put, reload, reloading, readAt } = useLoaded('backups.list');
  const { state, run, isBusy, cancel, reset } = useTask<'restore', Backups>();
  const rights = useRights();
  const [restored, setRestored] = useState<Backup | null>(null);
  const running = state.running ?? (rights.planning ? { progress: null, cancelling: false } : null);
  const failure = state.failure?.error ?? rights.failure;
  const isRunning = running !== null;
  const busy = isRunning || rights.busy;
  const view = loaded.status === 'ready' ? loaded.value : null;
  const { shown, list, more } = usePaged<Backup, HTMLUListElement>(view?.backups ?? [], step);
  // The button that was pressed goes where the copy is what the file holds.
  useEffect(() => {
    if (!isRunning && loaded.status !== 'loading') catchLostFocus();
  }, [isRunning, loaded]);

  const clear = () => {
    rights.clear();
    reset();
    setRestored(null);
  };

  const restore = (copy: Backup, before: string) => {
    if (isBusy()) return;
    clear();
    const { sha256 } = copy;
    const go = async () => {
      const result = await run('restore', (task) => call('backups.restore', { task, sha256, before }));
      if (!result) return;
      // The file is another one than was seen, or part of the work was done: what is shown must be what is there.
      if (!result.ok) return reload();
      put(result.value);
      setRestored(copy);
    };
    rights.ask({
      plan: () => call('backups.plan', { sha256, before }),
      go: () => void go(),
      refused: () => {
        reload();
        return false;
      },
      check: reload,
    });
  };
  const answer = view
    ? words.answer(
        view.backups.length,
        view.backups.some(({ isNow }) => isNow),
      )
    : '';
  const spoken = running
    ? spokenStage(running.progress, running.cancelling)
    : failure
      ? explain(text, failure).what
      : `${restored ? `${words.restored(restored.at)} ` : ''}${answer}`;
  return (
    <main className={styles.page} data-testid="backups">
      <ToolFrame
        title={words.title}
        help={words.help}
        back={{ label: words.back, run: onActivity }}
        foot={
          <AgainButton
            label={words.again}
            reloading={reloading}
            readAt={readAt}
            busy={busy}
            onAgain={() => {
              clear();
              reload();
            }}
            testId="read-again"
          />
        }
        busy={isRunning}
        testId="copies"
      >
        {loaded.status === 'loading' && <Spinner label={words.reading} />}
        {view && (
          <div data-testid="answer">
            <Notice tone="neutral" title={answer}>
              {view.backups.length === 0 && <span>{words.empty}</span>}
            </Notice>
          </div>
        )}
        <Spoken>{spoken}</Spoken>
        {rights.dialog}
        {loaded.status === 'failed' && <ErrorView error={loaded.error} />}
        {view && view.backups.length > 0 && (
          <ul ref={list} className={styles.list} aria-label={words.list}>
            {shown.map((copy) => (
              <li key={copy.name} className={styles.entry} tabIndex={-1} data-testid="copy">
                <CopyFold copy={copy} now={view.now} busy={busy} onRestore={(before) => restore(copy, before)} />
              </li>
            ))}
          </ul>
        )}
        <ShowMore shown={shown.length} all={view?.backups.length ?? 0} step={step} more={more} />
        {view && <Places view={view} />}
        <OutcomeBar
          running={running}
          onCancel={state.running ? cancel : rights.clear}
          failure={failure}
          todo={failure?.code === 'hosts-changed' ? words.readAgain : undefined}
          onClose={clear}
        >
          {restored && (
            <Notice tone="good" title={words.restored(restored.at)} testId="restored">
              <span>{words.restoredText}</span>
            </Notice>
          )}
        </OutcomeBar>
      </ToolFrame>
    </main>
  );
}
