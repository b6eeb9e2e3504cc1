// The same as a script: to read, to copy, to save, and how to run it and take it back.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import type { ChangeScript, RightsPlan } from '../../preload/contract/activity.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { call } from '../bridge.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { CopyButton, Spoken } from '../parts/copy-button.tsx';
import { ErrorView } from '../parts/error-view.tsx';
import { Fold } from '../parts/fold.tsx';
import { SavedNote } from '../parts/saved-note.tsx';
import { rightsText as words } from './rights-text.ts';

const useStyles = makeStyles({
  text: { margin: 0, textWrap: 'pretty' },
  box: {
    maxHeight: '220px',
    overflow: 'auto',
    padding: '10px 12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  script: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  steps: { margin: 0, paddingLeft: '22px', display: 'flex', flexDirection: 'column', gap: '8px' },
  command: { marginTop: '4px' },
});

export function ScriptFold(props: { plan: RightsPlan; open: boolean; onCheck?: (() => void) | undefined }) {
  const styles = useStyles();
  const { changes, script } = props.plan;
  if (!script) return <p className={styles.text}>{words.noScript}</p>;
  const isMixed = !changes.every(({ needsRights }) => needsRights);
  return <Script script={script} isMixed={isMixed} open={props.open} onCheck={props.onCheck} />;
}

function Script(props: { script: ChangeScript; isMixed: boolean; open: boolean; onCheck: (() => void) | undefined }) {
  const styles = useStyles();
  const { script, isMixed } = props;
  const { language, text } = script;
  const [saved, setSaved] = useState<string | null>(null);
  const [failure, setFailure] = useState<AppError | null>(null);
  const save = async () => {
    const result = await call('rights.saveScript', {});
    setFailure(result.ok ? null : result.error);
    setSaved(result.ok ? result.value.saved : null);
  };
  return (
    <Fold title={words.script} open={props.open} inset testId="rights-script">
      <p className={styles.text}>{words.scriptText}</p>
      <div className={styles.row}>
        <Button icon={<Save20Regular />} onClick={() => void save()} data-testid="rights-save">
          {words.save[language]}
        </Button>
        <CopyButton value={text} what={words.script} size="medium" />
        {saved !== null && <SavedNote>{words.saved(saved)}</SavedNote>}
        <Spoken>{saved === null ? '' : words.saved(saved)}</Spoken>
      </div>
      {failure && <ErrorView error={failure} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={styles.box} tabIndex={0} aria-label={words.scriptRegion}>
        <pre className={styles.script}>{text}</pre>
      </section>
      <ol className={styles.steps}>
        {words.howToRun({ language, name: saved ?? script.name }, isMixed).map((step) => (
          <li key={step.text}>
            {step.text}
            {step.command !== undefined && (
              <div className={styles.command}>
                <CodeBlock value={step.command} what={words.howToRunWhat} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {props.onCheck && (
        <div className={styles.row}>
          <Button onClick={props.onCheck} data-testid="rights-check">
            {words.check}
          </Button>
        </div>
      )}
    </Fold>
  );
}
