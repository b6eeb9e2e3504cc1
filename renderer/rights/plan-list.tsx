// What is about to be done, a line each, and which of it needs administrator rights.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Person16Regular } from '@fluentui/react-icons/svg/person';
import { ShieldKeyhole16Regular } from '@fluentui/react-icons/svg/shield-keyhole';
import type { RightsPlan } from '../../preload/contract/activity.ts';
import { CopyableHash } from '../parts/copyable-hash.tsx';
import { rightsText as words } from './rights-text.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '8px' },
  entry: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '10px 14px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    overflowWrap: 'anywhere',
  },
  what: { fontWeight: tokens.fontWeightSemibold },
  print: { display: 'flex', flexWrap: 'wrap', gap: '0 12px' },
  rights: { display: 'inline-flex', alignItems: 'center', gap: '6px', fontSize: tokens.fontSizeBase200 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function PlanList({ changes }: { changes: RightsPlan['changes'] }) {
  const styles = useStyles();
  return (
    <ol className={styles.list} data-testid="rights-changes">
      {changes.map((change) => (
        <li key={`${change.kind} ${change.target} ${change.what} ${change.thumbprint}`} className={styles.entry}>
          <span className={styles.what}>{words.willDo(change)}</span>
          {change.thumbprint && (
            <span className={styles.print}>
              <span className={styles.quiet}>{words.thumbprint}</span>
              <CopyableHash hex={change.thumbprint} what={words.thumbprintOf(change)} />
            </span>
          )}
          <span className={mergeClasses(styles.rights, !change.needsRights && styles.quiet)}>
            {change.needsRights ? <ShieldKeyhole16Regular /> : <Person16Regular />}
            {change.needsRights ? words.needs : words.needsNot}
          </span>
        </li>
      ))}
    </ol>
  );
}
