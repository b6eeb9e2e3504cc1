// The request that was made: take it to the CA, and come back with the certificate.
import { makeStyles, tokens } from '@fluentui/react-components';
import { shortName } from '../../../assets/text/facts.ts';
import type { RequestTexts, WaitingRequest } from '../../../preload/contract/tools.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { FactsList } from '../../parts/facts-list.tsx';
import { Fingerprint } from '../../parts/fingerprint.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Panel } from '../../parts/panel.tsx';
import { text } from '../../text.ts';
import { PackButton } from '../../tools/request/pack-button.tsx';
import { Texts } from '../../tools/request/texts.tsx';
import { RevealButton } from '../../tools/reveal-button.tsx';
import { toolsText } from '../../tools/tools-text.ts';
import { deployText } from '../deploy-text.ts';

const useStyles = makeStyles({
  steps: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px' },
});

const words = deployText.request;
const tools = toolsText.request;

export function WaitingPanel({ waiting, texts }: { waiting: WaitingRequest; texts: RequestTexts | null }) {
  const styles = useStyles();
  const title = shortName(waiting.subject) || waiting.names[0] || waiting.subject;
  return (
    <>
      <Panel title={words.waitingTitle} testId="waiting">
        <ol className={styles.steps}>
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <PackButton
          id={waiting.id}
          subject={title}
          beside={<RevealButton waiting={waiting.id} what={waiting.folder} />}
          hint
        />
        <FactsList
          facts={[
            { term: words.facts.subject, value: <Breakable>{waiting.subject}</Breakable> },
            { term: words.facts.names, value: <Breakable>{waiting.names.join(', ')}</Breakable> },
            { term: words.facts.folder, value: <Breakable>{waiting.folder}</Breakable> },
            {
              term: words.facts.key,
              value: waiting.keyFile === null ? words.keyBefore : <Breakable>{waiting.keyFile}</Breakable>,
            },
            { term: words.facts.made, value: text.format.dateTime(waiting.createdAt) },
          ]}
        />
        <p className={styles.note}>{words.keyStays}</p>
      </Panel>
      <Panel
        title={
          <span className={styles.head}>
            {tools.fingerprint}
            <CopyButton value={waiting.sha256} what={tools.fingerprint} />
          </span>
        }
      >
        <Fingerprint hex={waiting.sha256} size="small" testId="request-sha256" />
        <p className={styles.note}>{tools.fingerprintHint}</p>
      </Panel>
      {texts && (
        <Fold title={tools.texts.fold} lazy testId="other-forms">
          <Texts texts={texts} level={3} />
        </Fold>
      )}
    </>
  );
}
