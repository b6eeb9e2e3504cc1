// Objects that belong to no set, each with the reason; and the list of files: form, contents, what could not be read.
import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { Document20Regular } from '@fluentui/react-icons/svg/document';
import type { RefObject } from 'react';
import type { Tray, TrayFile } from '../../../preload/contract/tools.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Fold } from '../../parts/fold.tsx';
import { ItemDetails } from '../../parts/item-details.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ShowMore, useGrowing } from '../../parts/show-more.tsx';
import { ItemLabel } from '../item-label.tsx';
import { toolsText } from '../tools-text.ts';
import { type TrayTools, trayPage } from '../use-tray.ts';
import { countKinds, type Found, filesInOrder, realProblems, refKey } from './tray-model.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column' },
  entry: {
    display: 'flex',
    flexDirection: 'column',
    gap: '6px',
    padding: '10px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    outlineStyle: 'none',
    ':first-child': { borderTopStyle: 'none', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
  },
  head: { display: 'flex', gap: '10px', alignItems: 'flex-start' },
  icon: { flexShrink: 0, marginTop: '6px' },
  words: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', paddingTop: '5px' },
  nameRow: { display: 'flex', flexWrap: 'wrap', gap: '2px 10px', alignItems: 'center' },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere', minWidth: 0 },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  inset: { paddingLeft: '30px' },
  rows: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'hidden',
  },
  oddEntry: {
    outlineStyle: 'none',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  oddTitle: { display: 'flex', flexDirection: 'column', gap: '2px', padding: '6px 0' },
});

const words = toolsText.tray;
type Odd = Found & { readonly reason: Tray['odd'][number]['reason'] };

function OddList({ odd, list }: { odd: readonly Odd[]; list?: RefObject<HTMLUListElement | null> }) {
  const styles = useStyles();
  return (
    <ul className={styles.rows} ref={list}>
      {odd.map(({ ref, item, file, reason }) => (
        <li key={refKey(ref)} className={styles.oddEntry} tabIndex={-1}>
          <Fold
            row
            lazy
            title={
              <span className={styles.oddTitle}>
                <ItemLabel item={item} file={file.name} />
                {reason !== 'duplicate' && <span className={styles.inset}>{words.oddReasons[reason]}</span>}
              </span>
            }
          >
            <ItemDetails item={item} />
          </Fold>
        </li>
      ))}
    </ul>
  );
}

export function LeftOver({ odd, all, more }: { odd: readonly Odd[]; all: number; more: () => void }) {
  const styles = useStyles();
  const others = odd.filter(({ reason }) => reason !== 'duplicate');
  const twice = odd.filter(({ reason }) => reason === 'duplicate');
  const { list, asked } = useGrowing<HTMLUListElement>(others.length);
  return (
    <>
      {others.length > 0 && (
        <Panel title={words.odd} testId="odd">
          <p className={styles.note}>{words.oddText}</p>
          <OddList odd={others} list={list} />
        </Panel>
      )}
      {twice.length > 0 && (
        <Fold title={words.twice(twice.length)} lazy testId="twice">
          <p className={styles.note}>{words.twiceText}</p>
          <OddList odd={twice} />
        </Fold>
      )}
      <ShowMore
        shown={odd.length}
        all={all}
        step={trayPage}
        more={() => {
          asked();
          more();
        }}
        testId="more-odd"
      />
    </>
  );
}

const contents = (file: TrayFile): string =>
  file.items.length === 0 && file.locked
    ? words.formats[file.format]
    : `${words.formats[file.format]}: ${words.contents(countKinds(file.items).map(({ kind, count }) => words.counts[kind](count)))}`;

function FileEntry({ file, tools }: { file: TrayFile; tools: TrayTools }) {
  const styles = useStyles();
  return (
    <>
      <div className={styles.head}>
        <Document20Regular className={styles.icon} />
        <span className={styles.words}>
          <span className={styles.nameRow}>
            <span className={styles.name}>
              <Breakable>{file.name}</Breakable>
            </span>
            {file.locked && (
              <Badge appearance="tint" color="warning">
                {words.lockedBadge}
              </Badge>
            )}
          </span>
          <span className={styles.note}>{contents(file)}</span>
        </span>
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={words.remove(file.name)}
          onClick={() => tools.remove(file.id)}
          disabledFocusable={tools.running !== null}
          data-testid="remove"
        />
      </div>
      {realProblems(file).map((problem) => (
        <ErrorView key={JSON.stringify(problem)} error={problem} quiet />
      ))}
    </>
  );
}

/** Where a link jumps to. */
const filesId = 'files-of-tray';

/** Shows the list of files, and takes the focus there. */
export function jumpToFiles(): void {
  const files = document.getElementById(filesId);
  files?.focus({ preventScroll: true });
  files?.scrollIntoView({ block: 'start' });
}

export function FileList({ tray, tools }: { tray: Tray; tools: TrayTools }) {
  const styles = useStyles();
  const { files } = tray;
  const { list, asked } = useGrowing<HTMLUListElement>(files.length);
  return (
    <Panel title={words.files} testId="files" id={filesId}>
      <ul className={styles.list} ref={list}>
        {filesInOrder(files).map((file) => (
          <li key={file.id} className={styles.entry} tabIndex={-1}>
            <FileEntry file={file} tools={tools} />
          </li>
        ))}
      </ul>
      <ShowMore
        shown={files.length}
        all={tray.counts.files}
        step={trayPage}
        more={() => {
          asked();
          tools.more();
        }}
        testId="more-files"
      />
      <p className={styles.note}>{words.clearHint}</p>
    </Panel>
  );
}
