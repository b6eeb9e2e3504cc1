// What a request for this sensor should hold, from its profile and from what is known of the sensor: the form begins
// with it, and the person fills in what is left empty.
import type { DeployRequestView } from '../../../preload/contract/deploy-journey.ts';
import type { Profile } from '../../acceptance/profile-schema.ts';
import type { DeployState } from './state.ts';
import type { SubjectPart } from './world.ts';

type Sensor = NonNullable<DeployState['sensor']>;

/** Attributes of the subject without which the profile refuses a certificate, in the profile's order. */
function requiredBy(profile: Profile | null): string[] {
  const wanted = new Set(
    (profile?.rules ?? []).flatMap(({ severity, test }) => {
      if (severity !== 'fail') return [];
      if (test.kind === 'common-name') return ['CN'];
      return test.kind === 'subject-has' ? test.attributes : [];
    }),
  );
  const order = (profile?.request.subject ?? []).map(({ type }) => type);
  return [...new Set([...order.filter((type) => wanted.has(type)), ...wanted])];
}

/**
 * The subject in the profile's order. The common name is the sensor's; the rest is what was given last time, or empty.
 * The names are the one that people open and the address, so that both open without a warning.
 */
export function suggestionFor(
  profile: Profile | null,
  { name, host, kind }: Sensor,
  remote: string | null,
  last: readonly SubjectPart[],
): DeployRequestView['suggestion'] {
  const attributes = profile?.request.subject ?? [{ type: 'CN' }];
  const commonName = name ?? host;
  const address = kind === 'name' ? remote : host;
  return {
    subject: attributes.map(({ type }) => ({
      type,
      value: type === 'CN' ? commonName : (last.find((part) => part.type === type)?.value ?? ''),
    })),
    sans: [...new Set([name, address].filter((each) => each !== null))],
    keyKind: profile?.request.keyKinds[0] ?? 'rsa2048',
    keyKinds: [...(profile?.request.keyKinds ?? [])],
    required: requiredBy(profile),
    alphabet: profile?.passphrase.alphabet ?? null,
  };
}

/** Attributes of which the next sensor has the same: all but those that name the one. */
export const worthKeeping = (parts: readonly SubjectPart[]): SubjectPart[] =>
  parts.filter(
    ({ type, value }) => value !== '' && type !== 'CN' && type !== 'emailAddress' && type !== 'serialNumber',
  );
