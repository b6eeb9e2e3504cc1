// Step 1: which sensor, under which name, by whose rules, and where its form is met. What main finds wrong with a field
// is said at the field.
import { Field, Input, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { type FormEvent, useEffect, useState } from 'react';
import type { ConsoleScreen } from '../../../preload/contract/deploy-journey.ts';
import type { AppError } from '../../../preload/contract/errors.ts';
import { call, useLoaded } from '../../bridge.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { Choices } from '../../parts/choices.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { explain, text } from '../../text.ts';
import { explainAddress } from '../../trust/address/explain.ts';
import { deployText } from '../deploy-text.ts';
import { useDeploy } from '../use-deploy.ts';
import { ProfileField } from './profile-field.tsx';
import {
  actionOf,
  emptySensor,
  fieldOf,
  firstProfile,
  formOf,
  isUnchanged,
  type SensorField,
  typedSensor,
} from './sensor-form.ts';
import { ServedNow } from './served-now.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  input: { maxWidth: '520px' },
  // In line with the words of the switch.
  hint: { margin: 0, paddingLeft: '52px', color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
  pair: { display: 'flex', flexDirection: 'column', gap: '2px' },
  hidden: { display: 'none' },
});

const words = deployText.sensor;
const addressWords = text.trust.address;
const screens = (Object.keys(words.screens) as ConsoleScreen[]).map((value) => ({ value, ...words.screens[value] }));

const said = (error: AppError): string => {
  const { what, why, todo } = explain(text, error);
  return `${what} ${why} ${todo}`;
};

/** The form as it stands, with what is known from elsewhere filled in once. */
function useSensorForm() {
  const { journey } = useDeploy();
  const [form, setForm] = useState(() => (journey.sensor ? formOf(journey.sensor) : emptySensor));
  const [practiceIsOff, setPracticeIsOff] = useState(false);
  const isNew = journey.sensor === null;
  useEffect(() => {
    if (!isNew) return;
    void call('settings.read', {}).then((settings) => {
      const proxy = settings.ok ? settings.value.lastProxy : null;
      if (proxy) setForm((form) => (form.proxy === '' ? { ...form, proxy } : form));
    });
    if (!journey.practice) return;
    void call('practice.status', {}).then((status) => {
      if (!status.ok) return;
      const { running, address, name } = status.value;
      setPracticeIsOff(!running);
      if (running) setForm((form) => (form.address === '' ? { ...form, address, name } : form));
    });
  }, [isNew, journey.practice]);
  return { form, setForm, practiceIsOff };
}

export function SensorStep() {
  const styles = useStyles();
  const { journey, platform, run, show, state } = useDeploy();
  const { form, setForm, practiceIsOff } = useSensorForm();
  const { loaded } = useLoaded('profiles.list');
  const profiles = loaded.status === 'ready' ? loaded.value.profiles : [];
  const profile = form.profile || firstProfile(profiles);
  const wanted = { ...form, profile };
  const view = journey.sensor;
  // An error belongs to what was sent; as soon as anything changes, it no longer applies.
  const [sent, setSent] = useState('');
  const failure = state.failure?.step === 'sensor' && sent === JSON.stringify(wanted) ? state.failure.error : null;
  const field = failure && state.failure?.action === 'deploy-sensor' ? fieldOf(failure, wanted) : null;
  const unchanged = isUnchanged(wanted, view);
  const isBusy = state.running !== null;

  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (unchanged) return show('request');
    // Enter gets here too while the rules are not there yet.
    if (profile === '') return;
    setSent(JSON.stringify(wanted));
    run(actionOf(wanted));
  };
  const reading = explainAddress(form.address);
  const messages = (id: SensorField, hint: string) =>
    failure && field === id ? { validationState: 'error' as const, validationMessage: said(failure) } : { hint };
  const failedElsewhere = state.failure?.step === 'sensor' && state.failure.action !== 'deploy-sensor';
  const shown = field === null ? (failure ?? (failedElsewhere ? state.failure?.error : null)) : null;

  return (
    <StepFrame
      fieldErrors
      guide={deployText.guide('sensor', platform, { ...journey, sensor: typedSensor(wanted, reading) })}
      primary={unchanged ? undefined : { label: words.primary, run: submit, settled: false, disabled: profile === '' }}
      hideNext={!unchanged}
      check={view ? () => run({ type: 'deploy-look' }) : undefined}
    >
      {shown && <ErrorView error={shown} />}
      {view && unchanged && <ServedNow view={view} look={() => run({ type: 'deploy-look' })} busy={isBusy} />}
      <form className={styles.form} onSubmit={submit} noValidate>
        <Panel title={words.where}>
          {practiceIsOff && <Notice tone="warning" title={words.practiceOff} testId="practice-off" />}
          <Field
            label={words.address}
            {...messages(
              'address',
              reading ? addressWords.reading(reading.host, reading.port, reading.kind) : addressWords.notYet,
            )}
          >
            <Input
              className={styles.input}
              size="large"
              value={form.address}
              onChange={(_, data) => set({ address: data.value })}
              placeholder={words.placeholder}
              autoComplete="off"
              spellCheck={false}
              data-testid="field-address"
            />
          </Field>
          <Field label={words.name} {...messages('name', words.nameHint)}>
            <Input
              className={styles.input}
              value={form.name}
              onChange={(_, data) => set({ name: data.value })}
              placeholder={words.namePlaceholder}
              autoComplete="off"
              spellCheck={false}
              data-testid="field-name"
            />
          </Field>
          {view && !unchanged && form.address.trim() !== view.address && <div>{words.changes}</div>}
          <Fold title={addressWords.proxyFold} open={form.proxy !== '' || field === 'proxy'} inset>
            <Field label={addressWords.proxyField} {...messages('proxy', addressWords.proxyHint)}>
              <Input
                className={styles.input}
                value={form.proxy}
                onChange={(_, data) => set({ proxy: data.value })}
                autoComplete="off"
                spellCheck={false}
                data-testid="field-proxy"
              />
            </Field>
          </Fold>
        </Panel>
        <Panel title={words.rules}>
          {loaded.status === 'failed' && <ErrorView error={loaded.error} />}
          <ProfileField
            profiles={profiles}
            faults={loaded.status === 'ready' ? loaded.value.faults : []}
            value={profile}
            onChange={(id) => set({ profile: id })}
          />
          <div className={styles.pair}>
            <Switch
              label={words.validation}
              checked={form.validation}
              onChange={(_, data) => set({ validation: data.checked })}
              data-testid="validation"
            />
            <p className={styles.hint}>
              {words.validationText} {words.validationOff}
            </p>
          </div>
        </Panel>
        {/* A device has no form. */}
        {profiles.find(({ id }) => id === profile)?.kind !== 'device' && (
          <Panel title={words.screen}>
            <Choices<ConsoleScreen>
              label={words.screen}
              value={form.screen}
              choices={screens}
              onChange={(screen) => set({ screen })}
              testId="screen"
            />
          </Panel>
        )}
        {/* Enter submits in every field of a form that has a submit button. */}
        <button type="submit" className={styles.hidden} tabIndex={-1} aria-hidden="true" />
      </form>
    </StepFrame>
  );
}
