// Step 7: the line in the hosts file, shown as a diff before it is written; then what the resolver and the browser
// engine say. A name that already leads elsewhere is asked about, never overruled silently.
import { Checkbox, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { ShieldKeyhole20Regular } from '@fluentui/react-icons/svg/shield-keyhole';
import { useEffect, useState } from 'react';
import type { HostsView } from '../../../preload/contract/trust-journey.ts';
import { stateOf } from '../../journey/journey-state.ts';
import { type PrimaryAction, StepFrame } from '../../journey/step-frame.tsx';
import { DiffView } from '../../parts/diff-view.tsx';
import { FactsList } from '../../parts/facts-list.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { VerdictBadge } from '../../parts/verdict-badge.tsx';
import { planOf, useRights } from '../../rights/use-rights.tsx';
import { text } from '../../text.ts';
import { Advice } from '../advice.tsx';
import { useTrust } from '../use-trust.ts';
import { ExistingLines } from './existing-lines.tsx';

const useStyles = makeStyles({
  note: { color: tokens.colorNeutralForeground2 },
  name: { maxWidth: '420px' },
});

const words = text.trust.hosts;

function Outcome({ view }: { view: HostsView }) {
  if (!view.resolved) return null;
  const { addresses, right } = view.resolved;
  const found = addresses.length > 0 ? text.format.list(addresses) : words.resolverNothing;
  return (
    <Panel title={words.resolver}>
      <FactsList
        facts={[
          { term: view.name, value: `${found}. ${right ? words.right : words.wrong(view.address)}.` },
          { term: words.verdict, value: <VerdictBadge code={view.verdict?.code ?? null} /> },
        ]}
      />
    </Panel>
  );
}

function Change({ view }: { view: HostsView }) {
  const styles = useStyles();
  if (view.alreadyRight) return <span>{words.noDiff}</span>;
  return (
    <>
      <DiffView lines={view.diff} label={words.diff(view.file)} />
      <span className={styles.note}>{view.needsRights ? words.rights : words.noRights}</span>
      <span className={styles.note}>{words.everyone}</span>
    </>
  );
}

export function HostsStep() {
  const styles = useStyles();
  const { journey, run, state } = useTrust();
  const view = journey.hosts;
  const step = stateOf(journey, 'hosts');
  const settled = step === 'done' || step === 'not-needed';
  const [override, setOverride] = useState(false);
  // A wildcard stands for names that only the admin knows.
  const [ownName, setOwnName] = useState(view?.name ?? '');
  const pattern = journey.name?.san.find((each) => each.startsWith('*.')) ?? '';
  const rights = useRights();
  const check = () => run({ type: 'check-hosts' });
  const preview = (name: string | null) => run({ type: 'preview-hosts', name });

  // A preview only reads, so nobody is asked to press a button for it.
  const isWildcard = journey.name?.outcome === 'wildcard';
  const wanted = view === null && journey.name?.hostsCanMend === true && !isWildcard;
  useEffect(() => {
    if (wanted) run({ type: 'preview-hosts', name: null });
  }, [wanted, run]);

  const conflict = view?.alreadyRight ? null : (view?.conflict ?? null);
  const undecided = conflict !== null && !override;
  const primary = ((): PrimaryAction | undefined => {
    if (isWildcard && !settled && ownName.trim() !== (view?.name ?? '')) {
      return { label: words.look, run: () => preview(ownName.trim()), settled: false, disabled: !ownName.trim() };
    }
    if (!view) {
      return step === 'not-needed' ? undefined : { label: words.look, run: () => preview(null), settled: false };
    }
    if (view.alreadyRight) {
      return {
        label: words.check,
        icon: <ArrowSync20Regular />,
        run: check,
        settled,
      };
    }
    return {
      label: words.primary,
      icon: view.needsRights ? <ShieldKeyhole20Regular /> : undefined,
      run: () => {
        const action = { type: 'apply-hosts' as const, name: view.name, before: view.before, override };
        rights.ask({ plan: planOf(journey.id, action), go: () => run(action), check });
      },
      settled,
      disabled: undecided || rights.busy,
    };
  })();

  return (
    <StepFrame primary={primary} check={check}>
      {rights.view}
      {isWildcard && !settled && (
        <Field label={words.ownName} hint={words.ownNameHint(pattern)}>
          <Input
            className={styles.name}
            value={ownName}
            onChange={(_, data) => setOwnName(data.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && ownName.trim()) preview(ownName.trim());
            }}
            autoComplete="off"
            spellCheck={false}
            data-testid="field-own-name"
          />
        </Field>
      )}
      {view && view.candidates.length > 1 && !settled && (
        <Field label={words.pick} hint={words.pickHint}>
          <Select
            className={styles.name}
            value={view.name}
            onChange={(_, data) => preview(data.value)}
            disabled={state.running !== null}
          >
            {view.candidates.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {!view && step === 'not-needed' && journey.name && (
        <Panel>
          <Advice view={journey.name} />
        </Panel>
      )}
      {view && !view.alreadyRight && !conflict && (
        <Notice tone="warning" title={words.whoseTitle(view.name)} testId="whose-name">
          {words.whoseText}
        </Notice>
      )}
      {view && <Outcome view={view} />}
      {view && conflict && (
        <Notice tone="warning" title={words.conflictTitle} testId="conflict">
          <span>{words.conflictText(view.name, conflict.address, conflict.line)}</span>
          <Checkbox
            label={words.conflictConfirm(conflict.address)}
            checked={override}
            onChange={(_, data) => setOverride(data.checked === true)}
            data-testid="override"
          />
        </Notice>
      )}
      {view && view.existing.length > 0 && !(settled && view.existing.length === 1) && (
        <Panel title={words.existing(view.name)} testId="existing">
          <ExistingLines existing={view.existing} />
        </Panel>
      )}
      {view &&
        (settled ? (
          <Fold title={words.diff(view.file)}>
            <Change view={view} />
          </Fold>
        ) : (
          <Panel title={words.diff(view.file)}>
            <Change view={view} />
          </Panel>
        ))}
    </StepFrame>
  );
}
