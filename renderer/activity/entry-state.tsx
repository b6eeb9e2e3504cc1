// The state of a change: an icon of its own shape and a word, never a color alone.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowUndo16Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissCircle16Regular } from '@fluentui/react-icons/svg/dismiss-circle';
import { HourglassHalf16Regular } from '@fluentui/react-icons/svg/hourglass-half';
import { PersonEdit16Regular } from '@fluentui/react-icons/svg/person-edit';
import { QuestionCircle16Regular } from '@fluentui/react-icons/svg/question-circle';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import type { ActivityEntry, ActivityState } from '../../preload/contract/activity.ts';
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

/** In force in the journal, but the computer says otherwise, or could not be asked. */
const odd = {
  gone: [DismissCircle16Regular, 'bad'],
  changed: [Warning16Filled, 'bad'],
  unknown: [QuestionCircle16Regular, 'bad'],
} as const;

export function EntryState({ entry }: { entry: Pick<ActivityEntry, 'state' | 'now' | 'undoable'> }) {
  const styles = useStyles();
  const { state, now } = entry;
  const [Icon, look] = state === 'in-force' && now !== 'as-left' ? odd[now ?? 'unknown'] : looks[state];
  return (
    <span className={mergeClasses(styles.state, styles[look])} data-testid="entry-state" data-state={state}>
      <Icon />
      {words.state(entry)}
    </span>
  );
}
