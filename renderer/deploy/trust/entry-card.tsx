// Entries of this computer's stores: where they are, who reads them, and the one thing to do with them.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ShieldKeyhole20Regular } from '@fluentui/react-icons/svg/shield-keyhole';
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

export function EntryLine(props: { entry: Entry; children?: ReactNode; quiet?: boolean }) {
  const styles = useStyles();
  const { entry } = props;
  return (
    <li className={styles.entry} data-testid={`entry-${entry.scope}`}>
      <span className={styles.words}>
        <span className={styles.where}>
          <Breakable>{entry.store}</Breakable>
        </span>
        <span className={styles.note}>
          {words.readBy(text.format.list(entry.readers.map((reader) => text.trust.clients[reader])))}
          {!props.quiet && ` ${entry.needsRights ? words.asksRights : words.noRights}`}
        </span>
      </span>
      {props.children}
    </li>
  );
}

export function EntryButton(props: {
  label: string;
  what: string;
  entry: Entry;
  onClick: () => void;
  disabled: boolean;
  primary?: boolean;
  testId: string;
}) {
  return (
    <Button
      appearance={props.primary ? 'primary' : 'secondary'}
      {...(props.entry.needsRights ? { icon: <ShieldKeyhole20Regular /> } : {})}
      aria-label={props.what}
      onClick={props.onClick}
      disabledFocusable={props.disabled}
      data-testid={props.testId}
    >
      {props.label}
    </Button>
  );
}
