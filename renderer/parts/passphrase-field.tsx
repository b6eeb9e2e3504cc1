// A field for a passphrase: hidden as it is typed, shown on demand. It keeps nothing; whoever uses it empties it.
import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { Eye20Regular } from '@fluentui/react-icons/svg/eye';
import { EyeOff20Regular } from '@fluentui/react-icons/svg/eye-off';
import { type Ref, useState } from 'react';
import { text } from '../text.ts';

const useStyles = makeStyles({ field: { flex: '1 1 260px', maxWidth: '420px', minWidth: 0 } });

export function PassphraseField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string | undefined;
  /** Said at the field, as an error. */
  error?: string | undefined;
  /** Said at the field, and nothing is kept from going on. */
  warning?: string | undefined;
  /** A new passphrase is made up here, so that no password manager offers an old one. */
  isNew?: boolean;
  /** One that was made up here must be read. */
  startShown?: boolean;
  onLeave?: () => void;
  inputRef?: Ref<HTMLInputElement>;
  testId: string;
}) {
  const styles = useStyles();
  const [shown, setShown] = useState(props.startShown === true);
  const { error, warning, hint } = props;
  return (
    <Field
      className={styles.field}
      label={props.label}
      {...(error
        ? { validationState: 'error', validationMessage: error }
        : warning
          ? { validationState: 'warning', validationMessage: warning }
          : {})}
      {...(hint && !error ? { hint } : {})}
    >
      <Input
        ref={props.inputRef as Ref<never>}
        type={shown ? 'text' : 'password'}
        value={props.value}
        onChange={(_, data) => props.onChange(data.value)}
        onBlur={props.onLeave}
        maxLength={1024}
        autoComplete={props.isNew ? 'new-password' : 'off'}
        autoCapitalize="off"
        spellCheck={false}
        data-testid={props.testId}
        contentAfter={
          <Button
            appearance="transparent"
            size="small"
            icon={shown ? <EyeOff20Regular /> : <Eye20Regular />}
            aria-label={shown ? text.ui.passphrase.hide : text.ui.passphrase.show}
            onClick={() => setShown(!shown)}
          />
        }
      />
    </Field>
  );
}
