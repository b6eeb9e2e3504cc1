// Step 5: the folder with exactly what the form asks for. Main asks where to, writes, reads back and checks again.
import { FolderAdd20Regular } from '@fluentui/react-icons/svg/folder-add';
import { useState } from 'react';
import { useLoaded } from '../../bridge.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';
import { KitResult } from './kit-result.tsx';
import { PassphraseChoice, type PassphraseChoiceValue } from './passphrase-choice.tsx';

const words = deployText.kit;
const asItIs: PassphraseChoiceValue = { kind: 'keep', passphrase: '' };

export function KitStep() {
  const { journey, run, show, state } = useDeploy();
  const [choice, setChoice] = useState(asItIs);
  const [tried, setTried] = useState(false);
  // The passphrase has gone into the kit with this, and stays in no field.
  const [madeAt, setMadeAt] = useState(journey.kit?.at);
  if (journey.kit?.at !== madeAt) {
    setMadeAt(journey.kit?.at);
    setChoice(asItIs);
    setTried(false);
  }
  const { loaded } = useLoaded('profiles.list');
  const profile = journey.sensor?.profile.id ?? '';
  const known = loaded.status === 'ready' ? loaded.value.profiles.find(({ id }) => id === profile) : undefined;
  const alphabet = known?.alphabet ?? null;
  const view = journey.kit;
  const busy = state.running !== null;
  const fresh = view !== null && !view.stale;
  const make = () => {
    setTried(true);
    if (choice.kind === 'new' && choice.passphrase === '') {
      document.querySelector<HTMLElement>('[data-testid="field-new-passphrase"]')?.focus();
      return;
    }
    run({
      type: 'deploy-kit',
      passphrase: choice.kind === 'new' ? { kind: 'new', passphrase: choice.passphrase } : { kind: choice.kind },
    });
  };
  const chooser = (
    <PassphraseChoice value={choice} onChange={setChoice} profile={profile} alphabet={alphabet} strict={tried} />
  );
  const rejected = !view && journey.check?.precheck.verdict === 'reject' && !journey.check.stale;
  return (
    <StepFrame
      primary={{
        label: view ? words.again : words.primary,
        icon: <FolderAdd20Regular />,
        run: make,
        settled: fresh,
      }}
    >
      {rejected && <Notice tone="warning" title={words.rejected} testId="kit-rejected" />}
      {view && (
        <KitResult
          view={view}
          reveal={() => run({ type: 'deploy-reveal-kit' })}
          toCheck={() => show('check')}
          busy={busy}
        />
      )}
      {fresh ? <Fold title={words.otherwise}>{chooser}</Fold> : chooser}
    </StepFrame>
  );
}
