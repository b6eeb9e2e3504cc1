// One change: what, when, before and after, its state, what the computer says of it now, and the way back.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowUndo20Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { Certificate20Regular } from '@fluentui/react-icons/svg/certificate';
import { DocumentText20Regular } from '@fluentui/react-icons/svg/document-text';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import { shortName } from '../../assets/text/facts.ts';
import type { ActivityEntry } from '../../preload/contract/activity.ts';
import { isTouched, putBackAfter } from './activity-model.ts';
import { activityText as words } from './activity-text.ts';
import { ChangePicture } from './change-picture.tsx';
import { EntryDetails } from './entry-details.tsx';
import { EntryState } from './entry-state.tsx';

const narrow = '@media (max-width: 640px)';
const useStyles = makeStyles({
  entry: {
    display: 'flex',
    gap: '12px',
    padding: '14px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    outlineStyle: 'none',
    ':first-child': { borderTopStyle: 'none', paddingTop: '2px' },
    ':last-child': { paddingBottom: 0 },
  },
  icon: { color: tokens.colorBrandForeground1, flexShrink: 0, marginTop: '1px' },
  words: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: '6px', overflowWrap: 'anywhere' },
  top: { display: 'flex', flexWrap: 'wrap', gap: '8px 20px' },
  about: { flex: '1 1 320px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: '6px' },
  side: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    gap: '8px',
    [narrow]: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', width: '100%' },
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, minWidth: 0 },
  note: { color: tokens.colorNeutralForeground2 },
  now: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  warning: { color: tokens.colorStatusWarningForeground3, flexShrink: 0 },
});

/** What an entry needs of its page. */
export interface EntryActions {
  /** All of them, latest first. */
  readonly entries: readonly ActivityEntry[];
  readonly busy: boolean;
  readonly undo: (ids: readonly string[]) => void;
  readonly leave: (ids: readonly string[]) => void;
}

/** What a change is called in the list: the certificate by its name, the line of the hosts file by what was done. */
function titleOf({ change: { kind, what } }: ActivityEntry): string {
  if (kind !== 'trust-added' && kind !== 'trust-removed') return words.titles[kind];
  return `${words.titles[kind]}: ${what === '' ? words.unknownCertificate : shortName(what)}`;
}

function Now({ entry, putBack }: { entry: ActivityEntry; putBack: string | null }) {
  const styles = useStyles();
  const sentence = words.now(entry, putBack);
  if (sentence === '') return null;
  const isOdd = entry.now !== 'as-left';
  return (
    <span className={mergeClasses(styles.now, !isOdd && styles.note)} data-testid="entry-now">
      {isOdd && <Warning16Filled className={styles.warning} />}
      {sentence}
    </span>
  );
}

export function EntryView({
  entry,
  actions,
  primary,
}: {
  entry: ActivityEntry;
  actions: EntryActions;
  primary?: boolean;
}) {
  const styles = useStyles();
  const { change, id, state } = entry;
  const isCertificate = change.kind === 'trust-added' || change.kind === 'trust-removed';
  const Icon = isCertificate ? Certificate20Regular : DocumentText20Regular;
  const meaning = words.meaning(entry);
  const isGone = entry.now === 'gone';
  return (
    <li className={styles.entry} tabIndex={-1} data-testid="activity-entry" data-id={id}>
      <Icon className={styles.icon} />
      <div className={styles.words}>
        <div className={styles.top}>
          <div className={styles.about}>
            <h3 className={styles.title}>{titleOf(entry)}</h3>
            <span className={styles.note}>
              {[words.at(entry.at), change.target, words.changedAt(state, entry.changedAt)]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
            <ChangePicture entry={entry} />
            {meaning !== '' && <span className={styles.note}>{meaning}</span>}
            <Now entry={entry} putBack={isGone ? putBackAfter(entry, actions.entries) : null} />
            {isTouched(entry) && (
              <span className={styles.note}>
                {isGone ? words.leaveGone : words.leave}: {words.leaveNote}
              </span>
            )}
          </div>
          <div className={styles.side}>
            <EntryState entry={entry} />
            {entry.undoable && !isGone && (
              <Button
                appearance={primary ? 'primary' : 'secondary'}
                icon={<ArrowUndo20Regular />}
                onClick={() => actions.undo([id])}
                disabledFocusable={actions.busy}
                aria-label={words.undoOneWhat(change)}
                data-testid="undo-one"
              >
                {words.undoOne}
              </Button>
            )}
            {isTouched(entry) && (
              <Button
                appearance={isGone ? 'secondary' : 'subtle'}
                onClick={() => actions.leave([id])}
                disabledFocusable={actions.busy}
                aria-label={isGone ? words.leaveGoneWhat(change) : words.leaveWhat(change)}
                data-testid="leave"
              >
                {isGone ? words.leaveGone : words.leave}
              </Button>
            )}
          </div>
        </div>
        <EntryDetails entry={entry} />
      </div>
    </li>
  );
}
