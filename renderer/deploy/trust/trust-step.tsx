// Step 8: the old certificate out of this computer's stores, the issuing root into one; and what other computers need.
// What a root can do is said, and its fingerprint is to be compared, before it can be trusted.
import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { useEffect, useRef, useState } from 'react';
import { commonName } from '../../../assets/text/facts.ts';
import type { DeployTrustView } from '../../../preload/contract/deploy-journey.ts';
import { stateOf } from '../../journey/journey-state.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { CertificateDetails } from '../../parts/certificate-details.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Fingerprint } from '../../parts/fingerprint.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';
import { type Entry, EntryButton, EntryLine } from './entry-card.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  steps: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px' },
});

const words = deployText.trust;

function OldEntries({ view, ask, busy }: { view: DeployTrustView; ask: (entry: Entry) => void; busy: boolean }) {
  const styles = useStyles();
  return (
    <Panel title={words.old} testId="old">
      {view.old.length === 0 ? (
        <span>{words.oldNone}</span>
      ) : (
        <>
          <span>{words.oldText}</span>
          <ul className={styles.list}>
            {view.old.map((entry) => (
              <EntryLine key={`${entry.scope} ${entry.sha256}`} entry={entry}>
                <EntryButton
                  label={words.remove}
                  what={words.removeWhat(entry.store)}
                  entry={entry}
                  onClick={() => ask(entry)}
                  disabled={busy}
                  testId="remove-old"
                />
              </EntryLine>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Root({
  root,
  trustIt,
  busy,
}: {
  root: DeployTrustView['root'];
  trustIt: (entry: Entry) => void;
  busy: boolean;
}) {
  const styles = useStyles();
  const [compared, setCompared] = useState(false);
  if (!root) {
    return (
      <Notice tone="warning" title={words.root} testId="no-root">
        {words.rootNone}
      </Notice>
    );
  }
  const { item, present, offers } = root;
  return (
    <Panel title={`${words.root}: ${commonName(item)}`} testId="root">
      <span className={styles.head}>
        <span>{words.fingerprint}</span>
        <CopyButton value={item.fingerprints.sha256} what={words.fingerprint} />
      </span>
      <Fingerprint hex={item.fingerprints.sha256} size="small" testId="root-fingerprint" />
      {present.length > 0 && (
        <ul className={styles.list}>
          {present.map((entry) => (
            <EntryLine key={entry.scope} entry={{ ...entry, store: words.rootPresent(entry.store) }} quiet />
          ))}
        </ul>
      )}
      {present.length === 0 && offers.length > 0 && (
        <>
          <span>{words.rootText}</span>
          <Checkbox
            label={words.compared}
            checked={compared}
            onChange={(_, data) => setCompared(data.checked === true)}
            data-testid="compared"
          />
          <ul className={styles.list}>
            {offers.map((entry, index) => (
              <EntryLine key={entry.scope} entry={entry}>
                <EntryButton
                  label={words.trustIt}
                  what={`${words.trustIt}: ${entry.store}`}
                  entry={entry}
                  onClick={() => trustIt(entry)}
                  disabled={busy || !compared}
                  primary={index === 0}
                  testId={`trust-root-${entry.scope}`}
                />
              </EntryLine>
            ))}
          </ul>
        </>
      )}
      <Fold title={words.details} inset lazy>
        <CertificateDetails item={item} />
      </Fold>
    </Panel>
  );
}

export function TrustStep() {
  const styles = useStyles();
  const { journey, run, state } = useDeploy();
  const [asking, setAsking] = useState<Entry | null>(null);
  const view = journey.trust;
  const busy = state.running !== null;
  // Looking costs nothing and changes nothing, so nobody is asked to press a button for it.
  const looked = useRef(false);
  useEffect(() => {
    if (view !== null || looked.current) return;
    looked.current = true;
    run({ type: 'deploy-read-trust' });
  }, [view, run]);
  const settled = ['done', 'not-needed'].includes(stateOf(journey, 'trust'));
  const { commands } = journey.done;
  return (
    <StepFrame
      primary={{
        label: view ? words.again : words.read,
        icon: <ArrowSync20Regular />,
        run: () => run({ type: 'deploy-read-trust' }),
        settled: view !== null,
      }}
      check={() => run({ type: 'deploy-read-trust' })}
    >
      {view && (
        <>
          <Root
            root={view.root}
            trustIt={({ sha256, scope }) => run({ type: 'deploy-trust-root', sha256, scope })}
            busy={busy}
          />
          <OldEntries view={view} ask={setAsking} busy={busy} />
        </>
      )}
      <Fold title={words.others} open={settled} testId="others">
        <p className={styles.note}>{words.othersText}</p>
        <ol className={styles.steps}>
          {words.gpo.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {commands.length > 0 && (
          <>
            <span>{words.oneByOne}</span>
            <CodeBlock value={commands.join('\n')} what={words.others} />
          </>
        )}
      </Fold>
      {asking && (
        <Confirm
          title={words.removeTitle}
          confirm={words.remove}
          onAnswer={(yes) => {
            setAsking(null);
            if (yes) run({ type: 'deploy-remove-old', sha256: asking.sha256, scope: asking.scope });
          }}
        >
          {words.removeText(asking.subject, asking.store)}
        </Confirm>
      )}
    </StepFrame>
  );
}
