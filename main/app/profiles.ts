// The profiles of appliances: the built-in ones, and the site's own out of a folder beside the app's data.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { shell } from 'electron';
import type { Answer } from '../../preload/contract/calls.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { Profile } from '../acceptance/profile-schema.ts';
import { builtInProfiles, loadProfiles, summaryOf } from '../acceptance/profiles.ts';
import { generatePassphrase } from '../kit/passphrase.ts';

export class ProfilesDesk {
  readonly #folder: string;
  #profiles: readonly Profile[] = builtInProfiles;

  /** @param data the app's data folder (absolute) */
  constructor(data: string) {
    this.#folder = join(data, 'profiles');
  }

  /** As they were read last. */
  known(): readonly Profile[] {
    return this.#profiles;
  }

  /** Reads the site's own anew. */
  async list(): Promise<Answer<'profiles.list'>> {
    const { profiles, faults } = await loadProfiles(this.#folder);
    this.#profiles = profiles;
    return { profiles: profiles.map(summaryOf), faults };
  }

  /** A passphrase that the appliance takes. It is made for the one answer and kept nowhere. */
  newPassphrase(id: string): Result<{ passphrase: string }> {
    const profile = this.#profiles.find((each) => each.id === id);
    if (!profile) return fail('profile-missing', { profile: id });
    return ok({ passphrase: generatePassphrase(profile.passphrase.alphabet) });
  }

  /** Shows the folder for the site's own; made where absent. */
  async openFolder(): Promise<Result<Record<string, never>>> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      const detail = (error as NodeJS.ErrnoException).code ?? String(error);
      return fail('write-failed', { file: 'profiles', detail });
    }
    const problem = await shell.openPath(this.#folder);
    return problem === '' ? ok({}) : fail('file-unreadable', { file: 'profiles', detail: problem });
  }
}
