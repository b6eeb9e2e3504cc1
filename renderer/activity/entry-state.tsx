// The state of a change: an icon of its own shape and a word, never a color alone.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowUndo16Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissCircle16Regular } from '@fluentui/react-icons/svg/dismiss-circle';
import { HourglassHalf16Regular } from '@fluentui/react-icons/svg/hourglass-half';
import { PersonEdit16Regular } from '@fluentui/react-icons/svg/person-edit';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import type { ActivityState } from '../../preload/contract/activity.ts';
import { activityText as words } from './activity-text.ts';

const useStyles = makeStyles({
  state: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
});

const looks = {
  'in-force': [CheckmarkCircle16Filled, 'good'],
  'taken-back': [ArrowUndo16Regular, 'quiet'],
  failed: [DismissCircle16Regular, 'quiet'],
  'half-done': [Warning16Filled, 'bad'],
  running: [HourglassHalf16Regular, 'quiet'],
  left: [PersonEdit16Regular, 'quiet'],
} as const satisfies Record<ActivityState, readonly [typeof Warning16Filled, 'good' | 'bad' | 'quiet']>;

export function EntryState({ state }: { state: ActivityState }) {
  const styles = useStyles();
  const [Icon, look] = looks[state];
  return (
    <span className={mergeClasses(styles.state, styles[look])} data-state={state}>
      <Icon />
      {words.states[state]}
    </span>
  );
}
