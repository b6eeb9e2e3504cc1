// The subject as Edge and Chrome print it, beside the one that the browser shows: the comparison that the guide asks for.
import { Button, Field, makeStyles, Textarea } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { NameView } from '../../../preload/contract/trust-journey.ts';
import { FactsList } from '../../parts/facts-list.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { text } from '../../text.ts';
import { useTrust } from '../use-trust.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'stretch', gap: '12px' },
  button: { alignSelf: 'flex-start' },
});

const words = text.trust.name;

export function Subject({ view }: { view: NameView }) {
  const styles = useStyles();
  const { run, state } = useTrust();
  const [typed, setTyped] = useState(view.pasted?.text ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ type: 'compare-subject', text: typed });
  };
  const result = view.pasted && view.pasted.text === typed.trim() ? view.pasted : null;
  return (
    <Fold title={words.subjectFold} open={view.pasted !== null} testId="subject">
      <FactsList
        facts={[
          { term: words.subject, value: view.browserSubject },
          { term: words.commonName, value: view.commonName ?? words.noCommonName },
        ]}
      />
      <span>{words.cnNote}</span>
      <form className={styles.form} onSubmit={submit}>
        <Field label={words.subjectField} hint={words.subjectHint}>
          <Textarea
            value={typed}
            rows={2}
            resize="vertical"
            spellCheck={false}
            onChange={(_, data) => setTyped(data.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.shiftKey) submit(event);
            }}
            data-testid="field-subject"
          />
        </Field>
        <Button
          type="submit"
          className={styles.button}
          disabledFocusable={state.running !== null || typed.trim() === ''}
          data-testid="compare-subject"
        >
          {words.subjectButton}
        </Button>
      </form>
      {result && (
        <Notice tone={result.matches ? 'good' : 'danger'} role="alert" testId="subject-result">
          {result.matches ? words.subjectSame : words.subjectOther}
        </Notice>
      )}
    </Fold>
  );
}
