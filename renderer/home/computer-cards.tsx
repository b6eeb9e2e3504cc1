// What Certwright changed on this computer: the ways to Activity and to the trusted certificates, and how many are in force.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { History32Regular } from '@fluentui/react-icons/svg/history';
import { ShieldTask32Regular } from '@fluentui/react-icons/svg/shield-task';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import type { Activity } from '../../preload/contract/activity.ts';
import { countsOf } from '../activity/activity-model.ts';
import type { Loaded } from '../bridge.ts';
import type { ComputerPage } from '../navigation.ts';
import { text } from '../text.ts';
import { ToolCard } from './tool-card.tsx';

const useStyles = makeStyles({
  state: { display: 'inline-flex', alignItems: 'center', gap: '6px', fontWeight: tokens.fontWeightSemibold },
  // Room for it before it is known, so that nothing moves when it comes.
  room: { minHeight: '20px' },
  warning: { color: tokens.colorStatusWarningForeground3 },
});

const words = text.ui.homePage;

function State({ loaded }: { loaded: Loaded<Activity> }) {
  const styles = useStyles();
  if (loaded.status === 'loading') return <span className={styles.room} />;
  const warning =
    loaded.status === 'failed'
      ? words.notRead
      : countsOf(loaded.value.entries).halfDone > 0
        ? words.unfinished(countsOf(loaded.value.entries).halfDone)
        : null;
  if (warning !== null)
    return (
      <span className={styles.state} data-testid="activity-state">
        <Warning16Filled className={styles.warning} />
        {warning}
      </span>
    );
  if (loaded.status === 'failed') return null;
  const { inForce, unknown } = countsOf(loaded.value.entries);
  return (
    <span className={mergeClasses(styles.state, styles.room)} data-testid="activity-state">
      {words.inForce(inForce, unknown, loaded.value.unrecorded !== undefined)}
    </span>
  );
}

export function ComputerCards(props: { activity: Loaded<Activity>; onOpen: (page: ComputerPage) => void }) {
  return (
    <>
      <ToolCard
        id="activity"
        icon={<History32Regular />}
        title={words.activityTitle}
        text={words.activityText}
        button={words.activityButton}
        open={() => props.onOpen('activity')}
        testId="open-activity"
      >
        <State loaded={props.activity} />
      </ToolCard>
      <ToolCard
        id="trusted"
        icon={<ShieldTask32Regular />}
        title={words.trustedTitle}
        text={words.trustedText}
        button={words.trustedButton}
        open={() => props.onOpen('trusted')}
        testId="open-trusted"
      />
    </>
  );
}
