// A change to a text file, line by line. Added and removed lines carry a sign and words, not only a color.
import { makeStyles, tokens } from '@fluentui/react-components';
import { text } from '../text.ts';
import { type Line, startsAfterGap } from './diff.ts';

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  number: {
    width: '1px',
    padding: '1px 10px',
    textAlign: 'right',
    verticalAlign: 'top',
    color: tokens.colorNeutralForeground2,
    userSelect: 'none',
    // Where words may break anywhere, a number still may not.
    whiteSpace: 'nowrap',
  },
  sign: {
    width: '1px',
    padding: '1px 4px',
    textAlign: 'center',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightBold,
  },
  text: { padding: '1px 10px 1px 4px', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', textAlign: 'left' },
  add: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    '& td:first-child': { borderLeft: `3px solid ${tokens.colorStatusSuccessBorder2}` },
  },
  remove: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    '& td:first-child': { borderLeft: `3px solid ${tokens.colorStatusDangerBorder2}` },
  },
  same: {},
  gap: { color: tokens.colorNeutralForeground2, textAlign: 'center' },
});

const signs: Record<Line['kind'], string> = { add: '+', remove: '−', same: '' };

/** `numbers` false: where the lines stand in the file is not known. */
export function DiffView(props: { lines: readonly Line[]; label: string; numbers?: boolean }) {
  const { lines, label, numbers = true } = props;
  const styles = useStyles();
  const words = { add: text.trust.hosts.added, remove: text.trust.hosts.removed, same: text.trust.hosts.same };
  return (
    <table className={styles.table} aria-label={label}>
      <tbody>
        {lines.flatMap((line, index) => {
          const row = (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one diff never move
            <tr key={index} className={styles[line.kind]}>
              {numbers && <td className={styles.number}>{line.line}</td>}
              <td className={styles.sign}>
                <span aria-hidden="true">{signs[line.kind]}</span>
                <span className="spoken">{words[line.kind]}</span>
              </td>
              <td className={styles.text}>{line.text || '\u00A0'}</td>
            </tr>
          );
          if (!numbers || !startsAfterGap(lines, index)) return [row];
          return [
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one diff never move
            <tr key={`gap-${index}`}>
              <td className={styles.gap} colSpan={3}>
                <span aria-hidden="true">⋯</span>
                <span className="spoken">{text.trust.hosts.skipped}</span>
              </td>
            </tr>,
            row,
          ];
        })}
      </tbody>
    </table>
  );
}
