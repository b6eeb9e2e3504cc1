// What to do when the console refuses: its sentence is explained here, and the pre-check is a step away. Nothing has
// changed on the sensor.
import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { AppError } from '../../../preload/contract/errors.ts';
import type { Explanation } from '../../../preload/contract/explanation.ts';
import { call } from '../../bridge.ts';
import { Spoken } from '../../parts/copy-button.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { endsOf } from '../../troubleshoot/troubleshoot-model.ts';
import { deployText } from '../deploy-text.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
  field: { width: '100%', maxWidth: '720px' },
  steps: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  todo: { fontWeight: tokens.fontWeightSemibold },
});

const words = deployText.upload;

function Explained({ explanation }: { explanation: Explanation }) {
  const styles = useStyles();
  if (!explanation.known) {
    return (
      <Notice tone="neutral" title={words.unknown} testId="explained">
        {explanation.nearest.length > 0 && (
          <>
            <span>{words.nearest}</span>
            <ul className={styles.steps}>
              {explanation.nearest.map(({ id, message }) => (
                <li key={id}>“{message}”</li>
              ))}
            </ul>
          </>
        )}
      </Notice>
    );
  }
  return (
    <Notice tone="neutral" title={`“${explanation.message}”`} testId="explained">
      <span>{explanation.cause}</span>
      <span className={styles.todo}>{explanation.recommendation}</span>
    </Notice>
  );
}

export function RefusedFold({ toCheck }: { toCheck: () => void }) {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    const text = endsOf(typed.trim());
    if (text === '') return;
    const result = await call('troubleshoot.explain', { text });
    setError(result.ok ? null : result.error);
    setExplanation(result.ok ? result.value : null);
  };
  return (
    <Fold title={words.refused} testId="refused">
      <p className={styles.note}>{words.refusedText}</p>
      <form className={styles.form} onSubmit={ask} noValidate>
        <Field className={styles.field} label={words.sentence} hint={words.sentenceHint}>
          <Textarea
            value={typed}
            rows={2}
            resize="vertical"
            onChange={(_, data) => setTyped(data.value)}
            data-testid="field-sentence"
          />
        </Field>
        <Button type="submit" disabledFocusable={typed.trim() === ''} data-testid="explain">
          {words.explain}
        </Button>
      </form>
      {error && <ErrorView error={error} />}
      {explanation && <Explained explanation={explanation} />}
      <Spoken>{explanation ? (explanation.known ? explanation.recommendation : words.unknown) : ''}</Spoken>
      <ul className={styles.steps}>
        {words.refusedSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <div>
        <Button onClick={toCheck} data-testid="to-check">
          {words.toCheck}
        </Button>
      </div>
    </Fold>
  );
}
