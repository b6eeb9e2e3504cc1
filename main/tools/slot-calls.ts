// What the engine does with files in slots. Each set has an owner: a journey's id, or the troubleshooter's word.
import type { ConsoleScreen } from '../../preload/contract/deploy-journey.ts';
import type { Precheck } from '../../preload/contract/precheck.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import type { Slot } from '../../preload/contract/slots.ts';
import type { KitPassphrase, UploadKit } from '../../preload/contract/upload-kit.ts';
import { distributionPointsOfPath } from '../acceptance/fetch-crl.ts';
import type { PrecheckInput } from '../acceptance/input.ts';
import { precheck } from '../acceptance/precheck.ts';
import type { Profile } from '../acceptance/profile-schema.ts';
import { precheckInputOf, uploadSetOf } from '../acceptance/slots.ts';
import { planKitOf, writeKit } from '../kit/upload-kit.ts';
import { FilesInSlots, type Held, type HeldFile } from './slots.ts';
import type { Run } from './tray.ts';

/** What is known of the world besides the files. */
export type Around = Pick<PrecheckInput, 'host' | 'validation' | 'fetched' | 'served' | 'others'>;

export type Checked = { precheck: Precheck /** DER. */; leaf: Uint8Array | null };

export type KitOrder = {
  profile: Profile;
  screen: ConsoleScreen;
  /** Absolute; made if needed, and nothing in it is overwritten. */
  folder: string;
  baseName: string | null;
  passphrase: KitPassphrase;
  sensor: { name: string | null; address: { host: string; port: number } | null } | null;
  around: Around;
};
/** `chain`: DER, the leaf first. */
export type KitMade = { kit: UploadKit; chain: Uint8Array[] };

export function slotTools(now: () => Date) {
  const owners = new Map<string, FilesInSlots>();
  const of = (owner: string): FilesInSlots => {
    const found = owners.get(owner) ?? new FilesInSlots();
    owners.set(owner, found);
    return found;
  };
  const held = (files: FilesInSlots): Result<Held> => ok(files.held());

  return {
    slotsView: ({ owner }: { owner: string }) => held(of(owner)),
    /** Holds exactly these files, and reads them again: one may have gone or been changed meanwhile. */
    async slotsHold({ owner, files }: { owner: string; files: readonly HeldFile[] }) {
      await of(owner).hold(files);
      return held(of(owner));
    },
    async slotsAdd({ owner, paths }: { owner: string; paths: readonly string[] }, run: Run) {
      const added = await of(owner).add(paths, run);
      return added.ok ? held(of(owner)) : added;
    },
    slotsPlace({ owner, file, slot }: { owner: string; file: number; slot: Slot }) {
      const placed = of(owner).place(file, slot);
      return placed.ok ? held(of(owner)) : placed;
    },
    slotsRemove({ owner, file }: { owner: string; file: number }) {
      of(owner).remove(file);
      return held(of(owner));
    },
    slotsClear({ owner }: { owner: string }) {
      of(owner).clear();
      return held(of(owner));
    },
    slotsPassphrase({ owner, passphrase }: { owner: string; passphrase: string }) {
      of(owner).type(passphrase);
      return held(of(owner));
    },
    /** The owner is gone: nothing of theirs stays in memory. */
    slotsForget({ owner }: { owner: string }): Result<null> {
      owners.delete(owner);
      return ok(null);
    },

    /** Where the certificates say that their revocation lists are. */
    slotsPoints({ owner }: { owner: string }): Result<string[]> {
      const { leaf, chain } = uploadSetOf(of(owner).placement);
      return ok(distributionPointsOfPath(leaf, chain));
    },
    slotsCheck({ owner, profile, around }: { owner: string; profile: Profile; around: Around }): Result<Checked> {
      const files = of(owner);
      const input = precheckInputOf(files.placement, { ...around, passphrase: files.passphrase, at: now() });
      return ok({ precheck: precheck(input, profile), leaf: uploadSetOf(files.placement).leaf });
    },
    /**
     * Writes the kit. What the pre-check rejects is written too, and the kit's own check says so: what the sensor's
     * network can reach, this computer may not.
     */
    async slotsKit({ owner, order }: { owner: string; order: KitOrder }): Promise<Result<KitMade>> {
      const { profile, screen, folder, baseName, sensor, around, passphrase } = order;
      const files = of(owner);
      const { placement } = files;
      const plan = planKitOf(placement, {
        passphrase: files.passphrase,
        wanted: passphrase,
        profile,
        screen,
        baseName,
        sensor,
        validation: around.validation,
        at: now(),
      });
      if (!plan.ok) return plan;
      const { crls } = precheckInputOf(placement, { ...around, passphrase: null, at: now() });
      const { host, fetched, served, others } = around;
      const world = { crls, host, fetched, served, others };
      const written = await writeKit(folder, plan.value, world);
      return written.ok
        ? ok({ kit: written.value, chain: [plan.value.content.leaf, ...plan.value.content.chain] })
        : written;
    },
  };
}
