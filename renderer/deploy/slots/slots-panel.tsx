// The three slots of the appliance's form with their files, and what else lies here. Knows nothing of journeys: the
// troubleshooter shows it as well.
import { Button, makeStyles, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { DocumentAdd20Regular } from '@fluentui/react-icons/svg/document-add';
import { useEffect, useRef, useState } from 'react';
import type { Slot, Slots } from '../../../preload/contract/slots.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Panel } from '../../parts/panel.tsx';
import { deployText } from '../deploy-text.ts';
import { PassphrasePanel } from './passphrase-panel.tsx';
import { type SlotActions, SlotEntry } from './slot-entry.tsx';
import { filesIn, formSlots, isFilled, otherSlots } from './slots-model.ts';

const useStyles = makeStyles({
  area: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    padding: '16px 20px',
    border: `2px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
  end: { marginLeft: 'auto' },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '14px' },
  head: { display: 'flex', flexDirection: 'column', gap: '2px' },
  what: {
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase300,
    color: tokens.colorNeutralForeground2,
  },
  empty: {
    margin: 0,
    padding: '10px 12px',
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
  },
});

const words = deployText.files;

export interface SlotsPanelProps {
  readonly slots: Slots;
  readonly busy: boolean;
  readonly choose: () => void;
  readonly place: (file: number, slot: Slot) => void;
  readonly remove: (file: number) => void;
  readonly clear: () => void;
  readonly passphrase: (text: string) => void;
}

export const focusAdd = (): void => document.querySelector<HTMLElement>('[data-testid="add-files"]')?.focus();

/** A file that was moved is drawn anew in its other slot, and one that was taken away is gone: the focus would be lost. */
function useKeptFocus(slots: Slots) {
  const touched = useRef<number | null>(null);
  useEffect(() => {
    if (touched.current === null || document.activeElement !== document.body) return;
    const entry = slots.files.some(({ id }) => id === touched.current);
    if (entry) document.querySelector<HTMLElement>(`[data-file="${touched.current}"] select`)?.focus();
    else focusAdd();
    touched.current = null;
  }, [slots]);
  return touched;
}

export function SlotsPanel(props: SlotsPanelProps) {
  const styles = useStyles();
  const { slots, busy } = props;
  const touched = useKeptFocus(slots);
  const actions: SlotActions = {
    place: (file, slot) => {
      touched.current = file;
      props.place(file, slot);
    },
    remove: (file) => {
      touched.current = file;
      props.remove(file);
    },
  };
  const [asking, setAsking] = useState(false);
  const restoreFocus = useRestoreFocusTarget();
  const list = (slot: Slot) => (
    <ul className={styles.list}>
      {filesIn(slots, slot).map((file) => (
        <SlotEntry key={file.id} file={file} actions={actions} busy={busy} />
      ))}
    </ul>
  );
  const title = (slot: Slot) => (
    <span className={styles.head}>
      {words.slots[slot].title}
      <span className={styles.what}>{words.slots[slot].text}</span>
    </span>
  );
  return (
    <>
      <div className={styles.area}>
        <Button
          appearance={slots.files.length === 0 ? 'primary' : 'secondary'}
          icon={<DocumentAdd20Regular />}
          onClick={props.choose}
          disabledFocusable={busy}
          data-testid="add-files"
        >
          {words.add}
        </Button>
        <span className={styles.note}>{words.drop}</span>
        {slots.files.length > 0 && (
          <Button
            {...restoreFocus}
            className={styles.end}
            appearance="subtle"
            onClick={() => setAsking(true)}
            disabledFocusable={busy}
            data-testid="clear"
          >
            {words.clear}
          </Button>
        )}
      </div>
      {slots.passphrase !== 'none' && <PassphrasePanel state={slots.passphrase} send={props.passphrase} busy={busy} />}
      {formSlots.map((slot) => (
        <Panel key={slot} title={title(slot)} testId={`slot-${slot}`}>
          {filesIn(slots, slot).length > 0 ? (
            list(slot)
          ) : (
            <p className={styles.empty}>
              {isFilled(slots, slot) ? words.inBundle : words.missing[slot]}
              {slot === 'chain' && !isFilled(slots, slot) && `. ${words.chainOptional}`}
            </p>
          )}
        </Panel>
      ))}
      {otherSlots
        .filter((slot) => filesIn(slots, slot).length > 0)
        .map((slot) => (
          <Panel key={slot} title={title(slot)} testId={`slot-${slot}`}>
            {list(slot)}
          </Panel>
        ))}
      {asking && (
        <Confirm
          title={words.clearTitle}
          confirm={words.clearConfirm}
          onAnswer={(yes) => {
            setAsking(false);
            if (yes) props.clear();
          }}
        >
          {words.clearText}
        </Confirm>
      )}
    </>
  );
}
