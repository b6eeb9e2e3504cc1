// Where Firefox keeps what decides about the system's certificates, and what stands there: policies, profiles, versions.
// Only reads, and only files of a bounded size; the places are those of Mozilla's documents for each system.
import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { parsePlist } from './macos-trust-settings.ts';
import { type RunTool, runTool } from './tool.ts';

export type FirefoxPlace = {
  platform: NodeJS.Platform;
  /** The user's home folder. */
  home: string;
  env: Readonly<Record<string, string | undefined>>;
  /** A value of Windows' registry; undefined where there is none. */
  readRegistry?(root: 'HKLM' | 'HKCU', key: string, name: string): Promise<number | string | undefined>;
  /** Before all absolute paths; for tests. */
  root?: string;
  run?: RunTool;
};

type Policy = {
  /** Certificates.ImportEnterpriseRoots; null: not set. */
  enterpriseRoots: boolean | null;
  /** SecurityDevices loads the module that reads the system's store. */
  systemModule: boolean;
};
/** The major version, and whether the system's store stands in for Firefox' own roots. */
type Installed = { version: number | null; systemModule: boolean };
type Profile = { enterpriseRoots: boolean | null; version: number | null; systemModule: boolean };
export type FirefoxFacts = { installed: Installed[]; profiles: Profile[]; policy: Policy };

/** Bytes; a prefs.js of many years has some hundred kB. */
const limit = 8 * 1024 * 1024;
const pref = 'security.enterprise_roots.enabled';
const systemModule = 'p11-kit-trust.so';
const registryKey = 'SOFTWARE\\Policies\\Mozilla\\Firefox\\Certificates';

async function read(file: string): Promise<string | null> {
  try {
    const { size } = await stat(file);
    return size > limit ? null : await readFile(file, 'utf8');
  } catch {
    return null;
  }
}

const exists = (path: string): Promise<boolean> => stat(path).then(Boolean, () => false);

async function filter<T>(all: readonly T[], wanted: (one: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(all.map(wanted));
  return all.filter((_, index) => kept[index]);
}

export async function firefoxFacts(place: FirefoxPlace): Promise<FirefoxFacts> {
  const folders = await filter(installFolders(place), exists);
  const profiles = await profileFolders(place);
  return {
    installed: await Promise.all(folders.map((folder) => installedIn(folder, place))),
    profiles: await Promise.all(profiles.map(profileIn)),
    policy: await policyOf(folders, place),
  };
}

/** Folders with the program itself. */
function installFolders({ platform, home, env, root = '/' }: FirefoxPlace): string[] {
  if (platform === 'win32') {
    const bases = [env.ProgramFiles, env.ProgramW6432, env['ProgramFiles(x86)'], env.LOCALAPPDATA];
    return [...new Set(bases.flatMap((base) => (base ? [join(base, 'Mozilla Firefox')] : [])))];
  }
  if (platform === 'darwin')
    return [join(root, 'Applications'), join(home, 'Applications')].map((folder) =>
      join(folder, 'Firefox.app', 'Contents', 'Resources'),
    );
  return [
    'usr/lib/firefox',
    'usr/lib64/firefox',
    'usr/lib/firefox-esr',
    'usr/lib64/firefox-esr',
    'opt/firefox',
    'snap/firefox/current/usr/lib/firefox',
    'var/lib/flatpak/app/org.mozilla.firefox/current/active/files/lib/firefox',
  ].map((folder) => join(root, folder));
}

/** Where distributions put the library with the roots, where Firefox brings none of its own. */
const libraries = ['usr/lib64/libnssckbi.so', 'usr/lib/libnssckbi.so', 'usr/lib/x86_64-linux-gnu/libnssckbi.so'];

async function installedIn(folder: string, { platform, root = '/' }: FirefoxPlace): Promise<Installed> {
  const application = (await read(join(folder, 'application.ini'))) ?? '';
  const version = majorOf(/^Version=(\d+)/m.exec(application)?.[1]);
  if (platform !== 'linux') return { version, systemModule: false };
  const own = join(folder, 'libnssckbi.so');
  const [library] = (await exists(own))
    ? [own]
    : await filter(
        libraries.map((each) => join(root, each)),
        exists,
      );
  const target = library === undefined ? '' : await realpath(library).catch(() => '');
  return { version, systemModule: target.endsWith(`/${systemModule}`) };
}

const majorOf = (digits: string | undefined): number | null => (digits === undefined ? null : Number(digits));

/** The folders with a profiles.ini: the usual one, and those of snaps, Flatpaks and the Microsoft Store. */
function profileRoots({ platform, home, env }: FirefoxPlace): string[] {
  if (platform === 'win32') {
    const store = 'Packages/Mozilla.Firefox_n80bbvh6b1yt2/LocalCache/Roaming';
    const bases = [env.APPDATA, env.LOCALAPPDATA && join(env.LOCALAPPDATA, store)];
    return bases.flatMap((base) => (base ? [join(base, 'Mozilla', 'Firefox')] : []));
  }
  if (platform === 'darwin') return [join(home, 'Library', 'Application Support', 'Firefox')];
  // Since version 147 a new profile goes into the configuration folder of the XDG specification.
  const config = env.XDG_CONFIG_HOME || join(home, '.config');
  return [
    join(home, '.mozilla/firefox'),
    join(config, 'mozilla/firefox'),
    join(home, 'snap/firefox/common/.mozilla/firefox'),
    join(home, '.var/app/org.mozilla.firefox/.mozilla/firefox'),
    join(home, '.var/app/org.mozilla.firefox/config/mozilla/firefox'),
  ];
}

async function profileFolders(place: FirefoxPlace): Promise<string[]> {
  const found = await Promise.all(
    profileRoots(place).map(async (folder) => {
      const text = (await read(join(folder, 'profiles.ini'))) ?? '';
      // Sections that name a profile have a path; [Install…] and [General] have none.
      return text.split(/^\[/m).flatMap((section) => {
        const path = /^Path=(.+?)\r?$/m.exec(section)?.[1];
        if (path === undefined) return [];
        return [/^IsRelative=0\r?$/m.test(section) && isAbsolute(path) ? path : join(folder, path)];
      });
    }),
  );
  return filter([...new Set(found.flat())], exists);
}

async function profileIn(folder: string): Promise<Profile> {
  const settings = [await read(join(folder, 'prefs.js')), await read(join(folder, 'user.js'))];
  const compatibility = (await read(join(folder, 'compatibility.ini'))) ?? '';
  return {
    // Firefox takes user.js over prefs.js at each start, and of several lines the last.
    enterpriseRoots: settings.map((text) => prefIn(text ?? '')).findLast((value) => value !== null) ?? null,
    version: majorOf(/^LastVersion=(\d+)/m.exec(compatibility)?.[1]),
    systemModule: namesSystemModule(await read(join(folder, 'pkcs11.txt'))),
  };
}

const namesSystemModule = (text: string | null): boolean =>
  text !== null && /^library=.*\/p11-kit-trust\.so\s*$/m.test(text);

/** A setting in the syntax of prefs.js; what stands in a comment does not count, what stands in a string is no comment. */
function prefIn(text: string): boolean | null {
  const code = text.replace(/("(?:\\.|[^"\\\n])*")|\/\*[\s\S]*?\*\/|\/\/.*|^\s*#.*/gm, '$1');
  const found = [...code.matchAll(/\b(?:user_pref|pref)\(\s*"([^"]*)"\s*,\s*(true|false)\s*\)/g)];
  const last = found.findLast(([, name]) => name === pref);
  return last ? last[2] === 'true' : null;
}

/** The system's own policies count before those in a file (EnterprisePoliciesParent). */
async function policyOf(folders: readonly string[], place: FirefoxPlace): Promise<Policy> {
  const ofSystem = place.platform === 'win32' ? await registryPolicy(place) : await plistPolicy(place);
  const files = await Promise.all((await policyFiles(folders, place)).map(jsonPolicy));
  return {
    enterpriseRoots:
      [ofSystem, ...files.map((file) => file?.enterpriseRoots ?? null)].find((each) => each !== null) ?? null,
    systemModule: files.some((file) => file?.systemModule ?? false),
  };
}

/** The one for the whole system, where it is there, is read instead of the one beside the program. */
async function policyFiles(folders: readonly string[], { platform, root = '/' }: FirefoxPlace): Promise<string[]> {
  const system = join(root, 'etc/firefox/policies/policies.json');
  if (platform === 'linux' && (await exists(system))) return [system];
  return folders.map((folder) => join(folder, 'distribution', 'policies.json'));
}

async function jsonPolicy(file: string): Promise<Policy | null> {
  const text = await read(file);
  if (text === null) return null;
  try {
    const policies = objectIn(objectIn(JSON.parse(text)).policies);
    const wanted = objectIn(policies.Certificates).ImportEnterpriseRoots;
    const devices = { ...objectIn(policies.SecurityDevices), ...objectIn(objectIn(policies.SecurityDevices).Add) };
    return {
      enterpriseRoots: typeof wanted === 'boolean' ? wanted : null,
      systemModule: Object.values(devices).some(
        (path) => typeof path === 'string' && path.endsWith(`/${systemModule}`),
      ),
    };
  } catch {
    return null;
  }
}

const objectIn = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The machine's before the user's. */
async function registryPolicy({ readRegistry }: FirefoxPlace): Promise<boolean | null> {
  for (const root of ['HKLM', 'HKCU'] as const) {
    const value = await readRegistry?.(root, registryKey, 'ImportEnterpriseRoots');
    if (typeof value === 'number') return value !== 0;
  }
  return null;
}

/** A configuration profile, or what an administrator has set; both count only with EnterprisePoliciesEnabled. */
async function plistPolicy({ platform, root = '/', run = runTool }: FirefoxPlace): Promise<boolean | null> {
  if (platform !== 'darwin') return null;
  for (const folder of ['Library/Managed Preferences', 'Library/Preferences']) {
    const file = join(root, folder, 'org.mozilla.firefox.plist');
    const { exit, stdout } = await run('/usr/bin/plutil', ['-convert', 'xml1', '-o', '-', file]);
    const policies = exit === 0 ? objectIn(parsePlist(stdout.toString('utf8'))) : {};
    if (policies.EnterprisePoliciesEnabled !== true) continue;
    const value = policies.Certificates__ImportEnterpriseRoots ?? objectIn(policies.Certificates).ImportEnterpriseRoots;
    if (typeof value === 'boolean') return value;
  }
  return null;
}
