// The frame around every step: the question, the answer in one sentence, what the step adds, how to do it by hand, and
// at the bottom Back, the step's own action and Next. Of the last two, the one that leads on is the primary button.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons/svg/arrow-left';
import { ArrowRight20Regular } from '@fluentui/react-icons/svg/arrow-right';
import { type ReactElement, type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import type { GuideStep } from '../../assets/text/en/guide.ts';
import type { StoreScope } from '../../preload/contract/trust-journey.ts';
import { Spoken } from '../parts/copy-button.tsx';
import { ToneIcon } from '../parts/notice.tsx';
import { catchLostFocus, PageTitle } from '../parts/page-title.tsx';
import { spokenStage, stageText, Working } from '../parts/working.tsx';
import { explain, text } from '../text.ts';
import { ByHand } from './by-hand.tsx';
import { FailureView } from './failure-view.tsx';
import { useFrame } from './frame.ts';

const short = '@media (max-width: 819px), (max-height: 519px)';
const useStyles = makeStyles({
  frame: {
    display: 'flex',
    flexDirection: 'column',
    minHeight: 0,
    minWidth: 0,
    height: '100%',
    [short]: { height: 'auto' },
  },
  // Else what is for screen readers only would stick out of the window, which would scroll as well.
  scroll: { position: 'relative', flexGrow: 1, minHeight: 0, overflowY: 'auto', [short]: { overflowY: 'visible' } },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    maxWidth: '900px',
    padding: '28px 32px 32px',
    [short]: { padding: '16px 16px 24px' },
  },
  help: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
  answer: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: '12px',
    padding: '14px 16px',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    overflowWrap: 'anywhere',
  },
  answerText: { margin: 0, minWidth: 0 },
  neutral: { backgroundColor: tokens.colorNeutralBackground1 },
  good: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    border: `1px solid ${tokens.colorStatusSuccessBorder1}`,
  },
  warning: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
  },
  danger: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
  },
  icon: { marginTop: '1px' },
  footer: {
    flexShrink: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: '8px',
    padding: '12px 32px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [short]: { padding: '12px 16px' },
  },
  back: { marginRight: 'auto' },
});

export interface PrimaryAction {
  readonly label: string;
  readonly run: () => void;
  readonly icon?: ReactElement | undefined;
  /** True once Next is what most people want now. */
  readonly settled: boolean;
  /** A decision on the page must come first. */
  readonly disabled?: boolean;
}

export function StepFrame(props: {
  primary?: PrimaryAction | undefined;
  /** More buttons beside the primary one. */
  beside?: ReactNode;
  /** What looks at the world after the step was done by hand. */
  check?: (() => void) | undefined;
  scope?: StoreScope;
  /** In place of the step's question, where its page has turned to something else. */
  question?: string | undefined;
  /** In place of the step's guide, where it goes by what is typed on the page. */
  guide?: readonly GuideStep[] | undefined;
  /** Errors of these actions are shown by the step itself, in its field. */
  fieldErrors?: boolean | undefined;
  /** The step's own action leads on by itself. */
  hideNext?: boolean;
  children?: ReactNode;
}) {
  const styles = useStyles();
  const { step, before, after, busy, cancel } = useFrame();
  const [byHand, setByHand] = useState(false);
  const byHandButton = useRef<HTMLButtonElement>(null);
  const { primary } = props;
  const { answer, tone, running, failure } = step;
  const isRunning = running !== null;
  useEffect(() => {
    if (!isRunning) catchLostFocus();
  }, [isRunning]);
  const nextLeads = !primary || primary.settled;
  const spoken = running
    ? running.progress?.stage === 'waiting-for-sensor'
      ? spokenStage(running.progress, running.cancelling)
      : stageText(running.progress, running.cancelling)
    : failure
      ? explain(text, failure).what
      : answer;
  return (
    <section
      className={styles.frame}
      data-testid={`step-${step.id}`}
      data-state={step.state}
      aria-busy={running !== null}
    >
      <div className={styles.scroll}>
        <div className={styles.content}>
          <PageTitle takeFocus>{props.question ?? step.question}</PageTitle>
          <p className={styles.help}>{step.help}</p>
          {running ? (
            <Working progress={running.progress} cancelling={running.cancelling} onCancel={cancel} />
          ) : (
            answer !== '' && (
              <div className={mergeClasses(styles.answer, styles[tone])} data-testid="answer" data-tone={tone}>
                <ToneIcon tone={tone} className={styles.icon} />
                <p className={styles.answerText}>{answer}</p>
              </div>
            )
          )}
          <Spoken>{spoken}</Spoken>
          {failure && !props.fieldErrors && <FailureView error={failure} />}
          {byHand && (
            <ByHand
              steps={props.guide ?? step.guide(props.scope)}
              check={props.check}
              onClose={() => {
                setByHand(false);
                byHandButton.current?.focus();
              }}
            />
          )}
          {props.children}
        </div>
      </div>
      <div className={styles.footer}>
        {before && (
          <Button className={styles.back} icon={<ArrowLeft20Regular />} onClick={before.show} data-testid="back">
            {text.ui.back}
          </Button>
        )}
        <Button
          appearance="subtle"
          ref={byHandButton as Ref<never>}
          aria-expanded={byHand}
          onClick={() => setByHand(!byHand)}
          data-testid="by-hand-button"
        >
          {text.ui.journey.byHand}
        </Button>
        {props.beside}
        {primary && (
          <Button
            appearance={primary.settled ? 'secondary' : 'primary'}
            {...(primary.icon ? { icon: primary.icon } : {})}
            onClick={primary.run}
            disabledFocusable={busy || primary.disabled === true}
            data-testid="primary"
          >
            {primary.label}
          </Button>
        )}
        {after && !props.hideNext && (
          <Button
            appearance={nextLeads ? 'primary' : 'secondary'}
            icon={<ArrowRight20Regular />}
            iconPosition="after"
            onClick={after.show}
            disabledFocusable={after.first !== null}
            aria-label={after.first ? `${text.ui.next}. ${text.ui.journey.blockedBy(after.first)}` : undefined}
            data-testid="next"
          >
            {text.ui.next}
          </Button>
        )}
      </div>
    </section>
  );
}
