// What the hosts file says about the name already: which line wins, and why the others do not count.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { SubtractCircle16Regular } from '@fluentui/react-icons/svg/subtract-circle';
import type { HostsMapping } from '../../../preload/contract/trust-journey.ts';
import { text } from '../../text.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '8px' },
  entry: { display: 'flex', flexDirection: 'column', gap: '2px' },
  line: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  state: { display: 'inline-flex', alignItems: 'center', gap: '6px', minWidth: 0 },
  icon: { flexShrink: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const words = text.trust.hosts;

function reason({ why, after, commentedOut }: HostsMapping): string {
  switch (why) {
    case 'later':
      return words.whyLine.later(after);
    case undefined:
      // As an older version kept it.
      return commentedOut ? words.whyLine.commented : '';
    default:
      return words.whyLine[why];
  }
}

export function ExistingLines({ existing }: { existing: readonly HostsMapping[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {existing.map((mapping) => {
        const { line, address, wins, ours } = mapping;
        const why = reason(mapping);
        const Icon = wins ? CheckmarkCircle16Filled : SubtractCircle16Regular;
        return (
          <li key={`${line} ${address}`} className={styles.entry} data-testid={`line-${line}`}>
            <span className={styles.line}>
              {words.existingLine(line, address)}
              {ours && ` (${words.existingOurs})`}
            </span>
            <span className={mergeClasses(styles.state, !wins && styles.quiet)}>
              <Icon className={mergeClasses(styles.icon, wins ? styles.good : styles.quiet)} />
              {wins ? words.counts : words.countsNot}
              {why !== '' && `: ${why}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
