// The passphrase of what is locked: sent to main once, and forgotten here at once. Afterwards only what became of it is
// known: it opens, it does not, or nothing is locked.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { PassphraseState } from '../../../preload/contract/slots.ts';
import { ToneIcon } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PassphraseField } from '../../parts/passphrase-field.tsx';
import { deployText } from '../deploy-text.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'flex-start' },
  // In line with the input, below the label.
  button: { marginTop: '26px' },
  state: { display: 'flex', gap: '8px', alignItems: 'flex-start', outlineStyle: 'none' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const words = deployText.files;
const tones = { right: 'good', unused: 'neutral', needed: 'warning' } as const;

export function PassphrasePanel(props: { state: PassphraseState; send: (passphrase: string) => void; busy: boolean }) {
  const styles = useStyles();
  const { state, busy } = props;
  const [typed, setTyped] = useState('');
  /** What main said is about what was sent; as soon as something else is typed, it no longer applies. */
  const [changed, setChanged] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const isWrong = state === 'wrong' && !changed;
  /** One was sent from here: the focus follows its outcome. Who only comes by keeps it where it is. */
  const sent = useRef(false);
  const outcome = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!sent.current || busy) return;
    sent.current = false;
    if (state === 'wrong') input.current?.focus();
    else outcome.current?.focus();
  }, [state, busy]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || typed === '') return;
    setChanged(false);
    sent.current = true;
    props.send(typed);
    setTyped('');
  };
  const known = state === 'right' || state === 'unused' || state === 'wrong';
  return (
    <Panel title={words.passphraseTitle} testId="passphrase">
      {state === 'right' || state === 'unused' || state === 'needed' ? (
        <span ref={outcome} tabIndex={-1} className={styles.state} data-testid="passphrase-state" data-state={state}>
          <ToneIcon tone={tones[state]} />
          <span>{words.passphraseStates[state]}</span>
        </span>
      ) : null}
      {(state === 'needed' || state === 'wrong') && (
        <form className={styles.form} onSubmit={submit} noValidate>
          <PassphraseField
            label={words.passphrase}
            value={typed}
            onChange={(value) => {
              setTyped(value);
              setChanged(true);
            }}
            hint={words.passphraseHint}
            error={isWrong ? words.passphraseStates.wrong : undefined}
            inputRef={input}
            testId="field-passphrase"
          />
          <Button
            className={styles.button}
            type="submit"
            appearance="primary"
            disabledFocusable={busy || typed === ''}
            data-testid="use-passphrase"
          >
            {words.usePassphrase}
          </Button>
        </form>
      )}
      {known && (
        <div>
          <Button onClick={() => props.send('')} disabledFocusable={busy} data-testid="forget-passphrase">
            {words.forgetPassphrase}
          </Button>
        </div>
      )}
    </Panel>
  );
}
