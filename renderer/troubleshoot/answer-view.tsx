// The answer: what the message means, the one thing to do, what can be checked on one's own sensor and files, and one
// button that leads on. For an unknown message: that it is unknown, and what looks most like it.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowRight20Regular } from '@fluentui/react-icons/svg/arrow-right';
import { useState } from 'react';
import type { AppError } from '../../preload/contract/errors.ts';
import type { Explanation, MessageAction } from '../../preload/contract/explanation.ts';
import { useLoaded } from '../bridge.ts';
import { deployText } from '../deploy/deploy-text.ts';
import { firstProfile } from '../deploy/sensor/sensor-form.ts';
import { ErrorView } from '../parts/error-view.tsx';
import { Fold } from '../parts/fold.tsx';
import { Notice } from '../parts/notice.tsx';
import { Panel } from '../parts/panel.tsx';
import { ToolFrame } from '../tools/tool-frame.tsx';
import { FilesPanel } from './files-panel.tsx';
import { LookPanel, type Target } from './look-panel.tsx';
import { Messages } from './message-list.tsx';
import { placesFor } from './troubleshoot-model.ts';
import { troubleshootText } from './troubleshoot-text.ts';

const useStyles = makeStyles({
  quote: {
    margin: 0,
    padding: '10px 14px',
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowWrap: 'anywhere',
    fontWeight: tokens.fontWeightSemibold,
  },
  note: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
  text: { margin: 0, textWrap: 'pretty' },
  checks: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  pasted: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontFamily: tokens.fontFamilyMonospace },
});

const words = troubleshootText.page;
type Known = Extract<Explanation, { known: true }>;

/** Opens the tools, where a file is looked into. */
function ToolsPanel({ open }: { open: () => void }) {
  const styles = useStyles();
  return (
    <Panel title={words.opened} testId="check-tools">
      <p className={styles.note}>{words.openedText}</p>
      <div>
        <Button onClick={open} data-testid="open-tools">
          {words.openFiles}
        </Button>
      </div>
    </Panel>
  );
}

/** Which characters the console takes, as the first appliance's profile has it. */
function Alphabet() {
  const styles = useStyles();
  const { loaded } = useLoaded('profiles.list');
  const profiles = loaded.status === 'ready' ? loaded.value.profiles : [];
  const alphabet = profiles.find(({ id }) => id === firstProfile(profiles))?.alphabet;
  if (!alphabet) return null;
  return (
    <p className={styles.note} data-testid="alphabet">
      {deployText.kit.taken(alphabet)}
    </p>
  );
}

function Meaning({ explanation }: { explanation: Known }) {
  const styles = useStyles();
  const { message, source, match, cause, recommendation, checks } = explanation;
  return (
    <>
      <div>
        <blockquote className={styles.quote} data-testid="message">
          {message}
        </blockquote>
        <p className={styles.note}>
          {troubleshootText.sources[source]}
          {match !== 'exact' && `. ${troubleshootText.match[match]}`}
        </p>
      </div>
      <Notice tone="neutral" title={troubleshootText.cause} testId="cause">
        {cause}
      </Notice>
      <Panel title={troubleshootText.recommendation} testId="recommendation">
        <p className={styles.text}>{recommendation}</p>
        {source === 'console' && checks.includes('passphrase') && <Alphabet />}
      </Panel>
      {checks.length > 0 && (
        <Panel title={words.checks} testId="checks">
          <ul className={styles.checks}>
            {checks.map((check) => (
              <li key={check}>{troubleshootText.checks[check]}</li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function Unknown({
  explanation,
  pasted,
  pick,
}: {
  explanation: Explanation;
  pasted: string;
  pick: (text: string) => void;
}) {
  const styles = useStyles();
  if (explanation.known) return null;
  const { cause, recommendation } = troubleshootText.unknown;
  const { nearest } = explanation;
  return (
    <>
      <Notice tone="warning" title={cause} testId="unknown">
        {recommendation(nearest.length > 0)}
      </Notice>
      {nearest.length > 0 && (
        <Panel title={words.pick} testId="nearest">
          <Messages messages={nearest} pick={pick} sources />
        </Panel>
      )}
      <Fold title={words.asPasted} lazy>
        <p className={styles.pasted}>{pasted}</p>
      </Fold>
    </>
  );
}

export interface LeadingOn {
  readonly lead: (action: MessageAction, target: Target) => Promise<AppError | null>;
  readonly openFiles: () => void;
}

export function AnswerView(props: {
  explanation: Explanation;
  pasted: string;
  /** Another message that was picked could not be explained. */
  failure: AppError | null;
  pick: (text: string) => void;
  back: () => void;
  leading: LeadingOn;
}) {
  const { explanation, leading } = props;
  const [isLeading, setIsLeading] = useState(false);
  const [target, setTarget] = useState<Target>({ address: '', proxy: '' });
  const [notLed, setNotLed] = useState<AppError | null>(null);
  const failure = notLed ?? props.failure;
  const lead = async () => {
    if (isLeading) return;
    setIsLeading(true);
    setNotLed(await leading.lead(action, target));
    setIsLeading(false);
  };
  const known = explanation.known ? explanation : null;
  const action = known?.action ?? 'none';
  return (
    <ToolFrame
      testId="explanation"
      title={known ? words.knownTitle : words.unknownTitle}
      back={{ label: words.another, run: props.back }}
      unsaved={target.address !== ''}
      foot={
        action !== 'none' && (
          <Button
            appearance="primary"
            icon={<ArrowRight20Regular />}
            iconPosition="after"
            onClick={() => void lead()}
            disabledFocusable={isLeading}
            data-testid="lead-on"
          >
            {troubleshootText.actions[action]}
          </Button>
        )
      }
    >
      {failure && <ErrorView error={failure} />}
      {explanation.leftOut && <Notice tone="neutral" title={troubleshootText.leftOut} testId="left-out" />}
      {known ? <Meaning explanation={known} /> : <Unknown {...props} />}
      {placesFor(known?.checks ?? []).map((place) => {
        if (place === 'sensor') return <LookPanel key={place} target={target} change={setTarget} />;
        if (place === 'files') return <FilesPanel key={place} target={target} />;
        return <ToolsPanel key={place} open={leading.openFiles} />;
      })}
      {known && known.also.length > 0 && (
        <Panel title={troubleshootText.also} testId="also">
          <Messages messages={known.also} pick={props.pick} sources />
        </Panel>
      )}
    </ToolFrame>
  );
}
