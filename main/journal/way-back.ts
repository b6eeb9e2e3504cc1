// How a change of the hosts file can be taken back from what the file is now. Somebody may have changed it since: then
// the way back goes over their work, and that is for a person to decide. Pure.
import { findName, type HostsFile, placeOurs } from '../hosts/hosts-file.ts';
import { hostsName, readAddress } from '../hosts/hosts-name.ts';
import { placeEdited } from '../hosts/hosts-tagged.ts';
import { editOf } from '../privileged/apply-hosts.ts';
import { editedLimit, type Operation, type OperationOf } from '../privileged/operations.ts';

/**
 * `go`: carry out `operation`, which may find nothing to do. `over`: it goes over what somebody changed since, of which
 * a copy is kept. `theirs`: what stands there now is somebody else's; there is nothing of ours to take back.
 */
export type WayBack = { way: 'go' | 'over'; operation: Operation } | { way: 'theirs' };

type HostsInverse = OperationOf<'hosts-add' | 'hosts-remove' | 'hosts-restore'>;

/**
 * @param file the hosts file as it is, with its SHA-256
 * @param isOther whether a line as we write it (name in lower case, address) belongs to another change of ours
 */
export function wayBack(
  inverse: HostsInverse,
  { parsed, sha256 }: { parsed: HostsFile; sha256: string },
  isOther: (tag: string, name: string, address: string) => boolean,
): WayBack {
  switch (inverse.kind) {
    case 'hosts-restore':
      return wayToRestore(inverse, sha256);
    case 'hosts-add': {
      const edit = editOf(inverse, parsed);
      return !edit.ok && edit.error.code === 'hosts-conflict'
        ? { way: 'over', operation: { ...inverse, override: true } }
        : { way: 'go', operation: inverse };
    }
    case 'hosts-remove':
      return wayToRemove(inverse, { parsed, sha256 }, isOther);
  }
}

/** A copy is put back over exactly the file that it was taken for, or over what is said to be there. */
export const wayToRestore = (inverse: OperationOf<'hosts-restore'>, sha256: string): WayBack =>
  sha256 === inverse.before || sha256 === inverse.after
    ? { way: 'go', operation: inverse }
    : { way: 'over', operation: { ...inverse, before: sha256 } };

function wayToRemove(
  inverse: OperationOf<'hosts-remove'>,
  { parsed, sha256 }: { parsed: HostsFile; sha256: string },
  isOther: (tag: string, name: string, address: string) => boolean,
): WayBack {
  if (isAsWritten(inverse, parsed)) return { way: 'go', operation: inverse };
  const { tag } = inverse;
  const edited = placeEdited(parsed, inverse, (name, address) => isOther(tag, name, address)).slice(0, editedLimit);
  if (edited.length > 0) {
    const lines = edited.map(({ raw }) => Buffer.from(raw, 'latin1').toString('base64'));
    return { way: 'over', operation: { ...inverse, edited: { before: sha256, lines } } };
  }
  // Without our mark a line is not ours, though it says the same.
  const address = readAddress(inverse.address)?.address;
  const alike = findName(parsed, inverse.name).some(
    ({ state, address: to, journey, name }) =>
      state === 'active' &&
      to === address &&
      journey !== tag &&
      !(journey && isOther(journey, name.toLowerCase(), inverse.address.toLowerCase())),
  );
  return alike ? { way: 'theirs' } : { way: 'go', operation: inverse };
}

/** Does our line stand there as we wrote it? */
export function isAsWritten(
  { name, address, tag }: OperationOf<'hosts-add' | 'hosts-remove'>,
  file: HostsFile,
): boolean {
  const wanted = hostsName(name);
  const to = readAddress(address)?.address;
  return placeOurs(file).some(
    (each) => each.journey === tag && each.address === to && wanted.ok && each.name.toLowerCase() === wanted.value,
  );
}
