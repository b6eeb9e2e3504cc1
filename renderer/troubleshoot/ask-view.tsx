// The question: a message is pasted, or picked from those that are known.
import { Button, Field, makeStyles, Textarea } from '@fluentui/react-components';
import { type FormEvent, type KeyboardEvent, type Ref, useRef, useState } from 'react';
import type { AppError } from '../../preload/contract/errors.ts';
import { useLoaded } from '../bridge.ts';
import { ErrorView } from '../parts/error-view.tsx';
import { Panel } from '../parts/panel.tsx';
import { ToolFrame } from '../tools/tool-frame.tsx';
import { SearchedMessages } from './message-list.tsx';
import { troubleshootText } from './troubleshoot-text.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'flex-start' },
  field: { width: '100%' },
});

const words = troubleshootText.page;

export function AskView(props: {
  text: string;
  failure: AppError | null;
  explain: (text: string) => void;
  pick: (message: string) => void;
}) {
  const styles = useStyles();
  const [typed, setTyped] = useState(props.text);
  const [missing, setMissing] = useState(false);
  const { loaded } = useLoaded('troubleshoot.messages');
  const field = useRef<HTMLTextAreaElement>(null);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (typed.trim() !== '') return props.explain(typed);
    setMissing(true);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter alone makes a new line, as a pasted log has many.
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <ToolFrame testId="ask" title={words.title} help={words.help}>
      {props.failure && <ErrorView error={props.failure} />}
      <Panel>
        <form className={styles.form} onSubmit={submit} noValidate>
          <Field
            className={styles.field}
            label={words.field}
            {...(missing ? { validationState: 'error', validationMessage: words.empty } : {})}
          >
            <Textarea
              ref={field as Ref<never>}
              value={typed}
              onChange={(_, data) => {
                setTyped(data.value);
                setMissing(false);
              }}
              onKeyDown={onKeyDown}
              placeholder={words.placeholder}
              rows={5}
              resize="vertical"
              spellCheck={false}
              data-testid="field-message"
            />
          </Field>
          <Button appearance="primary" type="submit" data-testid="explain">
            {words.explain}
          </Button>
        </form>
      </Panel>
      {loaded.status === 'failed' && <ErrorView error={loaded.error} />}
      {loaded.status === 'ready' && (
        <Panel title={words.list} testId="known-messages">
          <SearchedMessages messages={loaded.value} pick={props.pick} />
        </Panel>
      )}
    </ToolFrame>
  );
}
