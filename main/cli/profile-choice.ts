// `--profile`: by whose rules files are judged. A built-in profile, one of the site's own (the folder `profiles` in the
// data folder), or a file.
import { extname } from 'node:path';
import { cli } from '../../assets/text/en/cli.ts';
import type { ProfileFault } from '../../preload/contract/precheck.ts';
import type { Profile } from '../acceptance/profile-schema.ts';
import { findProfile, loadProfiles, readProfile } from '../acceptance/profiles.ts';
import { profilesFolder } from '../journal/data-folder.ts';
import { type Call, type Outcome, wrongUse } from './command.ts';
import { readInput } from './files.ts';
import { plain } from './paint.ts';

type Chosen = { ok: true; value: Profile } | { ok: false; outcome: Outcome };

const usual = 'ot-sensor';

const isFile = (text: string): boolean => /[/\\]/.test(text) || extname(text).toLowerCase() === '.json';

const sayFault = ({ file, where, problem }: ProfileFault): string =>
  plain(cli.check.profileFault(file, where, problem));

async function fromFile(file: string): Promise<Chosen> {
  const input = await readInput(file);
  if (!input.ok) return { ok: false, outcome: input };
  const { profile, faults } = readProfile(input.value.toString('utf8'), file);
  if (profile) return { ok: true, value: profile };
  return { ok: false, outcome: wrongUse(faults.map(sayFault).join(' '), cli.check.profileFaultHint) };
}

/** The profile that was asked for. A broken one of the site's own that was not is told and passed over. */
export async function profileOf(call: Call): Promise<Chosen> {
  const wanted = call.text('profile') ?? usual;
  if (isFile(wanted)) return fromFile(wanted);
  const { profiles, faults } = await loadProfiles(profilesFolder());
  for (const fault of faults) call.note(call.paint.yellow(`${cli.warning} ${sayFault(fault)}`));
  const found = findProfile(profiles, wanted);
  if (found) return { ok: true, value: found };
  return {
    ok: false,
    outcome: wrongUse(cli.check.noProfile(wanted), cli.check.profiles(profiles.map(({ id }) => id))),
  };
}
