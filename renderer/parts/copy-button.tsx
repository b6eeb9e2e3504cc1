// Copies text through main, since the page itself has no right to the clipboard, and says that it did.
import { Button, type ButtonProps, makeStyles } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons/svg/checkmark';
import { Copy16Regular } from '@fluentui/react-icons/svg/copy';
import { useEffect, useState } from 'react';
import { call } from '../bridge.ts';
import { text } from '../text.ts';

const useStyles = makeStyles({ button: { flexShrink: 0, whiteSpace: 'nowrap' } });

/** `what` says for screen readers what is copied, where the button alone would not. */
export function CopyButton(props: { value: string; what?: string; label?: string; size?: ButtonProps['size'] }) {
  const styles = useStyles();
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');
  const copied = outcome === 'copied';
  useEffect(() => {
    if (outcome === 'none') return;
    const timer = setTimeout(() => setOutcome('none'), 2_000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const said = { none: '', copied: text.ui.copied, failed: text.ui.notCopied }[outcome];
  return (
    <>
      <Button
        size={props.size ?? 'small'}
        className={styles.button}
        appearance="subtle"
        icon={copied ? <Checkmark16Regular /> : <Copy16Regular />}
        aria-label={props.what ? text.ui.copyWhat(props.what) : undefined}
        onClick={async () => {
          const result = await call('clipboard.copy', { text: props.value });
          setOutcome(result.ok ? 'copied' : 'failed');
        }}
      >
        {said || props.label || text.ui.copy}
      </Button>
      <Spoken>{said}</Spoken>
    </>
  );
}

/** Text that only a screen reader tells, when it changes. */
export function Spoken({ children }: { children: string }) {
  return (
    <span className="spoken" aria-live="polite">
      {children}
    </span>
  );
}
