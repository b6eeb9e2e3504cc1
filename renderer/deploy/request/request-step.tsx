// Step 2: a new key and request with the values that this sensor needs, or the files that are there already. The
// request is the tools' own; the journey takes it up and waits for its certificate.
import { Button, useRestoreFocusTarget } from '@fluentui/react-components';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { useEffect, useMemo, useRef, useState } from 'react';
import type {
  DeployAction,
  DeployJourney,
  DeployRequestView,
  DeployStepId,
} from '../../../preload/contract/deploy-journey.ts';
import type { Result } from '../../../preload/contract/result.ts';
import type { Slot } from '../../../preload/contract/slots.ts';
import type { RequestMade, RequestTexts } from '../../../preload/contract/tools.ts';
import { call, ofKind } from '../../bridge.ts';
import { stateOf } from '../../journey/journey-state.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RequestFields, subjectLabels } from '../../tools/request/request-fields.tsx';
import type { OwnerField } from '../../tools/request/request-model.ts';
import { Texts } from '../../tools/request/texts.tsx';
import { useRequest } from '../../tools/request/use-request.ts';
import { toolsText } from '../../tools/tools-text.ts';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';
import { useWish } from '../wish.ts';
import { LabFold, LabValidation } from './lab.tsx';
import { rulesOf } from './request-rules.ts';
import { missingIn, suggestedForm } from './suggested.ts';
import { WaitingPanel } from './waiting-panel.tsx';
import { WayCards } from './way-cards.tsx';

const words = deployText.request;
const form = toolsText.request.form;

const labelOf = (field: OwnerField) => (field === 'CN' ? form.commonName : subjectLabels[field].label);

/** The form, until key and request are saved. */
function NewRequest(props: { view: DeployRequestView; back: () => void; onMade: (texts: RequestTexts) => void }) {
  const { run, state } = useDeploy();
  const { suggestion } = props.view;
  const [initial] = useState(() => suggestedForm(suggestion));
  const rules = useMemo(() => rulesOf(suggestion), [suggestion]);
  const attach = (made: RequestMade, saved: NonNullable<RequestMade['saved']>) => {
    props.onMade(made.texts);
    run({ type: 'deploy-attach-request', waiting: saved.waiting });
  };
  const work = useRequest(null, initial, attach, rules);
  const [asking, setAsking] = useState(false);
  const restoreFocus = useRestoreFocusTarget();
  const isBusy = state.running !== null || work.running !== null;
  const texts = work.value && 'texts' in work.value ? work.value.texts : null;
  const missing = missingIn(suggestion, work.form).map((field) => subjectLabels[field].label);
  const failed = state.failure?.action === 'deploy-attach-request';
  return (
    <StepFrame
      question={words.questions.form}
      primary={
        texts
          ? { label: toolsText.request.texts.back, run: work.reset, settled: false }
          : {
              label: work.onlyTexts ? form.showTexts : form.save,
              icon: work.onlyTexts ? undefined : <Save20Regular />,
              run: () => work.submit(),
              settled: false,
              disabled: isBusy,
            }
      }
      beside={
        <>
          <Button appearance="subtle" onClick={props.back} disabledFocusable={isBusy} data-testid="change-way">
            {words.change}
          </Button>
          {!texts && work.tried && work.missing.length > 0 && (
            <Button
              {...restoreFocus}
              onClick={() => setAsking(true)}
              disabledFocusable={isBusy}
              data-testid="go-on-without"
            >
              {words.goOn}
            </Button>
          )}
        </>
      }
      hideNext
    >
      {failed && <Notice tone="warning" title={words.attachFailed} />}
      {texts ? (
        <Texts texts={texts} level={2} />
      ) : (
        <>
          <Notice tone="neutral" title={words.prefilled} testId="prefilled">
            <span>{words.prefilledText}</span>
            {missing.length > 0 && <span>{words.prefilledMissing(missing)}</span>}
          </Notice>
          <RequestFields work={work} />
        </>
      )}
      {asking && (
        <Confirm
          title={words.goOnTitle(work.missing.map(labelOf))}
          confirm={words.goOnConfirm}
          onAnswer={(yes) => {
            setAsking(false);
            if (yes) work.submitWithout();
          }}
        >
          {words.goOnText}
        </Confirm>
      )}
    </StepFrame>
  );
}

/** Which of the pages below is shown, as its headline has it. */
function headline({ choice, waiting }: DeployRequestView): string | undefined {
  if (waiting) return words.questions.waiting;
  return choice === 'have' ? words.questions.have : words.questions.answered;
}

/** What leaves the journey with the key that is given up: another request has another key. */
const ofOneKey: ReadonlySet<Slot> = new Set<Slot>(['key', 'crt', 'bundle']);

const keyFiles = ({ files }: DeployJourney): 'files' | null =>
  files.files.some(({ slot }) => ofOneKey.has(slot)) ? 'files' : null;

/** Main starts a request over; what was added without one is taken away here. */
async function startAnew({ id, files }: DeployJourney, task: string): Promise<Result<DeployJourney>> {
  const act = async (action: DeployAction) => ofKind('deploy', await call('journeys.act', { id, task, action }));
  for (const { id: file, slot } of files.files) {
    if (!ofOneKey.has(slot)) continue;
    const removed = await act({ type: 'deploy-remove-file', file });
    if (!removed.ok) return removed;
  }
  return act({ type: 'deploy-choose-way', way: 'new' });
}

export function RequestStep() {
  const { journey, run, runCall, show, state } = useDeploy();
  const view = journey.request;
  /** Wants the two cards again. */
  const [choosing, setChoosing] = useState(false);
  /** Of the request that was just made; main tells them once. */
  const [texts, setTexts] = useState<RequestTexts | null>(null);
  /** The files are here already: then there is nothing more to do on this page. */
  const [leaving, setLeaving] = useState(false);
  const isBusy = state.running !== null;
  const isReady = leaving && view?.choice === 'have' && !isBusy;
  useEffect(() => {
    if (isReady) show('files');
  }, [isReady, show]);
  const isAnswered = stateOf<DeployStepId>(journey, 'request') === 'done';
  /** What a new request would take the place of. */
  const before = view?.waiting || view?.lab || (view?.choice === 'new' && isAnswered) ? 'request' : keyFiles(journey);
  const wanted = useWish(journey.id, 'new-request');
  const [asking, setAsking] = useState(wanted && before !== null);
  const restoreFocus = useRestoreFocusTarget();
  const startOver = () => {
    setChoosing(false);
    setTexts(null);
    runCall('deploy-choose-way', (task) => startAnew(journey, task));
  };
  const choose = (way: 'new' | 'have') => {
    if (way === 'new' && before !== null) return setAsking(true);
    setChoosing(false);
    setLeaving(way === 'have');
    run({ type: 'deploy-choose-way', way });
  };
  const question = asking && (
    <Confirm
      title={before === 'request' ? words.startOverTitle : words.newTitleAsk}
      confirm={words.startOver}
      onAnswer={(yes) => {
        setAsking(false);
        if (yes) startOver();
      }}
    >
      {before === 'request' ? words.startOverText : words.newTextAsk}
    </Confirm>
  );
  // Nothing is in its way: the form is what was wanted, once.
  const isFresh = useRef(wanted && before === null && view?.choice !== 'new');
  useEffect(() => {
    if (isFresh.current) run({ type: 'deploy-choose-way', way: 'new' });
    isFresh.current = false;
  }, [run]);
  if (!view || view.choice === null || choosing) {
    return (
      <StepFrame hideNext>
        <WayCards choose={choose} busy={isBusy} />
        {question}
      </StepFrame>
    );
  }
  const change = (
    <>
      <Button appearance="subtle" onClick={() => setChoosing(true)} disabledFocusable={isBusy} data-testid="change-way">
        {words.change}
      </Button>
      {/* While it waits, that is one of the ways behind “Choose differently”. */}
      {before !== null && !view.waiting && (
        <Button
          {...restoreFocus}
          onClick={() => setAsking(true)}
          disabledFocusable={isBusy}
          data-testid="request-again"
        >
          {before === 'request' ? words.again : words.newButton}
        </Button>
      )}
    </>
  );
  if (view.choice === 'new' && !view.waiting && !isAnswered) {
    return <NewRequest view={view} back={() => setChoosing(true)} onMade={setTexts} />;
  }
  return (
    <StepFrame
      question={headline(view)}
      beside={change}
      primary={view.waiting ? { label: words.toFiles, run: () => show('files'), settled: false } : undefined}
      hideNext={view.waiting !== null}
    >
      {view.lab && (
        <Notice tone="warning" title={words.labBadge} testId="lab-done">
          <span>{words.labDone}</span>
          <LabValidation />
        </Notice>
      )}
      {view.waiting && (
        <>
          <WaitingPanel waiting={view.waiting} texts={texts} />
          <LabFold sign={() => run({ type: 'deploy-lab-sign' })} busy={isBusy} />
        </>
      )}
      {view.choice === 'new' && isAnswered && !view.lab && (
        <Panel title={words.answeredTitle}>
          <span>{words.answeredText}</span>
        </Panel>
      )}
      {view.choice === 'have' && (
        <Panel title={words.haveTitle}>
          <span>{words.haveText}</span>
        </Panel>
      )}
      {question}
    </StepFrame>
  );
}
