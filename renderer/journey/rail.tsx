// The steps of the journey with their states, always in reach. In a narrow window it folds to one line at the top.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Circle20Regular } from '@fluentui/react-icons/svg/circle';
import { LockClosed20Regular } from '@fluentui/react-icons/svg/lock-closed';
import { SubtractCircle20Regular } from '@fluentui/react-icons/svg/subtract-circle';
import { Warning20Filled } from '@fluentui/react-icons/svg/warning';
import { useId } from 'react';
import type { StepState } from '../../preload/contract/trust-journey.ts';
import { Fold } from '../parts/fold.tsx';
import { text } from '../text.ts';
import { narrow, useMedia } from '../theme.ts';
import { type RailStep, useFrame } from './frame.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  step: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    width: '100%',
    minHeight: '48px',
    boxSizing: 'border-box',
    padding: '4px 12px',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':active': { backgroundColor: tokens.colorSubtleBackgroundPressed },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
    '::before': {
      content: '""',
      position: 'absolute',
      left: '0',
      top: '14px',
      bottom: '14px',
      width: '3px',
      borderRadius: '2px',
      backgroundColor: tokens.colorBrandBackground,
    },
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  blocked: { cursor: 'default', color: tokens.colorNeutralForeground3, ':hover': { backgroundColor: 'transparent' } },
  icon: { flexShrink: 0, width: '20px', height: '20px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  state: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
  },
});

function StateIcon({ state, warn }: { state: StepState; warn: boolean }) {
  const styles = useStyles();
  if (warn) return <Warning20Filled className={mergeClasses(styles.icon, styles.warning)} />;
  switch (state) {
    case 'done':
      return <CheckmarkCircle20Filled className={mergeClasses(styles.icon, styles.good)} />;
    case 'attention':
      return <Warning20Filled className={mergeClasses(styles.icon, styles.warning)} />;
    case 'todo':
      return <Circle20Regular className={styles.icon} />;
    case 'not-needed':
      return <SubtractCircle20Regular className={mergeClasses(styles.icon, styles.quiet)} />;
    case 'blocked':
      return <LockClosed20Regular className={mergeClasses(styles.icon, styles.quiet)} />;
  }
}

function Step({ step, number }: { step: RailStep; number: number }) {
  const styles = useStyles();
  const describedBy = useId();
  const { first, flag, awaits } = step;
  return (
    <li>
      <button
        type="button"
        className={mergeClasses(styles.step, step.isShown && styles.current, first !== null && styles.blocked)}
        aria-current={step.isShown ? 'step' : undefined}
        aria-disabled={first ? true : undefined}
        aria-describedby={describedBy}
        data-testid={`rail-${step.id}`}
        data-state={step.state}
        onClick={step.show}
      >
        <StateIcon state={awaits === null ? step.state : 'todo'} warn={flag !== null} />
        <span className={styles.words}>
          <span>
            {number}. {step.title}
          </span>
          <span id={describedBy} className={styles.state}>
            {first && text.ui.journey.blockedBy(first)}
            {!first && (flag ?? awaits ?? text.trust.stepStates[step.state])}
          </span>
        </span>
      </button>
    </li>
  );
}

export function Rail() {
  const styles = useStyles();
  const { rail } = useFrame();
  const folded = useMedia(narrow);
  const steps = (
    <ol className={styles.list}>
      {rail.map((step, index) => (
        <Step key={step.id} step={step} number={index + 1} />
      ))}
    </ol>
  );
  if (!folded) return steps;
  const shown = rail.findIndex(({ isShown }) => isShown);
  return (
    <Fold key={shown} title={text.ui.journey.railSummary(shown + 1, rail.length, rail[shown]?.title ?? '')}>
      {steps}
    </Fold>
  );
}
