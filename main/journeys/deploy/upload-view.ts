// The appliance's form as it is to be filled in: the profile's own fields in the order of the screen, with the names of
// the kit's files.
import { urlOf } from '../../../assets/text/facts.ts';
import type { DeployUploadView } from '../../../preload/contract/deploy-journey.ts';
import type { UploadKit } from '../../../preload/contract/upload-kit.ts';
import type { Profile } from '../../acceptance/profile-schema.ts';
import { commandLineOf, type Filling, formFields, screenOf } from '../../kit/form.ts';
import type { DeployState } from './state.ts';

/** Null until there is a kit, or where the profile is gone. */
export function uploadView({ sensor, kit, openedAt }: DeployState, profile: Profile | null): DeployUploadView | null {
  if (!sensor || !kit || !profile) return null;
  const nameOf = (what: UploadKit['files'][number]['what']) =>
    kit.kit.files.find((file) => file.what === what)?.name ?? null;
  const filling: Filling = {
    name: sensor.name ?? sensor.host,
    files: { key: nameOf('key'), crt: nameOf('crt'), chain: nameOf('chain') },
    locked: kit.kit.locked,
  };
  const screen = screenOf(profile, sensor.screen);
  return {
    url: urlOf(sensor),
    way: [...(screen?.way ?? [])],
    fields: formFields(profile, screen, filling),
    openedAt,
    commandLine: commandLineOf(profile, filling),
  };
}
