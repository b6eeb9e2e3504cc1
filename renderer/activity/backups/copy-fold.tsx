// One kept copy. Unfolded, it is compared with the hosts file as it is now; the comparison is the preview of putting it back.
import { Badge, Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowUndo20Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { useEffect, useState } from 'react';
import type { Backup, BackupDiff } from '../../../preload/contract/activity.ts';
import { call, type Loaded } from '../../bridge.ts';
import { CopyableHash } from '../../parts/copyable-hash.tsx';
import { DiffView } from '../../parts/diff-view.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { FactsList } from '../../parts/facts-list.tsx';
import { Fold } from '../../parts/fold.tsx';
import { backupsText as words } from './backups-text.ts';

const useStyles = makeStyles({
  title: { display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px' },
  before: {
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightRegular,
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
  now: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
  summary: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** How many lines of the diff have this sign. */
const countOf = ({ diff }: BackupDiff, kind: 'add' | 'remove'): number =>
  diff.filter((line) => line.kind === kind).length;

function Comparison(props: { copy: Backup; busy: boolean; onRestore: (before: string) => void }) {
  const styles = useStyles();
  const { copy } = props;
  const { sha256, at } = copy;
  const [loaded, setLoaded] = useState<Loaded<BackupDiff>>({ status: 'loading' });
  useEffect(() => {
    let wanted = true;
    void call('backups.diff', { sha256 }).then((result) => {
      if (!wanted) return;
      setLoaded(result.ok ? { status: 'ready', value: result.value } : { status: 'failed', error: result.error });
    });
    return () => {
      wanted = false;
    };
  }, [sha256]);
  if (loaded.status === 'loading') return <Spinner size="small" labelPosition="after" label={words.comparing} />;
  if (loaded.status === 'failed') return <ErrorView error={loaded.error} />;
  const { diff, left, now } = loaded.value;
  const added = countOf(loaded.value, 'add');
  const removed = countOf(loaded.value, 'remove');
  return (
    <>
      <p className={styles.summary} data-testid="diff-summary">
        {left > 0 ? words.summaryMore(added, removed, left) : words.summary(added, removed)}
      </p>
      {diff.length > 0 && (
        <>
          <p className={styles.note}>{words.diffText}</p>
          <DiffView lines={diff} label={words.diff(at)} />
        </>
      )}
      {left > 0 && (
        <p className={styles.note} data-testid="diff-left">
          {words.left(left)}
        </p>
      )}
      <div className={styles.row}>
        <Button
          icon={<ArrowUndo20Regular />}
          onClick={() => props.onRestore(now)}
          disabledFocusable={props.busy}
          aria-label={words.restoreWhat(at)}
          data-testid="restore"
        >
          {words.restore}
        </Button>
      </div>
    </>
  );
}

export function CopyFold(props: {
  copy: Backup;
  /** SHA-256 of the hosts file now: another one makes the comparison anew. */
  now: string;
  busy: boolean;
  /** `before`: SHA-256 of the hosts file that the copy was compared with, which is what was seen. */
  onRestore: (before: string) => void;
}) {
  const styles = useStyles();
  const { copy } = props;
  const title = (
    <span className={styles.title}>
      <span>{words.copyTitle(copy.at, copy.bytes)}</span>
      {copy.keptBefore && <span className={styles.before}>{words.keptBefore(copy.keptBefore)}</span>}
      {copy.isNow && (
        <Badge appearance="tint" color="success" icon={<CheckmarkCircle16Filled />}>
          {words.isNow}
        </Badge>
      )}
    </span>
  );
  const hash = <CopyableHash hex={copy.sha256} what={words.sha256What} />;
  return (
    <Fold title={title} inset lazy testId={`copy-${copy.sha256.slice(0, 8)}`}>
      {copy.isNow ? (
        <p className={styles.note}>{words.nowText}</p>
      ) : (
        <Comparison key={props.now} copy={copy} busy={props.busy} onRestore={props.onRestore} />
      )}
      <FactsList
        facts={[
          { term: words.name, value: copy.name, mono: true },
          { term: words.sha256, value: hash },
        ]}
      />
    </Fold>
  );
}
