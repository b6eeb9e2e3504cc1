// What was made: the files, what to do with each, and the fingerprint by which the CA desk knows the request.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentSignature20Regular } from '@fluentui/react-icons/svg/document-signature';
import { Key20Regular } from '@fluentui/react-icons/svg/key';
import type { RequestMade } from '../../../preload/contract/tools.ts';
import { useLoaded } from '../../bridge.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { CopyButton, Spoken } from '../../parts/copy-button.tsx';
import { Fingerprint } from '../../parts/fingerprint.tsx';
import { Fold } from '../../parts/fold.tsx';
import { ItemDetails } from '../../parts/item-details.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RevealButton } from '../reveal-button.tsx';
import { Findings } from '../test/findings.tsx';
import { ToolFrame } from '../tool-frame.tsx';
import { toolsText } from '../tools-text.ts';
import { PackButton } from './pack-button.tsx';
import { nameFindings } from './request-findings.ts';
import { Texts } from './texts.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '10px' },
  file: { display: 'flex', gap: '10px', minWidth: 0 },
  icon: { flexShrink: 0, color: tokens.colorBrandForeground1 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  name: { fontWeight: tokens.fontWeightSemibold },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  steps: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px' },
});

const all = toolsText.request;
const words = all.done;

export function RequestMadeView(props: {
  made: RequestMade;
  saved: NonNullable<RequestMade['saved']>;
  again: () => void;
  leave: () => void;
}) {
  const styles = useStyles();
  const { made, saved } = props;
  const { loaded } = useLoaded('tools.waiting');
  const waiting = loaded.status === 'ready' ? loaded.value.find(({ id }) => id === saved.waiting) : undefined;
  const what = words.what(saved.folder);
  const findings = nameFindings(made.request);
  return (
    <ToolFrame
      testId="request-made"
      title={words.title}
      back={{ label: words.finish, run: props.leave }}
      foot={
        <Button onClick={props.again} data-testid="create-another">
          {words.another}
        </Button>
      }
    >
      <Spoken>{what}</Spoken>
      <Notice tone="good" title={<Breakable>{what}</Breakable>} testId="made" />
      {saved.openToOthers && (
        <Notice tone="warning" title={toolsText.openToOthersTitle} testId="open-to-others">
          {toolsText.openToOthersText}
        </Notice>
      )}
      {findings.length > 0 && (
        <Panel title={words.found} testId="made-findings">
          <Findings lines={findings.map((each) => ({ ...each, ...toolsText.test.sayRequestFinding(each) }))} />
        </Panel>
      )}
      <Panel title={words.next}>
        <ol className={styles.steps}>
          {words.steps(saved.files.some((file) => file.what === 'key')).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <PackButton id={saved.waiting} subject={made.request.commonName ?? made.request.subject} hint />
      </Panel>
      {waiting && (
        <Panel
          title={
            <span className={styles.head}>
              {all.fingerprint}
              <CopyButton value={waiting.sha256} what={all.fingerprint} />
            </span>
          }
        >
          <Fingerprint hex={waiting.sha256} testId="request-sha256" />
          <p className={styles.note}>{all.fingerprintHint}</p>
        </Panel>
      )}
      <Panel title={words.filesIn(saved.folder)} testId="made-files">
        <ul className={styles.list}>
          {saved.files.map((file) => (
            <li key={file.name} className={styles.file}>
              {file.what === 'key' ? (
                <Key20Regular className={styles.icon} />
              ) : (
                <DocumentSignature20Regular className={styles.icon} />
              )}
              <span className={styles.words}>
                <span className={styles.name}>
                  <Breakable>{file.name}</Breakable>
                </span>
                <span className={styles.note}>{words.kinds[file.what]}</span>
              </span>
            </li>
          ))}
        </ul>
        <div>
          <RevealButton waiting={saved.waiting} what={saved.folder} />
        </div>
      </Panel>
      <Fold title={words.details} lazy>
        <ItemDetails item={made.request} />
      </Fold>
      <Fold title={all.texts.fold} lazy testId="other-forms">
        <Texts texts={made.texts} level={3} />
      </Fold>
    </ToolFrame>
  );
}
