// The practice sensor: choose its state, start and stop it, and see what a real appliance would show on its screen.
import { Badge, Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { Play20Regular } from '@fluentui/react-icons/svg/play';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { useEffect, useState } from 'react';
import type { Answer, JourneyKind, PracticeState } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { Result } from '../../preload/contract/result.ts';
import { call, useLoaded } from '../bridge.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { ErrorView } from '../parts/error-view.tsx';
import { Fingerprint } from '../parts/fingerprint.tsx';
import { Panel } from '../parts/panel.tsx';
import { text } from '../text.ts';

const useStyles = makeStyles({
  note: { color: tokens.colorNeutralForeground2, margin: 0 },
  head: { display: 'inline-flex', alignItems: 'center', gap: '10px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: '12px' },
  select: { flex: '1 1 280px', maxWidth: '420px' },
  screen: {
    display: 'flex',
    flexDirection: 'column',
    gap: '6px',
    padding: '12px 16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    minWidth: 0,
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px' },
  address: { fontFamily: tokens.fontFamilyMonospace, fontWeight: tokens.fontWeightSemibold },
});

const words = text.ui.practice;
const states = Object.keys(words.states) as PracticeState[];
/** Between two looks at a sensor that runs, in milliseconds. */
const pause = 3_000;

function Screen({ practice }: { practice: Answer<'practice.status'> }) {
  const styles = useStyles();
  return (
    <div className={styles.screen} data-testid="practice-screen">
      <span className={styles.line}>
        <span className={styles.note}>{words.address}</span>
        <span className={styles.address} data-testid="practice-address">
          {practice.address}
        </span>
        <CopyButton value={practice.address} what={words.address} />
      </span>
      <span className={styles.line}>
        <span className={styles.note}>{words.screen}</span>
        <CopyButton value={practice.sha256} what={words.screen} />
      </span>
      <Fingerprint hex={practice.sha256} size="small" testId="practice-fingerprint" />
      <span className={styles.note}>{words.screenHint}</span>
    </div>
  );
}

export function PracticePanel({ walk, walking }: { walk: (kind: JourneyKind) => void; walking: boolean }) {
  const styles = useStyles();
  const { loaded, put, reload } = useLoaded('practice.status');
  const [chosen, setChosen] = useState<PracticeState | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [saved, setSaved] = useState(false);
  const practice = loaded.status === 'ready' ? loaded.value : null;
  const running = practice?.running === true;
  const state = chosen ?? practice?.state ?? 'fresh';
  const about = state === 'uploaded' ? words.uploaded : words.states[state];
  useEffect(() => {
    if (!running) return;
    // An upload in the browser changes what the sensor shows; whoever comes back to this window, or has both side by
    // side, is to see it.
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), pause);
    window.addEventListener('focus', reload);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', reload);
    };
  }, [running, reload]);
  const start = (wish: typeof state) => {
    if (wish !== 'uploaded') void ask(call('practice.start', { state: wish }), put);
  };

  const ask = async <T,>(asked: Promise<Result<T>>, done: (value: T) => void) => {
    setBusy(true);
    setError(null);
    setSaved(false);
    const result = await asked;
    setBusy(false);
    if (result.ok) done(result.value);
    else setError(result.error);
  };

  return (
    <Panel
      title={
        <span className={styles.head}>
          {words.title}
          {running && (
            <Badge appearance="tint" color="success">
              {words.running}
            </Badge>
          )}
        </span>
      }
      testId="practice"
    >
      <p className={styles.note}>{words.text}</p>
      {error && <ErrorView error={error} />}
      <div className={styles.row}>
        <Field className={styles.select} label={words.state} hint={about.text}>
          <Select
            value={state}
            onChange={(_, data) => setChosen(data.value as PracticeState)}
            data-testid="practice-state"
          >
            {practice?.state === 'uploaded' && (
              <option value="uploaded" disabled>
                {words.uploaded.title}
              </option>
            )}
            {states.map((each) => (
              <option key={each} value={each}>
                {words.states[each].title}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {running && <Screen practice={practice} />}
      <div className={styles.row}>
        {running ? (
          <>
            <Button
              appearance="primary"
              onClick={() => walk('trust')}
              disabledFocusable={walking}
              data-testid="practice-walk"
            >
              {words.walk}
            </Button>
            <Button onClick={() => walk('deploy')} disabledFocusable={walking} data-testid="practice-deploy">
              {words.deploy}
            </Button>
            {state !== practice.state && (
              <Button onClick={() => start(state)} disabledFocusable={busy} data-testid="practice-change">
                {words.change}
              </Button>
            )}
            {practice.caSha256 && (
              <Button
                icon={<Save20Regular />}
                onClick={() => ask(call('practice.saveCa', {}), (answer) => setSaved(answer.saved))}
                disabledFocusable={busy}
                data-testid="practice-save-ca"
              >
                {words.saveCa}
              </Button>
            )}
            <Button
              onClick={() => ask(call('practice.stop', {}), put)}
              disabledFocusable={busy}
              data-testid="practice-stop"
            >
              {words.stop}
            </Button>
          </>
        ) : (
          <Button
            icon={<Play20Regular />}
            onClick={() => start(state)}
            disabledFocusable={busy || practice === null}
            data-testid="practice-start"
          >
            {words.start}
          </Button>
        )}
      </div>
      {running && practice.caSha256 && <p className={styles.note}>{words.saveCaHint}</p>}
      <p className="spoken" aria-live="polite">
        {saved ? words.saved : ''}
      </p>
      {saved && <p className={styles.note}>{words.saved}</p>}
    </Panel>
  );
}
