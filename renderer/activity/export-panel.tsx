// All changes as a file for the change ticket, and that it was saved.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import type { AppError } from '../../preload/contract/errors.ts';
import { call } from '../bridge.ts';
import { ErrorView } from '../parts/error-view.tsx';
import { Panel } from '../parts/panel.tsx';
import { activityText as words } from './activity-text.ts';

const useStyles = makeStyles({
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  saved: { display: 'inline-flex', alignItems: 'center', gap: '6px', color: tokens.colorStatusSuccessForeground1 },
});

export function ExportPanel() {
  const styles = useStyles();
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<AppError | null>(null);
  const save = async (format: 'html' | 'json') => {
    setIsSaved(false);
    const result = await call('activity.export', { format });
    setFailure(result.ok ? null : result.error);
    setIsSaved(result.ok && result.value.saved);
  };
  return (
    <Panel title={words.export}>
      <p className={styles.note}>{words.exportText}</p>
      <div className={styles.row}>
        <Button icon={<Save20Regular />} onClick={() => void save('html')} data-testid="export-html">
          {words.exportHtml}
        </Button>
        <Button icon={<Save20Regular />} onClick={() => void save('json')} data-testid="export-json">
          {words.exportJson}
        </Button>
        <span role="status" className={styles.saved} data-testid="export-saved">
          {isSaved && (
            <>
              <CheckmarkCircle16Filled />
              {words.saved}
            </>
          )}
        </span>
      </div>
      {failure && <ErrorView error={failure} />}
    </Panel>
  );
}
