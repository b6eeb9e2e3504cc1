// The profiles there are: those that come with the program, and those of a folder in which a site keeps its own. A
// broken one is left out and told, with the place of its fault; it never takes the others with it.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import iotEdge from '../../assets/profiles/iot-edge.json' with { type: 'json' };
import iotHubDevice from '../../assets/profiles/iot-hub-device.json' with { type: 'json' };
import otSensor from '../../assets/profiles/ot-sensor.json' with { type: 'json' };
import type { ProfileFault, ProfileSummary } from '../../preload/contract/precheck.ts';
import { readFile } from '../files/read-file.ts';
import { jsonFault } from './json-place.ts';
import { type Profile, profileSchema } from './profile-schema.ts';

// A test proves that they are sound; parsing them here costs a few milliseconds and gives them their type.
export const builtInProfiles: readonly Profile[] = [otSensor, iotHubDevice, iotEdge].map((each) =>
  profileSchema.parse(each),
);

/** More than a site will ever have; the rest is not read. */
const maxFiles = 200;
/** In bytes. The largest of the built-in ones has 45 thousand. */
const maxSize = 1024 * 1024;

/** `rules[3].test.kind`. */
const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');

/** Faults that are shown of one file: the first usually explains the rest. */
const maxFaults = 20;

/**
 * Reads one profile.
 * @param text JSON; a byte order mark does not count
 * @param file how it is called in faults
 * @returns the profile, or where it is wrong: `line 3, column 5`, or a path such as `rules[3].test.kind`
 */
export const readProfile = (
  text: string,
  file: string,
): { profile: Profile; faults: [] } | { profile: null; faults: ProfileFault[] } => {
  const json = text.replace(/^\ufeff/, '');
  const place = jsonFault(json);
  if (place) {
    const where = `line ${place.line}, column ${place.column}`;
    return { profile: null, faults: [{ file, where, problem: place.problem }] };
  }
  const read = profileSchema.safeParse(JSON.parse(json));
  if (read.success) return { profile: read.data, faults: [] };
  const faults = read.error.issues
    .slice(0, maxFaults)
    .map(({ path, message }) => ({ file, where: pathText(path) || 'the whole file', problem: message }));
  return { profile: null, faults };
};

const unreadable = (file: string, problem: string): ProfileFault => ({ file, where: 'the whole file', problem });

const readOwn = async (folder: string, file: string) => {
  const read = await readFile(join(folder, file), { name: file });
  if (!read.ok) return { profile: null, faults: [unreadable(file, `it cannot be read (${read.error.code})`)] };
  if (read.value.length > maxSize)
    return { profile: null, faults: [unreadable(file, `it is larger than ${maxSize} bytes`)] };
  return readProfile(read.value.toString('utf8'), file);
};

const namesIn = async (folder: string): Promise<{ names: string[]; faults: ProfileFault[] }> => {
  try {
    const names = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.json')).sort();
    return { names, faults: [] };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    // A site without profiles of its own has no such folder.
    return { names: [], faults: code === 'ENOENT' ? [] : [unreadable(folder, `the folder cannot be read (${code})`)] };
  }
};

/**
 * The built-in profiles and those of a folder, in the order of their file names.
 * @returns `faults`: for each file that was left out why, and where in it
 */
export const loadProfiles = async (folder: string): Promise<{ profiles: Profile[]; faults: ProfileFault[] }> => {
  const { names, faults } = await namesIn(folder);
  const profiles = [...builtInProfiles];
  for (const file of names.slice(0, maxFiles)) {
    const read = await readOwn(folder, file);
    faults.push(...read.faults);
    if (read.profile === null) continue;
    const { id } = read.profile;
    if (profiles.some((each) => each.id === id))
      faults.push({ file, where: 'id', problem: `another profile has the id “${id}” already` });
    else profiles.push(read.profile);
  }
  for (const file of names.slice(maxFiles))
    faults.push(unreadable(file, `only the first ${maxFiles} profiles of the folder are read`));
  return { profiles, faults };
};

/** By id or name, without regard to case. */
export const findProfile = (profiles: readonly Profile[], wanted: string): Profile | undefined => {
  const text = wanted.trim().toLowerCase();
  return profiles.find(({ id }) => id === text) ?? profiles.find(({ name }) => name.toLowerCase() === text);
};

export const summaryOf = (profile: Profile): ProfileSummary => ({
  id: profile.id,
  name: profile.name,
  kind: profile.kind,
  asOf: profile.documents.map(({ date }) => date).reduce((a, b) => (b > a ? b : a)),
  alphabet: profile.passphrase.alphabet,
  own: !builtInProfiles.includes(profile),
});
