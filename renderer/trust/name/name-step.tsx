// Step 6: the real verdict of the browser engine for the address as typed and for each name in the certificate, and
// the truth of the matter: in order, mendable by a hosts line, or in need of a new certificate.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { NameOutcome, NameView, Verdict } from '../../../preload/contract/trust-journey.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { Panel } from '../../parts/panel.tsx';
import { VerdictBadge } from '../../parts/verdict-badge.tsx';
import { text } from '../../text.ts';
import { Advice } from '../advice.tsx';
import { LastingNotes } from '../lasting-notes.tsx';
import { useTrust } from '../use-trust.ts';
import { BreakPath } from './break-path.tsx';
import { Subject } from './subject.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '10px' },
  entry: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: '16px', rowGap: '2px' },
  host: { flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' },
  strong: { fontWeight: tokens.fontWeightSemibold },
  verdict: { flex: '2 1 320px' },
  note: { color: tokens.colorNeutralForeground2, margin: 0 },
});

const words = text.trust.name;

function Verdicts({ view }: { view: NameView }) {
  const styles = useStyles();
  const row = (verdict: Verdict, where: string) => (
    <li key={`${verdict.host} ${verdict.way}`} className={styles.entry}>
      <span className={styles.host}>
        <span className={styles.strong}>{verdict.host}</span> <span className={styles.note}>{where}</span>
      </span>
      <span className={styles.verdict}>
        <VerdictBadge code={verdict.code} />
      </span>
    </li>
  );
  return (
    <Panel title={words.verdicts}>
      <ul className={styles.list}>
        {row(view.typed, words.typed)}
        {view.names.map((verdict) => row(verdict, words.inCertificate))}
      </ul>
      {view.names.some(({ way }) => way === 'tunnel') && <p className={styles.note}>{words.tunnel}</p>}
      <p className={styles.note}>{text.trust.warnPolicy}</p>
    </Panel>
  );
}

function Evidence({ view, address }: { view: NameView; address: string }) {
  const good = view.typed.code === 'net::OK';
  return (
    <>
      <Panel title={good ? words.pathGood : words.path}>
        <BreakPath
          verdict={view.typed}
          san={view.san}
          address={address}
          outcome={view.outcome}
          label={good ? words.pathGood : words.path}
        />
        <Advice view={view} />
      </Panel>
      <Verdicts view={view} />
      <Subject key={view.at} view={view} />
    </>
  );
}

/** Outcomes that the Import step can change. */
const importHelps: ReadonlySet<NameOutcome> = new Set(['not-trusted', 'intermediate-missing']);
/** Outcomes that another check may better, with nothing done in between. */
const maybeLater: ReadonlySet<NameOutcome> = new Set(['other', 'not-checked']);

export function NameStep() {
  const { journey, run, show, state } = useTrust();
  const view = journey.name;
  const check = { label: view ? words.again : words.primary, run: () => run({ type: 'check-name' }) };
  const toImport = view !== null && importHelps.has(view.outcome);
  return (
    <StepFrame
      primary={
        toImport
          ? {
              label: text.trust.done.goTo(text.trust.stepTitles.import),
              run: () => show('import'),
              settled: false,
            }
          : // Where a new certificate is needed, checking the old one again leads nowhere.
            { ...check, settled: view !== null && !maybeLater.has(view.outcome) }
      }
      beside={
        toImport && (
          <Button onClick={check.run} disabledFocusable={state.running !== null} data-testid="check-name">
            {check.label}
          </Button>
        )
      }
      check={() => run({ type: 'check-name' })}
    >
      {view && <LastingNotes view={journey.download} />}
      {view && <Evidence view={view} address={journey.download?.remoteAddress ?? ''} />}
    </StepFrame>
  );
}
