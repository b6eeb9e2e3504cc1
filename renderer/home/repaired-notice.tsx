// After a crash: what the app was in the middle of, and what became of it; and what is in force again though it had been
// taken back, which is no crash. On Home, and in Activity.
import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Activity, ActivityEntry } from '../../preload/contract/activity.ts';
import { cameBackOf, repairedOf } from '../activity/activity-model.ts';
import { Notice } from '../parts/notice.tsx';
import { text } from '../text.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '2px' },
});

const words = text.changes;
/** More would push everything else out of the window. */
const limit = 5;

function List({ entries, told }: { entries: readonly ActivityEntry[]; told: (entry: ActivityEntry) => string }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {entries.slice(0, limit).map((entry) => (
        <li key={entry.id}>{told(entry)}</li>
      ))}
      {entries.length > limit && <li>{words.repairedMore(entries.length - limit)}</li>}
    </ul>
  );
}

/** Nothing where there is nothing to tell. `buttons`: ways on from here. */
export function RepairedNotice({ activity, buttons }: { activity: Activity; buttons?: ReactNode }) {
  const styles = useStyles();
  const entries = repairedOf(activity);
  const back = cameBackOf(activity);
  const { torn, hostsFile } = activity;
  const wasStopped = entries.length > 0 || torn > 0 || hostsFile !== undefined;
  if (!wasStopped && back.length === 0) return null;
  const isOpen = hostsFile?.state === 'missing' || entries.some(({ state }) => state === 'half-done');
  return (
    <Notice
      tone={isOpen ? 'warning' : 'neutral'}
      title={wasStopped ? words.repairedTitle(Math.max(entries.length, 1)) : words.cameBackTitle(back.length)}
      testId="repaired"
    >
      {entries.length > 0 && (
        <>
          <span>{words.repairedText(entries.length)}</span>
          <List entries={entries} told={words.repairedEntry} />
        </>
      )}
      {hostsFile && <span>{words.hostsFile[hostsFile.state](hostsFile)}</span>}
      {torn > 0 && <span>{words.torn(torn)}</span>}
      {back.length > 0 && (
        <>
          <span>{wasStopped ? `${words.cameBackTitle(back.length)}. ${words.cameBackText}` : words.cameBackText}</span>
          <List entries={back} told={words.cameBackEntry} />
        </>
      )}
      {buttons && <div className={styles.row}>{buttons}</div>}
    </Notice>
  );
}
