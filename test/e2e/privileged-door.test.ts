// The privileged door for real: an ordinary user changes /etc/hosts and the machine's CA store through one elevated
// child (sudo), and takes it back; curl, OpenSSL and Chromium trust and distrust accordingly. Needs real root inside the
// private world, to be able to make somebody ordinary.
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launcherFlags } from '../../scripts/electron-runtime.mjs';
import { issue } from '../support/openssl.ts';
import { canBeOrdinary, nobody, OrdinaryUser } from '../support/ordinary-user.ts';

const sensor = { name: 'door.certwright.test', address: '127.0.0.9' };
const certs = '/etc/ssl/certs';
const anchors = '/usr/local/share/ca-certificates';

const has = (tool: string) => existsSync(join('/usr/bin', tool));

describe.skipIf(!canBeOrdinary)('an ordinary user, through the door', () => {
  let user: OrdinaryUser;
  let folder: string;

  beforeAll(async () => {
    user = await OrdinaryUser.make();
    folder = user.folder;
  });

  afterAll(() => user.remove());

  /** Not synchronous: the server that some ask lives in this process. */
  function run(
    file: string,
    args: readonly string[],
  ): Promise<{ status: number | null; stdout: string; stderr: string }> {
    const { home: cwd, environment: env } = user;
    const child = spawn(file, args, { uid: nobody, gid: nobody, cwd, env, timeout: 60_000 });
    child.stdin.end();
    const told = { stdout: '', stderr: '' };
    child.stdout.on('data', (part) => {
      told.stdout += part;
    });
    child.stderr.on('data', (part) => {
      told.stderr += part;
    });
    return new Promise((done, failed) => {
      child.on('error', failed);
      child.on('close', (status) => done({ status, ...told }));
    });
  }

  const certwright = async (...args: string[]) => {
    const { status, stdout, stderr } = await run(process.execPath, [
      join(user.app, 'out/main/cli.mjs'),
      ...args,
      '--json',
    ]);
    return { status, answer: JSON.parse(stdout || '{}'), stderr };
  };
  const changed = { status: 0, answer: { ok: true, value: { changed: true } } };

  it('cannot do it without', async () => {
    user.allowSudo(false);
    expect(await certwright('hosts', 'add', '127.0.0.1', sensor.name)).toMatchObject({
      status: 3,
      answer: { ok: false },
    });
    user.allowSudo(true);
  });

  it('changes the hosts file, which stays a link with its owner, mode and access list, and undoes it to the byte', async () => {
    renameSync('/etc/hosts', '/etc/hosts.here');
    symlinkSync('hosts.here', '/etc/hosts');
    chownSync('/etc/hosts.here', 0, nobody);
    chmodSync('/etc/hosts.here', 0o664);
    if (has('setfacl')) execFileSync('setfacl', ['-m', 'u:daemon:rw', '/etc/hosts.here']);
    const look = () => ({
      link: lstatSync('/etc/hosts').isSymbolicLink() && readlinkSync('/etc/hosts'),
      owner: [statSync('/etc/hosts').uid, statSync('/etc/hosts').gid],
      mode: statSync('/etc/hosts').mode,
      access: has('getfacl') ? execFileSync('getfacl', ['-n', '/etc/hosts.here'], { encoding: 'utf8' }) : '',
    });
    const before = readFileSync('/etc/hosts');
    const as = look();
    expect(await certwright('hosts', 'add', sensor.address, sensor.name)).toMatchObject(changed);
    expect(execFileSync('getent', ['hosts', sensor.name], { encoding: 'utf8' })).toContain(sensor.address);
    expect(look()).toEqual(as);
    expect(await certwright('hosts', 'undo')).toMatchObject(changed);
    expect(readFileSync('/etc/hosts').equals(before)).toBe(true);
    expect(look()).toEqual(as);
    rmSync('/etc/hosts');
    renameSync('/etc/hosts.here', '/etc/hosts');
    chmodSync('/etc/hosts', 0o644);
  });

  it('makes a sensor trusted by its name, for curl, OpenSSL and Chromium, and takes it back', async () => {
    const ca = issue(folder, {
      name: 'door-root',
      subject: '/O=Contoso/CN=Door Root',
      extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'],
    });
    const leaf = issue(folder, {
      name: 'door-leaf',
      subject: '/CN=door',
      extensions: ['basicConstraints=CA:FALSE', `subjectAltName=DNS:${sensor.name}`, 'extendedKeyUsage=serverAuth'],
      issuer: ca,
    });
    chmodSync(ca.certificate, 0o644);
    const server: Server = createServer(
      { cert: readFileSync(leaf.certificate), key: readFileSync(leaf.key) },
      (_request, response) => response.end('the sensor'),
    );
    server.on('tlsClientError', () => {});
    await new Promise<void>((ready) => server.listen(0, sensor.address, ready));
    const at = `${sensor.name}:${(server.address() as AddressInfo).port}`;

    /** Each with the trust that it finds by itself. */
    const curl = async () => (await run('curl', ['-s', '--noproxy', '*', `https://${at}/`])).status;
    const openssl = async () => {
      const args = [
        '-connect',
        at,
        '-servername',
        sensor.name,
        '-verify_hostname',
        sensor.name,
        '-verify_return_error',
      ];
      return (await run('openssl', ['s_client', '-brief', ...args])).status;
    };
    const chromium = async () => {
      const { stdout } = await run(user.electron, [...launcherFlags(), user.app, 'name', at, '--json']);
      return JSON.parse(stdout || '{}').value?.trust?.code;
    };
    const verdicts = async () => ({ curl: await curl(), openssl: await openssl(), chromium: await chromium() });
    const world = () =>
      [certs, anchors].flatMap((each) =>
        readdirSync(each).map((name) => `${each}/${name} ${linkOf(join(each, name))}`),
      );
    const linkOf = (path: string) => (lstatSync(path).isSymbolicLink() ? readlinkSync(path) : '');
    // What the machine's administrator has left undone is not taken for our doing.
    execFileSync('update-ca-certificates', { stdio: 'pipe' });
    const before = { world: world(), bundle: readFileSync(join(certs, 'ca-certificates.crt')) };
    const untrusted = { curl: 60, openssl: 1, chromium: 'net::ERR_CERT_AUTHORITY_INVALID' };

    try {
      // 6: the name cannot be resolved.
      expect(await curl()).toBe(6);
      expect(await certwright('hosts', 'add', sensor.address, sensor.name)).toMatchObject(changed);
      expect(await verdicts()).toEqual(untrusted);

      expect(await certwright('trust', 'add', ca.certificate, '--store', 'machine')).toMatchObject(changed);
      expect(await certwright('trust', 'add', ca.certificate, '--store', 'machine')).toMatchObject({
        status: 0,
        answer: { value: { changed: false } },
      });
      expect(await certwright('trust', 'add', ca.certificate, '--store', 'user')).toMatchObject(changed);
      expect(await verdicts()).toEqual({ curl: 0, openssl: 0, chromium: 'net::OK' });
      const { answer } = await certwright('trust', 'list', '--store', 'machine');
      expect(answer.value.certificates.filter((each: { addedByUs: boolean }) => each.addedByUs)).toMatchObject([
        { thumbprint: ca.sha256, addedAt: expect.stringMatching(/^\d{4}-/) },
      ]);

      for (const store of ['machine', 'user'])
        expect(await certwright('trust', 'remove', ca.sha256, '--store', store)).toMatchObject(changed);
      expect(await verdicts()).toEqual(untrusted);
      expect(world()).toEqual(before.world);
      expect(readFileSync(join(certs, 'ca-certificates.crt')).equals(before.bundle)).toBe(true);

      expect(await certwright('hosts', 'undo')).toMatchObject(changed);
      expect(await curl()).toBe(6);
    } finally {
      server.close();
    }
  });
});
