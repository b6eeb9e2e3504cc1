// Step 8: the verdict before and now, every change with its way back, the commands and the receipt for the ticket, and
// one button that takes all of it back and says whether that can be seen in the world.
import { Button, makeStyles, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { ArrowUndo20Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { Home20Regular } from '@fluentui/react-icons/svg/home';
import { Open20Regular } from '@fluentui/react-icons/svg/open';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import { urlOf } from '../../../assets/text/facts.ts';
import type { DoneView, Verdict } from '../../../preload/contract/trust-journey.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Panel } from '../../parts/panel.tsx';
import { VerdictBadge } from '../../parts/verdict-badge.tsx';
import { planOf, useRights } from '../../rights/use-rights.tsx';
import { text } from '../../text.ts';
import { Advice } from '../advice.tsx';
import { LastingNotes } from '../lasting-notes.tsx';
import { hasUnknownLine } from '../rules.ts';
import { useTrust } from '../use-trust.ts';

const useStyles = makeStyles({
  pair: { display: 'flex', flexWrap: 'wrap', gap: '16px' },
  side: {
    flex: '1 1 260px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '12px 16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  label: { color: tokens.colorNeutralForeground2 },
  url: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  change: { display: 'flex', flexDirection: 'column', gap: '2px', overflowWrap: 'anywhere' },
  what: { fontWeight: tokens.fontWeightSemibold },
  mono: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const words = text.trust.done;

function Side({ label, verdict }: { label: string; verdict: Verdict | null }) {
  const styles = useStyles();
  return (
    <div className={styles.side}>
      <span className={styles.label}>{label}</span>
      {verdict ? <span className={styles.url}>{urlOf(verdict)}</span> : null}
      <VerdictBadge code={verdict?.code ?? null} />
    </div>
  );
}

function Changes({ view }: { view: DoneView }) {
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
  const { journey, run, state, show, leave } = useTrust();
  const [asking, setAsking] = useState(false);
  const restoreFocus = useRestoreFocusTarget();
  const rights = useRights();
  const view = journey.done;
  const open = view.changes.filter(({ undone }) => !undone).length;
  const busy = state.running !== null;
  const { current } = journey;
  const { url } = view;
  const primary = url
    ? { label: words.open(url), icon: <Open20Regular />, run: () => run({ type: 'open-in-browser' }), settled: false }
    : view.undoneAt
      ? { label: text.ui.journey.toHome, icon: <Home20Regular />, run: leave, settled: false }
      : current === 'done'
        ? undefined
        : { label: words.goTo(text.trust.stepTitles[current]), run: () => show(current), settled: false };
  const check = () => run({ type: 'check-name' });
  // One question is enough: the screen before the prompt, or, where nothing needs rights, the page's own.
  const takeBack = () => {
    const action = { type: 'undo' as const };
    const go = () => run(action);
    rights.ask({ plan: planOf(journey.id, action), go, whereFree: () => setAsking(true), check });
  };
  return (
    <StepFrame primary={primary} check={check}>
      {rights.view}
      <div className={styles.pair}>
        <Side label={words.before} verdict={view.before} />
        <Side label={words.after} verdict={view.after} />
      </div>
      {!view.undoneAt && <LastingNotes view={journey.download} />}
      {!view.undoneAt && view.after && !url && journey.name && (
        <Panel title={words.notYet}>
          <Advice view={journey.name} />
        </Panel>
      )}
      <Panel title={words.changes} testId="changes">
        <Changes view={view} />
        {view.undoneAt && <span>{words.undoneAt(view.undoneAt)}</span>}
        {journey.hosts && hasUnknownLine(journey) && <span>{words.unknownLine(journey.hosts)}</span>}
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
      <Panel title={words.receipt}>
        <span>{words.receiptText}</span>
        <div className={styles.row}>
          <Button
            icon={<Save20Regular />}
            onClick={() => run({ type: 'save-receipt', format: 'html' })}
            disabledFocusable={busy}
            data-testid="receipt-html"
          >
            {words.receiptHtml}
          </Button>
          <Button
            icon={<Save20Regular />}
            onClick={() => run({ type: 'save-receipt', format: 'json' })}
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
            if (yes) run({ type: 'undo' });
          }}
        >
          {words.undoText(open)}
        </Confirm>
      )}
    </StepFrame>
  );
}
