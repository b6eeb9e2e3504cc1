// Whether Firefox uses the system's store, told from real folder layouts in temporary homes: those of Mozilla's documents
// for each system. Firefox itself is not run.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firefoxHere } from '../../../main/trust/firefox.ts';
import type { FirefoxPlace } from '../../../main/trust/firefox-files.ts';
import type { RunTool } from '../../../main/trust/tool.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'certwright-firefox-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (path: string, text = ''): string => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const home = () => join(root, 'home');
const none: RunTool = async () => ({ exit: 1, stdout: Buffer.alloc(0), stderr: '' });
const places: Record<string, () => FirefoxPlace> = {
  linux: () => ({ platform: 'linux', root, home: home(), env: {} }),
  darwin: () => ({ platform: 'darwin', root, home: home(), env: {}, run: none }),
  win32: () => ({
    platform: 'win32',
    home: home(),
    env: { APPDATA: join(root, 'roaming'), LOCALAPPDATA: join(root, 'local'), ProgramFiles: join(root, 'programs') },
  }),
};
const ask = (system: 'linux' | 'darwin' | 'win32', more: Partial<FirefoxPlace> = {}) =>
  firefoxHere({ ...(places[system] as () => FirefoxPlace)(), ...more });

const setting = (value: boolean) => `user_pref("security.enterprise_roots.enabled", ${value});`;
/** A profile of a version, with lines of its prefs.js. */
function profile(base: string, name: string, version: number | null, prefs = '', more: Record<string, string> = {}) {
  put(`${base}/Profiles/${name}/prefs.js`, `// Mozilla User Preferences\n\n${prefs}\n`);
  if (version !== null)
    put(`${base}/Profiles/${name}/compatibility.ini`, `[Compatibility]\nLastVersion=${version}.0.1_2025/2025\n`);
  for (const [file, text] of Object.entries(more)) put(`${base}/Profiles/${name}/${file}`, text);
  const known = (() => {
    try {
      return readFileSync(join(root, base, 'profiles.ini'), 'utf8');
    } catch {
      return '[General]\nStartWithLastProfile=1\n\n[Install4F96]\nDefault=Profiles/a\nLocked=1\n\n';
    }
  })();
  put(`${base}/profiles.ini`, `${known}[Profile${name}]\nName=${name}\nIsRelative=1\nPath=Profiles/${name}\n\n`);
}
const windows = 'roaming/Mozilla/Firefox';
const mac = 'home/Library/Application Support/Firefox';

it.each(['linux', 'darwin', 'win32'] as const)('none is found on an empty %s', async (system) => {
  expect(await ask(system)).toEqual({ found: false, uses: 'unknown', from: 'nothing', locked: false });
});

describe('on Windows and macOS', () => {
  it.each([
    [windows, 'win32'],
    [mac, 'darwin'],
  ] as const)('%s: by default from version 120 on', async (base, system) => {
    profile(base, 'a', 120);
    expect(await ask(system)).toEqual({ found: true, uses: 'yes-by-default', from: 'default', locked: false });
    profile(base, 'b', 119);
    expect(await ask(system)).toEqual({ found: true, uses: 'no', from: 'default', locked: false });
  });

  it('a profile says otherwise, and of two the less favourable counts', async () => {
    profile(windows, 'a', 115, setting(true));
    expect(await ask('win32')).toMatchObject({ uses: 'yes', from: 'profile', locked: false });
    profile(windows, 'b', 130);
    expect(await ask('win32')).toMatchObject({ uses: 'yes-by-default', from: 'default' });
    profile(windows, 'c', 130, setting(false));
    expect(await ask('win32')).toMatchObject({ uses: 'no', from: 'profile', locked: false });
  });

  it('user.js counts before prefs.js, the last line of several, and no comment', async () => {
    profile(windows, 'a', 130, `${setting(false)}\n${setting(true)}`);
    expect(await ask('win32')).toMatchObject({ uses: 'yes' });
    profile(windows, 'a', 130, setting(true), { 'user.js': setting(false) });
    expect(await ask('win32')).toMatchObject({ uses: 'no' });
    const comments = `// ${setting(false)}\n/* \n${setting(false)}\n*/\n# ${setting(false)}`;
    profile(
      windows,
      'a',
      130,
      `${comments}\nuser_pref("a.url", "https://x/*");\n${setting(true)}\nuser_pref("b", "*/");`,
      {
        'user.js': '',
      },
    );
    expect(await ask('win32')).toMatchObject({ uses: 'yes', from: 'profile' });
  });

  it('a profile of an unknown version is unknown, and one that is gone counts for nothing', async () => {
    profile(windows, 'a', null);
    expect(await ask('win32')).toMatchObject({ found: true, uses: 'unknown', from: 'nothing' });
    rmSync(join(root, windows, 'Profiles'), { recursive: true });
    expect(await ask('win32')).toMatchObject({ found: false });
  });

  it('a profile elsewhere, and one of the Microsoft Store', async () => {
    const elsewhere = dirname(put('elsewhere/prefs.js', setting(false)));
    put(`${windows}/profiles.ini`, `[Profile0]\r\nName=x\r\nIsRelative=0\r\nPath=${elsewhere}\r\n`);
    expect(await ask('win32')).toMatchObject({ uses: 'no', from: 'profile' });
    rmSync(join(root, windows), { recursive: true });
    profile('local/Packages/Mozilla.Firefox_n80bbvh6b1yt2/LocalCache/Roaming/Mozilla/Firefox', 'a', 140);
    expect(await ask('win32')).toMatchObject({ uses: 'yes-by-default' });
  });

  it('one that nobody has started yet goes by its own version', async () => {
    put('programs/Mozilla Firefox/application.ini', '[App]\nVendor=Mozilla\nVersion=115.9.1\n');
    expect(await ask('win32')).toEqual({ found: true, uses: 'no', from: 'default', locked: false });
  });

  it('a policy in the registry decides and locks, the machine’s before the user’s', async () => {
    profile(windows, 'a', 130, setting(false));
    const policy =
      (values: Partial<Record<'HKLM' | 'HKCU', number>>): NonNullable<FirefoxPlace['readRegistry']> =>
      async (hive, key, name) =>
        key === 'SOFTWARE\\Policies\\Mozilla\\Firefox\\Certificates' && name === 'ImportEnterpriseRoots'
          ? values[hive]
          : undefined;
    const asked = (values: Partial<Record<'HKLM' | 'HKCU', number>>) => ask('win32', { readRegistry: policy(values) });
    expect(await asked({ HKLM: 1, HKCU: 0 })).toEqual({ found: true, uses: 'yes', from: 'policy', locked: true });
    expect(await asked({ HKCU: 0 })).toEqual({ found: true, uses: 'no', from: 'policy', locked: true });
    expect(await asked({})).toMatchObject({ from: 'profile', locked: false });
  });

  it('a policy in a file beside the program decides too, after the registry', async () => {
    put('programs/Mozilla Firefox/application.ini', '[App]\nVersion=130.0\n');
    const file = 'programs/Mozilla Firefox/distribution/policies.json';
    put(file, JSON.stringify({ policies: { Certificates: { ImportEnterpriseRoots: false } } }));
    expect(await ask('win32')).toMatchObject({ uses: 'no', from: 'policy', locked: true });
    expect(await ask('win32', { readRegistry: async () => 1 })).toMatchObject({ uses: 'yes', from: 'policy' });
    for (const broken of ['{', '[]', '"policies"', '{"policies":{"Certificates":{"ImportEnterpriseRoots":"no"}}}']) {
      put(file, broken);
      expect(await ask('win32')).toMatchObject({ uses: 'yes-by-default', from: 'default' });
    }
  });

  it('on macOS a configuration profile decides, where policies are switched on', async () => {
    profile(mac, 'a', 130);
    const plist = (enabled: boolean, certificates: string): RunTool => {
      const xml = `<plist version="1.0"><dict><key>EnterprisePoliciesEnabled</key><${enabled}/>${certificates}</dict></plist>`;
      return async (_file, args) =>
        args.at(-1)?.includes('Managed') ? none('', []) : { exit: 0, stdout: Buffer.from(xml), stderr: '' };
    };
    const flat = '<key>Certificates__ImportEnterpriseRoots</key><false/>';
    const nested = '<key>Certificates</key><dict><key>ImportEnterpriseRoots</key><false/></dict>';
    expect(await ask('darwin', { run: plist(true, flat) })).toMatchObject({ uses: 'no', from: 'policy', locked: true });
    expect(await ask('darwin', { run: plist(true, nested) })).toMatchObject({ uses: 'no', from: 'policy' });
    expect(await ask('darwin', { run: plist(false, flat) })).toMatchObject({ uses: 'yes-by-default' });
  });
});

describe('on Linux', () => {
  it('it never does by the setting, whatever a profile or a policy says', async () => {
    profile('home/.mozilla/firefox', 'a', 140, setting(true));
    put('etc/firefox/policies/policies.json', '{"policies":{"Certificates":{"ImportEnterpriseRoots":true}}}');
    expect(await ask('linux')).toEqual({ found: true, uses: 'not-here', from: 'nothing', locked: false });
  });

  it.each([
    'home/.config/mozilla/firefox',
    'home/snap/firefox/common/.mozilla/firefox',
    'home/.var/app/org.mozilla.firefox/.mozilla/firefox',
  ])('a profile in %s is found', async (base) => {
    profile(base, 'a', 147);
    expect(await ask('linux')).toMatchObject({ found: true, uses: 'not-here' });
  });

  it('it does where the module of the system’s store stands in for its own roots, in each installation', async () => {
    const module = put('usr/lib64/pkcs11/p11-kit-trust.so');
    put('usr/lib64/firefox/application.ini', '[App]\nVersion=140.0\n');
    symlinkSync(module, join(root, 'usr/lib64/libnssckbi.so'));
    expect(await ask('linux')).toEqual({ found: true, uses: 'yes-by-default', from: 'default', locked: false });
    put('opt/firefox/libnssckbi.so', 'its own');
    expect(await ask('linux')).toMatchObject({ uses: 'not-here' });
  });

  it('it does where a policy, or every profile, loads that module', async () => {
    const module = '/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-trust.so';
    profile('home/.mozilla/firefox', 'a', 140, '', { 'pkcs11.txt': `library=${module}\nname=My local trust\n` });
    expect(await ask('linux')).toMatchObject({ uses: 'yes', from: 'profile', locked: false });
    profile('home/.mozilla/firefox', 'b', 140, '', { 'pkcs11.txt': 'library=\nname=NSS Internal PKCS #11 Module\n' });
    expect(await ask('linux')).toMatchObject({ uses: 'not-here' });
    for (const devices of [{ 'System trust': module }, { Add: { 'System trust': module } }]) {
      put('etc/firefox/policies/policies.json', JSON.stringify({ policies: { SecurityDevices: devices } }));
      expect(await ask('linux')).toMatchObject({ uses: 'yes', from: 'policy', locked: true });
    }
    // The policies of the whole system are read instead of those beside the program.
    put(
      'opt/firefox/distribution/policies.json',
      readFileSync(join(root, 'etc/firefox/policies/policies.json'), 'utf8'),
    );
    put('etc/firefox/policies/policies.json', '{"policies":{}}');
    expect(await ask('linux')).toMatchObject({ uses: 'not-here' });
    rmSync(join(root, 'etc'), { recursive: true });
    expect(await ask('linux')).toMatchObject({ uses: 'yes', from: 'policy' });
  });
});
