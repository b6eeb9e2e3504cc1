// Step 6: the sensor's own form, field by field. The files go in by hand, in the browser: Certwright signs in nowhere.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { FolderOpen20Regular } from '@fluentui/react-icons/svg/folder-open';
import { Open20Regular } from '@fluentui/react-icons/svg/open';
import { hasConsole } from '../../../assets/text/facts.ts';
import type { FormField } from '../../../preload/contract/deploy-journey.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
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

function ProfileGone({ toSensor }: { toSensor: () => void }) {
  return (
    <Notice tone="warning" title={words.profileGoneTitle} testId="profile-gone">
      <span>{words.profileGone}</span>
      <div>
        <Button onClick={toSensor} data-testid="to-sensor">
          {words.toSensor}
        </Button>
      </div>
    </Notice>
  );
}

function Way({ title, steps }: { title: string; steps: readonly string[] }) {
  const styles = useStyles();
  return (
    <Panel title={title} testId="way">
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Panel>
  );
}

function CommandLine({ value }: { value: string }) {
  const styles = useStyles();
  return (
    <Fold title={words.commandLine} testId="command-line">
      <p className={styles.note}>{words.commandLineText}</p>
      <CodeBlock value={value} what={words.commandLine} />
    </Fold>
  );
}

export function UploadStep() {
  const styles = useStyles();
  const { journey, run, show, state } = useDeploy();
  const { upload: view, kit } = journey;
  const opened = view?.openedAt ?? null;
  const isConsole = view !== null && hasConsole(view);
  const todo = (field: FormField) =>
    isConsole
      ? words.todo(field, kit?.kit.locked ?? false, journey.sensor?.validation ?? true)
      : words.deviceTodo(field);
  // What a form leaves open is needed all the same where the key is locked.
  const fields = view?.fields.map((field) =>
    field.field === 'passphrase' && kit?.kit.locked ? { ...field, optional: false } : field,
  );
  const open = {
    label: opened ? words.openAgain : words.open,
    icon: <Open20Regular />,
    run: () => run({ type: 'deploy-open-console' }),
    settled: opened !== null,
  };
  return (
    <StepFrame primary={isConsole ? open : undefined}>
      {kit && !view && <ProfileGone toSensor={() => show('sensor')} />}
      {view && !isConsole && (
        <>
          <Notice tone="neutral" title={words.deviceText} testId="device" />
          <Way title={words.device} steps={words.deviceSteps} />
        </>
      )}
      {isConsole && <Way title={words.way} steps={words.wayTo(journey, view)} />}
      {fields && (
        <Panel title={isConsole ? words.fields : words.deviceFiles} testId="fields">
          <FieldList kit={`${journey.id} ${kit?.at}`} fields={fields} todo={todo} />
          <div className={styles.row}>
            <Button
              icon={<FolderOpen20Regular />}
              onClick={() => run({ type: 'deploy-reveal-kit' })}
              disabledFocusable={state.running !== null}
              data-testid="reveal-kit"
            >
              {words.reveal}
            </Button>
          </div>
        </Panel>
      )}
      {isConsole && <RefusedFold toCheck={() => show('check')} />}
      {view && view.commandLine !== null && <CommandLine value={view.commandLine} />}
    </StepFrame>
  );
}
