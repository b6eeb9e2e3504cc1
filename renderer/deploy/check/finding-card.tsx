// One finding: what is wrong, what the console would say, what to do, and where it is written.
import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowRight16Regular } from '@fluentui/react-icons/svg/arrow-right';
import { useId } from 'react';
import type { GuideStep } from '../../../assets/text/en/guide.ts';
import type { PrecheckFinding, PrecheckSeverity, Remedy } from '../../../preload/contract/precheck.ts';
import type { Tone } from '../../journey/journey-state.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { FactsList } from '../../parts/facts-list.tsx';
import { Fold } from '../../parts/fold.tsx';
import { ToneIcon } from '../../parts/notice.tsx';
import { deployText } from '../deploy-text.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    gap: '12px',
    padding: '14px 16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    minWidth: 0,
  },
  body: { display: 'flex', flexDirection: 'column', gap: '10px', minWidth: 0, flexGrow: 1, overflowWrap: 'anywhere' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: '2px 10px' },
  message: { fontWeight: tokens.fontWeightSemibold, minWidth: 0 },
  about: { color: tokens.colorNeutralForeground2 },
  console: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    margin: 0,
    padding: '8px 12px',
    borderLeft: `3px solid ${tokens.colorStatusDangerBorder2}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  line: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '8px' },
  quote: { margin: 0 },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  steps: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '12px' },
  step: { minWidth: 0 },
});

const tones: Record<PrecheckSeverity, Tone> = {
  fail: 'danger',
  warn: 'warning',
  info: 'neutral',
  'not-checked': 'neutral',
};

const words = deployText.check;
const say = deployText.precheck;

/** How to find out for oneself what could not be seen from here. */
function Recipe({ recipe }: { recipe: readonly GuideStep[] }) {
  const styles = useStyles();
  return (
    <Fold title={words.recipe} quiet inset lazy testId="recipe">
      <ol className={styles.steps}>
        {recipe.map(({ text, command }) => (
          <li key={text} className={styles.step}>
            {text}
            {command !== undefined && <CodeBlock value={command} what={text} />}
          </li>
        ))}
      </ol>
    </Fold>
  );
}

function Sources({ finding }: { finding: PrecheckFinding }) {
  const styles = useStyles();
  const { why, documents, disagreement } = finding;
  return (
    <Fold title={words.why} quiet inset lazy testId="why">
      {why !== '' && <p className={styles.note}>{why}</p>}
      {documents.length > 0 && (
        <FactsList facts={documents.map(({ title, date }) => ({ term: date || words.undated, value: title }))} />
      )}
      {disagreement && <FactsList facts={[{ term: words.disagreement, value: disagreement }]} />}
    </Fold>
  );
}

export function FindingCard(props: {
  finding: PrecheckFinding;
  /** Null outside a journey, where there are no steps to lead to: the words alone say what to do. */
  remedy: ((remedy: Remedy) => void) | null;
  busy: boolean;
  /** Its button is what most people want now. */
  leads: boolean;
}) {
  const styles = useStyles();
  const { finding, remedy, busy } = props;
  // Several findings may have the same button.
  const messageId = useId();
  const button = remedy && words.remedies[finding.remedy];
  const recipe = say.recipe(finding);
  const { severity } = finding;
  const { consoleMessage, consoleLikely } = finding;
  const sentence = consoleMessage ?? consoleLikely;
  const sure = severity === 'fail' || severity === 'warn' ? words.console[severity] : null;
  const consoleLabel = consoleMessage === null && consoleLikely !== null ? words.console.likely : sure;
  const todo = say.advice(finding);
  return (
    <li className={styles.card} data-testid="finding" data-rule={finding.rule} data-severity={finding.severity}>
      <ToneIcon tone={tones[finding.severity]} />
      <div className={styles.body}>
        <span className={styles.head}>
          <span id={messageId} className={styles.message}>
            <Breakable>{say.message(finding)}</Breakable>
          </span>
          <span className={styles.about}>
            <Breakable>
              {`${words.parts[finding.part]}${finding.file === null ? '' : `, ${words.file(finding.file)}`}`}
            </Breakable>
          </span>
          {finding.severity === 'not-checked' && (
            <Badge appearance="tint" color="informative">
              {words.severities['not-checked']}
            </Badge>
          )}
        </span>
        {sentence !== null && consoleLabel !== null && (
          <div className={styles.console}>
            <span className={styles.line}>
              <span className={styles.about}>{consoleLabel}</span>
              <CopyButton value={sentence} what={consoleLabel} />
            </span>
            <blockquote className={styles.quote}>“{sentence}”</blockquote>
          </div>
        )}
        {todo !== '' && <span>{todo}</span>}
        {remedy && button && finding.severity !== 'info' && (
          <div>
            <Button
              appearance={props.leads ? 'primary' : 'secondary'}
              icon={<ArrowRight16Regular />}
              iconPosition="after"
              onClick={() => remedy(finding.remedy)}
              disabledFocusable={busy}
              aria-describedby={messageId}
              data-testid={`remedy-${finding.remedy}`}
            >
              {button}
            </Button>
          </div>
        )}
        {recipe.length > 0 && <Recipe recipe={recipe} />}
        <Sources finding={finding} />
      </div>
    </li>
  );
}
