// The kit on the disk: its files with what each is for, as they were read back.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Certificate20Regular } from '@fluentui/react-icons/svg/certificate';
import { ClipboardTaskListLtr20Regular } from '@fluentui/react-icons/svg/clipboard-task-list-ltr';
import { FolderOpen20Regular } from '@fluentui/react-icons/svg/folder-open';
import { Key20Regular } from '@fluentui/react-icons/svg/key';
import { LinkMultiple20Regular } from '@fluentui/react-icons/svg/link-multiple';
import type { DeployKitView } from '../../../preload/contract/deploy-journey.ts';
import type { KitFile } from '../../../preload/contract/upload-kit.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Fingerprint } from '../../parts/fingerprint.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { deployText } from '../deploy-text.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  file: { display: 'flex', gap: '10px', minWidth: 0 },
  icon: { flexShrink: 0, color: tokens.colorBrandForeground1 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  name: { fontWeight: tokens.fontWeightSemibold },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px' },
  sums: { display: 'flex', flexDirection: 'column', gap: '10px' },
});

const words = deployText.kit;

function FileIcon({ what }: { what: KitFile['what'] }) {
  const { icon } = useStyles();
  switch (what) {
    case 'key':
      return <Key20Regular className={icon} />;
    case 'crt':
      return <Certificate20Regular className={icon} />;
    case 'chain':
      return <LinkMultiple20Regular className={icon} />;
    case 'checklist':
    case 'manifest':
      return <ClipboardTaskListLtr20Regular className={icon} />;
  }
}

export function KitResult(props: { view: DeployKitView; reveal: () => void; toCheck: () => void; busy: boolean }) {
  const styles = useStyles();
  const { view, busy } = props;
  const { kit } = view;
  const of = (severity: 'fail' | 'warn') => kit.check.findings.filter((each) => each.severity === severity).length;
  const rejected = kit.check.verdict === 'reject';
  return (
    <>
      {view.stale && <Notice tone="warning" title={words.stale} testId="stale" />}
      {kit.openToOthers && (
        <Notice tone="warning" title={words.openToOthersTitle} testId="open-to-others">
          {words.openToOthersText}
        </Notice>
      )}
      {(rejected || of('warn') > 0) && (
        <Notice tone={rejected ? 'danger' : 'neutral'} title={words.checked} testId="kit-checked">
          <span>{words.checkedText(of('fail'), of('warn'))}</span>
          <div>
            <Button onClick={props.toCheck} data-testid="to-check">
              {words.toCheck}
            </Button>
          </div>
        </Notice>
      )}
      <Panel title={<Breakable>{words.files(kit.folder)}</Breakable>} testId="kit-files">
        <ul className={styles.list}>
          {kit.files.map((file) => (
            <li key={file.name} className={styles.file}>
              <FileIcon what={file.what} />
              <span className={styles.words}>
                <span className={styles.name}>
                  <Breakable>{file.name}</Breakable>
                </span>
                <span className={styles.note}>
                  {words.what[file.what]} {file.what === 'key' && (kit.locked ? words.locked : words.open)}
                </span>
              </span>
            </li>
          ))}
        </ul>
        <div>
          <Button
            icon={<FolderOpen20Regular />}
            onClick={props.reveal}
            disabledFocusable={busy}
            data-testid="reveal-kit"
          >
            {words.reveal}
          </Button>
        </div>
        <p className={styles.note}>{words.madeAt(view.at)}</p>
      </Panel>
      <Panel
        title={
          <span className={styles.head}>
            {words.fingerprint}
            <CopyButton value={kit.leaf.sha256} what={words.fingerprint} />
          </span>
        }
      >
        <Fingerprint hex={kit.leaf.sha256} size="small" testId="kit-fingerprint" />
        <p className={styles.note}>{words.fingerprintHint}</p>
      </Panel>
      <Fold title={words.sums} lazy testId="kit-sums">
        <div className={styles.sums}>
          {kit.files.map(({ name, sha256 }) => (
            <div key={name}>
              <span className={styles.head}>
                <span className={styles.name}>
                  <Breakable>{name}</Breakable>
                </span>
                <CopyButton value={sha256} what={`${words.sha256}, ${name}`} />
              </span>
              <Fingerprint hex={sha256} size="small" />
            </div>
          ))}
        </div>
      </Fold>
    </>
  );
}
