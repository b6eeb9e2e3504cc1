// Something to be noticed: an icon, a bold line, an explanation. The icon's shape tells the kind, not its color alone.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle';
import { Info20Regular } from '@fluentui/react-icons/svg/info';
import { Warning20Filled } from '@fluentui/react-icons/svg/warning';
import type { ReactNode } from 'react';
import type { Tone } from '../journey/journey-state.ts';

const useStyles = makeStyles({
  notice: {
    display: 'flex',
    gap: '12px',
    padding: '12px 16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    minWidth: 0,
  },
  neutral: { backgroundColor: tokens.colorNeutralBackground1 },
  good: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    border: `1px solid ${tokens.colorStatusSuccessBorder1}`,
  },
  warning: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
  },
  danger: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
  },
  body: { display: 'flex', flexDirection: 'column', gap: '6px', minWidth: 0, flexGrow: 1, overflowWrap: 'anywhere' },
  title: { fontWeight: tokens.fontWeightSemibold },
  iconNeutral: { color: tokens.colorBrandForeground1 },
  iconGood: { color: tokens.colorStatusSuccessForeground1 },
  iconWarning: { color: tokens.colorStatusWarningForeground1 },
  iconDanger: { color: tokens.colorStatusDangerForeground1 },
  icon: { flexShrink: 0, marginTop: '1px', width: '20px', height: '20px' },
});

export function ToneIcon({ tone, className }: { tone: Tone; className?: string }) {
  const styles = useStyles();
  switch (tone) {
    case 'good':
      return <CheckmarkCircle20Filled className={mergeClasses(styles.icon, styles.iconGood, className)} />;
    case 'warning':
      return <Warning20Filled className={mergeClasses(styles.icon, styles.iconWarning, className)} />;
    case 'danger':
      return <ErrorCircle20Filled className={mergeClasses(styles.icon, styles.iconDanger, className)} />;
    case 'neutral':
      return <Info20Regular className={mergeClasses(styles.icon, styles.iconNeutral, className)} />;
  }
}

export function Notice(props: {
  tone: Tone;
  title?: ReactNode;
  children?: ReactNode;
  /** `alert` is read out at once; leave it away for what was there when the page came up. */
  role?: 'alert';
  testId?: string;
}) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.notice, styles[props.tone])} role={props.role} data-testid={props.testId}>
      <ToneIcon tone={props.tone} />
      <div className={styles.body}>
        {props.title !== undefined && <div className={styles.title}>{props.title}</div>}
        {props.children}
      </div>
    </div>
  );
}
