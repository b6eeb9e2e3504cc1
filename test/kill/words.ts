// What the process that is killed is told, and what it says.
import type { Operation } from '../../main/privileged/operations.ts';

/** `plain`: it has all rights itself; `door`: its child has them; `nss`: a user's real NSS database. */
export type Mode = 'plain' | 'door' | 'nss';

export type Task = {
  folder: string;
  mode: Mode;
  seed: number;
  /** Base64 of DER. */
  certificates: readonly string[];
  restores: boolean;
  /** Take everything back, and end. */
  finish: boolean;
  /** Children of the one before stand still beside this start, and go on once it has looked. */
  beside: boolean;
};

export type Word =
  | { say: 'up' }
  /** After the start: records behind the end, changes that were repaired, and what does not fit. */
  | {
      say: 'settled';
      torn: number;
      repaired: number;
      wrong: string[];
      trusted: string[];
      half: string[];
      hosts: string;
    }
  | { say: 'act'; name: string }
  | { say: 'acted'; error: string | null }
  /** The door is about to carry these out. */
  | { say: 'carry'; operations: readonly Operation[] }
  /** `half`: certificates that the next rebuild of the store will bring or take. */
  | { say: 'carried'; error: string | null; hosts: string; half: string[] }
  | { say: 'child-up' }
  | { say: 'child-killed' }
  | { say: 'finished'; left: number };
