// The request package for a stick: main asks where to and writes a folder. There is no key in it.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Usb20Regular } from '@fluentui/react-icons/svg/usb';
import { type ReactNode, useState } from 'react';
import type { Answer } from '../../../preload/contract/calls.ts';
import type { AppError } from '../../../preload/contract/errors.ts';
import { call } from '../../bridge.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { Spoken } from '../../parts/copy-button.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { toolsText } from '../tools-text.ts';

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start', minWidth: 0 },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

const words = toolsText.request;

export function PackButton(props: {
  id: string;
  subject: string;
  /** More buttons in the same row. */
  beside?: ReactNode;
  /** Says what the package is. */
  hint?: boolean;
}) {
  const styles = useStyles();
  const { id } = props;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [packed, setPacked] = useState<Answer<'tools.packWaiting'> | null>(null);
  const pack = async () => {
    if (busy) return;
    setBusy(true);
    const result = await call('tools.packWaiting', { id });
    setBusy(false);
    setError(result.ok ? null : result.error);
    setPacked(result.ok ? result.value : null);
  };
  const said = packed
    ? packed.saved
      ? words.packed(packed.saved.folder, packed.saved.files.length)
      : words.notPacked
    : '';
  return (
    <div className={styles.box}>
      {error && <ErrorView error={error} todo={error.code === 'file-exists' ? words.form.folderTaken : undefined} />}
      <div className={styles.row}>
        <Button
          icon={<Usb20Regular />}
          onClick={() => void pack()}
          disabledFocusable={busy}
          aria-label={`${words.pack} ${props.subject}`}
          data-testid="pack"
        >
          {words.pack}
        </Button>
        {props.beside}
      </div>
      {(said || props.hint) && <p className={styles.note}>{said ? <Breakable>{said}</Breakable> : words.packHint}</p>}
      <Spoken>{said}</Spoken>
    </div>
  );
}
