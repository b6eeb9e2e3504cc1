// Request and certificate side by side. What the CA dropped stands first; a lost name stands out, by more than color.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { AddCircle16Regular } from '@fluentui/react-icons/svg/add-circle';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { ErrorCircle16Filled } from '@fluentui/react-icons/svg/error-circle';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import type { IssuedComparison } from '../../../preload/contract/issued-comparison.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { text } from '../../text.ts';
import { toolsText } from '../tools-text.ts';
import { type Row, rowsOf } from './test-model.ts';

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' },
  cell: {
    padding: '8px 10px',
    textAlign: 'left',
    verticalAlign: 'top',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
    fontWeight: tokens.fontWeightRegular,
  },
  head: { color: tokens.colorNeutralForeground2, borderTopStyle: 'none' },
  grave: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    '& th, & td': { fontWeight: tokens.fontWeightSemibold },
  },
  // Where there is little room, the word goes below its icon as a whole.
  state: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    overflowWrap: 'normal',
    columnGap: '6px',
    alignItems: 'center',
    '& svg': { flexShrink: 0 },
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  nothing: { color: tokens.colorNeutralForeground2, fontStyle: 'italic' },
});

const words = toolsText.test.compare;

function whatText({ what }: Row): string {
  if (what.row === 'subject') return words.rows.subject(what.attribute);
  return words.rows[what.row];
}

function valueText({ what }: Row, value: string): string {
  if (what.row !== 'ca') return value;
  return value === 'true' ? text.items.yes : text.items.no;
}

function State({ row }: { row: Row }) {
  const styles = useStyles();
  const [Icon, look] = {
    kept: [CheckmarkCircle16Filled, styles.good] as const,
    added: [AddCircle16Regular, styles.warn] as const,
    changed: [Warning16Filled, styles.warn] as const,
    dropped: [Warning16Filled, styles.warn] as const,
  }[row.state];
  return (
    <span className={styles.state}>
      {row.grave ? <ErrorCircle16Filled className={styles.bad} /> : <Icon className={look} />}
      {words.states[row.state]}
    </span>
  );
}

export function CompareTable({ comparison }: { comparison: IssuedComparison }) {
  const styles = useStyles();
  const value = (row: Row, side: string) =>
    side === '' ? <span className={styles.nothing}>{words.none}</span> : <Breakable>{valueText(row, side)}</Breakable>;
  const head = mergeClasses(styles.cell, styles.head);
  return (
    <table className={styles.table} aria-label={words.table} data-testid="compare-table">
      <thead>
        <tr>
          <th scope="col" className={head}>
            {words.columns.what}
          </th>
          <th scope="col" className={head}>
            {words.columns.asked}
          </th>
          <th scope="col" className={head}>
            {words.columns.issued}
          </th>
          <th scope="col" className={head}>
            {words.columns.state}
          </th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(comparison).map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one comparison never move
          <tr key={index} className={mergeClasses(row.grave && styles.grave)} data-state={row.state}>
            <th scope="row" className={styles.cell}>
              {whatText(row)}
            </th>
            <td className={styles.cell}>{value(row, row.asked)}</td>
            <td className={styles.cell}>{value(row, row.issued)}</td>
            <td className={styles.cell}>
              <State row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
