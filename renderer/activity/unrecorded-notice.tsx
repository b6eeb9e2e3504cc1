// What carries Certwright's mark, though the record does not know of it: else the page would say that nothing is there.
import { makeStyles } from '@fluentui/react-components';
import type { Activity } from '../../preload/contract/activity.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { Notice } from '../parts/notice.tsx';
import { activityText } from './activity-text.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
});

const words = activityText.unrecorded;

export function UnrecordedNotice({ found }: { found: NonNullable<Activity['unrecorded']> }) {
  const styles = useStyles();
  const { file, lines, more, certificates } = found;
  return (
    <Notice tone="warning" title={words.title(found)} testId="unrecorded">
      <span>{words.why}</span>
      {lines.length > 0 && (
        <>
          <span>{words.lines(file)}</span>
          <ul className={styles.list}>
            {lines.map((each) => (
              <li key={each.line}>{words.line(each)}</li>
            ))}
            {more > 0 && <li>{words.more(more)}</li>}
          </ul>
          <span>{words.remove}</span>
          <CodeBlock value={words.command(found)} what={words.commandName} />
        </>
      )}
      {certificates > 0 && <span>{words.certificates(certificates)}</span>}
    </Notice>
  );
}
