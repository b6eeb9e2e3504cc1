// An entry of one of this computer's stores: where it is, and who reads it.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { DeployTrustView } from '../../../preload/contract/deploy-journey.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { text } from '../../text.ts';
import { deployText } from '../deploy-text.ts';

const useStyles = makeStyles({
  entry: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px' },
  words: { flex: '1 1 280px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  where: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  note: { color: tokens.colorNeutralForeground2 },
});

const words = deployText.trust;
export type Entry = DeployTrustView['old'][number];

const readers = (entry: Entry): string =>
  words.readBy(text.format.list(entry.readers.map((reader) => text.trust.clients[reader])));

/** Who reads the store, and whether changing it needs rights. */
export const aboutEntry = (entry: Entry): string =>
  `${readers(entry)} ${entry.needsRights ? words.asksRights : words.noRights}`;

/** `quiet`: nothing is to be changed in it. */
export function EntryLine(props: { entry: Entry; children?: ReactNode; quiet?: boolean }) {
  const styles = useStyles();
  const { entry } = props;
  return (
    <li className={styles.entry} data-testid={`entry-${entry.scope}`}>
      <span className={styles.words}>
        <span className={styles.where}>
          <Breakable>{entry.store}</Breakable>
        </span>
        <span className={styles.note}>{props.quiet ? readers(entry) : aboutEntry(entry)}</span>
      </span>
      {props.children}
    </li>
  );
}
