// Step 5: the folder with exactly what the form asks for. Main asks where to, writes, reads back and checks again.
import { makeStyles } from '@fluentui/react-components';
import { FolderAdd20Regular } from '@fluentui/react-icons/svg/folder-add';
import { useState } from 'react';
import { kitMends } from '../../../assets/text/facts.ts';
import { useLoaded } from '../../bridge.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { Breakable } from '../../parts/breakable.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { deployText } from '../deploy-text.ts';
import { refusedCharacters } from '../refused-characters.ts';
import { useDeploy } from '../use-deploy.ts';
import { useWish } from '../wish.ts';
import { KitResult } from './kit-result.tsx';
import { PassphraseChoice, type PassphraseChoiceValue } from './passphrase-choice.tsx';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
});

const words = deployText.kit;
const anew: PassphraseChoiceValue = { kind: 'new', passphrase: '' };
const asItIs: PassphraseChoiceValue = { kind: 'keep', passphrase: '' };

export function KitStep() {
  const styles = useStyles();
  const { journey, run, show, state } = useDeploy();
  const { check } = journey;
  const judged = check && !check.stale && !journey.kit ? check.precheck : null;
  const refused = judged?.findings.some(({ severity, remedy }) => severity === 'fail' && remedy === 'new-passphrase');
  const wanted = useWish(journey.id, 'new-passphrase');
  const [choice, setChoice] = useState(wanted || refused ? anew : asItIs);
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
    if (choice.kind === 'new' && (choice.passphrase === '' || refusedCharacters(choice.passphrase, alphabet))) {
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
  const mends = judged !== null && kitMends(judged);
  return (
    <StepFrame
      primary={{
        label: view ? words.again : words.primary,
        icon: <FolderAdd20Regular />,
        run: make,
        settled: fresh,
      }}
    >
      {mends && (
        <Notice tone="neutral" title={words.mends} testId="kit-mends">
          <ul className={styles.list}>
            {judged.findings
              .filter(({ severity }) => severity === 'fail')
              .map((finding) => (
                <li key={`${finding.rule} ${finding.file}`}>
                  <Breakable>{deployText.precheck.message(finding)}</Breakable>
                </li>
              ))}
          </ul>
        </Notice>
      )}
      {judged?.verdict === 'reject' && !mends && <Notice tone="warning" title={words.rejected} testId="kit-rejected" />}
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
