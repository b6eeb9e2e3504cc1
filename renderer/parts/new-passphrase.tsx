// A new passphrase, typed twice. Says at the second field when the two differ, once both have been typed; and warns of
// a short one, without refusing it.
import { makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { text } from '../text.ts';
import { PassphraseField } from './passphrase-field.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '12px 16px', alignItems: 'flex-start' },
});

/** Characters. Shorter ones are guessed within hours by whoever has the file. */
const usualLeast = 8;

export function NewPassphrase(props: {
  hint: string;
  passphrase: string;
  again: string;
  /** Why there must be one; said at the field once somebody wanted to go on without. */
  needed?: string;
  /** Why it cannot be used as it is. */
  refused?: string | null;
  /** Say that they differ even while the second is still shorter: somebody wanted to go on. */
  strict: boolean;
  /** A shorter one is warned about. */
  least?: number;
  onChange: (change: { passphrase?: string; again?: string }) => void;
}) {
  const styles = useStyles();
  const words = text.ui.passphrase;
  const { passphrase, again } = props;
  const [left, setLeft] = useState(false);
  const least = props.least ?? usualLeast;
  // Not while the first letters are typed: only once the second field is reached, or somebody wanted to go on.
  const isShort = passphrase !== '' && passphrase.length < least && (left || props.strict || again !== '');
  const differs = again !== passphrase && (props.strict || (again !== '' && !passphrase.startsWith(again)));
  return (
    <div className={styles.row}>
      <PassphraseField
        label={words.label}
        value={passphrase}
        onChange={(value) => props.onChange({ passphrase: value })}
        hint={props.hint}
        error={props.strict && passphrase === '' ? props.needed : (props.refused ?? undefined)}
        warning={isShort ? words.short(least) : undefined}
        onLeave={() => setLeft(true)}
        isNew
        testId="field-new-passphrase"
      />
      {(passphrase !== '' || again !== '') && (
        <PassphraseField
          label={words.again}
          value={again}
          onChange={(value) => props.onChange({ again: value })}
          error={differs ? words.differs : undefined}
          isNew
          testId="field-again"
        />
      )}
    </div>
  );
}
