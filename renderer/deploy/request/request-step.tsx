// Step 2: a new key and request with the values that this sensor needs, or the files that are there already. The
// request is the tools' own; the journey takes it up and waits for its certificate.
import { Button } from '@fluentui/react-components';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { useEffect, useState } from 'react';
import type { DeployRequestView, DeployStepId } from '../../../preload/contract/deploy-journey.ts';
import type { RequestTexts } from '../../../preload/contract/tools.ts';
import { stateOf } from '../../journey/journey-state.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RequestFields, subjectLabels } from '../../tools/request/request-fields.tsx';
import { Texts } from '../../tools/request/texts.tsx';
import { useRequest } from '../../tools/request/use-request.ts';
import { toolsText } from '../../tools/tools-text.ts';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';
import { missingIn, suggestedForm } from './suggested.ts';
import { LabFold, WaitingPanel } from './waiting-panel.tsx';
import { WayCards } from './way-cards.tsx';

const words = deployText.request;
const form = toolsText.request.form;

/** The form, until key and request are saved. */
function NewRequest(props: { view: DeployRequestView; back: () => void; onMade: (texts: RequestTexts) => void }) {
  const { run, state } = useDeploy();
  const [initial] = useState(() => suggestedForm(props.view.suggestion));
  const work = useRequest(null, initial, (made, saved) => {
    props.onMade(made.texts);
    run({ type: 'deploy-attach-request', waiting: saved.waiting });
  });
  const isBusy = state.running !== null || work.running !== null;
  const texts = work.value && 'texts' in work.value ? work.value.texts : null;
  const missing = missingIn(props.view.suggestion, work.form).map((field) => subjectLabels[field].label);
  const failed = state.failure?.action === 'deploy-attach-request';
  return (
    <StepFrame
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
        <Button appearance="subtle" onClick={props.back} disabledFocusable={isBusy} data-testid="change-way">
          {words.change}
        </Button>
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
    </StepFrame>
  );
}

export function RequestStep() {
  const { journey, run, show, state } = useDeploy();
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
  const choose = (way: 'new' | 'have') => {
    setChoosing(false);
    setLeaving(way === 'have');
    run({ type: 'deploy-choose-way', way });
  };
  if (!view || view.choice === null || choosing) {
    return (
      <StepFrame hideNext>
        <WayCards choose={choose} busy={isBusy} />
      </StepFrame>
    );
  }
  const change = (
    <Button appearance="subtle" onClick={() => setChoosing(true)} disabledFocusable={isBusy} data-testid="change-way">
      {words.change}
    </Button>
  );
  const isAnswered = stateOf<DeployStepId>(journey, 'request') === 'done';
  if (view.choice === 'new' && !view.waiting && !isAnswered) {
    return <NewRequest view={view} back={() => setChoosing(true)} onMade={setTexts} />;
  }
  return (
    <StepFrame
      beside={change}
      primary={view.waiting ? { label: words.toFiles, run: () => show('files'), settled: false } : undefined}
      hideNext={view.waiting !== null}
    >
      {view.lab && (
        <Notice tone="warning" title={words.labBadge} testId="lab-done">
          {words.labDone}
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
    </StepFrame>
  );
}
