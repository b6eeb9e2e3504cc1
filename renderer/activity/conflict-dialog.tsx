// Somebody changed what is to be taken back: what was found, what each answer means, and the decision. Nothing is done
// before it is given.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type Ref, useEffect, useRef } from 'react';
import type { ActivityEntry, UndoDiff } from '../../preload/contract/activity.ts';
import { DiffView } from '../parts/diff-view.tsx';
import { text } from '../text.ts';
import { activityText as words } from './activity-text.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '12px', overflowWrap: 'anywhere' },
  text: { margin: 0, textWrap: 'pretty' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '8px' },
  entry: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: '10px 14px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  what: { fontWeight: tokens.fontWeightSemibold },
  note: { color: tokens.colorNeutralForeground2 },
});

export interface Conflict {
  /** All that was to be taken back. */
  readonly ids: readonly string[];
  /** As main names it. */
  readonly target: string;
  /** Which of them somebody changed, as far as that shows in the list. */
  readonly touched: readonly ActivityEntry[];
  /** The hosts file from now to after these were taken back, or all where none shows; null where it could not be read. */
  readonly diff: UndoDiff | null;
}

export type Decision = 'anyway' | 'leave' | 'cancel';

/** To be rendered only while the question stands. */
export function ConflictDialog({ conflict, onAnswer }: { conflict: Conflict; onAnswer: (decision: Decision) => void }) {
  const styles = useStyles();
  const cancel = useRef<HTMLButtonElement>(null);
  // The dialog itself would go to the first button, which overwrites what others wrote.
  useEffect(() => cancel.current?.focus(), []);
  const { ids, target, touched, diff } = conflict;
  const others = ids.length - touched.length;
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && onAnswer('cancel')}>
      <DialogSurface data-testid="conflict">
        <DialogBody>
          <DialogTitle>{words.conflict.title}</DialogTitle>
          <DialogContent className={styles.content}>
            <p className={styles.text}>{touched.length > 0 ? words.conflict.found : words.conflict.where(target)}</p>
            {touched.length > 0 && (
              <ul className={styles.list}>
                {touched.map((entry) => (
                  <li key={entry.id} className={styles.entry}>
                    <span className={styles.what}>{words.conflict.what(entry.change)}</span>
                    <span className={styles.note}>
                      {words.at(entry.at)} · {entry.change.target}
                    </span>
                    <span>{words.conflict.goes(entry)}</span>
                  </li>
                ))}
              </ul>
            )}
            <p className={styles.text}>{diff ? words.conflict.diffText : words.conflict.notRead}</p>
            {diff && diff.diff.length > 0 && <DiffView lines={diff.diff} label={words.conflict.diff} />}
            {diff && diff.diff.length === 0 && <p className={styles.text}>{words.conflict.noDiff}</p>}
            {diff && diff.left > 0 && <p className={styles.text}>{words.conflict.more(diff.left)}</p>}
            <p className={styles.text}>{words.conflict.kept}</p>
            {touched.length > 0 && <p className={styles.text}>{words.conflict.leaveMeans}</p>}
            {touched.length > 0 && others > 0 && <p className={styles.text}>{words.conflict.others(others)}</p>}
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={() => onAnswer('anyway')} data-testid="conflict-anyway">
              {words.conflict.anyway}
            </Button>
            {touched.length > 0 && (
              <Button onClick={() => onAnswer('leave')} data-testid="conflict-leave">
                {words.leave}
              </Button>
            )}
            <Button ref={cancel as Ref<never>} onClick={() => onAnswer('cancel')} data-testid="conflict-cancel">
              {text.ui.cancel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
