// The tray: one big area to drop files on while it is empty; then what is locked, what belongs together, what is left
// over, and the files themselves.
import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Tray } from '../../../preload/contract/tools.ts';
import { Spoken } from '../../parts/copy-button.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { catchLostFocus } from '../../parts/page-title.tsx';
import { ShowMore, useGrowing } from '../../parts/show-more.tsx';
import { stageText, Working } from '../../parts/working.tsx';
import { toolsText } from '../tools-text.ts';
import { type TrayTools, trayPage } from '../use-tray.ts';
import { AddRow, DropArea, LocalLine } from './drop-area.tsx';
import { Lacking } from './lacking.tsx';
import { FileList, jumpToFiles, LeftOver } from './left-over.tsx';
import { focusPassphrase, LockedFiles } from './locked-files.tsx';
import type { SetActions } from './set-actions.tsx';
import { SetCard, SetRow } from './set-card.tsx';
import { finder, setKey } from './tray-model.ts';

const useStyles = makeStyles({
  heading: {
    margin: '8px 0 0',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '16px' },
  entry: { outlineStyle: 'none' },
  rows: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
  },
  row: {
    outlineStyle: 'none',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  line: { margin: 0 },
  warn: { display: 'flex', gap: '8px', alignItems: 'center', '& svg': { flexShrink: 0 } },
  icon: { color: tokens.colorStatusWarningForeground1 },
});

const words = toolsText.tray;
/** With more sets than this, each is a line that unfolds. */
const many = 5;

const summaryOf = (tray: Tray): string => words.summary(tray.counts.files, tray.counts.sets);

function Sets({ tray, more, actions }: { tray: Tray; more: () => void; actions: SetActions }) {
  const styles = useStyles();
  const find = useMemo(() => finder(tray), [tray]);
  const { list, asked } = useGrowing<HTMLUListElement>(tray.sets.length);
  const odd = tray.odd.flatMap(({ ref, reason }) => find([ref]).map((found) => ({ ...found, reason })));
  const first = tray.counts.sets === 1 && !tray.files.some(({ locked }) => locked);
  const rows = tray.counts.sets > many;
  return (
    <>
      {tray.sets.length > 0 && (
        <>
          <h2 className={styles.heading}>{words.sets}</h2>
          {rows && <Lacking tray={tray} />}
          <ul className={rows ? styles.rows : styles.list} ref={list}>
            {tray.sets.map((set) => (
              <li key={setKey(set)} className={rows ? styles.row : styles.entry} tabIndex={-1}>
                {rows ? (
                  <SetRow set={set} find={find} actions={actions} />
                ) : (
                  <SetCard set={set} find={find} actions={actions} first={first} />
                )}
              </li>
            ))}
          </ul>
          <ShowMore
            shown={tray.sets.length}
            all={tray.counts.sets}
            step={trayPage}
            more={() => {
              asked();
              more();
            }}
            testId="more-sets"
          />
        </>
      )}
      <LeftOver odd={odd} all={tray.counts.odd} more={more} />
    </>
  );
}

/** What has just come in and is locked wants its passphrase next; what was there before the page came up does not. */
function useNewlyLocked(tray: Tray | null): void {
  const known = useRef<ReadonlySet<number> | null>(null);
  useEffect(() => {
    if (!tray) return;
    const before = known.current;
    known.current = new Set(tray.files.map(({ id }) => id));
    const file = before && tray.files.find(({ id, locked }) => locked && !before.has(id));
    if (file) focusPassphrase(file.id);
  }, [tray]);
}

export function TrayView({ tools, actions }: { tools: TrayTools; actions: SetActions }) {
  const styles = useStyles();
  const { value: tray, running, failure } = tools;
  const [opened, setOpened] = useState<string | null>(null);
  const isRunning = running !== null;
  useEffect(() => {
    if (!isRunning) catchLostFocus();
  }, [isRunning]);
  const locked = tray?.files.filter((file) => file.locked) ?? [];
  useNewlyLocked(tray);
  const troubled = tray?.counts.troubled ?? 0;
  // Quick work is not worth a bar that flashes up; reading and unlocking can take long.
  const long = running !== null && running.what.what !== 'look' && running.what.what !== 'remove';
  const spoken = long
    ? stageText(running.progress, running.cancelling)
    : [opened && words.unlocked(opened), tray && (tray.files.length > 0 ? summaryOf(tray) : '')]
        .filter(Boolean)
        .join(' ');
  const inField = failure?.what.what === 'unlock' && locked.some(({ id }) => id === failure.what.file);
  return (
    <>
      <Spoken>{spoken}</Spoken>
      {long && <Working progress={running.progress} cancelling={running.cancelling} onCancel={tools.cancel} />}
      {failure && !inField && <ErrorView error={failure.error} />}
      {(tray ? tray.files.length === 0 : failure !== null) && <DropArea tools={tools} />}
      {tray && tray.files.length > 0 && (
        <>
          <AddRow tools={tools} summary={summaryOf(tray)} />
          {troubled > 0 && (
            <p className={mergeClasses(styles.line, styles.warn)} data-testid="troubled">
              <Warning16Filled className={styles.icon} />
              <span>
                {words.troubled(troubled)}{' '}
                <Link inline as="button" onClick={jumpToFiles} data-testid="see-files">
                  {words.seeFiles}
                </Link>
              </span>
            </p>
          )}
          {locked.length > 0 && <LockedFiles files={locked} tools={tools} onOpened={setOpened} />}
          <Sets tray={tray} more={tools.more} actions={actions} />
          <FileList tray={tray} tools={tools} />
        </>
      )}
      <LocalLine />
    </>
  );
}
