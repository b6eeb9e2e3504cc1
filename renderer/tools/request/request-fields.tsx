// The fields of a request, whatever page they stand on: names, owner, key. What main finds wrong with a field is said at
// the field, until it is changed.
import { Field, Input, makeStyles } from '@fluentui/react-components';
import { Confirm } from '../../parts/confirm.tsx';
import { Spoken } from '../../parts/copy-button.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { stageText, Working } from '../../parts/working.tsx';
import { explain, text } from '../../text.ts';
import { toolsText } from '../tools-text.ts';
import { CommonNameField } from './common-name-field.tsx';
import { KeyPanel } from './key-panel.tsx';
import { NamesField } from './names-field.tsx';
import type { RequestField, SubjectField } from './request-model.ts';
import type { RequestWork } from './use-request.ts';

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

export const subjectLabels: Record<SubjectField, { label: string; hint?: string }> = {
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

export function RequestFields({ work }: { work: RequestWork }) {
  const styles = useStyles();
  const { form, send, keys, tried, problem, error, field, running, notSaved, page, submit, cancel } = work;
  const { rules, missing } = work;
  const said = (id: RequestField) => {
    const label = id === 'CN' ? words.commonName : id === 'names' ? null : subjectLabels[id].label;
    if (tried && rules && label !== null && missing.some((each) => each === id)) return rules.without(label);
    if (!error || field !== id) return null;
    const { what, why, todo } = explain(text, error);
    return `${what} ${why} ${todo}`;
  };
  const subject = (id: SubjectField) => {
    const message = said(id);
    const { label, hint: usual } = subjectLabels[id];
    const required = rules?.required.includes(id) ?? false;
    const hint = [usual, required && rules?.hint].filter(Boolean).join(' ');
    return (
      <Field
        key={id}
        label={label}
        required={required}
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
    <>
      <Spoken>{running ? stageText(running.progress, running.cancelling) : notSaved ? words.notSaved : ''}</Spoken>
      {running && <Working progress={running.progress} cancelling={running.cancelling} onCancel={cancel} />}
      {error && !field && (
        <ErrorView error={error} todo={error.code === 'file-exists' ? words.folderTaken : undefined} />
      )}
      {notSaved && <Notice tone="neutral" title={words.notSaved} testId="not-saved" />}
      <form ref={page} className={styles.form} onSubmit={submit} noValidate>
        <Panel title={words.namesTitle}>
          <CommonNameField
            form={form}
            send={send}
            error={nameError}
            hint={rules?.required.includes('CN') ? rules.hint : null}
          />
          <NamesField form={form} send={send} error={said('names')} strict={tried} />
        </Panel>
        <Panel title={words.ownerTitle}>
          <div className={styles.grid}>{first.map(subject)}</div>
          <Fold title={words.more} inset open={rare.some((id) => id === field)}>
            <div className={styles.grid}>{rare.map(subject)}</div>
          </Fold>
        </Panel>
        <KeyPanel
          form={form}
          keys={keys}
          strict={tried}
          send={send}
          ruled={rules?.key ?? null}
          refused={rules?.passphrase(form.passphrase) ?? null}
        />
        <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
      </form>
      {work.asking && (
        <Confirm title={words.noHostTitle} confirm={words.noHostGoOn} onAnswer={work.answer}>
          {words.noHostText(form.commonName.trim())}
        </Confirm>
      )}
    </>
  );
}
