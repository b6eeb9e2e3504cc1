// The path: which roots count as trusted, the name that people open, and the verdict with the place where it breaks.
// It says what was not checked, and trusts nothing beyond this test.
import { Button, Checkbox, Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { type FormEvent, useMemo, useState } from 'react';
import { groups } from '../../../assets/text/facts.ts';
import type { Ref, Tray, VerifyOrder } from '../../../preload/contract/tools.ts';
import type { PathVerdict, Purpose } from '../../../preload/contract/verdict-path.ts';
import { call } from '../../bridge.ts';
import { sanOf } from '../../parts/certificate-details.tsx';
import { Choices } from '../../parts/choices.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ShowMore, usePaged } from '../../parts/show-more.tsx';
import { Working } from '../../parts/working.tsx';
import { ItemLabel } from '../item-label.tsx';
import { toolsText } from '../tools-text.ts';
import { type Found, nameOf, refKey, sameRef } from '../tray/tray-model.ts';
import { useTask } from '../use-task.ts';
import { PathVerdictView } from './path-verdict.tsx';
import { anchorsFor, onlyRoot, type PathForm, pathFormFor, verifyOrderOf } from './test-model.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '14px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  anchor: { display: 'flex', flexWrap: 'wrap', columnGap: '10px' },
  // In line with the words of the box.
  fingerprint: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '8px',
    padding: '0 0 4px 62px',
    color: tokens.colorNeutralForeground2,
  },
  hex: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  host: { maxWidth: '520px' },
  date: { maxWidth: '260px' },
  row: { display: 'flex' },
});

const words = toolsText.test.path;

/** Enough to tell roots apart; the whole is copied, and stands among the details. */
function shortFingerprint(sha256: string): string {
  const all = groups(sha256);
  return `SHA-256 ${all.slice(0, 4).join(' ')} … ${all.slice(-2).join(' ')}`;
}

function Roots(props: { anchors: readonly Found[]; form: PathForm; onChange: (roots: ReadonlySet<string>) => void }) {
  const styles = useStyles();
  const { anchors, form } = props;
  const paged = usePaged<Found, HTMLUListElement>(anchors, 20);
  const toggle = (key: string, on: boolean) => {
    const roots = new Set(form.roots);
    if (on) roots.add(key);
    else roots.delete(key);
    props.onChange(roots);
  };
  return (
    <div>
      <h3 className={styles.heading}>{words.roots}</h3>
      {anchors.length === 0 ? (
        <p className={styles.note}>{words.noRoots}</p>
      ) : (
        <>
          <p className={styles.note}>{onlyRoot(anchors) ? words.oneRootHint : words.rootsHint}</p>
          <ul className={styles.list} ref={paged.list}>
            {paged.shown.map(({ ref, item, file }) => (
              <li key={refKey(ref)} tabIndex={-1}>
                <Checkbox
                  checked={form.roots.has(refKey(ref))}
                  onChange={(_, data) => toggle(refKey(ref), data.checked === true)}
                  data-testid="root"
                  label={
                    <span className={styles.anchor}>
                      <ItemLabel item={item} file={file.name} />
                      {item.kind === 'certificate' && !item.basicConstraints?.ca && (
                        <span className={styles.note}>{words.selfSigned}</span>
                      )}
                    </span>
                  }
                />
                {item.kind === 'certificate' && (
                  <span className={styles.fingerprint}>
                    <code className={styles.hex}>{shortFingerprint(item.fingerprints.sha256)}</code>
                    <CopyButton value={item.fingerprints.sha256} what={words.fingerprint(nameOf(item))} />
                  </span>
                )}
              </li>
            ))}
          </ul>
          <ShowMore shown={paged.shown.length} all={anchors.length} step={paged.step} more={paged.more} />
        </>
      )}
    </div>
  );
}

function Moment({
  form,
  missing,
  onChange,
}: {
  form: PathForm;
  missing: boolean;
  onChange: (at: string | null) => void;
}) {
  const styles = useStyles();
  return (
    <>
      <h3 className={styles.heading}>{words.moment}</h3>
      <RadioGroup
        aria-label={words.moment}
        layout="horizontal"
        value={form.at === null ? 'now' : 'then'}
        onChange={(_, data) => onChange(data.value === 'now' ? null : '')}
      >
        <Radio value="now" label={words.now} />
        <Radio value="then" label={words.other} data-testid="moment-then" />
      </RadioGroup>
      {form.at !== null && (
        <Field
          className={styles.date}
          label={words.date}
          {...(missing ? { validationState: 'error', validationMessage: words.dateNeeded } : {})}
        >
          <Input
            type="datetime-local"
            value={form.at}
            onChange={(_, data) => onChange(data.value)}
            data-testid="field-moment"
          />
        </Field>
      )}
    </>
  );
}

export function PathCheck({ tray, found, start }: { tray: Tray; found: readonly Found[]; start: Ref }) {
  const styles = useStyles();
  const anchors = useMemo(() => anchorsFor(tray, found), [tray, found]);
  const leaf = found.find(({ ref }) => sameRef(ref, start))?.item;
  const [form, setForm] = useState(() => pathFormFor(anchors, leaf));
  const [sent, setSent] = useState<{ form: PathForm; order: VerifyOrder } | null>(null);
  const [tried, setTried] = useState(false);
  const { state, run, cancel } = useTask<'verify', PathVerdict>();
  const { running, failure, value } = state;
  const change = (part: Partial<PathForm>) => setForm({ ...form, ...part });
  const noCrl = !tray.files.some(({ items }) => items.some(({ kind }) => kind === 'crl'));
  const order = verifyOrderOf(form, start, anchors);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (!order) return;
    setSent({ form, order });
    void run('verify', (task) => call('tools.verify', { task, order }));
  };
  // A verdict belongs to the form that it was asked with.
  const changed = sent !== null && sent.form !== form;
  const verdict = running ? null : value;
  return (
    <Panel title={words.title} testId="test-path">
      <p className={styles.note}>{words.text}</p>
      {failure && <ErrorView error={failure.error} />}
      {running && <Working progress={running.progress} cancelling={running.cancelling} onCancel={cancel} />}
      {verdict && <PathVerdictView verdict={verdict} tray={tray} changed={changed} />}
      <form className={styles.form} onSubmit={submit} noValidate>
        <Roots anchors={anchors} form={form} onChange={(roots) => change({ roots })} />
        <Field
          className={styles.host}
          label={words.host}
          hint={words.hostHint(leaf?.kind === 'certificate' ? sanOf(leaf) : [])}
        >
          <Input
            value={form.host}
            onChange={(_, data) => change({ host: data.value })}
            maxLength={1024}
            autoComplete="off"
            spellCheck={false}
            data-testid="field-host"
          />
        </Field>
        <Fold title={words.more} inset open={tried && !order} testId="path-more">
          <h3 className={styles.heading}>{words.purpose}</h3>
          <Choices<Purpose>
            label={words.purpose}
            value={form.purpose}
            choices={(['server', 'client', 'any'] as const).map((each) => ({ value: each, ...words.purposes[each] }))}
            onChange={(purpose) => change({ purpose })}
            testId="purpose"
          />
          <Moment form={form} missing={tried && !order} onChange={(at) => change({ at })} />
        </Fold>
        {noCrl && <p className={styles.note}>{words.noCrl}</p>}
        <div className={styles.row}>
          <Button
            type="submit"
            appearance={verdict && !changed ? 'secondary' : 'primary'}
            disabledFocusable={running !== null}
            data-testid="check-path"
          >
            {value ? words.again : words.check}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
