// The requests that were made here and wait for their certificate; how it goes, for whoever makes the first one.
import { Button, makeStyles, Skeleton, SkeletonItem, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons/svg/add';
import { Delete20Regular } from '@fluentui/react-icons/svg/delete';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { shortName } from '../../../assets/text/facts.ts';
import type { AppError } from '../../../preload/contract/errors.ts';
import type { WaitingRequest } from '../../../preload/contract/tools.ts';
import { call, useLoaded } from '../../bridge.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { FactsList } from '../../parts/facts-list.tsx';
import { Fingerprint } from '../../parts/fingerprint.tsx';
import { Fold } from '../../parts/fold.tsx';
import { catchLostFocus } from '../../parts/page-title.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ShowMore, usePaged } from '../../parts/show-more.tsx';
import { text } from '../../text.ts';
import { RevealButton } from '../reveal-button.tsx';
import { ToolFrame } from '../tool-frame.tsx';
import { toolsText } from '../tools-text.ts';
import { PackButton } from './pack-button.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '16px' },
  entry: { outlineStyle: 'none' },
  heading: {
    margin: '8px 0 0',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  head: { display: 'flex', alignItems: 'flex-start', gap: '12px' },
  title: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  line: { display: 'flex', alignItems: 'center', gap: '8px', color: tokens.colorNeutralForeground2 },
  row: { display: 'flex' },
  steps: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: '16px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  step: { display: 'flex', flexDirection: 'column', gap: '4px' },
  number: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '28px',
    height: '28px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
    marginBottom: '4px',
  },
  strong: { fontWeight: tokens.fontWeightSemibold },
});

const words = toolsText.request;

function HowItGoes() {
  const styles = useStyles();
  return (
    <Panel title={words.howTitle}>
      <ol className={styles.steps}>
        {words.how.map(([title, what], index) => (
          <li key={title} className={styles.step}>
            <span className={styles.number} aria-hidden="true">
              {index + 1}
            </span>
            <span className={styles.strong}>{title}</span>
            <span className={styles.note}>{what}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Waiting({ request, onForget }: { request: WaitingRequest; onForget: () => void }) {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  const title = shortName(request.subject) || request.names[0] || request.subject;
  return (
    <Panel
      level={3}
      title={
        <span className={styles.title}>
          <Breakable>{title}</Breakable>
        </span>
      }
      testId="waiting"
    >
      <FactsList
        facts={[
          { term: text.trust.certificate.subject, value: request.subject },
          { term: words.names, value: request.names.join(', ') || text.trust.certificate.noNames },
          { term: words.place, value: <Breakable>{words.placeOf(request.folder)}</Breakable> },
          {
            term: words.keyFile,
            value: request.keyFile === null ? words.keyBefore : <Breakable>{request.keyFile}</Breakable>,
          },
          { term: words.made, value: text.format.dateTime(request.createdAt) },
        ]}
      />
      <Fold title={words.fingerprint} inset>
        <span className={styles.line}>
          <span>{words.fingerprintHint}</span>
          <CopyButton value={request.sha256} what={words.fingerprint} />
        </span>
        <Fingerprint hex={request.sha256} size="small" />
      </Fold>
      <PackButton
        id={request.id}
        subject={title}
        beside={
          <>
            <RevealButton waiting={request.id} what={title} />
            <Button
              {...restoreFocus}
              appearance="subtle"
              icon={<Delete20Regular />}
              aria-label={`${words.forget}: ${title}`}
              onClick={onForget}
              data-testid="forget-waiting"
            >
              {words.forget}
            </Button>
          </>
        }
      />
    </Panel>
  );
}

export function RequestsView({ head, onCreate }: { head: ReactNode; onCreate: () => void }) {
  const styles = useStyles();
  const { loaded, put, reload } = useLoaded('tools.waiting');
  const [forgetting, setForgetting] = useState<WaitingRequest | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const requests = loaded.status === 'ready' ? loaded.value : [];
  const paged = usePaged<WaitingRequest, HTMLUListElement>(requests, 20);
  const forgot = useRef(false);
  // The button that asked goes with its entry.
  useEffect(() => {
    if (loaded.status === 'ready' && forgot.current) catchLostFocus();
    forgot.current = false;
  }, [loaded]);
  const forget = async ({ id }: WaitingRequest) => {
    const result = await call('tools.forgetWaiting', { id });
    setError(result.ok ? null : result.error);
    forgot.current = result.ok;
    if (result.ok) put(result.value);
  };
  const name = forgetting ? shortName(forgetting.subject) || forgetting.subject : '';
  return (
    <ToolFrame testId="requests" head={head} title={words.title} help={words.help}>
      <div className={styles.row}>
        <Button appearance="primary" icon={<Add20Regular />} onClick={onCreate} data-testid="new-request">
          {words.create}
        </Button>
      </div>
      {error && <ErrorView error={error} />}
      {loaded.status === 'failed' && (
        <ErrorView
          error={loaded.error}
          actions={
            <Button appearance="subtle" onClick={reload}>
              {text.ui.homePage.retry}
            </Button>
          }
        />
      )}
      {loaded.status === 'loading' && (
        <Panel title={words.waitingTitle}>
          <Skeleton aria-label={text.ui.working}>
            <SkeletonItem size={24} />
          </Skeleton>
        </Panel>
      )}
      {requests.length > 0 && (
        <>
          <h2 className={styles.heading}>{words.waitingTitle}</h2>
          <p className={styles.note}>
            {words.waitingText} {words.packHint}
          </p>
          <ul className={styles.list} ref={paged.list}>
            {paged.shown.map((request) => (
              <li key={request.id} className={styles.entry} tabIndex={-1}>
                <Waiting request={request} onForget={() => setForgetting(request)} />
              </li>
            ))}
          </ul>
          <ShowMore shown={paged.shown.length} all={requests.length} step={paged.step} more={paged.more} />
        </>
      )}
      {loaded.status === 'ready' && requests.length === 0 && <HowItGoes />}
      {forgetting && (
        <Confirm
          title={words.forgetTitle(name)}
          confirm={words.forget}
          onAnswer={(yes) => {
            if (yes) void forget(forgetting);
            setForgetting(null);
          }}
        >
          {words.forgetText}
        </Confirm>
      )}
    </ToolFrame>
  );
}
