// Whose rules count: the built-in profiles and the site's own. A broken one of the site's is told with the place of its
// fault, and the others can be used all the same.
import { Button, Field, makeStyles, Select } from '@fluentui/react-components';
import { FolderOpen20Regular } from '@fluentui/react-icons/svg/folder-open';
import type { ProfileFault, ProfileSummary } from '../../../preload/contract/precheck.ts';
import { call } from '../../bridge.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { Notice } from '../../parts/notice.tsx';
import { deployText } from '../deploy-text.ts';

const useStyles = makeStyles({
  select: { maxWidth: '520px' },
  faults: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
});

const words = deployText.sensor;

export function ProfileField(props: {
  profiles: readonly ProfileSummary[];
  faults: readonly ProfileFault[];
  value: string;
  onChange: (id: string) => void;
}) {
  const styles = useStyles();
  const { profiles, faults, value } = props;
  // A journey may go by the rules of a file that the site has taken away, or broken, since.
  const isGone = value !== '' && profiles.length > 0 && !profiles.some(({ id }) => id === value);
  const chosen = profiles.find(({ id }) => id === value);
  const labelOf = ({ name, own }: ProfileSummary) => (own ? `${name} (${words.ownProfile})` : name);
  return (
    <>
      <Field
        label={words.profile}
        {...(chosen ? { hint: words.profileHint(chosen.asOf, chosen.own) } : {})}
        {...(isGone ? { validationState: 'error', validationMessage: words.profileGone } : {})}
      >
        <Select
          className={styles.select}
          value={value}
          onChange={(_, data) => props.onChange(data.value)}
          data-testid="field-profile"
        >
          {isGone && (
            <option value={value} disabled>
              {words.profileGoneName(value)}
            </option>
          )}
          {profiles.map((profile) => (
            <option key={profile.id} value={profile.id}>
              {labelOf(profile)}
            </option>
          ))}
        </Select>
      </Field>
      {faults.length > 0 && (
        <Notice tone="warning" title={words.faults(faults.length)} testId="profile-faults">
          <ul className={styles.faults}>
            {faults.map(({ file, where, problem }) => (
              <li key={`${file} ${where}`}>
                <Breakable>{words.fault(file, where, problem)}</Breakable>
              </li>
            ))}
          </ul>
          <div>
            <Button
              size="small"
              icon={<FolderOpen20Regular />}
              onClick={() => void call('profiles.openFolder', {})}
              data-testid="open-profiles"
            >
              {words.openFolder}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}
