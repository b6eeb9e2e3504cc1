// Says beside a button that something was saved. For the eye; the page tells the ear once, however often it stands there.
import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';

const useStyles = makeStyles({
  note: { display: 'inline-flex', alignItems: 'center', gap: '6px', minWidth: 0, overflowWrap: 'anywhere' },
  icon: { flexShrink: 0, color: tokens.colorStatusSuccessForeground1 },
});

export function SavedNote({ children }: { children: string }) {
  const styles = useStyles();
  return (
    <span className={styles.note} data-testid="saved">
      <CheckmarkCircle16Filled className={styles.icon} />
      {children}
    </span>
  );
}
