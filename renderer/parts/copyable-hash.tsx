// A fingerprint or another hash that people compare or copy: shown in groups, copied plain.
import { makeStyles } from '@fluentui/react-components';
import { CopyButton } from './copy-button.tsx';
import { Fingerprint } from './fingerprint.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '4px 8px', minWidth: 0 },
});

/** `what` says for screen readers what is copied. */
export function CopyableHash({ hex, what }: { hex: string; what: string }) {
  const styles = useStyles();
  return (
    <span className={styles.row}>
      <Fingerprint hex={hex} size="small" />
      <CopyButton value={hex} what={what} />
    </span>
  );
}
