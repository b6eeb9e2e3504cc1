// What an undo of a whole journey carries out.
import type { Changes } from '../journal/changes.ts';
import type { Operation } from '../privileged/operations.ts';

export const inversesOf = (journey: string, changes: Changes): Operation[] =>
  changes.inverses(
    changes
      .all()
      .filter((entry) => entry.journey === journey)
      .map(({ id }) => id),
  );
