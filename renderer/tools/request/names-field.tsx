// The names that the certificate is asked to carry: the main name, copied visibly, and the others, to add and remove.
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons/svg/add';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { type Ref, useRef, useState } from 'react';
import { Breakable } from '../../parts/breakable.tsx';
import { Spoken } from '../../parts/copy-button.tsx';
import { explain, text } from '../../text.ts';
import { toolsText } from '../tools-text.ts';
import { copiedName, isThere, type RequestEvent, type RequestForm, sansOf, typedProblem } from './request-model.ts';
import { bareName, kindOfName, splitNames } from './request-names.ts';

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  error: { margin: 0, color: tokens.colorPaletteRedForeground1 },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  entry: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '40px',
    padding: '2px 4px 2px 12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  kind: { flexShrink: 0, width: '76px', color: tokens.colorNeutralForeground2 },
  name: { minWidth: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  copied: { color: tokens.colorNeutralForeground2, marginLeft: 'auto', padding: '0 8px', textAlign: 'right' },
  remove: { marginLeft: 'auto', flexShrink: 0 },
  add: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'flex-start' },
  field: { flex: '1 1 260px', maxWidth: '420px', minWidth: 0 },
  button: { marginTop: '26px' },
});

const words = toolsText.request.form;

export function NamesField(props: {
  form: RequestForm;
  send: (event: RequestEvent) => void;
  /** What main found wrong with one of them. */
  error: string | null;
  /** Say what is wrong with the typed name even before Add: somebody wanted to go on. */
  strict: boolean;
}) {
  const styles = useStyles();
  const { form, send } = props;
  const [said, setSaid] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const copied = copiedName(form);
  const names = sansOf(form);
  const already = isThere(form);
  const typed = form.typed.trim();
  /** Tried to add just this text. */
  const [tried, setTried] = useState('');
  const problem = props.strict || tried === form.typed ? typedProblem(form) : null;
  const wrong = problem && explain(text, { code: 'san-invalid', facts: problem });
  const add = () => {
    if (typed === '' || already) return;
    input.current?.focus();
    setTried(form.typed);
    if (typedProblem(form)) return;
    send({ type: 'add' });
    setSaid(words.added(splitNames(form.typed).map(bareName).join(', ')));
  };
  return (
    <div className={styles.box}>
      <h3 className={styles.heading} id="names-heading">
        {words.sans}
      </h3>
      <p className={styles.note}>{words.sansHint}</p>
      {names.length === 0 ? (
        <p className={styles.note}>{words.noNames}</p>
      ) : (
        <ul className={styles.list} aria-labelledby="names-heading" data-testid="names">
          {names.map((name) => (
            <li key={name} className={styles.entry}>
              <span className={styles.kind}>{words.kinds[kindOfName(name)]}</span>
              <span className={styles.name}>
                <Breakable>{bareName(name)}</Breakable>
              </span>
              {name === copied ? (
                <span className={styles.copied}>{words.fromCommonName}</span>
              ) : (
                <Button
                  className={styles.remove}
                  appearance="subtle"
                  icon={<Dismiss20Regular />}
                  aria-label={words.remove(bareName(name))}
                  onClick={() => {
                    send({ type: 'remove', name });
                    setSaid(words.removed(bareName(name)));
                    input.current?.focus();
                  }}
                  data-testid="remove-name"
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {props.error && (
        <p className={styles.error} role="alert" data-testid="names-error">
          {props.error}
        </p>
      )}
      <div className={styles.add}>
        <Field
          className={styles.field}
          label={words.addName}
          {...(wrong
            ? { validationState: 'error', validationMessage: `${wrong.what} ${wrong.why} ${wrong.todo}` }
            : already
              ? { validationState: 'warning', validationMessage: words.alreadyThere }
              : { hint: words.addNameHint })}
        >
          <Input
            ref={input as Ref<never>}
            value={form.typed}
            onChange={(_, data) => send({ type: 'set', change: { typed: data.value } })}
            onBlur={() => setTried(form.typed)}
            onKeyDown={(event) => {
              // Enter adds here; it sends the form only where there is nothing to add.
              if (event.key !== 'Enter' || typed === '') return;
              event.preventDefault();
              add();
            }}
            autoComplete="off"
            spellCheck={false}
            data-testid="field-name"
          />
        </Field>
        <Button
          className={styles.button}
          icon={<Add20Regular />}
          onClick={add}
          disabledFocusable={typed === '' || already}
          data-testid="add-name"
        >
          {words.add}
        </Button>
      </div>
      <Spoken>{said}</Spoken>
    </div>
  );
}
