import { describe, expect, it } from 'vitest';
import {
  childCommand,
  chooseElevation,
  type ElevationWay,
  elevationCommand,
  readEnd,
  type Situation,
} from '../../../main/privileged/elevation.ts';
import { quoteArgument } from '../../../main/privileged/windows-elevation.ts';

type Has = Situation['has'];
const nothing: Has = { display: false, terminal: false, pkexec: false, sudo: false, sudoWithoutPassword: false };
const all: Has = { display: true, terminal: true, pkexec: true, sudo: true, sudoWithoutPassword: false };
const choose = (platform: NodeJS.Platform, has: Partial<Has>, more: Partial<Situation> = {}) =>
  chooseElevation({ platform, isRoot: false, mayAsk: true, inWindow: false, ...more, has: { ...nothing, ...has } });

describe('the way to rights', () => {
  it.each<[string, NodeJS.Platform, Partial<Has>, ElevationWay]>([
    ['Windows', 'win32', {}, 'uac'],
    ['macOS with its desktop', 'darwin', { display: true, sudo: true, terminal: true }, 'osascript'],
    ['macOS over the network', 'darwin', { sudo: true, terminal: true }, 'sudo'],
    ['macOS over the network, no terminal', 'darwin', { sudo: true }, 'none'],
    ['macOS without a password for sudo', 'darwin', { display: true, sudo: true, sudoWithoutPassword: true }, 'sudo'],
    ['Linux with everything', 'linux', all, 'pkexec'],
    ['Linux with a desktop, no pkexec, started from a terminal', 'linux', { ...all, pkexec: false }, 'sudo'],
    ['Linux with a desktop, no pkexec, no terminal', 'linux', { display: true, sudo: true }, 'none'],
    ['Linux on a terminal', 'linux', { terminal: true, pkexec: true, sudo: true }, 'sudo'],
    ['Linux on a terminal without sudo', 'linux', { terminal: true, pkexec: true }, 'pkexec'],
    ['Linux with sudo that never asks', 'linux', { ...all, sudoWithoutPassword: true }, 'sudo'],
    ['Linux without anything', 'linux', { pkexec: true, sudo: true }, 'none'],
    ['Linux without both', 'linux', { display: true, terminal: true }, 'none'],
  ])('%s', (_what, platform, has, way) => {
    expect(choose(platform, has)).toBe(way);
  });

  it('is for the window a dialog of the system, where there is one, before a sudo that asks nobody', () => {
    const silent = { ...all, sudoWithoutPassword: true };
    expect(choose('linux', silent, { inWindow: true })).toBe('pkexec');
    expect(choose('darwin', silent, { inWindow: true })).toBe('osascript');
    expect(choose('win32', silent, { inWindow: true })).toBe('uac');
    expect(choose('linux', { ...silent, pkexec: false }, { inWindow: true })).toBe('sudo');
    expect(choose('linux', { ...silent, display: false }, { inWindow: true })).toBe('sudo');
  });

  it('is not needed by who has rights', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      expect(choose(platform, all, { isRoot: true })).toBe('direct');
      expect(choose(platform, nothing, { isRoot: true, mayAsk: false })).toBe('direct');
    }
  });

  it('asks nobody where nobody may be asked', () => {
    expect(choose('win32', all, { mayAsk: false })).toBe('none');
    expect(choose('darwin', all, { mayAsk: false })).toBe('none');
    expect(choose('linux', all, { mayAsk: false })).toBe('none');
    expect(choose('linux', { ...all, sudoWithoutPassword: true }, { mayAsk: false })).toBe('sudo');
  });
});

const app = { executable: '/opt/Certwright/certwright', args: [] };
const words = ['--privileged', "/tmp/it's here/request.json", 'AB', '/tmp/answer'];

describe('the command', () => {
  it('gives root what Chromium wants, on Linux and for Electron alone', () => {
    expect(childCommand({ ...app, isElectron: true }, 'linux').args).toContain('--no-sandbox');
    expect(childCommand({ ...app, isElectron: true }, 'darwin').args).toEqual([]);
    expect(childCommand({ ...app, isElectron: true }, 'win32').args).toEqual([]);
    expect(childCommand({ executable: '/usr/bin/node', args: ['/x/cli.mjs'], isElectron: false }, 'linux')).toEqual({
      executable: '/usr/bin/node',
      args: ['/x/cli.mjs'],
    });
  });

  it('names absolute programs and keeps every word by itself', () => {
    const child = { executable: app.executable, args: words };
    expect(elevationCommand('pkexec', child, true)).toEqual({
      file: '/usr/bin/pkexec',
      args: [app.executable, ...words],
    });
    expect(elevationCommand('sudo', child, true)).toEqual({
      file: '/usr/bin/sudo',
      args: ['--', app.executable, ...words],
    });
    expect(elevationCommand('sudo', child, false).args[0]).toBe('-n');
    const { file, args } = elevationCommand('osascript', child, true);
    expect(file).toBe('/usr/bin/osascript');
    expect(args.slice(-5)).toEqual([app.executable, ...words]);
    // The script is the same whatever the words are.
    const script = args.slice(0, -5).filter((_, index) => index % 2 === 1);
    expect(script.join('\n')).not.toMatch(/request|certwright/i);
    expect(script.filter((line) => line.includes('quoted form of'))).toHaveLength(1);
  });
});

describe('how it ended', () => {
  it.each<['pkexec' | 'sudo' | 'osascript', number | null, string, unknown]>([
    ['pkexec', 0, '', 0],
    ['pkexec', 2, '', 2],
    ['pkexec', 126, '', 'cancelled'],
    ['pkexec', 127, '', 'unavailable'],
    ['pkexec', null, '', null],
    ['sudo', 1, '', 'unavailable'],
    ['sudo', 3, '', 3],
    ['osascript', 0, '0\n', 0],
    ['osascript', 0, '70\n', 70],
    ['osascript', 0, '-128\n', 'cancelled'],
    ['osascript', 0, 'Benutzer hat abgebrochen', 'unavailable'],
    ['osascript', 1, '', 'unavailable'],
  ])('%s %s %j', (way, status, output, end) => {
    expect(readEnd(way, status, output)).toBe(end);
  });
});

describe('an argument for Windows', () => {
  it.each([
    ['plain', 'plain'],
    ['', '""'],
    ['C:\\Program Files\\Certwright', '"C:\\Program Files\\Certwright"'],
    ['C:\\with blank\\', '"C:\\with blank\\\\"'],
    ['C:\\no-blank\\', 'C:\\no-blank\\'],
    ['say "hi"', '"say \\"hi\\""'],
    ['a\\"b', '"a\\\\\\"b"'],
    ['\\\\.\\pipe\\certwright-0', '\\\\.\\pipe\\certwright-0'],
  ])('%s becomes %s', (argument, quoted) => {
    expect(quoteArgument(argument)).toBe(quoted);
  });
});
