// `--profile`: by whose rules files are judged. A built-in profile, one of the site's own (the folder `profiles` in the
// data folder), or a file.
import { basename, dirname, extname } from 'node:path';
import { cli } from '../../assets/text/en/cli.ts';
import type { ProfileFault } from '../../preload/contract/precheck.ts';
import type { Profile } from '../acceptance/profile-schema.ts';
import { findProfile, loadProfiles } from '../acceptance/profiles.ts';
import { profilesFolder } from '../journal/data-folder.ts';
import { type Call, type Outcome, wrongUse } from './command.ts';
import { plain } from './paint.ts';

const usual = 'ot-sensor';

const isFile = (text: string): boolean => /[/\\]/.test(text) || extname(text).toLowerCase() === '.json';

const fault = ({ file, where, problem }: ProfileFault): string => plain(cli.check.profileFault(file, where, problem));

/** The profile that was asked for. A broken one that was not is told and passed over. */
export async function profileOf(call: Call): Promise<{ ok: true; value: Profile } | { ok: false; outcome: Outcome }> {
  const wanted = call.text('profile') ?? usual;
  const file = isFile(wanted) ? basename(wanted) : null;
  const { profiles, faults } = await loadProfiles(file === null ? profilesFolder() : dirname(wanted));
  const broken = faults.find((each) => each.file === file);
  if (broken) return { ok: false, outcome: wrongUse(fault(broken), cli.check.profileFaultHint) };
  if (file === null) for (const each of faults) call.note(`${cli.warning} ${fault(each)}`);
  const found = file === null ? findProfile(profiles, wanted) : profiles.find((each) => each.file === file);
  if (found) return { ok: true, value: found };
  return { ok: false, outcome: wrongUse(cli.check.noProfile(wanted), cli.check.profiles(profiles.map(({ id }) => id))) };
}
