// A question that must be answered before something is lost or taken back. The safe answer has the focus.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { type ReactNode, type Ref, useEffect, useRef } from 'react';
import { text } from '../text.ts';

/** To be rendered only while the question stands; the button that asked should have `useRestoreFocusTarget`. */
export function Confirm(props: {
  title: string;
  children: ReactNode;
  confirm: string;
  onAnswer: (yes: boolean) => void;
}) {
  const cancel = useRef<HTMLButtonElement>(null);
  // The dialog itself would go to the first button, which is the one that changes something.
  useEffect(() => cancel.current?.focus(), []);
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && props.onAnswer(false)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogContent>{props.children}</DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" onClick={() => props.onAnswer(true)} data-testid="confirm">
              {props.confirm}
            </Button>
            <DialogTrigger disableButtonEnhancement>
              <Button ref={cancel as Ref<never>} appearance="secondary">
                {text.ui.cancel}
              </Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
