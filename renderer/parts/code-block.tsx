// A command or another text to take along, with its copy button.
import { makeStyles, tokens } from '@fluentui/react-components';
import { CopyButton } from './copy-button.tsx';

const useStyles = makeStyles({
  block: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: '8px',
    padding: '8px 8px 8px 12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  code: {
    flexGrow: 1,
    minWidth: 0,
    margin: 0,
    padding: '2px 0',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
});

export function CodeBlock({ value, what }: { value: string; what?: string }) {
  const styles = useStyles();
  return (
    <div className={styles.block}>
      <pre className={styles.code}>{value}</pre>
      <CopyButton value={value} {...(what ? { what } : {})} />
    </div>
  );
}
