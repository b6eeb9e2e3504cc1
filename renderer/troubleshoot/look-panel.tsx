// One look at the sensor: what it serves, its clock and dates, Chromium's verdict, what the stores hold.
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { type Dispatch, type FormEvent, type SetStateAction, useEffect, useRef } from 'react';
import type { SensorLook } from '../../preload/contract/sensor-look.ts';
import { call } from '../bridge.ts';
import { Spoken } from '../parts/copy-button.tsx';
import { ErrorView } from '../parts/error-view.tsx';
import { Fold } from '../parts/fold.tsx';
import { Panel } from '../parts/panel.tsx';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import { stageText, Working } from '../parts/working.tsx';
import { text } from '../text.ts';
import { useTask } from '../tools/use-task.ts';
import { DownloadEvidence } from '../trust/download/evidence.tsx';
import { StoreTable } from '../trust/import/store-table.tsx';
import { BreakPath } from '../trust/name/break-path.tsx';
import { troubleshootText } from './troubleshoot-text.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'flex-start' },
  input: { maxWidth: '520px', width: '100%' },
  field: { width: '100%' },
  text: { margin: 0, textWrap: 'pretty' },
  note: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
});

const words = troubleshootText.page;

/** As typed. */
export interface Target {
  readonly address: string;
  readonly proxy: string;
}

/** What to do is said once, above: the words for an outcome speak of the steps of a journey. */
function LookResult({ look }: { look: SensorLook }) {
  const styles = useStyles();
  const { address, download, name, trust } = look;
  return (
    <>
      <Panel title={words.verdict} testId="look-verdict">
        {name ? (
          <>
            <VerdictBadge code={name.typed.code} />
            <BreakPath
              verdict={name.typed}
              san={name.san}
              address={download.remoteAddress ?? ''}
              outcome={name.outcome}
              label={words.verdict}
            />
            <p className={styles.text}>{text.trust.nameOutcomes[name.outcome](name).why}</p>
          </>
        ) : (
          <p className={styles.note}>{words.noVerdict}</p>
        )}
      </Panel>
      {trust && trust.stores.length > 0 && (
        <Panel title={words.stores} testId="look-stores">
          <StoreTable view={trust} />
        </Panel>
      )}
      <DownloadEvidence view={download} proxy={address.proxy} />
    </>
  );
}

export function LookPanel({ target, change }: { target: Target; change: Dispatch<SetStateAction<Target>> }) {
  const styles = useStyles();
  const { state, run, cancel } = useTask<'look', SensorLook>();
  const { running, failure, value } = state;
  const { address, proxy } = target;
  const asked = useRef(false);
  // What comes up below the button says so to those who do not see it.
  const looked =
    value && !failure ? `${words.verdict}: ${text.trust.verdictLabel(value.name?.typed.code ?? 'not-checked')}` : '';
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void call('settings.read', {}).then((settings) => {
      const last = settings.ok ? settings.value.lastProxy : null;
      // Somebody may have begun to type meanwhile.
      if (last) change((now) => (now.proxy === '' ? { ...now, proxy: last } : now));
    });
  }, [change]);
  const look = (event?: FormEvent) => {
    event?.preventDefault();
    void run('look', (task) => call('troubleshoot.look', { task, address, proxy: proxy.trim() || null }));
  };
  return (
    <>
      <Panel title={words.sensorTitle} testId="check-sensor">
        <p className={styles.note}>{words.sensorText}</p>
        <form className={styles.form} onSubmit={look} noValidate>
          <Field className={styles.field} label={words.sensorAddress}>
            <Input
              className={styles.input}
              value={address}
              onChange={(_, data) => change({ address: data.value, proxy })}
              placeholder={text.trust.address.placeholder}
              autoComplete="off"
              spellCheck={false}
              data-testid="field-address"
            />
          </Field>
          <Fold title={text.trust.address.proxyFold} open={proxy !== ''} inset>
            <Field label={text.trust.address.proxyField} hint={text.trust.address.proxyHint}>
              <Input
                className={styles.input}
                value={proxy}
                onChange={(_, data) => change({ address, proxy: data.value })}
                autoComplete="off"
                spellCheck={false}
                data-testid="field-proxy"
              />
            </Field>
          </Fold>
          <Button type="submit" icon={<ArrowSync20Regular />} disabledFocusable={running !== null} data-testid="look">
            {value ? words.sensorAgain : words.sensorButton}
          </Button>
        </form>
        {running && <Working progress={running.progress} cancelling={running.cancelling} onCancel={cancel} />}
        {failure && <ErrorView error={failure.error} />}
        <Spoken>{running ? stageText(running.progress, running.cancelling) : looked}</Spoken>
      </Panel>
      {value && !running && !failure && <LookResult look={value} />}
    </>
  );
}
