// The changes of one journey: whose they are, a way to the journey while it is known, and one button that takes all back.
import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowRight20Regular } from '@fluentui/react-icons/svg/arrow-right';
import { ArrowUndo20Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { Breakable } from '../parts/breakable.tsx';
import { Panel } from '../parts/panel.tsx';
import { ShowMore, usePaged } from '../parts/show-more.tsx';
import { canBeOpened, type Group, undoableIds } from './activity-model.ts';
import { activityText as words } from './activity-text.ts';
import { type EntryActions, EntryView } from './entry-view.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: '8px 16px' },
  about: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 10px' },
  note: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column' },
});

const step = 20;

export function GroupPanel(props: { group: Group; actions: EntryActions; onJourney: (id: string) => void }) {
  const styles = useStyles();
  const { actions } = props;
  const { journey, entries } = props.group;
  const { shown, list, more } = usePaged<(typeof entries)[number], HTMLUListElement>(entries, step);
  const ids = undoableIds(entries);
  const title = words.journeyTitle(journey);
  return (
    <Panel title={<Breakable>{title}</Breakable>} id={`changes-${journey.id}`} testId="activity-group">
      <div className={styles.head}>
        <span className={styles.about}>
          <Badge appearance="outline" color="informative">
            {words.journeys[journey.by]}
          </Badge>
          <span className={styles.note}>{words.groupNote(entries.length, ids.length)}</span>
        </span>
        <span className={styles.buttons}>
          {canBeOpened(journey) && (
            <Button
              appearance="subtle"
              icon={<ArrowRight20Regular />}
              iconPosition="after"
              onClick={() => props.onJourney(journey.id)}
              aria-label={words.openJourneyOf(title)}
              data-testid="open-journey"
            >
              {words.openJourney}
            </Button>
          )}
          {ids.length > 1 && (
            <Button
              icon={<ArrowUndo20Regular />}
              onClick={() => actions.undo(ids)}
              disabledFocusable={actions.busy}
              aria-label={words.undoGroupWhat(ids.length, title)}
              data-testid="undo-group"
            >
              {words.undoGroup(ids.length)}
            </Button>
          )}
        </span>
      </div>
      <ul ref={list} className={styles.list}>
        {shown.map((entry) => (
          <EntryView key={entry.id} entry={entry} actions={actions} />
        ))}
      </ul>
      <ShowMore shown={shown.length} all={entries.length} step={step} more={more} testId="more-entries" />
    </Panel>
  );
}
