// What was there before a change and what after it, as far as it was done: in words for a store, as a diff for a line of the hosts file.
import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowRight16Regular } from '@fluentui/react-icons/svg/arrow-right';
import { useEffect, useState } from 'react';
import type { ActivityEntry, UndoDiff } from '../../preload/contract/activity.ts';
import { call, type Loaded } from '../bridge.ts';
import { DiffView } from '../parts/diff-view.tsx';
import { ErrorView } from '../parts/error-view.tsx';
import { Fold } from '../parts/fold.tsx';
import { activityText as words } from './activity-text.ts';

const useStyles = makeStyles({
  pair: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 10px', margin: 0 },
  arrow: { flexShrink: 0, color: tokens.colorNeutralForeground2 },
  side: { display: 'flex', flexWrap: 'wrap', gap: '4px', margin: 0 },
  value: { margin: 0 },
  term: { color: tokens.colorNeutralForeground2 },
  meant: { display: 'flex', flexDirection: 'column', gap: '4px' },
  line: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

function Pair({ before, after }: { before: string; after: string }) {
  const styles = useStyles();
  return (
    <dl className={styles.pair}>
      <div className={styles.side}>
        <dt className={styles.term}>{words.before}:</dt>
        <dd className={styles.value}>{before}</dd>
      </div>
      <div className={styles.side}>
        <ArrowRight16Regular className={styles.arrow} />
        <dt className={styles.term}>{words.after}:</dt>
        <dd className={styles.value}>{after}</dd>
      </div>
    </dl>
  );
}

/** What putting a copy back made of the whole file: both are kept. */
function Made({ id }: { id: string }) {
  const [loaded, setLoaded] = useState<Loaded<UndoDiff>>({ status: 'loading' });
  useEffect(() => {
    let wanted = true;
    void call('activity.made', { id }).then((result) => {
      if (!wanted) return;
      setLoaded(result.ok ? { status: 'ready', value: result.value } : { status: 'failed', error: result.error });
    });
    return () => {
      wanted = false;
    };
  }, [id]);
  if (loaded.status === 'loading') return <Spinner size="small" labelPosition="after" label={words.madeReading} />;
  if (loaded.status === 'failed') return <ErrorView error={loaded.error} />;
  const { diff, left } = loaded.value;
  return (
    <>
      {diff.length === 0 ? (
        <span>{words.madeSame}</span>
      ) : (
        <DiffView lines={diff} label={words.diff(words.titles['hosts-restored'])} />
      )}
      {left > 0 && <span>{words.madeMore(left)}</span>}
    </>
  );
}

export function ChangePicture({ entry }: { entry: Pick<ActivityEntry, 'id' | 'change' | 'state'> }) {
  const styles = useStyles();
  const { kind, what } = entry.change;
  const unlike = words.afterOf(entry.state);
  if (kind === 'hosts-line-added' || kind === 'hosts-line-removed') {
    // A line with a sign would say that it was done.
    if (unlike !== null)
      return (
        <div className={styles.meant}>
          <span>
            <span className={styles.term}>{words.meant[kind]}:</span> <code className={styles.line}>{what}</code>
          </span>
          <Pair before={words.lineBefore[kind]} after={unlike} />
        </div>
      );
    const sign = kind === 'hosts-line-added' ? ('add' as const) : ('remove' as const);
    return (
      <DiffView lines={[{ kind: sign, line: 1, text: what }]} label={words.diff(words.titles[kind])} numbers={false} />
    );
  }
  const [before, after] =
    kind === 'hosts-restored' ? [words.restoredBefore, words.restoredAfter(what)] : words.beforeAfter[kind];
  return (
    <>
      <Pair before={before} after={unlike ?? after} />
      {kind === 'hosts-restored' && unlike === null && (
        <Fold title={words.madeTitle} quiet lazy testId="made">
          <Made id={entry.id} />
        </Fold>
      )}
    </>
  );
}
