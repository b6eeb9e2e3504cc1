// Step 5: the right certificates into the right store. Says beforehand exactly what will be done, and afterwards what
// the stores were seen to contain.
import { Button, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { DocumentAdd20Regular } from '@fluentui/react-icons/svg/document-add';
import { ShieldKeyhole20Regular } from '@fluentui/react-icons/svg/shield-keyhole';
import { useEffect, useState } from 'react';
import { type Store, shortName } from '../../../assets/text/facts.ts';
import type { ImportView, StoreScope } from '../../../preload/contract/trust-journey.ts';
import { call } from '../../bridge.ts';
import { stateOf } from '../../journey/journey-state.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { planOf, useRights } from '../../rights/use-rights.tsx';
import { text } from '../../text.ts';
import { useTrust } from '../use-trust.ts';
import { deeds, firstScope, locationFor, notesOfAll } from './import-model.ts';
import { PlanList } from './plan-list.tsx';
import { PolicyNotes } from './policy-notes.tsx';
import { StoreTable } from './store-table.tsx';

const useStyles = makeStyles({
  label: { display: 'flex', flexDirection: 'column', color: tokens.colorNeutralForeground1 },
  title: { fontWeight: tokens.fontWeightSemibold },
  note: { color: tokens.colorNeutralForeground2 },
  deeds: { margin: 0, paddingLeft: '22px', display: 'flex', flexDirection: 'column', gap: '4px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const words = text.trust.import;
const sentenceStart = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

function useScope(stores: readonly Store[]): [StoreScope, (scope: StoreScope) => void] {
  const [chosen, setChosen] = useState<StoreScope | null>(null);
  const [last, setLast] = useState<StoreScope | null>(null);
  useEffect(() => {
    void call('settings.read', {}).then((settings) => {
      if (settings.ok) setLast(settings.value.lastScope);
    });
  }, []);
  return [chosen ?? firstScope(stores, last), setChosen];
}

function ScopeChoice(props: { stores: readonly Store[]; scope: StoreScope; onChange: (scope: StoreScope) => void }) {
  const styles = useStyles();
  const isWindows = useTrust().platform === 'win32';
  return (
    <Panel title={words.scope}>
      <RadioGroup
        aria-label={words.scope}
        value={props.scope}
        onChange={(_, data) => props.onChange(data.value as StoreScope)}
      >
        {props.stores.map((store) => (
          <Radio
            key={store.scope}
            value={store.scope}
            data-testid={`scope-${store.scope}`}
            label={
              <span className={styles.label}>
                <span className={styles.title}>
                  {isWindows ? store.location : text.trust.plainScopes[store.scope].title}
                </span>
                <span>
                  {isWindows ? text.trust.scopes[store.scope].text : `${sentenceStart(store.location)}.`}{' '}
                  {words.readBy(store.readers.map((reader) => text.trust.clients[reader]))}{' '}
                  {!store.readers.includes('chromium') && words.notReadByBrowsers}
                </span>
                <span className={styles.note}>{store.needsRights ? words.asksRights : words.noRights}</span>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </Panel>
  );
}

function Deeds({ view, store }: { view: ImportView; store: Store }) {
  const styles = useStyles();
  return (
    <Panel title={words.will(store.needsRights)} testId="deeds">
      <ol className={styles.deeds}>
        {deeds(view, store).map(({ sha256, name, place, adds }) => (
          <li key={sha256}>
            {adds ? words.willAdd(name, locationFor(store, place, text.trust.places)) : words.willSkip(name)}
          </li>
        ))}
        <li>{words.willRead}</li>
      </ol>
    </Panel>
  );
}

export function ImportStep() {
  const styles = useStyles();
  const { journey, run, state, platform } = useTrust();
  const view = journey.import;
  const stores = view?.stores ?? [];
  const [scope, setScope] = useScope(stores);
  const store = stores.find((each) => each.scope === scope);
  const settled = ['done', 'not-needed'].includes(stateOf(journey, 'import'));
  const unread = view !== null && view.stores.length === 0;
  // Looking costs nothing and changes nothing, so nobody is asked to press a button for it.
  useEffect(() => {
    if (unread) run({ type: 'read-stores' });
  }, [unread, run]);

  const rights = useRights();
  const look = () => run({ type: 'read-stores' });
  const addFile = () => run({ type: 'add-ca-file' });
  const primary = view?.missing
    ? { label: words.addFile, icon: <DocumentAdd20Regular />, run: addFile, settled: false }
    : settled
      ? { label: words.look, icon: <ArrowSync20Regular />, run: look, settled }
      : {
          label: platform === 'win32' ? words.primary(text.trust.scopes[scope].title) : words.primaryPlain,
          icon: store?.needsRights ? <ShieldKeyhole20Regular /> : undefined,
          run: () => {
            const action = { type: 'import' as const, scope, plan: (view?.plan ?? []).map(({ sha256 }) => sha256) };
            rights.ask({ plan: planOf(journey.id, action), go: () => run(action), check: look });
          },
          settled,
          disabled: rights.busy,
        };
  return (
    <StepFrame primary={primary} check={look} scope={scope}>
      {rights.view}
      {view?.missing && (
        <Notice tone="warning" title={words.missingTitle(view.missing)} testId="missing">
          {words.missingText(shortName(view.wanted))}
        </Notice>
      )}
      {view && settled && stores.length > 0 && <PolicyNotes notes={notesOfAll(view, scope, settled)} />}
      {view && settled && stores.length > 0 && (
        <Panel title={words.stores}>
          <StoreTable view={view} />
        </Panel>
      )}
      {view && settled && view.plan.length > 0 && (
        <Fold title={words.plan} open={view.notes.some((note) => 'sha256' in note)}>
          <PlanList view={view} />
        </Fold>
      )}
      {view && !settled && (
        <>
          {(view.plan.length > 0 || !view.missing) && (
            <Panel title={words.plan}>
              <PlanList view={view} />
            </Panel>
          )}
          {!view.missing && stores.length > 0 && <ScopeChoice stores={stores} scope={scope} onChange={setScope} />}
          {/* Below the choice: one of them comes and goes with it. */}
          {!view.missing && store && <PolicyNotes notes={notesOfAll(view, scope, settled)} />}
          {!view.missing && store && <Deeds view={view} store={store} />}
          {stores.length > 0 && (
            <Fold title={words.stores} open={stores.some(({ present }) => present === null || present.length > 0)}>
              <StoreTable view={view} />
              <div className={styles.row}>
                <Button
                  icon={<ArrowSync20Regular />}
                  onClick={look}
                  disabledFocusable={state.running !== null}
                  data-testid="read-stores"
                >
                  {words.look}
                </Button>
              </div>
            </Fold>
          )}
        </>
      )}
    </StepFrame>
  );
}
