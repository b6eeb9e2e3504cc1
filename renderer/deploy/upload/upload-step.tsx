// Step 6: the sensor's own form, field by field. The files go in by hand, in the browser: Certwright signs in nowhere.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { FolderOpen20Regular } from '@fluentui/react-icons/svg/folder-open';
import { Open20Regular } from '@fluentui/react-icons/svg/open';
import { StepFrame } from '../../journey/step-frame.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Panel } from '../../parts/panel.tsx';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';
import { FieldList } from './field-list.tsx';
import { RefusedFold } from './refused-fold.tsx';

const useStyles = makeStyles({
  steps: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const words = deployText.upload;

export function UploadStep() {
  const styles = useStyles();
  const { journey, run, show, state } = useDeploy();
  const view = journey.upload;
  const busy = state.running !== null;
  const opened = view?.openedAt ?? null;
  return (
    <StepFrame
      primary={
        view
          ? {
              label: opened ? words.openAgain : words.open,
              icon: <Open20Regular />,
              run: () => run({ type: 'deploy-open-console' }),
              settled: opened !== null,
            }
          : undefined
      }
    >
      {view && (
        <>
          <Panel title={words.way} testId="way">
            <ol className={styles.steps}>
              <li>{words.warns}</li>
              <li>{words.wayStart}</li>
              {view.way.length > 0 && <li>{words.wayTo(journey.sensor?.screen ?? 'system-settings', view.way)}</li>}
            </ol>
          </Panel>
          <Panel title={words.fields} testId="fields">
            <FieldList
              fields={view.fields}
              locked={journey.kit?.kit.locked ?? false}
              validation={journey.sensor?.validation ?? true}
            />
            <div className={styles.row}>
              <Button
                icon={<FolderOpen20Regular />}
                onClick={() => run({ type: 'deploy-reveal-kit' })}
                disabledFocusable={busy}
                data-testid="reveal-kit"
              >
                {words.reveal}
              </Button>
            </div>
          </Panel>
          <RefusedFold toCheck={() => show('check')} />
          {view.commandLine !== null && (
            <Fold title={words.commandLine} testId="command-line">
              <p className={styles.note}>{words.commandLineText}</p>
              <CodeBlock value={view.commandLine} what={words.commandLine} />
            </Fold>
          )}
        </>
      )}
    </StepFrame>
  );
}
