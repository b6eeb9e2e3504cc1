// What a script for doing and undoing a change by hand is made of. Facts only; powershell.ts and sh.ts write the text.
import type { PlatformPath } from 'node:path';
import type { Role } from '../../../preload/contract/item.ts';
import type { Place, StoreId } from '../../trust/trust-store.ts';

export type ScriptCertificate = {
  act: 'add' | 'remove';
  store: StoreId;
  /** The store's name for people. */
  location: string;
  scope: 'machine' | 'user';
  place: Place;
  role: Role;
  /** Upper-case hex. */
  sha256: string;
  sha1: string;
  /** The whole DER, base64 without line ends. */
  der: string;
  /** RFC 4514. From outside, like every name in it. */
  subject: string;
};

/** One cut and one insertion at a byte of the file as the splice before left it; one character for each byte (latin1). */
export type Splice = { at: number; out: string; in: string };

/** From one state of the hosts file, known by its SHA-256 (upper-case hex), to another. */
export type HostsStep = { before: string; after: string } & (
  | { kind: 'lines'; splices: Splice[] }
  /** By the kept copy that has the hash. */
  | { kind: 'copy' }
);

export type ScriptFacts = {
  /** The script's own file name. */
  name: string;
  certificates: ScriptCertificate[];
  /** Absolute path of the folder where the machine's part of the script notes what it has done. */
  notes: string;
  hosts: {
    /** Absolute paths. */
    file: string;
    backupDir: string;
    needsRights: boolean;
    steps: HostsStep[];
  } | null;
  /** The person who is to run it has administrator rights in the app as well: then there is no other account. */
  isAdministrator: boolean;
  /** Linux: where the system's CA store is. */
  linux: { anchors: string; bundle: string; tool: string; links: string | null } | null;
};

/** Where lines are all that is added, they can be found and cut out again by what they say, whatever else has changed. */
export const addsOnly = (steps: readonly HostsStep[]): boolean =>
  steps.length === 1 && steps.every((step) => step.kind === 'lines' && step.splices.every(({ out }) => out === ''));

/** The lines that come and go, for people. */
export const linesOf = (
  step: HostsStep & { kind: 'lines' },
  undo: boolean,
): { kind: 'add' | 'remove'; text: string }[] => {
  const comes = undo ? 'remove' : 'add';
  const goes = undo ? 'add' : 'remove';
  return step.splices.flatMap(({ out, in: into }) => [
    ...(out ? [{ kind: goes, text: out } as const] : []),
    ...(into ? [{ kind: comes, text: into } as const] : []),
  ]);
};

/**
 * The path of the new file, beside the one whose place it takes, up to 16 digits of its own hash: a name that is swept where
 * a crash leaves it, by the next run and by the app alike (hosts/leftovers.ts).
 */
export const asideOf = ({ dirname, basename, join }: PlatformPath, file: string): string =>
  join(dirname(file), `.${basename(file)}.certwright-`);

/** By which name it is noted that a certificate was put in or taken out. */
export const noteOf = ({ act, store, place, sha256 }: ScriptCertificate): string =>
  `${act === 'add' ? 'added' : 'removed'}.${store}.${place}.${sha256}`;
