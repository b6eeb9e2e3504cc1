// The troubleshooter: a message in, what it means out. Loaded when it is first needed. What was pasted stays in this page.
import { makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { Journey } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { Explanation, MessageAction } from '../../preload/contract/explanation.ts';
import { call } from '../bridge.ts';
import type { ToolsPart } from '../navigation.ts';
import { AnswerView } from './answer-view.tsx';
import { AskView } from './ask-view.tsx';
import type { Target } from './look-panel.tsx';
import { endsOf } from './troubleshoot-model.ts';

const useStyles = makeStyles({ page: { height: '100%', minHeight: 0 } });

interface Answered {
  readonly text: string;
  readonly explanation: Explanation;
}

export function TroubleshootPage(props: { onTools: (part: ToolsPart) => void; onStarted: (journey: Journey) => void }) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [failure, setFailure] = useState<AppError | null>(null);

  const explain = async (asked: string) => {
    // Far more than main looks at, which says so itself.
    const result = await call('troubleshoot.explain', { text: endsOf(asked) });
    setFailure(result.ok ? null : result.error);
    if (result.ok) setAnswered({ text: asked, explanation: result.value });
  };

  const lead = async (action: MessageAction, { address, proxy }: Target): Promise<AppError | null> => {
    if (action === 'convert' || action === 'test') props.onTools('files');
    else if (action === 'request') props.onTools('requests');
    else if (action === 'trust' || action === 'deploy') {
      const known = address.trim() === '' ? {} : { address, proxy: proxy.trim() || null };
      const started = await call('journeys.start', { kind: action, practice: false, ...known });
      if (!started.ok) return started.error;
      props.onStarted(started.value);
    }
    return null;
  };

  return (
    <main className={styles.page} data-testid="troubleshoot">
      {answered ? (
        <AnswerView
          // A message that was picked is another page: its focus is at the top.
          key={answered.text}
          explanation={answered.explanation}
          pasted={answered.text}
          failure={failure}
          pick={(message) => void explain(message)}
          back={() => {
            setFailure(null);
            setAnswered(null);
          }}
          leading={{ lead, openFiles: () => props.onTools('files') }}
        />
      ) : (
        <AskView
          text={text}
          failure={failure}
          explain={(pasted) => {
            // A message that was picked does not take the place of what somebody has pasted.
            setText(pasted);
            void explain(pasted);
          }}
          pick={(message) => void explain(message)}
        />
      )}
    </main>
  );
}
