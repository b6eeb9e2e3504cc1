// What was written, proved by reading it back; and the same by hand for the ticket. Nothing of a key is in it.
import { Button, makeStyles } from '@fluentui/react-components';
import type { Written } from '../../../preload/contract/tools.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { CopyButton, Spoken } from '../../parts/copy-button.tsx';
import { Fingerprint } from '../../parts/fingerprint.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ItemLabel } from '../item-label.tsx';
import { RevealButton } from '../reveal-button.tsx';
import { ToolFrame } from '../tool-frame.tsx';
import { toolsText } from '../tools-text.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '6px' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px' },
});

const words = toolsText.convert;

export function ConvertedView(props: {
  saved: Written;
  openssl: string;
  again: () => void;
  back: { readonly label: string; readonly run: () => void };
}) {
  const styles = useStyles();
  const { saved } = props;
  const done = words.done(saved.name);
  return (
    <ToolFrame
      testId="converted"
      title={words.doneTitle}
      back={props.back}
      foot={
        <Button appearance="primary" onClick={props.again} data-testid="convert-again">
          {words.another}
        </Button>
      }
    >
      <Spoken>{done}</Spoken>
      <Notice tone="good" title={<Breakable>{done}</Breakable>} testId="written">
        <div>
          <RevealButton waiting={null} what={saved.name} />
        </div>
      </Notice>
      {saved.openToOthers && (
        <Notice tone="warning" title={toolsText.openToOthersTitle} testId="open-to-others">
          {toolsText.openToOthersText}
        </Notice>
      )}
      <Panel title={words.contains}>
        <ul className={styles.list}>
          {saved.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the contents of one file never move
            <li key={index}>
              <ItemLabel item={item} />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel
        title={
          <span className={styles.head}>
            {words.sha256}
            <CopyButton value={saved.sha256} what={words.sha256} />
          </span>
        }
      >
        <Fingerprint hex={saved.sha256} size="small" testId="file-sha256" />
      </Panel>
      <Panel title={words.openssl}>
        <span>{words.opensslHint}</span>
        <CodeBlock value={props.openssl} what={words.openssl} />
      </Panel>
    </ToolFrame>
  );
}
