// The main name. A URL that was pasted into it becomes its host when the field is left, and says so.
import { Field, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { toolsText } from '../tools-text.ts';
import { copiedName, type RequestEvent, type RequestForm } from './request-model.ts';
import { cleanName } from './request-names.ts';

const useStyles = makeStyles({ field: { maxWidth: '520px' } });

const words = toolsText.request.form;

export function CommonNameField(props: {
  form: RequestForm;
  send: (event: RequestEvent) => void;
  error: string | null;
  /** It is required, and why; null: it is not. */
  hint: string | null;
}) {
  const styles = useStyles();
  const { form, send } = props;
  const [taken, setTaken] = useState<{ typed: string; host: string } | null>(null);
  const [left, setLeft] = useState(false);
  const { commonName } = form;
  const clean = () => {
    setLeft(true);
    const host = cleanName(commonName);
    if (host === commonName) return;
    if (host !== commonName.trim()) setTaken({ typed: commonName.trim(), host });
    send({ type: 'clean' });
  };
  const noHost = left && commonName.trim() !== '' && copiedName(form) === null;
  const said = taken?.host === commonName ? words.taken(taken.typed, taken.host) : noHost ? words.noHost : null;
  return (
    <Field
      className={styles.field}
      label={words.commonName}
      required={props.hint !== null}
      {...(props.error
        ? { validationState: 'error', validationMessage: props.error }
        : said
          ? { validationState: 'warning', validationMessage: said }
          : { hint: [words.commonNameHint, props.hint].filter(Boolean).join(' ') })}
    >
      <Input
        value={commonName}
        onChange={(_, data) => send({ type: 'set', change: { commonName: data.value } })}
        onFocus={() => setLeft(false)}
        onBlur={clean}
        maxLength={1024}
        autoComplete="off"
        spellCheck={false}
        data-testid="field-CN"
      />
    </Field>
  );
}
