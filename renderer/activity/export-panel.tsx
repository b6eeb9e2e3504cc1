// The changes, all or those of one journey, as a file for the change ticket, and that it was saved.
import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import type { ActivityEntry } from '../../preload/contract/activity.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { call } from '../bridge.ts';
import { ErrorView } from '../parts/error-view.tsx';
import { Panel } from '../parts/panel.tsx';
import { SavedNote } from '../parts/saved-note.tsx';
import { groupsOf } from './activity-model.ts';
import { activityText as words } from './activity-text.ts';

const useStyles = makeStyles({
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  choice: { maxWidth: '420px' },
});

export function ExportPanel({ entries }: { entries: readonly ActivityEntry[] }) {
  const styles = useStyles();
  const groups = groupsOf(entries);
  const [saved, setSaved] = useState<string | null>(null);
  const [chosen, setChosen] = useState('');
  // Its last change may have gone from the list meanwhile.
  const journey = groups.find(({ journey: { id } }) => id === chosen)?.journey.id ?? null;
  const [failure, setFailure] = useState<AppError | null>(null);
  const save = async (format: 'html' | 'json') => {
    setSaved(null);
    const result = await call('activity.export', { format, journey });
    setFailure(result.ok ? null : result.error);
    setSaved(result.ok ? result.value.saved : null);
  };
  return (
    <Panel title={words.export}>
      <p className={styles.note}>{words.exportText}</p>
      {groups.length > 1 && (
        <Field label={words.exportOf} className={styles.choice}>
          <Select value={journey ?? ''} onChange={(_, { value }) => setChosen(value)} data-testid="export-of">
            <option value="">{words.exportAll}</option>
            {groups.map(({ journey: each }) => (
              <option key={each.id} value={each.id}>
                {words.journeyTitle(each)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div className={styles.row}>
        <Button icon={<Save20Regular />} onClick={() => void save('html')} data-testid="export-html">
          {words.exportHtml}
        </Button>
        <Button icon={<Save20Regular />} onClick={() => void save('json')} data-testid="export-json">
          {words.exportJson}
        </Button>
        <span role="status" data-testid="export-saved">
          {saved !== null && <SavedNote>{words.saved(saved)}</SavedNote>}
        </span>
      </div>
      {failure && <ErrorView error={failure} />}
    </Panel>
  );
}
