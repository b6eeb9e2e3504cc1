// What came of the last work on the page of trusted certificates, and the way to take it back.
import { Button, makeStyles } from '@fluentui/react-components';
import type { TrustedView } from '../../preload/contract/trusted.ts';
import { Notice } from '../parts/notice.tsx';
import { trustedText as words } from './trusted-text.ts';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px' } });

export type Done =
  | { readonly kind: 'removed' | 'left'; readonly name: string }
  | { readonly kind: 'removed-all' }
  | ({ readonly kind: 'looked' } & NonNullable<TrustedView['looked']>);

export function doneTitle(done: Done): string {
  if (done.kind === 'looked') return words.looked(done);
  return done.kind === 'removed-all' ? words.removedAll : words[done.kind](done.name);
}

/** Have all those answered that were asked? The rest was done, or it would be a failure. */
const isGood = (done: Done): boolean => done.kind !== 'looked' || (done.asked > 0 && done.answered === done.asked);

export function DoneNotice({ done, onActivity }: { done: Done; onActivity: (() => void) | undefined }) {
  const styles = useStyles();
  const isRemoval = done.kind === 'removed' || done.kind === 'removed-all';
  return (
    <Notice tone={isGood(done) ? 'good' : 'warning'} title={doneTitle(done)} testId={done.kind}>
      {isRemoval && <span>{words.removedHint}</span>}
      {isRemoval && onActivity && (
        <div className={styles.row}>
          <Button onClick={onActivity} data-testid="to-activity">
            {words.activity}
          </Button>
        </div>
      )}
    </Notice>
  );
}
