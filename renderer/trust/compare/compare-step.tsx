// Step 3: the fingerprint, large, against the one that the sensor itself tells; or the risk, accepted in so many words.
import { Button, Checkbox, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { type FormEvent, useEffect, useState } from 'react';
import { differing } from '../../../assets/text/facts.ts';
import type { Practice } from '../../../preload/contract/calls.ts';
import type { CompareView } from '../../../preload/contract/trust-journey.ts';
import { call } from '../../bridge.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Fingerprint } from '../../parts/fingerprint.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { explain, text } from '../../text.ts';
import { useTrust } from '../use-trust.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px' },
  algorithm: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  block: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: 0 },
  field: { fontFamily: tokens.fontFamilyMonospace },
  about: { maxWidth: '75ch' },
  row: { display: 'flex' },
  risk: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
});

const words = text.trust.compare;

function Shown({ view }: { view: CompareView }) {
  const styles = useStyles();
  const marked = view.mismatch ? differing(view[view.mismatch.algorithm], view.mismatch.hex) : undefined;
  const markedIn = (algorithm: 'sha1' | 'sha256') =>
    marked && view.mismatch?.algorithm === algorithm ? { marked } : {};
  return (
    <Panel title={words.shown(view.role)}>
      <div className={styles.block}>
        <div className={styles.head}>
          <span className={styles.algorithm}>{words.sha256}</span>
          <CopyButton value={view.sha256} what={words.sha256} />
        </div>
        <Fingerprint hex={view.sha256} testId="sha256" {...markedIn('sha256')} />
      </div>
      <div className={styles.block}>
        <div className={styles.head}>
          <span className={styles.algorithm}>{words.sha1}</span>
          <CopyButton value={view.sha1} what="SHA-1" />
        </div>
        <Fingerprint hex={view.sha1} size="small" testId="sha1" {...markedIn('sha1')} />
      </div>
    </Panel>
  );
}

/** The stand-in for walking to the appliance, or for asking its PKI desk: what they would tell another way. */
function PracticeScreen({ role }: { role: CompareView['role'] }) {
  const styles = useStyles();
  const [practice, setPractice] = useState<Practice | null>(null);
  useEffect(() => {
    void call('practice.status', {}).then((status) => {
      if (status.ok && status.value.running) setPractice(status.value);
    });
  }, []);
  const ofCa = role === 'root-ca';
  const sha256 = ofCa ? practice?.caSha256 : practice?.sha256;
  if (!sha256) return null;
  const title = ofCa ? words.practiceCaTitle : words.practiceTitle;
  return (
    <Notice
      tone="neutral"
      title={
        <span className={styles.head}>
          {title}
          <CopyButton value={sha256} what={title} />
        </span>
      }
    >
      <Fingerprint hex={sha256} size="small" />
      {!ofCa && <span>{words.practiceText}</span>}
    </Notice>
  );
}

function Risk(props: { sha256: string }) {
  const styles = useStyles();
  const { run, state } = useTrust();
  const [understood, setUnderstood] = useState(false);
  return (
    <Fold title={words.riskFold} testId="risk">
      <div className={styles.risk}>
        <span>{words.riskText}</span>
        <Checkbox
          label={words.riskConfirm}
          checked={understood}
          onChange={(_, data) => setUnderstood(data.checked === true)}
        />
        <Button
          onClick={() => run({ type: 'accept-risk', sha256: props.sha256 })}
          disabled={!understood || state.running !== null}
          data-testid="accept-risk"
        >
          {words.riskButton}
        </Button>
      </div>
    </Fold>
  );
}

export function CompareStep() {
  const styles = useStyles();
  const { journey, run, state } = useTrust();
  const view = journey.compare;
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState<string | null>(null);
  const failure = state.failure?.step === 'compare' ? state.failure.error : null;
  const inField = failure?.code === 'fingerprint-invalid' && sent === typed ? failure : null;
  const decided = view !== null && view.decision !== null;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setSent(typed);
    run({ type: 'compare-fingerprint', text: typed });
  };
  const again = () => run({ type: 'compare-again' });
  const problem = inField && explain(text, inField);
  return (
    <StepFrame
      fieldErrors={failure?.code === 'fingerprint-invalid'}
      primary={
        decided
          ? { label: words.again, run: again, settled: true }
          : { label: words.primary, run: submit, settled: false }
      }
    >
      {view?.changedFrom && !view.decision && (
        <Notice tone="danger" title={words.changedTitle} role="alert" testId="changed">
          <span>{words.changedText(view.changedFrom.seenAt)}</span>
          <span className={styles.algorithm}>{words.earlier}</span>
          <Fingerprint hex={view.changedFrom.sha256} size="small" />
        </Notice>
      )}
      {view && <span className={styles.about}>{words.about(view.role, view.subject)}</span>}
      {view && <Shown view={view} />}
      {view?.mismatch && (
        <Notice tone="danger" title={words.mismatchTitle} role="alert" testId="mismatch">
          <span className={styles.algorithm}>{words.entered}</span>
          <Fingerprint
            hex={view.mismatch.hex}
            size="small"
            marked={differing(view.mismatch.hex, view[view.mismatch.algorithm])}
          />
          <span>{view.mismatch.isLeaf ? words.leafInstead : `${words.differs} ${words.mismatchText}`}</span>
        </Notice>
      )}
      {view && !decided && (
        <>
          {view.role === 'root-ca' && (
            <div className={styles.row}>
              <Button
                onClick={() => run({ type: 'add-ca-file' })}
                disabledFocusable={state.running !== null}
                data-testid="ca-file"
              >
                {words.caFile}
              </Button>
            </div>
          )}
          {journey.practice && <PracticeScreen role={view.role} />}
          <Panel>
            <form onSubmit={submit} noValidate>
              <Field
                label={words.field}
                hint={words.fieldHint}
                {...(problem
                  ? { validationState: 'error', validationMessage: `${problem.what} ${problem.why} ${problem.todo}` }
                  : {})}
              >
                <Textarea
                  className={styles.field}
                  value={typed}
                  rows={2}
                  resize="vertical"
                  spellCheck={false}
                  onChange={(_, data) => setTyped(data.value)}
                  onKeyDown={(event) => {
                    if (event.key === 'Enter' && !event.shiftKey) submit(event);
                  }}
                  data-testid="field-fingerprint"
                />
              </Field>
            </form>
          </Panel>
          <Risk sha256={view.sha256} />
        </>
      )}
    </StepFrame>
  );
}
