// Step 7: does the sensor show the new certificate? The fingerprint decides; then the browser engine is asked.
import { makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { commonName, differing, urlOf } from '../../../assets/text/facts.ts';
import type { DeployProofView } from '../../../preload/contract/deploy-journey.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { CertificateDetails } from '../../parts/certificate-details.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Fingerprint } from '../../parts/fingerprint.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { VerdictBadge } from '../../parts/verdict-badge.tsx';
import { text } from '../../text.ts';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';
import { NameNotice } from './name-notice.tsx';

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: 0 },
  label: { color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
  verdicts: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '10px' },
  entry: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: '16px', rowGap: '2px' },
  host: { flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  verdict: { flex: '2 1 320px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const words = deployText.proof;

function Seen({ view }: { view: DeployProofView }) {
  const styles = useStyles();
  const { state, served, expected } = view;
  const shown = served?.leaf.fingerprints.sha256;
  return (
    <>
      {state !== 'new' && (
        <Panel title={words.todo} testId="todo">
          <ul className={styles.list}>
            {words.todos[state].map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </Panel>
      )}
      {state === 'unreachable' && view.problem && <ErrorView error={view.problem} quiet />}
      {state === 'new' && <NameNotice />}
      {view.notSent.length > 0 && (
        <Notice tone="warning" title={words.notSentTitle} testId="not-sent">
          {words.notSentText(view.notSent)}
        </Notice>
      )}
      <Panel>
        <div className={styles.block}>
          <span className={styles.label}>{words.expected}</span>
          <Fingerprint hex={expected} size="small" testId="expected" />
        </div>
        {shown && (
          <div className={styles.block}>
            <span className={styles.label}>{words.served}</span>
            <Fingerprint
              hex={shown}
              size="small"
              testId="shown"
              {...(shown === expected ? {} : { marked: differing(shown, expected) })}
            />
            {shown !== expected && <span className={styles.note}>{words.differs}</span>}
          </div>
        )}
        <p className={styles.note}>{words.at(view.at)}</p>
      </Panel>
      {state === 'new' && (
        <Panel title={words.verdicts} testId="verdicts">
          {view.verdicts.length === 0 && <span>{words.notJudged}</span>}
          <ul className={styles.verdicts}>
            {view.verdicts.map((verdict) => (
              <li key={`${verdict.host} ${verdict.way}`} className={styles.entry}>
                <span className={styles.host}>{urlOf(verdict)}</span>
                <span className={styles.verdict}>
                  <VerdictBadge code={verdict.code} />
                </span>
              </li>
            ))}
          </ul>
          {view.verdicts.length > 0 && <p className={styles.note}>{words.verdictsText}</p>}
        </Panel>
      )}
      {served && (
        <Fold title={text.trust.download.details(commonName(served.leaf))} lazy>
          <CertificateDetails item={served.leaf} />
        </Fold>
      )}
    </>
  );
}

export function ProofStep() {
  const styles = useStyles();
  const { journey, run } = useDeploy();
  const view = journey.proof;
  const look = () => run({ type: 'deploy-proof' });
  return (
    <StepFrame
      primary={{
        label: view ? words.again : words.primary,
        icon: <ArrowSync20Regular />,
        run: look,
        settled: view?.state === 'new',
      }}
      check={look}
    >
      {!view && <p className={styles.note}>{words.waits}</p>}
      {view && <Seen view={view} />}
    </StepFrame>
  );
}
