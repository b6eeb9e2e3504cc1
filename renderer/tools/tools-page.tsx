// The tools: files on a tray, and what can be done with them; requests that were made here. Loaded when it is first
// needed, so that Home is painted without it.
import { makeStyles } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { FileSet } from '../../preload/contract/tools.ts';
import type { ToolsPart } from '../navigation.ts';
import { text } from '../text.ts';
import { ConvertView } from './convert/convert-view.tsx';
import { RequestForm } from './request/request-form.tsx';
import { emptyForm, type RequestForm as Form, formFrom, trayKey } from './request/request-model.ts';
import { RequestsView } from './request/requests-view.tsx';
import { TestView } from './test/test-view.tsx';
import { ToolFrame } from './tool-frame.tsx';
import { ToolsTabs } from './tools-tabs.tsx';
import { toolsText } from './tools-text.ts';
import type { SetActions } from './tray/set-actions.tsx';
import { sameRef } from './tray/tray-model.ts';
import { TrayView } from './tray/tray-view.tsx';
import { useTray } from './use-tray.ts';

const useStyles = makeStyles({
  page: { height: '100%', minHeight: 0 },
});

const words = toolsText;

/** Files that were dropped on the window, or the wish to choose some; a new object for each time. */
export interface Dropped {
  readonly files: readonly File[] | 'choose';
}

type View =
  | { readonly at: ToolsPart }
  | { readonly at: 'convert'; readonly set: FileSet }
  | { readonly at: 'test'; readonly set: FileSet }
  | { readonly at: 'new-request'; readonly initial: Form; readonly from: ToolsPart };

export function ToolsPage(props: { part: ToolsPart; dropped: Dropped | null }) {
  const styles = useStyles();
  const tools = useTray();
  const [view, setView] = useState<View>({ at: props.part });
  const { part, dropped } = props;
  const { drop, choose } = tools;
  // A drop waits for its turn by itself; a dialog comes up only once nothing else is going on.
  const isReady = tools.running === null && (tools.value !== null || tools.failure !== null);
  const handled = useRef<Dropped | null>(null);
  useEffect(() => {
    if (!dropped || handled.current === dropped) return;
    if (dropped.files === 'choose' && !isReady) return;
    handled.current = dropped;
    // What was dropped is what people want to see now.
    setView({ at: 'files' });
    if (dropped.files === 'choose') choose();
    else drop(dropped.files);
  }, [dropped, drop, choose, isReady]);

  const tray = tools.value;
  const toFiles = () => setView({ at: 'files' });
  const actions: SetActions = {
    onConvert: (set) => setView({ at: 'convert', set }),
    onTest: (set) => setView({ at: 'test', set }),
    onRenew: (item) => setView({ at: 'new-request', initial: formFrom(item), from: 'files' }),
    onRequest: (key) => setView({ at: 'new-request', initial: { ...emptyForm, key: trayKey(key) }, from: 'files' }),
    onCompare: async ({ leaf }, keySha256) => {
      const after = await tools.addWaiting(keySha256);
      const set = after?.sets.find((each) => each.leaf && leaf && sameRef(each.leaf, leaf));
      if (set) setView({ at: 'test', set });
    },
  };
  const tabs = (current: ToolsPart) => <ToolsTabs current={current} onSelect={(at) => setView({ at })} />;
  return (
    <main className={styles.page} data-testid="tools" data-part={part}>
      {view.at === 'files' && (
        <ToolFrame
          key="files"
          testId="tray"
          head={tabs('files')}
          title={tray && tray.files.length > 0 ? words.tray.titleFull : words.tray.title}
          help={tray && tray.files.length > 0 ? undefined : words.tray.help}
          busy={tools.running !== null}
        >
          <TrayView tools={tools} actions={actions} />
        </ToolFrame>
      )}
      {view.at === 'convert' && tray && <ConvertView tray={tray} set={view.set} leave={toFiles} />}
      {view.at === 'test' && tray && <TestView tray={tray} set={view.set} leave={toFiles} />}
      {view.at === 'requests' && (
        <RequestsView
          head={tabs('requests')}
          onCreate={() => setView({ at: 'new-request', initial: emptyForm, from: 'requests' })}
        />
      )}
      {view.at === 'new-request' && (
        <RequestForm
          tray={tray}
          initial={view.initial}
          back={view.from === 'files' ? words.backToFiles : text.ui.back}
          leave={() => setView({ at: view.from })}
          finish={() => setView({ at: 'requests' })}
        />
      )}
    </main>
  );
}
