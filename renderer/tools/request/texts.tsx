// The same request in other forms, for whoever makes the key elsewhere. Texts without secrets: to copy or to save.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import type { AppError } from '../../../preload/contract/errors.ts';
import type { RequestTexts } from '../../../preload/contract/tools.ts';
import { call } from '../../bridge.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Spoken } from '../../parts/copy-button.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ToolFrame } from '../tool-frame.tsx';
import { toolsText } from '../tools-text.ts';

const useStyles = makeStyles({
  note: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere', maxWidth: '75ch' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '12px' },
});

const words = toolsText.request.texts;

/** Main saves the text that it told last; the window names no path. */
function Save({ kind, label }: { kind: 'inf' | 'opensslConfig'; label: string }) {
  const styles = useStyles();
  const [saved, setSaved] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const save = async () => {
    const result = await call('tools.saveText', { kind });
    setError(result.ok ? null : result.error);
    setSaved(result.ok && result.value.saved);
  };
  return (
    <>
      {error && <ErrorView error={error} />}
      <div className={styles.row}>
        <Button
          icon={<Save20Regular />}
          onClick={() => void save()}
          aria-label={`${words.save} ${label}`}
          data-testid={`save-${kind}`}
        >
          {words.save}
        </Button>
        {saved && <span>{words.saved}</span>}
      </div>
      <Spoken>{saved ? words.saved : ''}</Spoken>
    </>
  );
}

/** `level` 3 where it stands inside of something else. */
export function Texts({ texts, level }: { texts: RequestTexts; level: 2 | 3 }) {
  const styles = useStyles();
  return (
    <>
      {texts.omitted.length > 0 && (
        <Notice tone="warning" title={words.omittedTitle} testId="omitted">
          <Breakable>{words.omitted(texts.omitted)}</Breakable>
        </Notice>
      )}
      {texts.inf !== null && (
        <Panel title={words.inf} level={level}>
          <p className={styles.note}>{words.infHint}</p>
          <CodeBlock value={texts.inf} what={words.inf} />
          <Save kind="inf" label={words.inf} />
        </Panel>
      )}
      <Panel title={words.opensslConfig} level={level}>
        <p className={styles.note}>{words.opensslConfigHint}</p>
        <CodeBlock value={texts.opensslConfig} what={words.opensslConfig} />
        <Save kind="opensslConfig" label={words.opensslConfig} />
      </Panel>
      <Panel title={words.openssl} level={level}>
        <CodeBlock value={texts.openssl} what={words.openssl} />
      </Panel>
      {texts.sanAttribute !== null && (
        <Panel title={words.sanAttribute} level={level}>
          <p className={styles.note}>{words.sanAttributeHint}</p>
          <CodeBlock value={texts.sanAttribute} what={words.sanAttribute} />
        </Panel>
      )}
    </>
  );
}

export function TextsView({ texts, back }: { texts: RequestTexts; back: () => void }) {
  return (
    <ToolFrame testId="texts" title={words.title} help={words.help} back={{ label: words.back, run: back }}>
      <Texts texts={texts} level={2} />
    </ToolFrame>
  );
}
