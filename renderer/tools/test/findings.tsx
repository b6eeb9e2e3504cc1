// A list of what a test found: icon and word for each state, a sentence, and what to do. What needs a person comes
// first; what is in order is folded.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { FindingState } from '../../../preload/contract/finding.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { Fold } from '../../parts/fold.tsx';
import { ToneIcon } from '../../parts/notice.tsx';
import { toolsText } from '../tools-text.ts';
import { splitTodo, stateTone } from './test-model.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  entry: { display: 'flex', gap: '12px', minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: 0, flexGrow: 1, overflowWrap: 'anywhere' },
  title: { fontWeight: tokens.fontWeightSemibold },
  ways: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
  todo: { color: tokens.colorNeutralForeground2 },
});

export interface Line {
  readonly id: string;
  readonly state: FindingState;
  /** The subject of the check, where the sentence does not name it. */
  readonly title?: string;
  readonly text: string;
  readonly todo?: string | undefined;
}

function Todo({ todo }: { todo: string }) {
  const styles = useStyles();
  const { first, rest } = splitTodo(todo);
  return (
    <>
      <span className={styles.todo}>{first}</span>
      {rest.length > 0 && (
        <Fold title={toolsText.test.compare.mend} inset testId="mend">
          <ul className={styles.ways}>
            {rest.map((sentence) => (
              <li key={sentence}>
                <Breakable>{sentence}</Breakable>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {lines.map((line) => (
        <li key={line.id} className={styles.entry} data-state={line.state}>
          <ToneIcon tone={stateTone[line.state]} />
          <span className={styles.words}>
            <span className="spoken">{toolsText.test.states[line.state]}</span>
            <span>
              {line.title && <span className={styles.title}>{line.title}. </span>}
              <Breakable>{line.text}</Breakable>
            </span>
            {line.todo && <Todo todo={line.todo} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Findings({ lines }: { lines: readonly Line[] }) {
  const open = lines.filter(({ state }) => state !== 'good');
  const good = lines.filter(({ state }) => state === 'good');
  return (
    <>
      {open.length > 0 && <Lines lines={open} />}
      {good.length > 0 && (
        <Fold title={toolsText.test.good(good.length, open.length === 0)} inset lazy testId="good-findings">
          <Lines lines={good} />
        </Fold>
      )}
    </>
  );
}
