// The screen before the system asks for rights: what will be done in words, how the system will ask, and the same as a
// script for those who rather, or have to, do it by hand.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ShieldKeyhole20Regular } from '@fluentui/react-icons/svg/shield-keyhole';
import { type Ref, useEffect, useRef } from 'react';
import type { RightsPlan } from '../../preload/contract/activity.ts';
import { Notice } from '../parts/notice.tsx';
import { text } from '../text.ts';
import { PlanList } from './plan-list.tsx';
import { rightsText as words } from './rights-text.ts';
import { ScriptFold } from './script-fold.tsx';

const useStyles = makeStyles({
  // Room around it, so that it is seen to be a dialog; a short window has none to give.
  surface: { maxWidth: '680px', '@media (min-height: 520px)': { maxHeight: 'calc(100vh - 48px)' } },
  body: { rowGap: '16px', '@media (min-height: 520px)': { maxHeight: 'calc(100vh - 98px)' } },
  // The bar that scrolls it stands in the dialog's own margin, apart from the text.
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    minWidth: 0,
    paddingRight: '16px',
    marginRight: '-16px',
  },
  title: { outlineStyle: 'none' },
  part: { display: 'flex', flexDirection: 'column', gap: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, textWrap: 'pretty' },
  note: { margin: 0, color: tokens.colorNeutralForeground2, textWrap: 'pretty' },
});

/** To be rendered only while the question stands. */
export function RightsDialog(props: {
  plan: RightsPlan;
  onContinue: () => void;
  onCancel: () => void;
  /** Looks at the world after somebody has run the script. */
  onCheck?: (() => void) | undefined;
}) {
  const styles = useStyles();
  const { plan, onCheck } = props;
  const isByHand = plan.way === 'none';
  const heading = isByHand ? words.would : words.will(plan.changes.length);
  const title = useRef<HTMLHeadingElement>(null);
  // The dialog itself would go to the first thing to be pressed, which is far down, behind what is to be read.
  useEffect(() => title.current?.focus(), []);
  return (
    <Dialog open modalType="modal" onOpenChange={(_, data) => !data.open && props.onCancel()}>
      <DialogSurface className={styles.surface} data-testid="rights">
        <DialogBody className={styles.body}>
          <DialogTitle ref={title as Ref<never>} tabIndex={-1} className={styles.title} data-testid="rights-title">
            {isByHand ? words.titleNone : words.title}
          </DialogTitle>
          <DialogContent className={styles.content}>
            {isByHand && (
              <Notice tone="warning">
                {words.ways.none} {plan.script ? words.byScript : words.noScriptByHand}
              </Notice>
            )}
            <section className={styles.part} aria-label={heading}>
              <h3 className={styles.heading}>{heading}</h3>
              <PlanList changes={plan.changes} />
            </section>
            {!isByHand && (
              <section className={styles.part} aria-label={words.how}>
                <h3 className={styles.heading}>{words.how}</h3>
                <p className={styles.text} data-testid="rights-way">
                  {words.ways[plan.way]}
                </p>
                <p className={styles.note}>{words.only}</p>
              </section>
            )}
            <ScriptFold plan={plan} open={isByHand} onCheck={isByHand ? undefined : onCheck} />
          </DialogContent>
          <DialogActions fluid>
            {isByHand ? (
              onCheck &&
              plan.script && (
                <Button appearance="primary" onClick={onCheck} data-testid="rights-check">
                  {words.check}
                </Button>
              )
            ) : (
              <Button
                appearance="primary"
                icon={<ShieldKeyhole20Regular />}
                onClick={props.onContinue}
                data-testid="rights-continue"
              >
                {words.go}
              </Button>
            )}
            <Button onClick={props.onCancel} data-testid="rights-cancel">
              {isByHand ? words.close : text.ui.cancel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
