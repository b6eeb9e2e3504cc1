// Converting: what it is for, what goes in, how it is locked; then main asks where to. No key is ever shown.
import { Button, Checkbox, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { type FormEvent, useEffect, useMemo, useReducer, useState } from 'react';
import type { Converted, ConvertTarget, FileSet, Tray } from '../../../preload/contract/tools.ts';
import { call } from '../../bridge.ts';
import { Choices } from '../../parts/choices.tsx';
import { Spoken } from '../../parts/copy-button.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Fold } from '../../parts/fold.tsx';
import { NewPassphrase } from '../../parts/new-passphrase.tsx';
import { Notice } from '../../parts/notice.tsx';
import { catchLostFocus } from '../../parts/page-title.tsx';
import { Panel } from '../../parts/panel.tsx';
import { stageText, Working } from '../../parts/working.tsx';
import { ItemLabel } from '../item-label.tsx';
import { ToolFrame } from '../tool-frame.tsx';
import { toolsText } from '../tools-text.ts';
import { type Found, finder, membersOf, refKey } from '../tray/tray-model.ts';
import { useTask } from '../use-task.ts';
import {
  asksPassphrase,
  type ConvertEvent,
  type ConvertForm,
  fits,
  formFor,
  hasKey,
  holdsOne,
  keyEncodingsFor,
  orderFor,
  problemOf,
  reduceForm,
  targetsFor,
} from './convert-model.ts';
import { ConvertedView } from './converted-view.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  problem: { margin: 0, color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  picks: { display: 'flex', flexDirection: 'column' },
  pick: { display: 'flex', flexWrap: 'wrap', columnGap: '10px' },
});

const words = toolsText.convert;
/** The compatible form is quicker to guess: its key derivation is old. */
const compatibleLeast = 16;

/** What goes in: boxes to tick, or one to choose where the file holds one object only. */
function Include(props: { form: ConvertForm; found: readonly Found[]; send: (event: ConvertEvent) => void }) {
  const styles = useStyles();
  const { form, found, send } = props;
  const able = found.filter((one) => fits(form.target, one));
  const one = holdsOne(form.target);
  const label = ({ item, file }: Found) => (
    <span className={styles.pick}>
      <ItemLabel item={item} file={file.name} />
      {item.kind === 'privateKey' && <span className={styles.note}>{words.isKey}</span>}
    </span>
  );
  return (
    <Panel title={one ? words.includeOne : words.include} testId="include">
      {one ? (
        <RadioGroup
          aria-label={words.includeOne}
          value={[...form.picked][0] ?? ''}
          onChange={(_, data) => send({ type: 'pick', key: data.value, on: true })}
        >
          {able.map((each) => (
            <Radio key={refKey(each.ref)} value={refKey(each.ref)} label={label(each)} />
          ))}
        </RadioGroup>
      ) : (
        <div className={styles.picks}>
          {able.map((each) => (
            <Checkbox
              key={refKey(each.ref)}
              checked={form.picked.has(refKey(each.ref))}
              onChange={(_, data) => send({ type: 'pick', key: refKey(each.ref), on: data.checked === true })}
              label={label(each)}
              data-testid={`include-${each.item.kind}`}
            />
          ))}
        </div>
      )}
      {(form.target === 'pfx' || form.target === 'pem') &&
        able.some(({ item }) => item.kind === 'certificate' && item.selfSigned && item.basicConstraints?.ca) && (
          <p className={styles.note}>{words.rootHint}</p>
        )}
    </Panel>
  );
}

function Locking(props: {
  form: ConvertForm;
  found: readonly Found[];
  strict: boolean;
  send: (event: ConvertEvent) => void;
}) {
  const { form, found, send } = props;
  const isPfx = form.target === 'pfx';
  return (
    <Panel title={isPfx ? words.passphraseTitle : words.passphraseKey} testId="locking">
      <NewPassphrase
        hint={words.hint[isPfx ? 'pfx' : 'key']}
        passphrase={form.passphrase}
        again={form.again}
        strict={props.strict}
        {...(isPfx ? { needed: words.needed } : {})}
        {...(isPfx && form.pfxProfile === 'compatible' ? { least: compatibleLeast } : {})}
        onChange={(change) => send({ type: 'set', change })}
      />
      {form.passphrase === '' && hasKey(form, found) && !isPfx && (
        <Notice tone="warning" title={words.openKeyTitle} testId="open-key">
          {words.openKeyText}
        </Notice>
      )}
    </Panel>
  );
}

function KeyForms(props: { form: ConvertForm; found: readonly Found[]; send: (event: ConvertEvent) => void }) {
  const { form, found, send } = props;
  const encodings = keyEncodingsFor(form, found);
  if (!hasKey(form, found) || encodings.length < 2) return null;
  return (
    <Fold title={words.moreOptions} testId="more-options">
      <Choices
        label={words.keyForm}
        value={form.keyEncoding}
        choices={encodings.map((value) => ({ value, ...words.keyForms[value] }))}
        onChange={(keyEncoding) => send({ type: 'set', change: { keyEncoding } })}
        testId="encoding"
      />
    </Fold>
  );
}

export function ConvertView(props: { tray: Tray; set: FileSet; leave: () => void }) {
  const { tray, set } = props;
  const found = useMemo(() => finder(tray)(membersOf(set)), [tray, set]);
  const initial = useMemo(() => formFor(found), [found]);
  if (!initial) return null;
  return <Form found={found} initial={initial} title={set.title || toolsText.tray.untitled} leave={props.leave} />;
}

function Form(props: { found: readonly Found[]; initial: ConvertForm; title: string; leave: () => void }) {
  const styles = useStyles();
  const { found } = props;
  const reducer = useMemo(() => reduceForm(found), [found]);
  const [form, send] = useReducer(reducer, props.initial);
  const { state, run, cancel, reset } = useTask<'convert', Converted>();
  const [tried, setTried] = useState(false);
  const { running, failure, value } = state;
  const isRunning = running !== null;
  useEffect(() => {
    if (!isRunning) catchLostFocus();
  }, [isRunning]);

  const problem = problemOf(form, found);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (problem) {
      const field = { nothing: 'include', needed: 'field-new-passphrase', differs: 'field-again' }[problem];
      document.querySelector<HTMLElement>(`[data-testid="${field}"]`)?.focus();
      return;
    }
    const result = await run('convert', (task) => call('tools.convert', { task, order: orderFor(form, found) }));
    if (!result?.ok || result.value.saved === null) return;
    setTried(false);
    send({ type: 'set', change: { passphrase: '', again: '' } });
  };

  const back = { label: toolsText.backToFiles, run: props.leave };
  if (value?.saved) {
    return <ConvertedView saved={value.saved} openssl={value.openssl} again={reset} back={back} />;
  }
  const notSaved = value !== null && !isRunning && !failure;
  return (
    <ToolFrame
      testId="convert-page"
      title={words.title(props.title)}
      help={words.help}
      back={back}
      busy={isRunning}
      foot={
        <Button
          appearance="primary"
          icon={<Save20Regular />}
          onClick={() => void submit()}
          disabledFocusable={isRunning}
          data-testid="save"
        >
          {words.save}
        </Button>
      }
    >
      <Spoken>{running ? stageText(running.progress, running.cancelling) : notSaved ? words.notSaved : ''}</Spoken>
      {running && <Working progress={running.progress} cancelling={running.cancelling} onCancel={cancel} />}
      {failure && <ErrorView error={failure.error} />}
      {notSaved && <Notice tone="neutral" title={words.notSaved} testId="not-saved" />}
      <form className={styles.form} onSubmit={submit} noValidate>
        <Panel title={words.what}>
          <Choices<ConvertTarget>
            label={words.what}
            value={form.target}
            choices={targetsFor(found).map((target) => ({ value: target, ...words.targets[target] }))}
            onChange={(target) => send({ type: 'target', target })}
            testId="target"
          />
        </Panel>
        <Include form={form} found={found} send={send} />
        {problem === 'nothing' && (
          <p className={styles.problem} role={tried ? 'alert' : undefined}>
            {words.nothing}
          </p>
        )}
        {form.target === 'pfx' && (
          <Panel title={words.profile}>
            <Choices
              label={words.profile}
              value={form.pfxProfile}
              choices={(['modern', 'compatible'] as const).map((value) => ({ value, ...words.profiles[value] }))}
              onChange={(pfxProfile) => send({ type: 'set', change: { pfxProfile } })}
              testId="profile"
            />
          </Panel>
        )}
        {asksPassphrase(form, found) && <Locking form={form} found={found} strict={tried} send={send} />}
        <KeyForms form={form} found={found} send={send} />
        <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
      </form>
    </ToolFrame>
  );
}
