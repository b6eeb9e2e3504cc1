// The form of a request, and what became of it: the files and what to do next, or only the texts. What main finds
// wrong with a field is said at the field, until it is changed.
import { Button, Field, Input, makeStyles, useRestoreFocusTarget } from '@fluentui/react-components';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { type FormEvent, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { RequestMade, RequestTexts, Tray } from '../../../preload/contract/tools.ts';
import { call } from '../../bridge.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Spoken } from '../../parts/copy-button.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { catchLostFocus } from '../../parts/page-title.tsx';
import { Panel } from '../../parts/panel.tsx';
import { stageText, Working } from '../../parts/working.tsx';
import { explain, text } from '../../text.ts';
import { ToolFrame } from '../tool-frame.tsx';
import { toolsText } from '../tools-text.ts';
import { finder } from '../tray/tray-model.ts';
import { useTask } from '../use-task.ts';
import { CommonNameField } from './common-name-field.tsx';
import { KeyPanel, type TrayKey } from './key-panel.tsx';
import { NamesField } from './names-field.tsx';
import { RequestMadeView } from './request-made.tsx';
import {
  type RequestForm as Form,
  fieldOf,
  hasNoHost,
  problemOf,
  type RequestField,
  reduceRequest,
  requestOrderOf,
  type SubjectField,
  textsOrderOf,
  trayKey,
} from './request-model.ts';
import { TextsView } from './texts.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  grid: {
    display: 'grid',
    alignItems: 'start',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(240px, 100%), 1fr))',
    gap: '12px 20px',
  },
});

const words = toolsText.request.form;

const fields: Record<SubjectField, { label: string; hint?: string }> = {
  O: { label: words.organization },
  OU: { label: words.unit },
  L: { label: words.locality },
  ST: { label: words.state },
  C: { label: words.country, hint: words.countryHint },
  emailAddress: { label: words.email },
  serialNumber: { label: words.serial },
  DC: { label: words.domain, hint: words.domainHint },
};
const first: readonly SubjectField[] = ['O', 'OU', 'L', 'ST', 'C'];
const rare: readonly SubjectField[] = ['emailAddress', 'serialNumber', 'DC'];

/** With its message, which stands below it, in sight. */
function focusField(input: HTMLElement | null | undefined): void {
  input?.focus({ preventScroll: true });
  (input?.closest('.fui-Field') ?? input)?.scrollIntoView({ block: 'center' });
}

/** Unlocked keys; a locked one is opened on the page of the files. */
function keysOn(tray: Tray | null): TrayKey[] {
  if (!tray) return [];
  const find = finder(tray);
  return tray.files.flatMap(({ id, items }) =>
    items.flatMap((item, index) => {
      const ref = { file: id, item: index };
      if (item.kind !== 'privateKey' || !item.publicKey) return [];
      return find([ref]).map((found) => ({ ...found, item, choice: trayKey(ref) }));
    }),
  );
}

type Made = { readonly made: RequestMade } | { readonly texts: RequestTexts };

export function RequestForm(props: {
  tray: Tray | null;
  initial: Form;
  leave: () => void;
  finish: () => void;
  back: string;
}) {
  const styles = useStyles();
  const [form, dispatch] = useReducer(reduceRequest, props.initial);
  const { state, run, cancel, reset } = useTask<'make', Made>();
  /** Tried to send it: from then on what is missing is said. */
  const [tried, setTried] = useState(false);
  /** An error belongs to what was sent; as soon as anything changes, it no longer applies. */
  const [changed, setChanged] = useState(false);
  /** The question whether to make a request that no browser will read a name from. */
  const [asking, setAsking] = useState(false);
  const restoreFocus = useRestoreFocusTarget();
  const page = useRef<HTMLFormElement>(null);
  const keys = useMemo(() => keysOn(props.tray), [props.tray]);
  const send: typeof dispatch = (event) => {
    setChanged(true);
    dispatch(event);
  };
  const { running, failure, value } = state;
  const isRunning = running !== null;
  useEffect(() => {
    if (!isRunning) catchLostFocus();
  }, [isRunning]);
  const error = changed ? null : (failure?.error ?? null);
  const field = error && fieldOf(error);
  useEffect(() => {
    if (!field) return;
    const where = field === 'names' ? '[data-testid="field-name"]' : '[aria-invalid="true"]';
    focusField(page.current?.querySelector<HTMLElement>(where));
  }, [field]);

  const problem = problemOf(form);
  const onlyTexts = form.key === 'none';
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    send({ type: 'clean' });
    if (problem) {
      const id = { 'no-name': 'field-CN', typed: 'field-name', differs: 'field-again' }[problem];
      focusField(page.current?.querySelector<HTMLElement>(`[data-testid="${id}"]`));
    } else if (hasNoHost(form)) setAsking(true);
    else void make();
  };
  const make = async () => {
    setChanged(false);
    const order = requestOrderOf(form, new Map(keys.map(({ choice, ref }) => [choice, ref])));
    const result = await run('make', async (task) => {
      if (onlyTexts || !order) {
        const texts = await call('tools.requestTexts', { order: textsOrderOf(form) });
        return texts.ok ? { ok: true, value: { texts: texts.value } } : texts;
      }
      const made = await call('tools.makeRequest', { task, order });
      return made.ok ? { ok: true, value: { made: made.value } } : made;
    });
    if (result?.ok && 'made' in result.value && result.value.made.saved) {
      setTried(false);
      dispatch({ type: 'set', change: { passphrase: '', again: '' } });
    }
  };

  if (value && 'texts' in value) return <TextsView texts={value.texts} back={reset} />;
  if (value?.made.saved) {
    const again = () => {
      dispatch({ type: 'next' });
      reset();
    };
    return <RequestMadeView made={value.made} saved={value.made.saved} again={again} leave={props.finish} />;
  }
  const notSaved = value !== null && !isRunning && !failure;
  const said = (id: RequestField) => {
    if (!error || field !== id) return null;
    const { what, why, todo } = explain(text, error);
    return `${what} ${why} ${todo}`;
  };
  const subject = (id: SubjectField) => {
    const message = said(id);
    const { label, hint } = fields[id];
    return (
      <Field
        key={id}
        label={label}
        {...(message ? { validationState: 'error', validationMessage: message } : hint ? { hint } : {})}
      >
        <Input
          value={form.subject[id]}
          onChange={(_, data) => send({ type: 'subject', field: id, value: data.value })}
          maxLength={1024}
          autoComplete="off"
          data-testid={`field-${id}`}
        />
      </Field>
    );
  };
  const nameError = said('CN') ?? (tried && problem === 'no-name' ? words.needName : null);
  return (
    <ToolFrame
      testId="request-form"
      title={words.title}
      help={words.help}
      back={{ label: props.back, run: props.leave }}
      busy={isRunning}
      unsaved={form !== props.initial}
      foot={
        <Button
          appearance="primary"
          {...(onlyTexts ? {} : { icon: <Save20Regular /> })}
          {...restoreFocus}
          onClick={() => submit()}
          disabledFocusable={isRunning}
          data-testid="create"
        >
          {onlyTexts ? words.showTexts : words.save}
        </Button>
      }
    >
      <Spoken>{running ? stageText(running.progress, running.cancelling) : notSaved ? words.notSaved : ''}</Spoken>
      {running && <Working progress={running.progress} cancelling={running.cancelling} onCancel={cancel} />}
      {error && !field && (
        <ErrorView error={error} todo={error.code === 'file-exists' ? words.folderTaken : undefined} />
      )}
      {notSaved && <Notice tone="neutral" title={words.notSaved} testId="not-saved" />}
      <form ref={page} className={styles.form} onSubmit={submit} noValidate>
        <Panel title={words.namesTitle}>
          <CommonNameField form={form} send={send} error={nameError} />
          <NamesField form={form} send={send} error={said('names')} strict={tried} />
        </Panel>
        <Panel title={words.ownerTitle}>
          <div className={styles.grid}>{first.map(subject)}</div>
          <Fold title={words.more} inset open={rare.some((id) => id === field)}>
            <div className={styles.grid}>{rare.map(subject)}</div>
          </Fold>
        </Panel>
        <KeyPanel form={form} keys={keys} strict={tried} send={send} />
        <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
      </form>
      {asking && (
        <Confirm
          title={words.noHostTitle}
          confirm={words.noHostGoOn}
          onAnswer={(yes) => {
            setAsking(false);
            if (yes) void make();
          }}
        >
          {words.noHostText(form.commonName.trim())}
        </Confirm>
      )}
    </ToolFrame>
  );
}
