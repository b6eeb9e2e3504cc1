// Step 8: the old certificate out of this computer's stores, the issuing root into one; and what other computers need.
// What a root can do is said, and its fingerprint is to be compared, before it can be trusted.
import { Button, makeStyles, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { ShieldKeyhole20Regular } from '@fluentui/react-icons/svg/shield-keyhole';
import { useEffect, useRef, useState } from 'react';
import { commonName, fileName, isRootTrusted } from '../../../assets/text/facts.ts';
import type { DeployTrustView } from '../../../preload/contract/deploy-journey.ts';
import { call } from '../../bridge.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Spoken } from '../../parts/copy-button.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Panel } from '../../parts/panel.tsx';
import { SavedNote } from '../../parts/saved-note.tsx';
import { planOf, useRights } from '../../rights/use-rights.tsx';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';
import { type Entry, EntryLine } from './entry-line.tsx';
import { type RootChoice, RootPanel } from './root-panel.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  steps: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 12px' },
});

const words = deployText.trust;

function OldEntries({ view, ask, busy }: { view: DeployTrustView; ask: (entry: Entry) => void; busy: boolean }) {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  return (
    <Panel title={words.old} testId="old">
      {view.old.length === 0 ? (
        <span>{words.oldNone}</span>
      ) : (
        <>
          <span>{words.oldText}</span>
          <ul className={styles.list}>
            {view.old.map((entry) => (
              <EntryLine key={`${entry.scope} ${entry.sha256}`} entry={entry}>
                <Button
                  {...restoreFocus}
                  {...(entry.needsRights ? { icon: <ShieldKeyhole20Regular /> } : {})}
                  aria-label={words.removeWhat(entry.store)}
                  onClick={() => ask(entry)}
                  disabledFocusable={busy}
                  data-testid="remove-old"
                >
                  {words.remove}
                </Button>
              </EntryLine>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

/** The store to offer first: the one used last time, else the first that Edge and Chrome read, else the first. */
function useChoice(root: DeployTrustView['root']): [RootChoice, (choice: RootChoice) => void] {
  const [choice, setChoice] = useState<RootChoice | null>(null);
  const [last, setLast] = useState<RootChoice['scope'] | null>(null);
  useEffect(() => {
    void call('settings.read', {}).then((settings) => {
      if (settings.ok) setLast(settings.value.lastScope);
    });
  }, []);
  const offers = root?.offers ?? [];
  const usual = offers.find(({ scope }) => scope === last);
  const read = offers.find(({ readers }) => readers.includes('chromium'));
  const scope = (usual ?? read ?? offers[0])?.scope ?? 'machine';
  return [choice ?? { scope, compared: false }, setChoice];
}

export function TrustStep() {
  const styles = useStyles();
  const { journey, run, state } = useDeploy();
  const [asking, setAsking] = useState<Entry | null>(null);
  const view = journey.trust;
  const root = view?.root ?? null;
  const [choice, setChoice] = useChoice(root);
  const busy = state.running !== null;
  // Looking costs nothing and changes nothing, so nobody is asked to press a button for it.
  const looked = useRef(false);
  useEffect(() => {
    if (view !== null || looked.current) return;
    looked.current = true;
    run({ type: 'deploy-read-trust' });
  }, [view, run]);
  const rights = useRights();
  const read = () => run({ type: 'deploy-read-trust' });
  const removalOf = ({ sha256, scope }: Entry) => ({ type: 'deploy-remove-old' as const, sha256, scope });
  // One question is enough: the screen before the prompt, or, where nothing needs rights, the page's own.
  const remove = (entry: Entry) => {
    const action = removalOf(entry);
    const go = () => run(action);
    rights.ask({ plan: planOf(journey.id, action), go, whereFree: () => setAsking(entry), check: read });
  };
  const offer = root && !isRootTrusted(root) ? root.offers.find(({ scope }) => scope === choice.scope) : undefined;
  const saved = view?.saved ? words.savedRoot(view.saved.name, view.saved.at) : '';
  const save = (testId: string) => (
    <div className={styles.row}>
      <Button
        icon={<Save20Regular />}
        onClick={() => run({ type: 'deploy-save-root' })}
        disabledFocusable={busy}
        data-testid={testId}
      >
        {words.saveRoot}
      </Button>
      {saved !== '' && <SavedNote>{saved}</SavedNote>}
    </div>
  );
  const { commands } = journey.done;
  return (
    <StepFrame
      primary={
        offer
          ? {
              label: words.trustIt,
              icon: offer.needsRights ? <ShieldKeyhole20Regular /> : undefined,
              run: () => {
                const action = { type: 'deploy-trust-root' as const, sha256: offer.sha256, scope: offer.scope };
                rights.ask({ plan: planOf(journey.id, action), go: () => run(action), check: read });
              },
              settled: false,
              disabled: !choice.compared || rights.busy,
            }
          : { label: view ? words.again : words.read, icon: <ArrowSync20Regular />, run: read, settled: view !== null }
      }
      beside={
        offer && (
          <Button icon={<ArrowSync20Regular />} onClick={read} disabledFocusable={busy} data-testid="read-again">
            {words.again}
          </Button>
        )
      }
      check={read}
    >
      {rights.view}
      <Spoken>{saved}</Spoken>
      {view && (
        <>
          <RootPanel
            root={root}
            lab={journey.request?.lab ?? false}
            saveButton={save('save-root')}
            choice={choice}
            onChange={setChoice}
          />
          <OldEntries view={view} ask={remove} busy={busy || rights.busy} />
        </>
      )}
      <Fold title={words.others} testId="others">
        <p className={styles.note}>{words.othersText}</p>
        {root && (
          <>
            <span>{words.rootFile(fileName(commonName(root.item)))}</span>
            {save('save-root-others')}
          </>
        )}
        <ol className={styles.steps}>
          {words.gpo.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {commands.length > 0 && (
          <>
            <span>{words.oneByOne}</span>
            <CodeBlock value={commands.join('\n')} what={words.others} />
          </>
        )}
      </Fold>
      {asking && (
        <Confirm
          title={words.removeTitle}
          confirm={words.remove}
          onAnswer={(yes) => {
            setAsking(null);
            if (yes) run(removalOf(asking));
          }}
        >
          {words.removeText(asking.subject, asking.store)}
        </Confirm>
      )}
    </StepFrame>
  );
}
