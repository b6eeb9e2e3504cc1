// @ts-check
// Runs a command in a world of its own, so that tests can really change the machine and nobody notices: on Linux a
// private mount namespace with a copy of /etc and of the local CA folder bound over the real ones, a HOME in memory,
// processes that end with the command, and a virtual display where there is none.
//
// Inside, CERTWRIGHT_PRIVATE_WORLD=1 tells tests that they may change the world. Where such a world cannot be made
// (macOS, Windows, no rights), the command runs as it is, without that variable.
//
//   node scripts/private-world.mjs COMMAND [ARGUMENT…]
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from './electron-runtime.mjs';
import { ask, hasDisplay, onPath, root, run, runIfMain, Stop, say } from './run.mjs';

// $1 is an empty folder. Everything is put on a tmpfs that only this namespace sees, so nothing needs cleaning up.
// A bind mount of a whole copied folder, not of single files: then a file in it can be replaced by a rename, as
// programs do that write /etc/hosts safely. cp may complain, as an ordinary user cannot copy every file and owner.
// The hooks of update-ca-certificates go: Java's reaches out of this world, into dpkg's database.
const build = `
world=$1; shift
set -e
mount -t tmpfs -o mode=755 tmpfs "$world"
for folder in /etc /usr/local/share/ca-certificates; do
  [ -d "$folder" ] || continue
  mkdir -p "$world$folder"
  cp -a "$folder/." "$world$folder/" 2>/dev/null || true
  mount --bind "$world$folder" "$folder"
done
rm -f /etc/ca-certificates/update.d/*
mkdir -m 700 "$world/home" "$world/run"
`;

const start = `${build}
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME
export HOME="$world/home" XDG_RUNTIME_DIR="$world/run" CERTWRIGHT_PRIVATE_WORLD=1
"$@"
`;

const namespaces = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** @typedef {{ prefix: string[], kind: 'root' | 'user' | 'sudo' }} Way */

/** Tries each way for real, on the very mounts that are wanted. @returns {Way | null} */
function findWay() {
  if (process.platform !== 'linux' || !onPath('unshare')) return null;
  /** @type {Way[]} */
  const ways =
    process.getuid?.() === 0
      ? [{ kind: 'root', prefix: ['unshare', ...namespaces] }]
      : [
          // Preferred to sudo: what the command writes into the checkout stays the user's own.
          { kind: 'user', prefix: ['unshare', '--user', '--map-root-user', ...namespaces] },
          { kind: 'sudo', prefix: ['sudo', '-n', '-E', 'env', `PATH=${process.env.PATH}`, 'unshare', ...namespaces] },
        ];
  return ways.find(({ prefix }) => inFolder((folder) => works(prefix, folder))) ?? null;
}

/**
 * @param {string[]} prefix
 * @param {string} folder
 */
function works([command = '', ...args], folder) {
  return ask(command, [...args, 'sh', '-c', `${build} : >/etc/certwright-probe`, 'sh', folder]) !== null;
}

/**
 * @template T
 * @param {(folder: string) => T} use
 */
function inFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'certwright-world-'));
  try {
    return use(folder);
  } finally {
    rmdirSync(folder);
  }
}

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 * @param {{ display?: boolean }} [options] whether the command wants a display; it does unless told otherwise
 * @returns {Promise<number>} its exit status
 */
export async function runInPrivateWorld(command, env = process.env, { display: wantsDisplay = true } = {}) {
  const needsDisplay = wantsDisplay && !hasDisplay();
  if (needsDisplay && !onPath('xvfb-run')) say('no display and no xvfb-run: tests that open a window will fail.');
  const display = needsDisplay && onPath('xvfb-run') ? ['xvfb-run', '-a', '-s', '-screen 0 1440x960x24'] : [];
  const inner = [...display, ...command];
  // HOME changes inside, yet the runtime that was fetched for the outer one is to be found.
  /** @type {NodeJS.ProcessEnv} */
  const clean = { ...env, CERTWRIGHT_CACHE: cacheFolder() };
  delete clean.CERTWRIGHT_PRIVATE_WORLD;

  const way = findWay();
  if (!way) {
    say(
      'no private world can be made here, so this runs in the one that you see; tests that would change it are left out.',
    );
    return launch(inner, clean);
  }
  const folder = mkdtempSync(join(tmpdir(), 'certwright-world-'));
  try {
    return await launch([...way.prefix, 'sh', '-c', start, 'sh', folder, ...inner], clean);
  } finally {
    rmdirSync(folder);
    if (way.kind === 'sudo') giveBack();
  }
}

/**
 * @param {string[]} words
 * @param {NodeJS.ProcessEnv} env
 */
const launch = ([command = '', ...args], env) => run(command, args, { env });

/** Under sudo the command ran as root, and so wrote into the checkout as root. */
function giveBack() {
  const owner = `${process.getuid?.()}:${process.getgid?.()}`;
  ask('sudo', ['-n', 'find', root, '-xdev', '-user', 'root', '-exec', 'chown', '-h', owner, '{}', '+']);
}

await runIfMain(import.meta.url, (args) => {
  if (args.length === 0) throw new Stop('Name a command to run: node scripts/private-world.mjs COMMAND [ARGUMENT…]');
  return runInPrivateWorld(args);
});
