// The list of changes: what was stopped half-way first, then the rest by journey, with the filter and the big button.
import { Button, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { ArrowUndo20Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { useEffect, useRef, useState } from 'react';
import type { ActivityEntry } from '../../preload/contract/activity.ts';
import { AgainButton } from '../parts/again-button.tsx';
import { Panel } from '../parts/panel.tsx';
import { ShowMore, usePaged } from '../parts/show-more.tsx';
import { type Group, isOpen, isUnclear, partsOf, undoableIds } from './activity-model.ts';
import { activityText as words } from './activity-text.ts';
import { type EntryActions, EntryView } from './entry-view.tsx';
import { GroupPanel } from './group-panel.tsx';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: '8px 16px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column' },
  groups: { display: 'flex', flexDirection: 'column', gap: '20px', outlineStyle: 'none' },
  filter: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px', marginLeft: '-8px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

type Filter = 'open' | 'all';
const filters: readonly Filter[] = ['open', 'all'];
const step = 20;

function HalfDone({
  entries,
  actions,
  again,
}: {
  entries: readonly ActivityEntry[];
  actions: EntryActions;
  again: () => void;
}) {
  const styles = useStyles();
  const ids = undoableIds(entries);
  return (
    <Panel title={words.halfDoneTitle(entries.length)} testId="half-done">
      <ul className={styles.list}>
        {entries.map((entry) => (
          <EntryView key={entry.id} entry={entry} actions={actions} primary={entries.length === 1} />
        ))}
      </ul>
      {entries.some(isUnclear) && (
        <div className={styles.buttons}>
          <Button
            icon={<ArrowSync20Regular />}
            onClick={again}
            disabledFocusable={actions.busy}
            data-testid="look-again-half-done"
          >
            {words.again}
          </Button>
        </div>
      )}
      {ids.length > 1 && (
        <div className={styles.buttons}>
          <Button
            appearance="primary"
            icon={<ArrowUndo20Regular />}
            onClick={() => actions.undo(ids)}
            disabledFocusable={actions.busy}
            data-testid="undo-half-done"
          >
            {words.halfDoneUndo(ids.length)}
          </Button>
        </div>
      )}
    </Panel>
  );
}

export function ChangesView(props: {
  entries: readonly ActivityEntry[];
  actions: EntryActions;
  again: { readonly run: () => void; readonly reloading: boolean; readonly readAt: Date | null };
  onJourney: (id: string) => void;
}) {
  const styles = useStyles();
  const { entries, actions } = props;
  const [filter, setFilter] = useState<Filter>('open');
  const { halfDone, groups } = partsOf(entries, filter);
  const { shown, list, more } = usePaged<Group, HTMLElement>(groups, step);
  const ids = undoableIds(entries);
  // What is gone needs no taking back; alone it is no reason to offer that.
  const isAnythingLeft = entries.some(({ undoable, now }) => undoable && now !== 'gone');
  const counts: Record<Filter, number> = { open: entries.filter(isOpen).length, all: entries.length };
  // The button goes with what it says: the focus goes to what it brings.
  const wantsFocus = useRef(false);
  const showAll = () => {
    wantsFocus.current = true;
    setFilter('all');
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the list has changed with it
  useEffect(() => {
    if (wantsFocus.current) list.current?.focus();
    wantsFocus.current = false;
  }, [filter]);
  return (
    <>
      {halfDone.length > 0 && <HalfDone entries={halfDone} actions={actions} again={props.again.run} />}
      <div className={styles.bar}>
        <RadioGroup
          layout="horizontal"
          className={styles.filter}
          aria-label={words.filter}
          value={filter}
          onChange={(_, data) => setFilter(data.value as Filter)}
          data-testid="filter"
        >
          {filters.map((value) => (
            <Radio
              key={value}
              value={value}
              label={words.filters[value](counts[value])}
              data-testid={`filter-${value}`}
            />
          ))}
        </RadioGroup>
        <span className={styles.buttons}>
          <AgainButton
            label={words.again}
            reloading={props.again.reloading}
            readAt={props.again.readAt}
            busy={actions.busy}
            onAgain={props.again.run}
            appearance="subtle"
            testId="look-again"
          />
          {isAnythingLeft && (
            <Button
              icon={<ArrowUndo20Regular />}
              onClick={() => actions.undo(ids)}
              disabledFocusable={actions.busy}
              data-testid="undo-all"
            >
              {words.undoAll(ids.length)}
            </Button>
          )}
        </span>
      </div>
      {groups.length === 0 && halfDone.length === 0 && (
        <Panel testId="none-open">
          <p className={styles.note}>{words.noneOpen}</p>
          <div className={styles.buttons}>
            <Button onClick={showAll} data-testid="show-all">
              {words.showAll}
            </Button>
          </div>
        </Panel>
      )}
      <section ref={list} className={styles.groups} tabIndex={-1} aria-label={words.list}>
        {shown.map((group) => (
          <GroupPanel key={group.journey.id} group={group} actions={actions} onJourney={props.onJourney} />
        ))}
      </section>
      <ShowMore shown={shown.length} all={groups.length} step={step} more={more} testId="more-groups" />
    </>
  );
}
