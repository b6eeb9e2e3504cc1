// Names and values side by side; under each other where there is little room.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Fragment, type ReactNode } from 'react';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, max-content) 1fr',
    columnGap: '20px',
    rowGap: '6px',
    margin: 0,
    '@media (max-width: 560px)': { gridTemplateColumns: '1fr', rowGap: '2px' },
  },
  term: { color: tokens.colorNeutralForeground2, margin: 0 },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere', '@media (max-width: 560px)': { marginBottom: '6px' } },
  mono: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

export interface Fact {
  readonly term: string;
  readonly value: ReactNode;
  readonly mono?: boolean;
}

export function FactsList({ facts }: { facts: readonly Fact[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      {facts.map(({ term, value, mono }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: terms may repeat, and the facts of one thing never move
        <Fragment key={index}>
          <dt className={styles.term}>{term}</dt>
          <dd className={mergeClasses(styles.value, mono && styles.mono)}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
