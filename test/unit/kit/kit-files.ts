// What the tests of the kit are made of: keys and certificates by openssl, and the built-in profile of the sensor.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '../../../main/acceptance/profile-schema.ts';
import { builtInProfiles } from '../../../main/acceptance/profiles.ts';
import type { KitContent } from '../../../main/kit/upload-kit.ts';
import { readObjects } from '../../../main/pki/files/read.ts';
import type { PrivateKey } from '../../../main/pki/keys/private-key.ts';
import { type Issued, issue, privateCa } from '../../support/openssl.ts';

export const sensorProfile = builtInProfiles.find(({ id }) => id === 'ot-sensor') as Profile;

export const der = (file: string): Uint8Array => {
  const [object] = readObjects(readFileSync(file)).objects;
  if (object?.kind !== 'certificate') throw new Error(`no certificate in ${file}`);
  return object.der;
};

export const keyOf = (file: string): PrivateKey => {
  const [object] = readObjects(readFileSync(file)).objects;
  if (object?.kind !== 'privateKey' || !object.key) throw new Error(`no key in ${file}`);
  return object.key;
};

export const subject = '/C=US/ST=Washington/L=Redmond/O=Contoso Inc./OU=Contoso Labs/CN=sensor7.contoso.com';
const extensions = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature,keyEncipherment',
  'extendedKeyUsage=serverAuth,clientAuth',
  'subjectAltName=DNS:sensor7.contoso.com,IP:192.168.10.7',
];

export type Made = { dir: string; root: Issued; intermediate: Issued; leaf: Issued; content: KitContent };

/** A folder with a CA and a good certificate; `remove` it afterwards. */
export function makeFiles(): Made & { remove(): void; issueMore(name: string, more: string[], days?: number): Issued } {
  const dir = mkdtempSync(join(tmpdir(), 'certwright-kit-'));
  const { root, intermediate } = privateCa(dir, 300);
  const issueMore = (name: string, more: string[], days = 300) =>
    issue(dir, {
      name,
      subject,
      extensions: [...extensions, ...more],
      issuer: intermediate,
      days,
    });
  const leaf = issueMore('leaf', []);
  const content: KitContent = {
    leaf: der(leaf.certificate),
    key: keyOf(leaf.key),
    chain: [der(intermediate.certificate), der(root.certificate)],
    profile: sensorProfile,
    screen: 'system-settings',
    baseName: null,
    passphrase: null,
    sensor: { name: 'sensor7.contoso.com', address: { host: '192.168.10.7', port: 443 } },
    validation: false,
    at: new Date(),
  };
  return {
    dir,
    root,
    intermediate,
    leaf,
    content,
    issueMore,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
