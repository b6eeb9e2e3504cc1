// Which key the request is for: a new one, one from the tray, or one that is made elsewhere.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { PrivateKeyItem } from '../../../preload/contract/item.ts';
import type { KeyKind } from '../../../preload/contract/tools.ts';
import { keyText } from '../../parts/certificate-details.tsx';
import { type Choice, Choices } from '../../parts/choices.tsx';
import { Fold } from '../../parts/fold.tsx';
import { NewPassphrase } from '../../parts/new-passphrase.tsx';
import { Panel } from '../../parts/panel.tsx';
import { toolsText } from '../tools-text.ts';
import type { Found } from '../tray/tray-model.ts';
import { isNewKey, type KeyChoice, type RequestEvent, type RequestForm } from './request-model.ts';

const useStyles = makeStyles({
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const words = toolsText.request.form;
const usual: readonly KeyKind[] = ['rsa2048', 'rsa4096', 'p256'];
const others: readonly KeyKind[] = ['rsa3072', 'p384', 'ed25519'];
type Ruled = (kind: KeyKind) => string | null;
/** What the appliance does not ask for says so in place of what is said of the kind elsewhere. */
const kindChoice = (value: KeyKind, ruled: Ruled | null) => {
  const { title, text } = words.keyKinds[value];
  return { value, title, text: ruled?.(value) ?? text };
};
const newKeys = (kinds: readonly KeyKind[], ruled: Ruled | null): Choice<KeyChoice>[] =>
  kinds.map((value) => kindChoice(value, ruled));

export type TrayKey = Found & { readonly choice: KeyChoice; readonly item: PrivateKeyItem };

export function KeyPanel(props: {
  form: RequestForm;
  /** Unlocked keys on the tray. */
  keys: readonly TrayKey[];
  strict: boolean;
  /** Why the appliance would not want a kind of key; null: there are no rules. */
  ruled: Ruled | null;
  /** Why the appliance would refuse the passphrase; null: it would not. */
  refused: string | null;
  send: (event: RequestEvent) => void;
}) {
  const styles = useStyles();
  const { form, send } = props;
  const set = (key: KeyChoice) => send({ type: 'set', change: { key, passphrase: '', again: '' } });
  const onTray = props.keys.map(
    ({ choice, item, file }): Choice<KeyChoice> => ({
      value: choice,
      title: words.trayKey(file.name),
      text: words.trayKeyText(item.publicKey ? keyText(item.publicKey) : ''),
    }),
  );
  return (
    <>
      <Panel title={words.keyKind} testId="key-panel">
        <Choices<KeyChoice>
          label={words.keyKind}
          value={form.key}
          choices={[
            ...newKeys(usual, props.ruled),
            ...onTray,
            { value: 'none', title: words.noKey, text: words.noKeyText },
          ]}
          onChange={set}
          testId="key"
        />
        <Fold title={words.moreKeys} inset testId="more-keys">
          <Choices<KeyChoice>
            label={words.moreKeys}
            value={form.key}
            choices={newKeys(others, props.ruled)}
            onChange={set}
            testId="other-key"
          />
        </Fold>
        {form.key === 'none' && (
          <>
            <h3 className={styles.heading}>{words.textsFor}</h3>
            <Choices<KeyKind>
              label={words.textsFor}
              value={form.textsKind}
              choices={usual.map((value) => ({ ...kindChoice(value, props.ruled), text: props.ruled?.(value) ?? '' }))}
              onChange={(textsKind) => send({ type: 'set', change: { textsKind } })}
              testId="texts-kind"
            />
          </>
        )}
      </Panel>
      {isNewKey(form.key) && (
        <Panel title={words.passphraseTitle} testId="key-passphrase">
          <NewPassphrase
            hint={words.passphraseHint}
            passphrase={form.passphrase}
            again={form.again}
            strict={props.strict}
            refused={props.refused}
            onChange={(change) => send({ type: 'set', change })}
          />
          {form.passphrase === '' && <p className={styles.note}>{words.openKey}</p>}
        </Panel>
      )}
    </>
  );
}
