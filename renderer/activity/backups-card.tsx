// The way from Activity to the kept copies of the hosts file.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentMultiple20Regular } from '@fluentui/react-icons/svg/document-multiple';
import { Panel } from '../parts/panel.tsx';
import { activityText as words } from './activity-text.ts';

const useStyles = makeStyles({
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

export function BackupsCard({ onOpen }: { onOpen: () => void }) {
  const styles = useStyles();
  return (
    <Panel title={words.backups}>
      <p className={styles.note}>{words.backupsText}</p>
      <div className={styles.row}>
        <Button icon={<DocumentMultiple20Regular />} onClick={onOpen} data-testid="open-backups">
          {words.backupsOpen}
        </Button>
      </div>
    </Panel>
  );
}
