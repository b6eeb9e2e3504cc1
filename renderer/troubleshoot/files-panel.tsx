// The pre-check on one's own files, without a journey: which of the sensor's own sentences they would cause.
import { Button, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { Checkmark20Regular } from '@fluentui/react-icons/svg/checkmark';
import { DocumentAdd20Regular } from '@fluentui/react-icons/svg/document-add';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Precheck } from '../../preload/contract/precheck.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Slots } from '../../preload/contract/slots.ts';
import { call, dropFiles, useLoaded } from '../bridge.ts';
import { Findings } from '../deploy/check/findings.tsx';
import { deployText } from '../deploy/deploy-text.ts';
import { ProfileField } from '../deploy/sensor/profile-field.tsx';
import { firstProfile } from '../deploy/sensor/sensor-form.ts';
import { focusAdd, SlotsPanel } from '../deploy/slots/slots-panel.tsx';
import { ErrorView } from '../parts/error-view.tsx';
import { Notice } from '../parts/notice.tsx';
import { Panel } from '../parts/panel.tsx';
import { Working } from '../parts/working.tsx';
import { useTask } from '../tools/use-task.ts';
import { useDrop } from '../window-drop.tsx';
import type { Target } from './look-panel.tsx';
import { troubleshootText } from './troubleshoot-text.ts';

const useStyles = makeStyles({
  note: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
});

const words = troubleshootText.page;
const check = deployText.check;

const tones = { accept: 'good', warn: 'warning', reject: 'danger' } as const;

function Verdict({ precheck }: { precheck: Precheck }) {
  const styles = useStyles();
  return (
    <>
      <Notice
        tone={tones[precheck.verdict]}
        title={deployText.precheck.verdict(precheck)}
        role="alert"
        testId="precheck"
      />
      <Findings precheck={precheck} remedy={null} busy={false} />
      <p className={styles.note}>{check.at(precheck)}</p>
    </>
  );
}

function FilesCheck({ target }: { target: Target }) {
  const files = useTask<'files', Slots>();
  const checking = useTask<'check', Precheck>();
  const { loaded } = useLoaded('profiles.list');
  const profiles = loaded.status === 'ready' ? loaded.value : null;
  const [chosen, setChosen] = useState('');
  const profile = chosen || firstProfile(profiles?.profiles ?? []);
  const [validation, setValidation] = useState(true);
  const { run: ask } = files;
  const { reset } = checking;
  /** What was checked is not what lies there now. */
  const change = useCallback(
    (work: (task: string) => Promise<Result<Slots>>) => {
      reset();
      void ask('files', work);
    },
    [ask, reset],
  );
  useEffect(() => {
    void ask('files', () => call('slots.view', {}));
  }, [ask]);
  const drop = useMemo(
    () => ({
      take: (dropped: readonly File[]) => change((task) => dropFiles(task, dropped, { kind: 'slots' })),
      says: words.filesDrop,
    }),
    [change],
  );
  useDrop(drop);
  const slots = files.state.value;
  const busy = files.state.running !== null || checking.state.running !== null;
  const working = checking.state.running ?? files.state.running;
  const failure = files.state.failure ?? checking.state.failure;
  const { value: precheck } = checking.state;
  const isThere = slots !== null;
  useEffect(() => {
    // The button that brought this up is gone.
    if (isThere && document.activeElement === document.body) focusAdd();
  }, [isThere]);
  // Who wants files checked wants to choose them: that is the same click.
  const offered = useRef(false);
  const held = slots?.files.length ?? null;
  useEffect(() => {
    if (held === null || offered.current) return;
    offered.current = true;
    if (held === 0) change((task) => call('slots.choose', { task }));
  }, [held, change]);
  const runCheck = () =>
    void checking.run('check', (task) =>
      call('slots.check', {
        task,
        profile,
        host: target.address.trim() || null,
        proxy: target.proxy.trim() || null,
        validation,
      }),
    );
  return (
    <>
      {failure && <ErrorView error={failure.error} />}
      {slots && (
        <SlotsPanel
          slots={slots}
          busy={busy}
          choose={() => change((task) => call('slots.choose', { task }))}
          place={(file, slot) => change(() => call('slots.place', { file, slot }))}
          remove={(file) => change(() => call('slots.remove', { file }))}
          clear={() => change(() => call('slots.clear', {}))}
          passphrase={(passphrase) => change(() => call('slots.passphrase', { passphrase }))}
        />
      )}
      {slots && slots.files.length > 0 && (
        <>
          {loaded.status === 'failed' && <ErrorView error={loaded.error} />}
          {profiles && (
            <ProfileField
              profiles={profiles.profiles}
              faults={profiles.faults}
              value={profile}
              onChange={(id) => {
                setChosen(id);
                reset();
              }}
            />
          )}
          <Switch
            label={check.validation}
            checked={validation}
            aria-disabled={busy}
            onChange={(_, data) => {
              if (busy) return;
              setValidation(data.checked);
              reset();
            }}
            data-testid="validation"
          />
          <div>
            <Button
              icon={<Checkmark20Regular />}
              onClick={runCheck}
              disabledFocusable={busy || profile === ''}
              data-testid="check-files-now"
            >
              {precheck ? words.filesAgain : words.filesButton}
            </Button>
          </div>
        </>
      )}
      {working && (
        <Working
          progress={working.progress}
          cancelling={working.cancelling}
          onCancel={checking.state.running ? checking.cancel : files.cancel}
        />
      )}
      {precheck && <Verdict precheck={precheck} />}
    </>
  );
}

export function FilesPanel({ target }: { target: Target }) {
  const styles = useStyles();
  // Until it is wanted, files that are dropped go where they always go.
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <Panel title={words.filesTitle} testId="check-files">
        <p className={styles.note}>{words.filesText}</p>
        {!wanted && (
          <div>
            <Button icon={<DocumentAdd20Regular />} onClick={() => setWanted(true)} data-testid="want-files">
              {words.filesTitle}
            </Button>
          </div>
        )}
      </Panel>
      {wanted && <FilesCheck target={target} />}
    </>
  );
}
