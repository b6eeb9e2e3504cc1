// What happens to the key's passphrase on its way into the kit. A new one can be made up: main tells it once, it stays in
// this field, and the person types it into the form.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Wand20Regular } from '@fluentui/react-icons/svg/wand';
import { useState } from 'react';
import type { KitPassphrase } from '../../../preload/contract/upload-kit.ts';
import { call } from '../../bridge.ts';
import { Choices } from '../../parts/choices.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PassphraseField } from '../../parts/passphrase-field.tsx';
import { deployText } from '../deploy-text.ts';
import { refusedCharacters } from '../refused-characters.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'flex-start' },
  // In line with the input, below the label.
  button: { marginTop: '26px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

const words = deployText.kit;
const kinds: readonly KitPassphrase['kind'][] = ['keep', 'new', 'none'];

export interface PassphraseChoiceValue {
  readonly kind: KitPassphrase['kind'];
  readonly passphrase: string;
}

export function PassphraseChoice(props: {
  value: PassphraseChoiceValue;
  onChange: (value: PassphraseChoiceValue) => void;
  profile: string;
  /** Characters that the appliance takes; null: not known. */
  alphabet: string | null;
  /** Somebody wanted to go on without one. */
  strict: boolean;
}) {
  const styles = useStyles();
  const { value, onChange } = props;
  const [failed, setFailed] = useState(false);
  const [made, setMade] = useState(false);
  const makeUp = async () => {
    const result = await call('deploy.newPassphrase', { profile: props.profile });
    setFailed(!result.ok);
    setMade(result.ok);
    if (result.ok) onChange({ kind: 'new', passphrase: result.value.passphrase });
  };
  return (
    <Panel title={words.passphrase} testId="kit-passphrase">
      <Choices<KitPassphrase['kind']>
        label={words.passphrase}
        value={value.kind}
        choices={kinds.map((kind) => ({ value: kind, ...words.passphrases[kind] }))}
        onChange={(kind) => onChange({ kind, passphrase: '' })}
        testId="passphrase"
      />
      {value.kind === 'new' && (
        <>
          <div className={styles.row}>
            <PassphraseField
              // One that was made up must be read: it is shown at once.
              key={made ? 'made' : 'typed'}
              startShown={made}
              label={words.newLabel}
              value={value.passphrase}
              onChange={(passphrase) => onChange({ kind: 'new', passphrase })}
              hint={words.newHint(props.alphabet)}
              error={
                props.strict && value.passphrase === ''
                  ? words.empty
                  : (refusedCharacters(value.passphrase, props.alphabet) ?? undefined)
              }
              isNew
              testId="field-new-passphrase"
            />
            <Button
              className={styles.button}
              icon={<Wand20Regular />}
              onClick={() => void makeUp()}
              data-testid="make-passphrase"
            >
              {words.make}
            </Button>
            {value.passphrase !== '' && (
              <span className={styles.button}>
                <CopyButton value={value.passphrase} what={words.newLabel} size="medium" />
              </span>
            )}
          </div>
          {failed && <Notice tone="warning" title={words.makeFailed} role="alert" />}
          <p className={styles.note}>{words.writeDown}</p>
        </>
      )}
    </Panel>
  );
}
