// Step 1: the address. It is explained while it is typed; what main finds wrong with it is said in the field.
import { Field, Input, makeStyles } from '@fluentui/react-components';
import { type FormEvent, useEffect, useState } from 'react';
import { urlOf } from '../../../assets/text/facts.ts';
import type { AppError, ErrorCode } from '../../../preload/contract/errors.ts';
import { call } from '../../bridge.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Panel } from '../../parts/panel.tsx';
import { explain, text } from '../../text.ts';
import { useTrust } from '../use-trust.ts';
import { explainAddress } from './explain.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  input: { maxWidth: '520px' },
  hidden: { display: 'none' },
});

const words = text.trust.address;
const aboutAddress: ReadonlySet<ErrorCode> = new Set(['address-empty', 'address-invalid', 'port-invalid']);

const fieldText = (error: AppError): string => {
  const { what, why, todo } = explain(text, error);
  return `${what} ${why} ${todo}`;
};

export function AddressStep() {
  const styles = useStyles();
  const { journey, run, show, state } = useTrust();
  const saved = journey.address;
  const [address, setAddress] = useState(saved?.text ?? '');
  const [proxy, setProxy] = useState(saved?.proxy ?? '');
  const [practiceIsOff, setPracticeIsOff] = useState(false);
  // An error belongs to what was sent; as soon as the text changes, it no longer applies.
  const [sent, setSent] = useState<{ address: string; proxy: string } | null>(null);

  useEffect(() => {
    if (journey.address) return;
    void call('settings.read', {}).then((settings) => {
      if (settings.ok && settings.value.lastProxy) setProxy(settings.value.lastProxy);
    });
    if (!journey.practice) return;
    void call('practice.status', {}).then((status) => {
      if (!status.ok) return;
      setPracticeIsOff(!status.value.running);
      if (status.value.running) setAddress((typed) => typed || status.value.address);
    });
  }, [journey.address, journey.practice]);

  const reading = explainAddress(address);
  const failure = state.failure?.step === 'address' ? state.failure.error : null;
  const current = sent?.address === address && sent.proxy === proxy ? failure : null;
  const inAddress = current && aboutAddress.has(current.code) ? current : null;
  const inProxy = current?.code === 'proxy-invalid' ? current : null;
  const unchanged = saved !== null && address === saved.text && proxy === (saved.proxy ?? '');

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (unchanged) return show('download');
    setSent({ address, proxy });
    run({ type: 'set-address', address, proxy: proxy.trim() || null });
  };

  const hint = reading ? words.reading(reading.host, reading.port, reading.kind) : words.notYet;
  return (
    <StepFrame
      fieldErrors
      primary={unchanged ? undefined : { label: words.primary, run: submit, settled: false }}
      hideNext={!unchanged}
    >
      {failure && !inAddress && !inProxy && current && <ErrorView error={failure} />}
      <Panel>
        <form className={styles.form} onSubmit={submit} noValidate>
          <Field
            label={words.field}
            {...(inAddress ? {} : { hint })}
            {...(inAddress ? { validationState: 'error', validationMessage: fieldText(inAddress) } : {})}
          >
            <Input
              className={styles.input}
              size="large"
              value={address}
              onChange={(_, data) => setAddress(data.value)}
              placeholder={words.placeholder}
              autoComplete="off"
              spellCheck={false}
              data-testid="field-address"
            />
          </Field>
          {practiceIsOff && <div>{words.practiceOff}</div>}
          {journey.download && saved && !unchanged && reading && urlOf(reading) !== urlOf(saved) && (
            <div>{words.changes}</div>
          )}
          <Fold title={words.proxyFold} open={proxy !== '' || inProxy !== null} inset>
            <Field
              label={words.proxyField}
              hint={words.proxyHint}
              {...(inProxy ? { validationState: 'error', validationMessage: fieldText(inProxy) } : {})}
            >
              <Input
                className={styles.input}
                value={proxy}
                onChange={(_, data) => setProxy(data.value)}
                autoComplete="off"
                spellCheck={false}
                data-testid="field-proxy"
              />
            </Field>
          </Fold>
          {/* Enter submits in every field of a form that has a submit button. */}
          <button type="submit" className={styles.hidden} tabIndex={-1} aria-hidden="true" />
        </form>
      </Panel>
    </StepFrame>
  );
}
