// Step 9: what was done and seen, the receipt for the ticket, and the way back for what was changed on this computer.
import { Button, makeStyles, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { ArrowUndo20Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { Home20Regular } from '@fluentui/react-icons/svg/home';
import { Open20Regular } from '@fluentui/react-icons/svg/open';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import { commonName, shortName, urlOf } from '../../../assets/text/facts.ts';
import type { DeployDoneView, DeployJourney } from '../../../preload/contract/deploy-journey.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { Breakable } from '../../parts/breakable.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { type Fact, FactsList } from '../../parts/facts-list.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Panel } from '../../parts/panel.tsx';
import { planOf, useRights } from '../../rights/use-rights.tsx';
import { text } from '../../text.ts';
import { deployText } from '../deploy-text.ts';
import { NameNotice } from '../proof/name-notice.tsx';
import { useDeploy } from '../use-deploy.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  bullets: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
  change: { display: 'flex', flexDirection: 'column', gap: '2px', overflowWrap: 'anywhere' },
  what: { fontWeight: tokens.fontWeightSemibold },
  label: { color: tokens.colorNeutralForeground2 },
  mono: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const words = deployText.done;

/** What there is to say in short; facts that nobody knows are left out. */
function summary({ sensor, kit, proof, done }: DeployJourney): Fact[] {
  const leaf = proof?.state === 'new' ? proof.served?.leaf : undefined;
  const facts: (Fact | false | null)[] = [
    sensor && { term: words.facts.sensor, value: urlOf(sensor) },
    sensor && { term: words.facts.name, value: sensor.name ?? words.byAddress },
    kit && { term: words.facts.kit, value: <Breakable>{kit.kit.folder}</Breakable> },
    leaf !== undefined && {
      term: words.facts.certificate,
      value: words.facts.issuedBy(commonName(leaf), shortName(leaf.issuer)),
    },
    leaf !== undefined && { term: words.facts.until, value: text.format.date(leaf.notAfter) },
    kit && { term: words.facts.fingerprint, value: kit.kit.leaf.sha256, mono: true },
    {
      term: words.facts.served,
      value: done.served && proof ? words.servedYes(proof.at) : words.servedNo,
    },
  ];
  return facts.filter((fact) => fact !== false && fact !== null);
}

function Changes({ view }: { view: DeployDoneView }) {
  const styles = useStyles();
  if (view.changes.length === 0) return <span>{words.noChanges}</span>;
  return (
    <ul className={styles.list}>
      {view.changes.map((change) => (
        <li key={change.id} className={styles.change}>
          <span>
            <span className={styles.what}>{words.kinds[change.kind]}</span>
            {change.undone && ` (${words.undone})`}: {change.what}
          </span>
          <span className={styles.label}>
            {change.target}, {text.format.dateTime(change.at)}
          </span>
          {change.thumbprint && <span className={styles.mono}>{change.thumbprint}</span>}
        </li>
      ))}
    </ul>
  );
}

export function DoneStep() {
  const styles = useStyles();
  const { journey, run, state, show, leave } = useDeploy();
  const [asking, setAsking] = useState(false);
  const restoreFocus = useRestoreFocusTarget();
  const rights = useRights();
  const view = journey.done;
  const open = view.changes.filter(({ undone }) => !undone).length;
  const busy = state.running !== null;
  const { current } = journey;
  const { url } = view;
  const home = { label: text.ui.journey.toHome, icon: <Home20Regular />, run: leave, settled: false };
  const primary = view.undoneAt
    ? home
    : url
      ? {
          label: words.open(url),
          icon: <Open20Regular />,
          run: () => run({ type: 'deploy-open-in-browser' }),
          settled: false,
        }
      : current === 'done'
        ? home
        : { label: words.goTo(deployText.titles[current]), run: () => show(current), settled: false };
  const check = () => run({ type: 'deploy-proof' });
  // One question is enough: the screen before the prompt, or, where nothing needs rights, the page's own.
  const takeBack = () => {
    const action = { type: 'deploy-undo' as const };
    const go = () => run(action);
    rights.ask({ plan: planOf(journey.id, action), go, whereFree: () => setAsking(true), check });
  };
  return (
    <StepFrame primary={primary} check={check}>
      {rights.view}
      {view.served && !view.undoneAt && <NameNotice />}
      <Panel title={words.summary} testId="summary">
        <FactsList facts={summary(journey)} />
      </Panel>
      <Panel title={words.receipt}>
        <span>{words.receiptText}</span>
        <div className={styles.row}>
          <Button
            icon={<Save20Regular />}
            onClick={() => run({ type: 'deploy-receipt', format: 'html' })}
            disabledFocusable={busy}
            data-testid="receipt-html"
          >
            {words.receiptHtml}
          </Button>
          <Button
            icon={<Save20Regular />}
            onClick={() => run({ type: 'deploy-receipt', format: 'json' })}
            disabledFocusable={busy}
            data-testid="receipt-json"
          >
            {words.receiptJson}
          </Button>
        </div>
        {view.receipts.map(({ name, at }) => (
          <span key={`${name} ${at}`}>{words.saved(name, at)}</span>
        ))}
      </Panel>
      <Panel title={words.changes} testId="changes">
        <Changes view={view} />
        {view.undoneAt && <span>{words.undoneAt(view.undoneAt)}</span>}
        {open > 0 && (
          <div className={styles.row}>
            <Button
              {...restoreFocus}
              icon={<ArrowUndo20Regular />}
              onClick={takeBack}
              disabledFocusable={busy || rights.busy}
              data-testid="undo"
            >
              {words.undo}
            </Button>
          </div>
        )}
      </Panel>
      {view.served && (
        <Panel title={words.tidy}>
          <ul className={styles.bullets}>
            {words.tidyText.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </Panel>
      )}
      {view.commands.length > 0 && (
        <Fold title={words.commands}>
          <CodeBlock value={view.commands.join('\n')} what={words.commands} />
        </Fold>
      )}
      {asking && (
        <Confirm
          title={words.undoTitle}
          confirm={words.undoConfirm}
          onAnswer={(yes) => {
            setAsking(false);
            if (yes) run({ type: 'deploy-undo' });
          }}
        >
          {words.undoText(open)}
        </Confirm>
      )}
    </StepFrame>
  );
}
