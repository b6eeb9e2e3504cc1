// Step 4: will the sensor take them? The verdict, then each finding with what to do. Going on against the verdict is
// possible, and said plainly.
import { Button, makeStyles, Switch, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { FolderAdd20Regular } from '@fluentui/react-icons/svg/folder-add';
import { useEffect, useRef, useState } from 'react';
import { commonName, kitMends } from '../../../assets/text/facts.ts';
import type { DeployCheckView } from '../../../preload/contract/deploy-journey.ts';
import type { Remedy } from '../../../preload/contract/precheck.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { CertificateDetails } from '../../parts/certificate-details.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';
import { wish } from '../wish.ts';
import { Findings } from './findings.tsx';
import { stepOf } from './findings-model.ts';

const useStyles = makeStyles({ note: { margin: 0, color: tokens.colorNeutralForeground2 } });

const words = deployText.check;

function Verdict({ view, remedy, busy }: { view: DeployCheckView; remedy: (remedy: Remedy) => void; busy: boolean }) {
  const styles = useStyles();
  const { precheck, leaf } = view;
  return (
    <>
      {view.stale && <Notice tone="warning" title={words.stale} testId="stale" />}
      <Findings precheck={precheck} remedy={remedy} busy={busy} />
      {leaf && (
        <Fold title={`${words.leaf}: ${commonName(leaf)}`} lazy>
          <CertificateDetails item={leaf} />
        </Fold>
      )}
      <p className={styles.note}>{words.at(precheck)}</p>
    </>
  );
}

export function CheckStep() {
  const styles = useStyles();
  const { journey, run, show, state } = useDeploy();
  const [asking, setAsking] = useState(false);
  const restoreFocus = useRestoreFocusTarget();
  const view = journey.check;
  const busy = state.running !== null;
  const fresh = view !== null && !view.stale;
  // Checking changes nothing, so nobody is asked to press a button for it; but what failed or was cancelled is not
  // begun again by itself.
  const wanted = fresh || busy ? null : `${view?.precheck.at} ${journey.sensor?.validation}`;
  const tried = useRef<string | null>(null);
  useEffect(() => {
    if (wanted === null || tried.current === wanted) return;
    tried.current = wanted;
    run({ type: 'deploy-check' });
  }, [wanted, run]);
  const rejected = fresh && view.precheck.verdict === 'reject';
  const mended = fresh && kitMends(view.precheck);
  const toKit = () => {
    // The passphrase that the sensor refuses is not to be kept.
    const remedies = view?.precheck.findings.filter(({ severity }) => severity === 'fail').map(({ remedy }) => remedy);
    remedy(remedies?.includes('new-passphrase') ? 'new-passphrase' : 'make-kit');
  };
  const again = () => run({ type: 'deploy-check' });
  const check = { label: view ? words.again : words.primary, icon: <ArrowSync20Regular />, settled: fresh };
  const remedy = (wanted: Remedy) => {
    const step = stepOf[wanted];
    if (wanted === 'validation-off') run({ type: 'deploy-validation', validation: false });
    if (wanted === 'new-request' || wanted === 'new-passphrase') wish(journey.id, wanted);
    if (step) show(step);
  };
  return (
    <StepFrame
      primary={
        mended
          ? { label: words.toKit, icon: <FolderAdd20Regular />, run: toKit, settled: false }
          : { ...check, run: again }
      }
      hideNext={rejected}
      beside={
        mended ? (
          <Button icon={<ArrowSync20Regular />} onClick={again} disabledFocusable={busy} data-testid="check-again">
            {words.again}
          </Button>
        ) : (
          rejected && (
            <Button
              {...restoreFocus}
              onClick={() => setAsking(true)}
              disabledFocusable={busy}
              data-testid="go-on-rejected"
            >
              {words.goOn}
            </Button>
          )
        )
      }
    >
      {view && <Verdict view={view} remedy={remedy} busy={busy} />}
      <Panel>
        <Switch
          label={words.validation}
          checked={journey.sensor?.validation ?? true}
          aria-disabled={busy}
          onChange={(_, data) => run({ type: 'deploy-validation', validation: data.checked })}
          data-testid="validation"
        />
        <p className={styles.note}>{words.validationText}</p>
      </Panel>
      {asking && (
        <Confirm
          title={words.goOnTitle}
          confirm={words.goOn}
          onAnswer={(yes) => {
            setAsking(false);
            if (yes) show('kit');
          }}
        >
          {words.goOnText}
        </Confirm>
      )}
    </StepFrame>
  );
}
