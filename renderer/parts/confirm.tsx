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
import type { ReactNode } from 'react';
import { text } from '../text.ts';

/** To be rendered only while the question stands; the button that asked should have `useRestoreFocusTarget`. */
export function Confirm(props: {
  title: string;
  children: ReactNode;
  confirm: string;
  onAnswer: (yes: boolean) => void;
}) {
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && props.onAnswer(false)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogContent>{props.children}</DialogContent>
          <DialogActions fluid>
            <DialogTrigger disableButtonEnhancement>
              <Button appearance="secondary">{text.ui.cancel}</Button>
            </DialogTrigger>
            <Button appearance="primary" onClick={() => props.onAnswer(true)} data-testid="confirm">
              {props.confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
