// One file in its slot: its name, what is in it, what is wrong with it; moved by choosing another place, taken away by a button.
import { Badge, Button, makeStyles, Select, tokens } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { Document20Regular } from '@fluentui/react-icons/svg/document';
import type { Slot, SlotFile } from '../../../preload/contract/slots.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { ErrorView } from '../../parts/error-view.tsx';
import { Fold } from '../../parts/fold.tsx';
import { ItemDetails } from '../../parts/item-details.tsx';
import { ItemLabel } from '../../tools/item-label.tsx';
import { toolsText } from '../../tools/tools-text.ts';
import { deployText } from '../deploy-text.ts';
import { problemsOf, slotOrder } from './slots-model.ts';

const useStyles = makeStyles({
  entry: { display: 'flex', flexDirection: 'column', gap: '6px', minWidth: 0 },
  head: { display: 'flex', alignItems: 'flex-start', gap: '8px', minWidth: 0 },
  icon: { flexShrink: 0, marginTop: '6px', color: tokens.colorNeutralForeground2 },
  words: { flexGrow: 1, minWidth: 0, paddingTop: '5px', display: 'flex', flexDirection: 'column', gap: '2px' },
  nameRow: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2px 10px' },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere', minWidth: 0 },
  note: { color: tokens.colorNeutralForeground2 },
  place: { flexShrink: 1, minWidth: '90px', maxWidth: '210px', marginTop: '4px' },
  items: { display: 'flex', flexDirection: 'column', gap: '4px' },
});

const words = deployText.files;

export interface SlotActions {
  readonly place: (file: number, slot: Slot) => void;
  readonly remove: (file: number) => void;
}

export function SlotEntry({ file, actions, busy }: { file: SlotFile; actions: SlotActions; busy: boolean }) {
  const styles = useStyles();
  return (
    <li className={styles.entry} data-testid="slot-file" data-slot={file.slot} data-file={file.id}>
      <div className={styles.head}>
        <Document20Regular className={styles.icon} />
        <span className={styles.words}>
          <span className={styles.nameRow}>
            <span className={styles.name}>
              <Breakable>{file.name}</Breakable>
            </span>
            {file.locked && (
              <Badge appearance="tint" color="warning">
                {words.locked}
              </Badge>
            )}
          </span>
          <span className={styles.note}>
            {toolsText.tray.formats[file.format]}
            {file.placedByHand && `, ${words.byHand}`}
          </span>
        </span>
        {/* A menu of Fluent's would put elements for the focus alone into the page, which screen readers stumble over. */}
        <Select
          className={styles.place}
          size="small"
          aria-label={words.place(file.name)}
          value={file.slot}
          // Switched off it would lose the focus; what is chosen meanwhile does not count.
          aria-disabled={busy}
          onChange={(_, { value }) => {
            if (busy) return;
            const slot = slotOrder.find((each) => each === value);
            if (slot) actions.place(file.id, slot);
          }}
          data-testid="place"
        >
          {slotOrder.map((slot) => (
            <option key={slot} value={slot}>
              {words.slots[slot].title}
            </option>
          ))}
        </Select>
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={words.remove(file.name)}
          onClick={() => actions.remove(file.id)}
          disabledFocusable={busy}
          data-testid="remove"
        />
      </div>
      {file.items.length === 0 && !file.locked && file.problems.length === 0 && (
        <span className={styles.note}>{words.empty}</span>
      )}
      <div className={styles.items}>
        {file.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the objects of one file never move
          <Fold key={index} inset lazy title={<ItemLabel item={item} />}>
            <ItemDetails item={item} />
          </Fold>
        ))}
      </div>
      {problemsOf(file).map((problem) => (
        <ErrorView key={JSON.stringify(problem)} error={problem} quiet />
      ))}
    </li>
  );
}
