// Files in the slots of the appliance's form. Pure.
import type { AppError } from '../../../preload/contract/errors.ts';
import type { Slot, SlotFile, Slots } from '../../../preload/contract/slots.ts';

/** The form's own slots, in its order. */
export const formSlots = ['key', 'crt', 'chain'] as const satisfies readonly Slot[];
/** What else may lie here. */
export const otherSlots = ['bundle', 'crl', 'none'] as const satisfies readonly Slot[];
export const slotOrder: readonly Slot[] = [...formSlots, ...otherSlots];

export const filesIn = ({ files }: Slots, slot: Slot): SlotFile[] => files.filter((file) => file.slot === slot);

/** Whether the slot is filled: by a file of its own, or by one that holds several things. */
export const isFilled = (slots: Slots, slot: (typeof formSlots)[number]): boolean =>
  filesIn(slots, slot).length > 0 || filesIn(slots, 'bundle').length > 0;

/** A passphrase that is missing or wrong is said at its field. */
export const problemsOf = ({ problems }: SlotFile): AppError[] =>
  problems.filter(({ code }) => code !== 'passphrase-needed' && code !== 'passphrase-wrong');
