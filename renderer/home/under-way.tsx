// What is under way and what is finished: go on where it was left, or forget it. Forgetting says what is lost.
import {
  Badge,
  Button,
  makeStyles,
  Skeleton,
  SkeletonItem,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { ArrowRight20Regular } from '@fluentui/react-icons/svg/arrow-right';
import { Delete20Regular } from '@fluentui/react-icons/svg/delete';
import { useEffect, useRef, useState } from 'react';
import type { JourneySummary } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { call, type Loaded } from '../bridge.ts';
import { Confirm } from '../parts/confirm.tsx';
import { ErrorView } from '../parts/error-view.tsx';
import { catchLostFocus } from '../parts/page-title.tsx';
import { Panel } from '../parts/panel.tsx';
import { text } from '../text.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column' },
  entry: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    padding: '10px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
  },
  words: { flex: '1 1 260px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  title: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  note: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', gap: '8px' },
});

const words = text.ui.homePage;
const stepTitle = (journey: JourneySummary): string =>
  journey.kind === 'trust' ? text.trust.stepTitles[journey.current] : text.ui.deploySteps[journey.current];
const titleOf = (journey: JourneySummary): string => journey.title || words.untitled;

function Entry(props: { journey: JourneySummary; onOpen: (id: string) => void; onForget: () => void }) {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  const { journey } = props;
  const { id, finished, practice, changes } = journey;
  const title = titleOf(journey);
  const where = words.step(stepTitle(journey), journey.stepNumber, journey.stepCount);
  return (
    <li className={styles.entry} data-testid="under-way">
      <div className={styles.words}>
        <span className={styles.head}>
          <span className={styles.title}>{title}</span>
          <Badge appearance="outline" color="informative">
            {words.kinds[journey.kind]}
          </Badge>
          {practice && (
            <Badge appearance="tint" color="informative">
              {words.practiceBadge}
            </Badge>
          )}
        </span>
        <span>{finished ? text.trust.stepStates.done : where}</span>
        <span className={styles.note}>
          {words.changed(journey.updatedAt)}
          {changes > 0 && `, ${words.changes(changes)}`}
        </span>
      </div>
      <div className={styles.buttons}>
        <Button
          {...restoreFocus}
          appearance="subtle"
          icon={<Delete20Regular />}
          aria-label={words.forgetWhat(title)}
          onClick={props.onForget}
          data-testid="forget"
        />
        <Button
          icon={<ArrowRight20Regular />}
          iconPosition="after"
          aria-label={`${finished ? words.open : words.goOn}: ${title}`}
          onClick={() => props.onOpen(id)}
          data-testid="go-on"
        >
          {finished ? words.open : words.goOn}
        </Button>
      </div>
    </li>
  );
}

export function UnderWay(props: {
  loaded: Loaded<JourneySummary[]>;
  reload: () => void;
  onOpen: (id: string) => void;
}) {
  const styles = useStyles();
  const [forgetting, setForgetting] = useState<JourneySummary | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const { loaded } = props;
  const forgot = useRef(false);
  // The button that asked goes with its entry.
  useEffect(() => {
    if (loaded.status === 'ready' && forgot.current) catchLostFocus();
    forgot.current = false;
  }, [loaded]);
  if (loaded.status === 'failed') {
    return (
      <ErrorView
        error={loaded.error}
        actions={
          <Button appearance="subtle" onClick={props.reload}>
            {words.retry}
          </Button>
        }
      />
    );
  }
  if (loaded.status === 'loading') {
    return (
      <Panel title={words.underWay}>
        <Skeleton aria-label={text.ui.working}>
          <SkeletonItem size={24} />
        </Skeleton>
      </Panel>
    );
  }
  const forget = async (journey: JourneySummary) => {
    const result = await call('journeys.forget', { id: journey.id });
    setError(result.ok ? null : result.error);
    forgot.current = result.ok;
    props.reload();
  };
  const group = (title: string, journeys: JourneySummary[]) =>
    journeys.length > 0 && (
      <Panel title={title}>
        <ul className={styles.list}>
          {journeys.map((journey) => (
            <Entry key={journey.id} journey={journey} onOpen={props.onOpen} onForget={() => setForgetting(journey)} />
          ))}
        </ul>
      </Panel>
    );
  return (
    <>
      {error && <ErrorView error={error} />}
      {group(
        words.underWay,
        loaded.value.filter(({ finished }) => !finished),
      )}
      {group(
        words.finished,
        loaded.value.filter(({ finished }) => finished),
      )}
      {forgetting && (
        <Confirm
          title={words.forgetTitle(titleOf(forgetting))}
          confirm={forgetting.changes > 0 ? words.forgetAnyway : words.forgetConfirm}
          onAnswer={(yes) => {
            if (yes) void forget(forgetting);
            setForgetting(null);
          }}
        >
          {forgetting.changes > 0 ? words.forgetChanges(forgetting.changes) : words.forgetText}
        </Confirm>
      )}
    </>
  );
}
