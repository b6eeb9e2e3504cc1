// After a crash: what the app was in the middle of, and what became of it. On Home, and in Activity.
import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Activity } from '../../preload/contract/activity.ts';
import { repairedOf } from '../activity/activity-model.ts';
import { Notice } from '../parts/notice.tsx';
import { text } from '../text.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '2px' },
});

const words = text.changes;
/** More would push everything else out of the window. */
const limit = 5;

/** Nothing where there is nothing to tell. `buttons`: ways on from here. */
export function RepairedNotice({ activity, buttons }: { activity: Activity; buttons?: ReactNode }) {
  const styles = useStyles();
  const entries = repairedOf(activity);
  const { torn, hostsFile } = activity;
  if (entries.length === 0 && torn === 0 && !hostsFile) return null;
  const isOpen = hostsFile?.state === 'missing' || entries.some(({ state }) => state === 'half-done');
  return (
    <Notice
      tone={isOpen ? 'warning' : 'neutral'}
      title={words.repairedTitle(Math.max(entries.length, 1))}
      testId="repaired"
    >
      {entries.length > 0 && (
        <>
          <span>{words.repairedText}</span>
          <ul className={styles.list}>
            {entries.slice(0, limit).map((entry) => (
              <li key={entry.id}>{words.repairedEntry(entry)}</li>
            ))}
            {entries.length > limit && <li>{words.repairedMore(entries.length - limit)}</li>}
          </ul>
        </>
      )}
      {hostsFile && <span>{words.hostsFile[hostsFile.state](hostsFile)}</span>}
      {torn > 0 && <span>{words.torn(torn)}</span>}
      {buttons && <div className={styles.row}>{buttons}</div>}
    </Notice>
  );
}
