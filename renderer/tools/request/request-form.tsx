// The form of a request as a tool of its own, and what became of it: the files and what to do next, or only the texts.
import { Button, useRestoreFocusTarget } from '@fluentui/react-components';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import type { Tray } from '../../../preload/contract/tools.ts';
import { ToolFrame } from '../tool-frame.tsx';
import { toolsText } from '../tools-text.ts';
import { RequestFields } from './request-fields.tsx';
import { RequestMadeView } from './request-made.tsx';
import type { RequestForm as Form } from './request-model.ts';
import { TextsView } from './texts.tsx';
import { useRequest } from './use-request.ts';

const words = toolsText.request.form;

export function RequestForm(props: {
  tray: Tray | null;
  initial: Form;
  leave: () => void;
  finish: () => void;
  back: string;
}) {
  const work = useRequest(props.tray, props.initial);
  const restoreFocus = useRestoreFocusTarget();
  const { value, onlyTexts } = work;
  const isRunning = work.running !== null;
  if (value && 'texts' in value) return <TextsView texts={value.texts} back={work.reset} />;
  if (value?.made.saved) {
    const again = () => {
      work.send({ type: 'next' });
      work.reset();
    };
    return <RequestMadeView made={value.made} saved={value.made.saved} again={again} leave={props.finish} />;
  }
  return (
    <ToolFrame
      testId="request-form"
      title={words.title}
      help={words.help}
      back={{ label: props.back, run: props.leave }}
      busy={isRunning}
      unsaved={work.form !== props.initial}
      foot={
        <Button
          appearance="primary"
          {...(onlyTexts ? {} : { icon: <Save20Regular /> })}
          {...restoreFocus}
          onClick={() => work.submit()}
          disabledFocusable={isRunning}
          data-testid="create"
        >
          {onlyTexts ? words.showTexts : words.save}
        </Button>
      }
    >
      <RequestFields work={work} />
    </ToolFrame>
  );
}
