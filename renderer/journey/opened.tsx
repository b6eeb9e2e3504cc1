// An opened journey of any kind: the rail of its steps on the left, the step that is shown beside it.
import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { type JSX, useMemo } from 'react';
import type { AppInfo, Journey } from '../../preload/contract/calls.ts';
import { text } from '../text.ts';
import { FrameContext, frameOf } from './frame.ts';
import type { AnyJourney } from './journey-state.ts';
import type { Kind } from './kind.ts';
import { Rail } from './rail.tsx';
import { useJourneyTools } from './use-journey.ts';

const short = '@media (max-width: 819px), (max-height: 519px)';
const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: '240px minmax(0, 1fr)',
    height: '100%',
    [short]: { display: 'flex', flexDirection: 'column', height: 'auto' },
  },
  side: {
    position: 'relative',
    padding: '8px 12px 16px',
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    [short]: { overflowY: 'visible' },
  },
  name: { display: 'flex', flexDirection: 'column', gap: '4px', alignItems: 'flex-start', padding: '0 12px' },
  title: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  main: {
    minHeight: 0,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground2,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    borderTopLeftRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    [short]: { borderLeftStyle: 'none', borderTopLeftRadius: 0, overflow: 'visible' },
  },
});

export interface OpenedProps {
  readonly platform: AppInfo['platform'];
  readonly leave: () => void;
  /** Another journey was started from this one: it is shown. */
  readonly onStarted: (journey: Journey) => void;
}

export function Opened<S extends string, J extends AnyJourney<S>, A extends { readonly type: string }>({
  kind,
  initial,
  platform,
  leave,
  onStarted,
}: OpenedProps & { kind: Kind<S, J, A>; initial: J }) {
  const styles = useStyles();
  const tools = useJourneyTools(kind, initial);
  const { journey, shown } = tools.state;
  const value = useMemo(
    () => ({ ...tools, journey, platform, leave, onStarted }),
    [tools, journey, platform, leave, onStarted],
  );
  const frame = useMemo(() => frameOf(kind, value), [kind, value]);
  const Step: () => JSX.Element = kind.steps[shown];
  const JourneyContext = kind.context;
  return (
    <JourneyContext value={value}>
      <FrameContext value={frame}>
        <div className={styles.page} data-testid="journey" data-shown={shown}>
          <nav className={styles.side} aria-label={text.ui.journey.rail}>
            <div className={styles.name}>
              <span className={styles.title}>{kind.title(journey) || text.ui.journey.newTitle}</span>
              {journey.practice && (
                <Badge appearance="tint" color="informative">
                  {text.ui.journey.practice}
                </Badge>
              )}
            </div>
            <Rail />
          </nav>
          <main className={styles.main}>
            <Step key={shown} />
          </main>
        </div>
      </FrameContext>
    </JourneyContext>
  );
}
