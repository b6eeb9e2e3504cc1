// A test that needs nothing but the files: it runs by itself when it comes up, and shows its verdict on top.
import { Button, makeStyles } from '@fluentui/react-components';
import { type ReactNode, useCallback, useEffect } from 'react';
import type { FindingState } from '../../../preload/contract/finding.ts';
import type { Result } from '../../../preload/contract/result.ts';
import { Spoken } from '../../parts/copy-button.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Working } from '../../parts/working.tsx';
import { toolsText } from '../tools-text.ts';
import { useTask } from '../use-task.ts';
import { stateTone } from './test-model.ts';

const useStyles = makeStyles({ row: { display: 'flex' } });

export function AutoTest<T>(props: {
  title: string;
  testId: string;
  /** Must stay the same from drawing to drawing. */
  ask: (task: string) => Promise<Result<T>>;
  verdict: (value: T) => { readonly state: FindingState; readonly text: string };
  children: (value: T) => ReactNode;
}) {
  const styles = useStyles();
  const { ask } = props;
  const { state, run, cancel } = useTask<'test', T>();
  const start = useCallback(() => void run('test', ask), [run, ask]);
  useEffect(start, [start]);
  const { running, failure, value } = state;
  const verdict = value === null ? null : props.verdict(value);
  return (
    <Panel title={props.title} testId={props.testId}>
      <Spoken>{verdict ? `${props.title}: ${verdict.text}` : ''}</Spoken>
      {running && <Working progress={running.progress} cancelling={running.cancelling} onCancel={cancel} />}
      {failure && <ErrorView error={failure.error} />}
      {failure && (
        <div className={styles.row}>
          <Button onClick={start}>{toolsText.test.again}</Button>
        </div>
      )}
      {verdict && <Notice tone={stateTone[verdict.state]} title={verdict.text} testId={`${props.testId}-verdict`} />}
      {value !== null && props.children(value)}
    </Panel>
  );
}
