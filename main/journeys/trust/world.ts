// What the trust journey needs from the world. The window and the command line bring their own dialogs and judge;
// everything else is the same. Tests bring a world of their own: real servers, stores and files in a private place.

import type { DescribedChange } from '../../../preload/contract/activity.ts';
import type { Result } from '../../../preload/contract/result.ts';
import type { TrustNote } from '../../../preload/contract/trust-note.ts';
import type { Changes } from '../../journal/changes.ts';
import type { Operation } from '../../privileged/operations.ts';
import type { ChromiumJudge } from '../../sensor/judge.ts';
import type { TrustStore } from '../../trust/trust-store.ts';

export type SavedFile = { name: string };

export type TrustWorld = {
  now(): Date;
  platform: NodeJS.Platform;
  /** The certificate stores of this machine, the machine's own first. */
  stores: readonly TrustStore[];
  /** What decides beside the stores about certificates (DER): policies of the system and of the browsers. */
  notes(ders: readonly Uint8Array[]): Promise<TrustNote[]>;
  /** Absolute path of the hosts file. */
  hostsFile: string;
  resolve(name: string): Promise<Result<{ addresses: string[] }>>;
  /** The one way to change anything: journalled, through the privileged door where rights are needed, read back. */
  changes: Changes;
  /** Would a person be asked for rights? Yes where it cannot be told. */
  needsRights(operation: Operation): Promise<boolean>;
  /** Will the system surely ask a person before this is done? */
  isGuarded(operation: Operation): Promise<boolean>;
  /** Null where there is no Chromium (the command line on plain Node): verdicts are then "not checked". */
  openJudge: (() => ChromiumJudge) | null;
  people: {
    /** Asks where to save and writes there; null when the person closed the dialog. */
    saveFile(suggested: string, bytes: Uint8Array): Promise<Result<SavedFile | null>>;
    /** Asks for files and reads them; null when the person closed the dialog. */
    openFiles(): Promise<Result<{ name: string; bytes: Uint8Array }[] | null>>;
    openUrl(url: string): Promise<void>;
    /**
     * Asks before a change that no prompt of the system surely guards, so that a page which was taken over cannot change this
     * computer alone. The window asks by a dialog of the system; the command line has asked by its own words.
     */
    confirm(changes: readonly DescribedChange[]): Promise<boolean>;
  };
  /** Which leaf (SHA-256) each address showed when it was last accepted. */
  seen: {
    get(address: string): { sha256: string; seenAt: string } | null;
    set(address: string, sha256: string, seenAt: string): void;
    forget(address: string): void;
  };
};
