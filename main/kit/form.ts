// The appliance's upload form as its profile describes it, filled in: for the checklist, and for whoever stands before
// the form. Which file goes where; never a passphrase.
import type { ConsoleScreen, FormField } from '../../preload/contract/deploy-journey.ts';
import type { Profile, Screen } from '../acceptance/profile-schema.ts';

export type FormSlotName = 'key' | 'crt' | 'chain';

/** What goes into the form. */
export type Filling = {
  /** The certificate's name as the appliance lists it; null: not known. */
  name: string | null;
  /** File names; null: the slot stays empty. */
  files: Readonly<Record<FormSlotName, string | null>>;
  /** The key is locked with a passphrase. */
  locked: boolean;
};

const slots: readonly FormSlotName[] = ['key', 'crt', 'chain'];

const slotOf = ({ form }: Profile, slot: FormSlotName) => form.find((each) => each.slot === slot);

export const hasSlot = (profile: Profile, slot: FormSlotName): boolean => slotOf(profile, slot) !== undefined;

/** The file of a slot: with the ending that the form wants, and with what it is where another slot wants the same. */
export function fileNameOf(profile: Profile, slot: FormSlotName, base: string): string {
  const ending = slotOf(profile, slot)?.extension ?? { key: '.key', crt: '.crt', chain: '.pem' }[slot];
  const shared = profile.form.some((each) => each.slot !== slot && each.extension === ending);
  return `${base}${shared ? `-${slot}` : ''}${ending}`;
}

/** The way to the form as the newest document has it; null: this appliance has no screen of that kind. */
export function screenOf(profile: Profile, where: ConsoleScreen): Screen | null {
  const dateOf = ({ document }: Screen) => profile.documents.find(({ id }) => id === document)?.date ?? '';
  const found = profile.screens.filter((screen) => screen.where === where);
  return found.reduce<Screen | null>((best, each) => (best && dateOf(best) >= dateOf(each) ? best : each), null);
}

/** The fields in the order of the screen; those of the profile's form alone where there is no screen. */
export function formFields(profile: Profile, screen: Screen | null, { name, files }: Filling): FormField[] {
  const isFile = (field: string): field is FormSlotName => slots.some((slot) => slot === field);
  const required = (slot: FormSlotName) => slotOf(profile, slot)?.required ?? false;
  if (screen === null)
    return profile.form.map(({ slot, label, required: needed }) => ({
      field: slot,
      label,
      optional: !needed,
      value: files[slot],
    }));
  const fields = screen.fields.map(({ field, label }): FormField => {
    if (isFile(field)) return { field, label, optional: !required(field), value: files[field] };
    if (field === 'import') return { field: 'option', label, optional: false, value: null };
    return { field, label, optional: field === 'passphrase', value: field === 'name' ? name : null };
  });
  return [...fields, { field: 'save', label: screen.button, optional: false, value: null }];
}

/**
 * The same on the appliance's own command line; null where it has none. The passphrase stands there as a word to be
 * replaced.
 */
export function commandLineOf({ cli }: Profile, { files, locked }: Filling): string | null {
  if (cli === null) return null;
  const words = cli.options.flatMap(({ option, value }) => {
    if (value === null) return [];
    const given = value === 'passphrase' ? (locked ? 'PASSPHRASE' : null) : files[value];
    return given === null ? [] : [option, given];
  });
  return [cli.command, ...words].join(' ');
}
