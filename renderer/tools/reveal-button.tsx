// Shows a file in its folder, in the system's own file manager. Main knows the path; the window never does.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { FolderOpen20Regular } from '@fluentui/react-icons/svg/folder-open';
import { useState } from 'react';
import { call } from '../bridge.ts';
import { toolsText } from './tools-text.ts';

const useStyles = makeStyles({
  box: { display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  failed: { color: tokens.colorNeutralForeground2 },
});

const words = toolsText.reveal;

/** `waiting`: the request whose files are meant; null: the file that was written last. */
export function RevealButton({ waiting, what }: { waiting: string | null; what: string }) {
  const styles = useStyles();
  const [failed, setFailed] = useState(false);
  return (
    <span className={styles.box}>
      <Button
        icon={<FolderOpen20Regular />}
        aria-label={`${words.show}: ${what}`}
        onClick={async () => setFailed(!(await call('tools.reveal', { waiting })).ok)}
        data-testid="reveal"
      >
        {words.show}
      </Button>
      {failed && (
        <span className={styles.failed} role="alert">
          {words.failed}
        </span>
      )}
    </span>
  );
}
