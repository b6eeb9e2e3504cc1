// The part of the sh script for macOS' keychains, run here with a stand-in for `security`: a folder with a file for each
// certificate. It shows that our side does what it should if the tool behaves as documented, and no more.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScriptCertificate } from '../../../main/kit/script/facts.ts';
import { shScript } from '../../../main/kit/script/sh.ts';
import { thumbprints } from '../../../main/pki/certificate/fingerprint.ts';
import { toPem } from '../../../main/pki/files/write.ts';
import { makeRoot } from '../privileged/roots.ts';
import { certificate } from './script-facts.ts';

const root = makeRoot('Script Root');
const { sha1 } = thumbprints(root);
const standIn = `#!/bin/sh
cd "$KEYCHAIN"
for last do :; done
case $1 in
  find-certificate) [ -n "$(ls)" ] || exit 44
    if [ "$3" = -p ]; then cat *; else for each in *; do echo "SHA-1 hash: $each"; done; fi ;;
  add-trusted-cert) cp "$last" ${sha1}; [ ! -e ../declined ] ;;
  remove-trusted-cert) [ ! -e ../declined ] ;;
  delete-certificate) rm "$3" ;;
  *) exit 1 ;;
esac
`;

describe.skipIf(process.platform === 'win32')('the script on a keychain', () => {
  let folder: string;
  let keychain: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'certwright-keychain-'));
    keychain = join(folder, 'keychain');
    mkdirSync(keychain);
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'security'), standIn, { mode: 0o755 });
    // Apple's base64 decodes with -D.
    writeFileSync(join(folder, 'bin', 'base64'), '#!/bin/sh\nexec /usr/bin/base64 -d\n', { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function run(act: ScriptCertificate['act'], ...args: string[]) {
    const file = join(folder, 'change.sh');
    const login = certificate('CN=Script Root', {
      ...thumbprints(root),
      der: Buffer.from(root).toString('base64'),
      act,
      store: 'macos-login',
      scope: 'user',
      location: 'keychain',
    });
    const notes = join(folder, 'notes');
    const facts = { name: 'change.sh', certificates: [login], notes, hosts: null, isAdministrator: true, linux: null };
    writeFileSync(file, shScript(facts, 'darwin').replace(/^PATH=/m, `PATH='${join(folder, 'bin')}':`));
    const { status, stdout, stderr } = spawnSync('sh', [file, ...args], {
      encoding: 'utf8',
      env: { HOME: folder, KEYCHAIN: keychain },
    });
    return { status, stdout, stderr };
  }
  const putIn = () => writeFileSync(join(keychain, sha1), toPem(root));
  const there = () => readdirSync(keychain);
  const left = { status: 2, stderr: expect.stringMatching(/^Not done: /) };
  const already = { status: 0, stdout: expect.stringMatching(/^Nothing to do: /) };

  it('puts in once, and takes out what it has put in', () => {
    expect(run('add', '--undo')).toMatchObject(already);
    expect(run('add')).toMatchObject({ status: 0, stderr: '' });
    expect(there()).toEqual([sha1]);
    expect(run('add')).toMatchObject(already);
    expect(run('add', '--undo')).toMatchObject({ status: 0, stderr: '' });
    expect(there()).toEqual([]);
    expect(run('add', '--undo')).toMatchObject(already);
  });

  it('leaves what somebody else has put in, trusted or not', () => {
    putIn();
    expect(run('add')).toMatchObject(left);
    expect(run('add', '--undo')).toMatchObject(left);
    expect(there()).toEqual([sha1]);
  });

  it('gives back what it has taken out, and nothing else', () => {
    expect(run('remove')).toMatchObject(already);
    expect(run('remove', '--undo')).toMatchObject(left);
    expect(there()).toEqual([]);
    putIn();
    expect(run('remove')).toMatchObject({ status: 0, stderr: '' });
    expect(there()).toEqual([]);
    expect(run('remove', '--undo')).toMatchObject({ status: 0, stderr: '' });
    expect(there()).toEqual([sha1]);
    expect(run('remove', '--undo')).toMatchObject(already);
  });

  it('leaves the keychain as it was where the person declines', () => {
    writeFileSync(join(folder, 'declined'), '');
    expect(run('add')).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Stopped: /) });
    expect(there()).toEqual([]);
    putIn();
    expect(run('remove')).toMatchObject(left);
    expect(there()).toEqual([sha1]);
    expect(existsSync(join(folder, '.local'))).toBe(false);
  });
});
