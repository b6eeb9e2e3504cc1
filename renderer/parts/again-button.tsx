// Reads again what a page shows, and says that it is at it and when it was done: the answer may be the same as before.
import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { text } from '../text.ts';

const useStyles = makeStyles({
  row: { display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px' },
  note: { color: tokens.colorNeutralForeground2 },
});

export function AgainButton(props: {
  label: string;
  /** See `useLoaded`. */
  reloading: boolean;
  readAt: Date | null;
  busy: boolean;
  onAgain: () => void;
  appearance?: 'subtle' | 'secondary';
  testId: string;
}) {
  const styles = useStyles();
  const { reloading, readAt } = props;
  return (
    <span className={styles.row}>
      <Button
        appearance={props.appearance ?? 'secondary'}
        icon={reloading ? <Spinner size="extra-tiny" aria-hidden /> : <ArrowSync20Regular />}
        onClick={props.onAgain}
        disabledFocusable={props.busy || reloading}
        data-testid={props.testId}
      >
        {props.label}
      </Button>
      <span role="status" className={styles.note} data-testid="read-at">
        {reloading ? text.ui.reading : readAt ? text.ui.readAt(readAt) : ''}
      </span>
    </span>
  );
}
