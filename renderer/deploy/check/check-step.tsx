// Step 4: will the sensor take them? The verdict, then each finding with what to do. Going on against the verdict is
// possible, and said plainly.
import { Button, makeStyles, Switch, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { useEffect, useRef, useState } from 'react';
import { commonName } from '../../../assets/text/facts.ts';
import type { DeployCheckView } from '../../../preload/contract/deploy-journey.ts';
import type { PrecheckFinding, Remedy } from '../../../preload/contract/precheck.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { CertificateDetails } from '../../parts/certificate-details.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ShowMore, usePaged } from '../../parts/show-more.tsx';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';
import { FindingCard } from './finding-card.tsx';
import { type Group, groupsOf, stepOf } from './findings-model.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '10px' },
  heading: {
    margin: '8px 0 0',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  group: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const words = deployText.check;

function Findings(props: { group: Group; remedy: (remedy: Remedy) => void; busy: boolean }) {
  const styles = useStyles();
  const { severity, findings } = props.group;
  const paged = usePaged<PrecheckFinding, HTMLUListElement>(findings, 20);
  const { title, text } = words.groups[severity];
  const first = findings.findIndex(({ remedy }) => words.remedies[remedy] !== null);
  const cards = (
    <>
      <ul className={styles.list} ref={paged.list}>
        {paged.shown.map((finding, index) => (
          <FindingCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule may be broken more than once, and findings never move
            key={`${finding.rule} ${index}`}
            finding={finding}
            leads={severity === 'fail' && index === first}
            remedy={props.remedy}
            busy={props.busy}
          />
        ))}
      </ul>
      <ShowMore shown={paged.shown.length} all={findings.length} step={paged.step} more={paged.more} />
    </>
  );
  if (severity === 'info') {
    return (
      <Fold title={`${title} (${findings.length})`} lazy testId="group-info">
        {cards}
      </Fold>
    );
  }
  return (
    <section className={styles.group} aria-labelledby={`group-${severity}`} data-testid={`group-${severity}`}>
      <h2 id={`group-${severity}`} className={styles.heading}>
        {title}
      </h2>
      {text !== '' && <p className={styles.note}>{text}</p>}
      {cards}
    </section>
  );
}

function Verdict({ view, remedy, busy }: { view: DeployCheckView; remedy: (remedy: Remedy) => void; busy: boolean }) {
  const styles = useStyles();
  const { precheck, leaf } = view;
  return (
    <>
      {view.stale && <Notice tone="warning" title={words.stale} testId="stale" />}
      {groupsOf(precheck.findings).map((group) => (
        <Findings key={`${precheck.at} ${group.severity}`} group={group} remedy={remedy} busy={busy} />
      ))}
      {precheck.findings.length === 0 && <p className={styles.note}>{words.nothing}</p>}
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
  const check = { label: view ? words.again : words.primary, icon: <ArrowSync20Regular />, settled: fresh };
  const remedy = (wanted: Remedy) => {
    const step = stepOf[wanted];
    if (wanted === 'validation-off') run({ type: 'deploy-validation', validation: false });
    else if (step) show(step);
  };
  return (
    <StepFrame
      primary={{ ...check, run: () => run({ type: 'deploy-check' }) }}
      hideNext={rejected}
      beside={
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
      }
    >
      {view && <Verdict view={view} remedy={remedy} busy={busy} />}
      <Panel>
        <Switch
          label={words.validation}
          checked={journey.sensor?.validation ?? true}
          disabled={busy}
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
