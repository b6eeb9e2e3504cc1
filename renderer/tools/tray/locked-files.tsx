// Files that a passphrase would open, first of all on the page, because nothing is known about them without it. A
// wrong passphrase is said at its field.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { LockClosed20Regular } from '@fluentui/react-icons/svg/lock-closed';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../preload/contract/errors.ts';
import type { TrayFile } from '../../../preload/contract/tools.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { focusTitle } from '../../parts/page-title.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PassphraseField } from '../../parts/passphrase-field.tsx';
import { ShowMore, usePaged } from '../../parts/show-more.tsx';
import { explain, text } from '../../text.ts';
import { toolsText } from '../tools-text.ts';
import type { TrayTools } from '../use-tray.ts';

const useStyles = makeStyles({
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '16px' },
  form: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'flex-start' },
  entry: { display: 'flex', flexDirection: 'column', gap: '6px', outlineStyle: 'none' },
  file: { display: 'flex', gap: '8px', fontWeight: tokens.fontWeightSemibold, minWidth: 0, overflowWrap: 'anywhere' },
  icon: { flexShrink: 0 },
  // In line with the input, below the label.
  button: { marginTop: '26px' },
});

const words = toolsText.tray;

/** What the last try said, if it was about this file: main's refusal, or what the file says since. */
function refusal(file: TrayFile, tools: TrayTools): AppError | undefined {
  const { failure } = tools;
  if (failure?.what.what === 'unlock' && failure.what.file === file.id) return failure.error;
  return file.problems.find(({ code }) => code === 'passphrase-wrong');
}

/** The field for the passphrase of this file; one far down in a long list is left for later. */
export const focusPassphrase = (file: number): void =>
  document.querySelector<HTMLElement>(`[data-file="${file}"] input`)?.focus();

function LockedFile({ file, tools, onOpened }: { file: TrayFile; tools: TrayTools; onOpened: (name: string) => void }) {
  const styles = useStyles();
  const [passphrase, setPassphrase] = useState('');
  /** An error belongs to what was sent; as soon as the text changes, it no longer applies. */
  const [changed, setChanged] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const error = changed ? undefined : refusal(file, tools);
  const said = error && explain(text, error);
  const busy = tools.running?.what.what === 'unlock' && tools.running.what.file === file.id;
  // After a wrong passphrase the next thing to do is to type it again.
  useEffect(() => {
    if (error && !busy) input.current?.select();
  }, [error, busy]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (tools.running) return;
    setChanged(false);
    if (await tools.unlock(file.id, passphrase)) {
      focusTitle();
      onOpened(file.name);
    }
  };
  return (
    <>
      <span className={styles.file}>
        <LockClosed20Regular className={styles.icon} />
        <span>
          <Breakable>{file.name}</Breakable>
        </span>
      </span>
      <form className={styles.form} onSubmit={submit} noValidate aria-label={words.passphraseOf(file.name)}>
        <PassphraseField
          label={words.passphrase}
          value={passphrase}
          onChange={(value) => {
            setPassphrase(value);
            setChanged(true);
          }}
          error={said && `${said.what} ${said.todo}`}
          inputRef={input}
          testId="field-passphrase"
        />
        <Button
          className={styles.button}
          type="submit"
          appearance="primary"
          disabledFocusable={tools.running !== null}
          aria-label={`${words.unlock}: ${file.name}`}
          data-testid="unlock"
        >
          {words.unlock}
        </Button>
      </form>
    </>
  );
}

export function LockedFiles(props: {
  files: readonly TrayFile[];
  tools: TrayTools;
  /** Told aloud: which file has been opened. */
  onOpened: (name: string) => void;
}) {
  const styles = useStyles();
  const paged = usePaged<TrayFile, HTMLUListElement>(props.files, 10);
  return (
    <Panel title={words.lockedTitle(props.files.length)} testId="locked">
      <p className={styles.note}>{words.lockedText}</p>
      <ul className={styles.list} ref={paged.list}>
        {paged.shown.map((file) => (
          <li key={file.id} className={styles.entry} tabIndex={-1} data-file={file.id}>
            <LockedFile file={file} tools={props.tools} onOpened={props.onOpened} />
          </li>
        ))}
      </ul>
      <ShowMore shown={paged.shown.length} all={props.files.length} step={paged.step} more={paged.more} />
    </Panel>
  );
}
