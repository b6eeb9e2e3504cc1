// A fingerprint as people compare it: groups of four, eight to a line. Groups that differ from another one are marked.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { groups } from '../../assets/text/facts.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(8, max-content)',
    columnGap: '14px',
    rowGap: '2px',
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    '@media (max-width: 819px)': { gridTemplateColumns: 'repeat(4, max-content)' },
  },
  large: { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, letterSpacing: '0.5px' },
  small: { fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase400, columnGap: '10px' },
  ten: {
    gridTemplateColumns: 'repeat(10, max-content)',
    '@media (max-width: 819px)': { gridTemplateColumns: 'repeat(5, max-content)' },
  },
  group: { padding: '0 2px', borderBottom: '2px solid transparent' },
  marked: {
    backgroundColor: tokens.colorStatusDangerBackground2,
    borderBottomColor: tokens.colorStatusDangerBorder2,
    fontWeight: tokens.fontWeightBold,
  },
});

export function Fingerprint(props: {
  hex: string;
  size?: 'large' | 'small';
  marked?: ReadonlySet<number>;
  testId?: string;
}) {
  const styles = useStyles();
  const parts = groups(props.hex);
  return (
    <code
      className={mergeClasses(
        styles.grid,
        props.size === 'small' ? styles.small : styles.large,
        parts.length === 10 && styles.ten,
      )}
      data-testid={props.testId}
    >
      {parts.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat and never move
        <span key={index} className={mergeClasses(styles.group, props.marked?.has(index) && styles.marked)}>
          {group}{' '}
        </span>
      ))}
    </code>
  );
}
