// What the stores were seen to contain when they were last read back. “Could not be read” is not “not found”.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Circle16Regular } from '@fluentui/react-icons/svg/circle';
import { QuestionCircle16Regular } from '@fluentui/react-icons/svg/question-circle';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import type { Store } from '../../../assets/text/facts.ts';
import type { ImportView } from '../../../preload/contract/trust-journey.ts';
import { text } from '../../text.ts';
import { holding } from './import-model.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '10px' },
  entry: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '16px', rowGap: '2px' },
  where: { flex: '0 1 420px', minWidth: 0, overflowWrap: 'anywhere' },
  state: { display: 'inline-flex', alignItems: 'center', gap: '6px', fontWeight: tokens.fontWeightSemibold },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

function Holding({ view, store }: { view: ImportView; store: Store }) {
  const styles = useStyles();
  const words = text.trust.import;
  const held = holding(view, store);
  switch (held.kind) {
    case 'all':
      return (
        <span className={mergeClasses(styles.state, styles.good)}>
          <CheckmarkCircle16Filled />
          {words.found}
          {store.addedByUs.length > 0 && `, ${words.byUs}`}
        </span>
      );
    case 'some':
      return (
        <span className={mergeClasses(styles.state, styles.warning)}>
          <Warning16Filled />
          {words.partly(held.found, view.plan.length)}
        </span>
      );
    case 'none':
      return (
        <span className={mergeClasses(styles.state, styles.quiet)}>
          <Circle16Regular />
          {words.notFound}
        </span>
      );
    case 'unreadable':
      return (
        <span className={mergeClasses(styles.state, styles.warning)}>
          <QuestionCircle16Regular />
          {words.unreadable}
        </span>
      );
  }
}

export function StoreTable({ view }: { view: ImportView }) {
  const styles = useStyles();
  return (
    <>
      <ul className={styles.list}>
        {view.stores.map((store) => (
          <li key={store.scope} className={styles.entry} data-testid={`store-${store.scope}`}>
            <span className={styles.where}>{store.location}</span>
            <Holding view={view} store={store} />
          </li>
        ))}
      </ul>
      {view.stores[0] && <span className={styles.quiet}>{text.trust.import.readAt(view.stores[0].readAt)}</span>}
    </>
  );
}
