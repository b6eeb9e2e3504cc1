import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startableByRoot } from '../../../main/privileged/app-image.ts';

const user = process.getuid?.() ?? 0;
let folder: string;
let executable: string;
let APPDIR: string;
let APPIMAGE: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-image-'));
  APPDIR = join(folder, 'mount');
  APPIMAGE = join(folder, 'Certwright.AppImage');
  executable = join(APPDIR, 'certwright');
  mkdirSync(APPDIR);
  for (const file of [executable, APPIMAGE]) writeFileSync(file, '', { mode: 0o755 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === 'win32')('what root can start', () => {
  const start = (env: Record<string, string | undefined>) => startableByRoot(executable, env, user);

  it('is the program itself, where it is not in an image', () => {
    expect(start({})).toBe(executable);
    // The variables of another image, from which this app was started.
    expect(start({ APPDIR: join(folder, 'other'), APPIMAGE })).toBe(executable);
    expect(start({ APPDIR: `${APPDIR}x`, APPIMAGE })).toBe(executable);
    expect(start({ APPDIR: 'mount', APPIMAGE })).toBe(executable);
  });

  it('is the image, also by a link to it', () => {
    expect(start({ APPDIR, APPIMAGE })).toBe(APPIMAGE);
    symlinkSync(APPIMAGE, join(folder, 'link'));
    expect(start({ APPDIR, APPIMAGE: join(folder, 'link') })).toBe(APPIMAGE);
  });

  it.each([
    ['is not named', () => undefined],
    ['is named by a relative path', () => 'Certwright.AppImage'],
    ['is not there', () => join(folder, 'none')],
    ['is a folder', () => APPDIR],
    [
      'can be written by the group',
      () => {
        chmodSync(APPIMAGE, 0o775);
        return APPIMAGE;
      },
    ],
    [
      'can be written by anybody',
      () => {
        chmodSync(APPIMAGE, 0o757);
        return APPIMAGE;
      },
    ],
  ])('is nothing where the image %s', (_what, image) => {
    expect(start({ APPDIR, APPIMAGE: image() })).toBeNull();
  });

  it('is nothing where a folder above the image lets others put another in its place', () => {
    const inner = join(folder, 'a');
    const image = join(inner, 'b', 'Certwright.AppImage');
    mkdirSync(join(inner, 'b'), { recursive: true });
    writeFileSync(image, '', { mode: 0o755 });
    expect(start({ APPDIR, APPIMAGE: image })).toBe(image);
    for (const open of [inner, join(inner, 'b')]) {
      for (const mode of [0o777, 0o775]) {
        chmodSync(open, mode);
        expect(start({ APPDIR, APPIMAGE: image }), `${mode.toString(8)} ${open}`).toBeNull();
      }
      // As in /tmp, nobody can take away what is another's.
      chmodSync(open, 0o1777);
      expect(start({ APPDIR, APPIMAGE: image })).toBe(image);
      chmodSync(open, 0o755);
    }
    expect(start({ APPDIR, APPIMAGE: image })).toBe(image);
    if (user !== 0) return;
    chownSync(inner, 65534, 65534);
    expect(start({ APPDIR, APPIMAGE: image })).toBeNull();
  });

  it.skipIf(user !== 0)('is nothing where the image belongs to another user', () => {
    chownSync(APPIMAGE, 65534, 65534);
    expect(start({ APPDIR, APPIMAGE })).toBeNull();
    chownSync(folder, 65534, 65534);
    expect(startableByRoot(executable, { APPDIR, APPIMAGE }, 65534)).toBe(APPIMAGE);
    // The administrator's own image is for everybody.
    chownSync(APPIMAGE, 0, 0);
    expect(startableByRoot(executable, { APPDIR, APPIMAGE }, 65534)).toBe(APPIMAGE);
  });
});
