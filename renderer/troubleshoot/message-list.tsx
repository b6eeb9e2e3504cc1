// Messages to pick from: one button each, as it is printed where it comes from.
import { makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { KnownMessage } from '../../preload/contract/explanation.ts';
import { Spoken } from '../parts/copy-button.tsx';
import { Fold, FoldRows } from '../parts/fold.tsx';
import { groupsOf } from './troubleshoot-model.ts';
import { troubleshootText } from './troubleshoot-text.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '2px' },
  message: {
    display: 'block',
    width: '100%',
    boxSizing: 'border-box',
    padding: '8px 12px',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'start',
    overflowWrap: 'anywhere',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  source: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  search: { maxWidth: '520px', width: '100%' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const words = troubleshootText.page;

export function Messages(props: {
  messages: readonly KnownMessage[];
  pick: (message: string) => void;
  /** Says where each comes from, where they are not grouped by that. */
  sources?: boolean;
}) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {props.messages.map(({ id, source, message }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.message}
            onClick={() => props.pick(message)}
            data-testid={`message-${id}`}
          >
            {message}
            {props.sources && <div className={styles.source}>{troubleshootText.sources[source]}</div>}
          </button>
        </li>
      ))}
    </ul>
  );
}

export function SearchedMessages(props: { messages: readonly KnownMessage[]; pick: (message: string) => void }) {
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const groups = groupsOf(props.messages, search);
  const searching = search.trim() !== '';
  const count = groups.reduce((sum, { messages }) => sum + messages.length, 0);
  return (
    <>
      <SearchBox
        className={styles.search}
        aria-label={words.search}
        placeholder={words.search}
        value={search}
        onChange={(_, data) => setSearch(data.value)}
        data-testid="search"
      />
      {searching && <p className={styles.note}>{words.found(count)}</p>}
      <Spoken>{searching ? words.found(count) : ''}</Spoken>
      {groups.length > 0 && (
        <FoldRows>
          {groups.map(({ source, messages }) => (
            <Fold
              // What is found is shown; without a search the list stays short.
              key={`${source} ${searching}`}
              title={`${troubleshootText.sources[source]} (${messages.length})`}
              open={searching}
              row
              lazy
              testId={`source-${source}`}
            >
              <Messages messages={messages} pick={props.pick} />
            </Fold>
          ))}
        </FoldRows>
      )}
    </>
  );
}
