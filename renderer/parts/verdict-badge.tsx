// Chromium's verdict in a few words, with its code beside it. Good and bad differ in icon and words, not only in color.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { QuestionCircle16Regular } from '@fluentui/react-icons/svg/question-circle';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import { text } from '../text.ts';

const useStyles = makeStyles({
  row: { display: 'inline-flex', alignItems: 'baseline', flexWrap: 'wrap', columnGap: '8px' },
  badge: { display: 'inline-flex', alignItems: 'center', gap: '6px', fontWeight: tokens.fontWeightSemibold },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground3 },
  unknown: { color: tokens.colorNeutralForeground2 },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
});

/** `code` as Chromium names it; null where nobody has asked. */
export function VerdictBadge({ code }: { code: string | null }) {
  const styles = useStyles();
  const kind = code === null || code === 'not-checked' ? 'unknown' : code === 'net::OK' ? 'good' : 'bad';
  const Icon = { good: CheckmarkCircle16Filled, bad: Warning16Filled, unknown: QuestionCircle16Regular }[kind];
  return (
    <span className={styles.row} data-verdict={code ?? 'not-checked'}>
      <span className={mergeClasses(styles.badge, styles[kind])}>
        <Icon />
        {text.trust.verdictLabel(code ?? 'not-checked')}
      </span>
      {kind === 'bad' && code && <span className={styles.code}>{text.trust.codeOnPage(code)}</span>}
    </span>
  );
}
