import { describe, expect, it } from 'vitest';
import { hostsPath } from '../../../main/hosts/location.ts';

const windows = (env: Record<string, string>, dataBasePath?: string) =>
  hostsPath({ platform: 'win32', env, readDataBasePath: () => dataBasePath });

describe('hostsPath', () => {
  it('is /etc/hosts on Linux and macOS', () => {
    expect(hostsPath({ platform: 'linux', env: {} })).toEqual({ ok: true, value: '/etc/hosts' });
    expect(hostsPath({ platform: 'darwin', env: {} })).toEqual({ ok: true, value: '/etc/hosts' });
  });

  it.each([
    [{}, undefined, 'C:\\Windows\\System32\\drivers\\etc\\hosts'],
    [{ SYSTEMROOT: 'D:\\Win' }, undefined, 'D:\\Win\\System32\\drivers\\etc\\hosts'],
    [{ SystemRoot: 'D:\\Win' }, '%systemroot%\\etc\\', 'D:\\Win\\etc\\hosts'],
    [{}, 'E:\\net', 'E:\\net\\hosts'],
    [{ SystemRoot: 'D:\\$&' }, undefined, 'D:\\$&\\System32\\drivers\\etc\\hosts'],
  ])('on Windows with %j and %j', (env, dataBasePath, expected) => {
    expect(windows(env, dataBasePath)).toEqual({ ok: true, value: expected });
  });

  it.each(['etc', '\\etc', '%Elsewhere%\\etc', '\\\\server\\share\\etc', 'C:etc', ''])('refuses %j', (dataBasePath) => {
    expect(windows({}, dataBasePath)).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
  });
});
