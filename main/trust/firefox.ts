// Does Firefox trust what is in the system's store here? Told from its policies, its profiles' settings and its version,
// as Mozilla documents them. Only reads. Of several profiles and installations the least favourable answer counts.
import type { Firefox } from '../../preload/contract/trusted.ts';
import { type FirefoxFacts, type FirefoxPlace, firefoxFacts } from './firefox-files.ts';

/** From this version on the setting is on by itself, on Windows and macOS (release notes of Firefox 120). */
const onByDefaultSince = 120;

type Answer = Omit<Firefox, 'found'>;

const worst: readonly Firefox['uses'][] = ['no', 'not-here', 'unknown', 'yes-by-default', 'yes'];
const leastFavourable = (answers: readonly Answer[]): Answer | undefined =>
  [...answers].sort((a, b) => worst.indexOf(a.uses) - worst.indexOf(b.uses))[0];

const byDefault = (version: number | null): Answer => ({
  uses: version === null ? 'unknown' : version >= onByDefaultSince ? 'yes-by-default' : 'no',
  from: version === null ? 'nothing' : 'default',
  locked: false,
});

/** Pure. */
export function judgeFirefox({ installed, profiles, policy }: FirefoxFacts, platform: NodeJS.Platform): Firefox {
  if (installed.length === 0 && profiles.length === 0)
    return { found: false, uses: 'unknown', from: 'nothing', locked: false };
  return { found: true, ...(platform === 'linux' ? onLinux() : elsewhere()) };

  function elsewhere(): Answer {
    // Firefox locks the setting that this policy sets.
    if (policy.enterpriseRoots !== null)
      return { uses: policy.enterpriseRoots ? 'yes' : 'no', from: 'policy', locked: true };
    const own = profiles.map(({ enterpriseRoots, version }): Answer => {
      if (enterpriseRoots === null) return byDefault(version);
      return { uses: enterpriseRoots ? 'yes' : 'no', from: 'profile', locked: false };
    });
    // A person who has not started it yet will get a profile with what is the default then.
    const answers = own.length > 0 ? own : installed.map(({ version }) => byDefault(version));
    return leastFavourable(answers) ?? byDefault(null);
  }

  /**
   * There the setting does nothing: Gecko gathers the system's certificates on Windows, macOS and Android only
   * (security/manager/ssl/EnterpriseRoots.cpp). What reads the system's store is the module of p11-kit: loaded by a
   * policy, by a profile, or in place of Firefox' own roots, as Fedora and Arch have it.
   */
  function onLinux(): Answer {
    if (policy.systemModule) return { uses: 'yes', from: 'policy', locked: true };
    if (profiles.length > 0 && profiles.every(({ systemModule }) => systemModule))
      return { uses: 'yes', from: 'profile', locked: false };
    if (installed.length > 0 && installed.every(({ systemModule }) => systemModule))
      return { uses: 'yes-by-default', from: 'default', locked: false };
    return { uses: 'not-here', from: 'nothing', locked: false };
  }
}

/** This computer's Firefox for the present user. What cannot be read is as if it were not there. */
export const firefoxHere = async (place: FirefoxPlace): Promise<Firefox> =>
  judgeFirefox(await firefoxFacts(place), place.platform);
