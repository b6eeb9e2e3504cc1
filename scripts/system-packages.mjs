// @ts-check
// The system packages that a checkout needs on Debian and Ubuntu: says which are missing and installs them where that
// needs no password. It never asks for one: otherwise it prints the line to run, and the caller goes on.
import { existsSync } from 'node:fs';
import { ask, onPath, run, runIfMain, say } from './run.mjs';

/** What the app needs to keep certificates in the user's NSS database. */
const journey = ['libnss3-tools'];
/** What Electron loads for a window. */
const window = [
  ...['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libatk-bridge2.0-0', 'libdrm2', 'libxtst6'],
  ...['libnotify4'],
];
/** Only tests use these: a display of their own, foreign tools and servers to test against. */
const tests = [
  ...['sudo', 'xvfb', 'xauth', 'openssl', 'gnutls-bin', 'nginx-light', 'ca-certificates', 'curl', 'unzip'],
  // NIST's test suite for certification paths is in it.
  'python3-cryptography-vectors',
];

/** Only the stage `wine` uses these, and does without: they are large, and exist for x64 alone. */
const wine = ['wine', 'wine64'];

export const packageSets = {
  terminal: journey,
  app: [...journey, ...window],
  test: [...journey, ...window, ...tests],
  wine,
};

/**
 * @param {keyof typeof packageSets} purpose
 * @returns {Promise<boolean>} whether everything is there now
 */
export async function ensureSystemPackages(purpose) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query') || !onPath('apt-get')) return true;
  const missing = packageSets[purpose].filter((name) => !isInstalled(name));
  if (missing.length === 0) return true;

  const root = process.getuid?.() === 0;
  if (!root && ask('sudo', ['-n', 'true']) === null) {
    say(`system packages are missing. To install them: sudo apt-get install -y ${missing.map(currentName).join(' ')}`);
    return false;
  }
  say(`installing system packages: ${missing.join(' ')}`);
  const prefix = root ? [] : ['sudo', '-n'];
  // Without an index (a fresh container) apt knows no package at all; with an old one it may ask for versions long gone.
  await quietly([...prefix, 'apt-get', 'update', '-qq']);
  const names = missing.map(currentName);
  const status = await quietly([...prefix, 'sh', '-c', install, 'sh', ...names]);
  if (status === 0) return true;
  say(`apt-get could not install them (its message is above). By hand: apt-get install -y ${names.join(' ')}`);
  return false;
}

// Debian starts a server as soon as it is installed, and nginx would take port 80 of somebody's desktop. policy-rc.d is
// Debian's own way to say no to that; an existing one is left alone.
const install = `
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\\nexit 101\\n' >"$policy" && chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "$@"
`;

/** @param {string[]} words apt's chatter goes to stderr, so that stdout stays ours */
const quietly = ([command = '', ...args]) => run(command, args, { stdio: ['ignore', process.stderr, process.stderr] });

/**
 * Debian 13 and Ubuntu 24.04 renamed some libraries when time became 64 bits wide.
 * @param {string} name
 */
const otherName = (name) => `${name}t64`;

/** @param {string} name */
function isInstalled(name) {
  return [name, otherName(name)].some((candidate) =>
    ask('dpkg-query', ['-s', candidate])?.includes('Status: install ok installed'),
  );
}

/** @param {string} name */
const currentName = (name) =>
  ask('apt-cache', ['show', '--no-all-versions', otherName(name)])?.includes('Package:') ? otherName(name) : name;

await runIfMain(import.meta.url, async () => ((await ensureSystemPackages('test')) ? 0 : 1));
