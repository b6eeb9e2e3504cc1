// One file in its slot: its name, what is in it, what is wrong with it; moved by a menu, taken away by a button.
import {
  Badge,
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ArrowSwap20Regular } from '@fluentui/react-icons/svg/arrow-swap';
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
  items: { display: 'flex', flexDirection: 'column', gap: '4px' },
});

const words = deployText.files;

export interface SlotActions {
  readonly place: (file: number, slot: Slot) => void;
  readonly remove: (file: number) => void;
}

function MoveMenu({ file, actions, busy }: { file: SlotFile; actions: SlotActions; busy: boolean }) {
  return (
    <Menu
      // Else it would stand outside of the page's landmarks.
      inline
      checkedValues={{ slot: [file.slot] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const wanted = slotOrder.find((slot) => slot === checkedItems[0]);
        if (wanted && wanted !== file.slot) actions.place(file.id, wanted);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<ArrowSwap20Regular />}
          aria-label={words.move(file.name)}
          disabledFocusable={busy}
          data-testid="move"
        >
          {words.moveButton}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {slotOrder.map((slot) => (
            <MenuItemRadio key={slot} name="slot" value={slot} data-testid={`move-${slot}`}>
              {words.moveTo(slot)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

export function SlotEntry({ file, actions, busy }: { file: SlotFile; actions: SlotActions; busy: boolean }) {
  const styles = useStyles();
  return (
    <li className={styles.entry} data-testid="slot-file" data-slot={file.slot}>
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
        <MoveMenu file={file} actions={actions} busy={busy} />
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
