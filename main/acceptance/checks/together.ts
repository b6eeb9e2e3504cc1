// What is about no single slot: bundles, files of which nothing is used, names of files, and what only the appliance
// itself could tell.
import type { CheckedFile } from '../input.ts';
import type { FormSlot } from '../profile-schema.ts';
import { type Checks, found } from './found.ts';

type Kind = 'no-bundle' | 'one-file-each' | 'nothing-left-over' | 'file-names' | 'elsewhere';

/** Letters, digits and the few signs that every system and form takes. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const nameOf = (file: CheckedFile | null, { slot, extension }: FormSlot) => {
  // Of several files in one slot the kit makes one, and gives it a name.
  if (file === null || file.joinedFrom) return [];
  if (!plainName.test(file.name))
    return [found('file-name', { problem: 'characters', wanted: extension }, slot, file.name)];
  return file.name.toLowerCase().endsWith(extension)
    ? []
    : [found('file-name', { problem: 'extension', wanted: extension }, slot, file.name)];
};

export const togetherChecks: Checks<Kind> = {
  'no-bundle': (_, { bundles }) =>
    bundles.length > 0 ? [found('bundle', { files: bundles.map(({ file }) => file) }, 'set', null)] : [],

  'one-file-each': (_, { input }) =>
    (['key', 'crt', 'chain'] as const).flatMap((slot) => {
      const files = input[slot]?.joinedFrom ?? [];
      return files.length > 1 ? [found('several-files', { files: [...files] }, slot, null)] : [];
    }),

  'nothing-left-over': (_, { unused }) =>
    unused.length > 0 ? [found('left-over', { files: [...unused] }, 'set', null)] : [],

  'file-names': (_, { input }, { form }) => form.flatMap((slot) => nameOf(input[slot.slot], slot)),

  elsewhere: ({ what }) => [found('not-checked-here', { what }, 'set', null)],
};
