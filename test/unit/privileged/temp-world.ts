// A world in a temporary folder: a hosts file and a memory store. Never the machine's own.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok } from '../../../preload/contract/result.ts';
import type { World } from '../../../main/privileged/apply.ts';
import type { Operation } from '../../../main/privileged/operations.ts';
import { memoryStore } from '../../../main/trust/memory.ts';
import { certificate, key } from '../pki/openssl.ts';

export const hostsText = '127.0.0.1\tlocalhost\r\n# kept as it is\n10.0.0.1 old.example';

export function tempWorld(options: { hosts?: string | Buffer } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'certwright-test-'));
  const file = join(folder, 'hosts');
  writeFileSync(file, options.hosts ?? hostsText);
  mkdirSync(join(folder, 'staging'), { mode: 0o700 });
  const store = memoryStore('user');
  const world: World = {
    platform: 'linux',
    now: () => new Date('2026-11-22T10:00:00Z'),
    storeOf: (id) => (id === 'memory' ? store : null),
    hostsFile: () => ok(file),
    backupDir: () => ok(join(folder, 'backups')),
  };
  return {
    folder,
    file,
    staging: join(folder, 'staging'),
    store,
    world,
    hosts: () => readFileSync(file, 'latin1'),
    setHosts: (text: string) => writeFileSync(file, text, 'latin1'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const addHost = (name: string, address = '192.0.2.7', tag = 'j1'): Operation => ({
  kind: 'hosts-add',
  name,
  address,
  tag,
  before: null,
  override: false,
});

const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
/** DER of a self-signed root, made when the test runs. */
export const makeRoot = (name: string): Uint8Array => certificate({ key: key('p256'), subject: `/CN=${name}`, extensions });

export const addRoot = (der: Uint8Array): Operation & { kind: 'trust-add' } => ({
  kind: 'trust-add',
  store: 'memory',
  der: Buffer.from(der).toString('base64'),
  role: 'root-ca',
  place: 'root',
});
