// Requests that were made here and wait for their certificate: a line on Home, as long as there are some.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowRight20Regular } from '@fluentui/react-icons/svg/arrow-right';
import { shortName } from '../../assets/text/facts.ts';
import { useLoaded } from '../bridge.ts';
import { Breakable } from '../parts/breakable.tsx';
import { Panel } from '../parts/panel.tsx';
import { text } from '../text.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px' },
  words: { flex: '1 1 260px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  names: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  note: { color: tokens.colorNeutralForeground2 },
});

const words = text.ui.homePage;
const shown = 3;

export function WaitingCard({ onOpen }: { onOpen: () => void }) {
  const styles = useStyles();
  const { loaded } = useLoaded('tools.waiting');
  // That they cannot be read is told where they are listed.
  const requests = loaded.status === 'ready' ? loaded.value : [];
  if (requests.length === 0) return null;
  const names = requests.slice(0, shown).map(({ subject, names: [first] }) => shortName(subject) || first || subject);
  return (
    <Panel title={words.waiting(requests.length)} testId="home-waiting">
      <div className={styles.row}>
        <span className={styles.words}>
          <span className={styles.names}>
            <Breakable>{words.waitingNames(names, requests.length - names.length)}</Breakable>
          </span>
          <span className={styles.note}>{words.waitingText}</span>
        </span>
        <Button icon={<ArrowRight20Regular />} iconPosition="after" onClick={onOpen} data-testid="open-waiting">
          {words.waitingOpen}
        </Button>
      </div>
    </Panel>
  );
}
