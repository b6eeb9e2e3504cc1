// Every command that is shown is run here, by a shell with the real openssl, and must make what we make.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { convertObjects, holdsExactly } from '../../../main/pki/files/convert.ts';
import { readObjects } from '../../../main/pki/files/read.ts';
import { toPem, toPemChain, toPkcs7 } from '../../../main/pki/files/write.ts';
import { type Order, opensslCommand, type Sourced, sourced } from '../../../main/tools/openssl-command.ts';
import { certificate, key, openssl, opensslText, path, write } from '../pki/openssl.ts';

const ca = certificate({ key: key('p256', 'ca'), subject: '/CN=CA', extensions: ['basicConstraints=CA:TRUE'] });
const issuer = { der: ca, key: key('p256', 'ca') };
const leaf = certificate({
  key: key('rsa2048'),
  subject: '/CN=leaf',
  extensions: ['basicConstraints=CA:FALSE'],
  issuer,
});
const keyPem = opensslText(['pkey', '-in', key('rsa2048')]);
mkdirSync(path('made'));
write('ca.cnf', '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=9\n');
write('index.txt', '');
write('ca.pem', toPem(ca));
openssl(['ca', '-gencrl', '-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', key('p256', 'ca'), '-out', 'list.crl']);
const pfx = (name: string, ...more: string[]) =>
  openssl([
    'pkcs12',
    '-export',
    '-inkey',
    key('rsa2048'),
    '-in',
    path('leaf.crt'),
    '-certfile',
    'ca.pem',
    '-passout',
    'pass:old',
    '-out',
    name,
    ...more,
  ]);

write('leaf.crt', toPem(leaf));
write('leaf.cer', leaf);
write('leaf.b64', Buffer.from(leaf).toString('base64'));
write('leaf.key', `${keyPem}\n`);
write('locked.key', opensslText(['pkcs8', '-topk8', '-in', key('rsa2048'), '-passout', 'pass:old']));
write('key.der', openssl(['pkcs8', '-topk8', '-nocrypt', '-in', key('rsa2048'), '-outform', 'DER']));
write('chain.pem', toPemChain([leaf, ca]));
write('bundle.pem', `${keyPem}\n${toPemChain([leaf, ca])}`);
write('both.p7b', toPkcs7([leaf, ca]));
write("it's -odd $(x).crt", toPem(leaf));
pfx('all.pfx');
pfx('old.pfx', '-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-RC2-40', '-macalg', 'sha1');

const of = (name: string): Sourced[] => {
  const read = readObjects(readFileSync(path(name)), { file: name, passphrase: 'old' });
  expect(read.problems).toEqual([]);
  return sourced(name, read);
};
const only = (objects: readonly Sourced[], ...kinds: Sourced['kind'][]) =>
  objects.filter(({ kind }) => kinds.includes(kind));
const order = (objects: readonly Sourced[], more: Partial<Order> & Pick<Order, 'to'>): Order => ({
  objects,
  out: 'out.bin',
  keyEncoding: 'pkcs8',
  pfxProfile: 'modern',
  encrypted: false,
  ...more,
});

/** openssl asks for passphrases at a terminal; here they are given, the old one in, the new one out. */
const answering = `openssl() { case "$1" in
  pkcs12|pkey|pkcs8) command openssl "$@" -passin pass:old -passout pass:new ;;
  *) command openssl "$@" ;;
esac; }
`;

function run(command: string): Uint8Array {
  const before = new Set(readdirSync(path('')));
  execFileSync('sh', ['-ec', answering + command], { cwd: path(''), stdio: ['ignore', 'pipe', 'pipe'] });
  const made = new Uint8Array(readFileSync(path('out.bin')));
  // No key in the clear is left beside it.
  for (const name of readdirSync(path(''))) {
    if (before.has(name) || name === 'out.bin') continue;
    expect(readFileSync(path(name), 'latin1'), name).not.toMatch(/BEGIN (RSA |EC )?PRIVATE KEY/);
    execFileSync('rm', [path(name)]);
  }
  execFileSync('rm', [path('out.bin')]);
  return made;
}

const all = (): [string, Sourced[], Partial<Order> & Pick<Order, 'to'>][] => [
  ['DER to .crt', of('leaf.cer'), { to: 'crt' }],
  ['Base64 to PEM', of('leaf.b64'), { to: 'pem' }],
  ['.crt to DER', of('leaf.crt'), { to: 'der' }],
  ['an odd file name', of("it's -odd $(x).crt"), { to: 'der' }],
  ['a chain to .crt', of('chain.pem'), { to: 'crt' }],
  ['the first of a chain', of('chain.pem').slice(0, 1), { to: 'crt' }],
  ['the certificates of a bundle with a key', only(of('bundle.pem'), 'certificate'), { to: 'crt' }],
  ['the leaf of a bundle with a key', only(of('bundle.pem'), 'certificate').slice(0, 1), { to: 'der' }],
  ['the key of a bundle', only(of('bundle.pem'), 'privateKey'), { to: 'key' }],
  ['a whole bundle, its key locked', of('bundle.pem'), { to: 'pem', encrypted: true }],
  ['certificate and key to one PEM', [...of('leaf.crt'), ...of('leaf.key')], { to: 'pem' }],
  ['PKCS#7 to PEM', of('both.p7b'), { to: 'pem' }],
  ['PEM to PKCS#7', of('chain.pem'), { to: 'p7b' }],
  ['PEM and CRL to PKCS#7', [...of('chain.pem'), ...of('list.crl')], { to: 'p7b' }],
  ['PFX to PEM', of('all.pfx'), { to: 'pem' }],
  ['certificates of a PFX', only(of('all.pfx'), 'certificate'), { to: 'pem' }],
  ['the key of a PFX, locked', only(of('all.pfx'), 'privateKey'), { to: 'key', encrypted: true }],
  ['a PFX to a compatible one', of('all.pfx'), { to: 'pfx', pfxProfile: 'compatible', encrypted: true }],
  ['an old PFX to a modern one', of('old.pfx'), { to: 'pfx', encrypted: true }],
  ['certificates of an old PFX', only(of('old.pfx'), 'certificate'), { to: 'crt' }],
  [
    'PEM and key to a compatible PFX',
    [...of('chain.pem'), ...of('leaf.key')],
    { to: 'pfx', pfxProfile: 'compatible', encrypted: true },
  ],
  [
    'DER certificate, locked key and chain to PFX',
    [...of('leaf.cer'), ...of('ca.pem'), ...of('locked.key')],
    { to: 'pfx', encrypted: true },
  ],
  ['a locked key to a plain one', of('locked.key'), { to: 'key' }],
  ['a key to PKCS#1', of('leaf.key'), { to: 'key', keyEncoding: 'pkcs1' }],
  ['a key to PKCS#1, locked', of('leaf.key'), { to: 'key', keyEncoding: 'pkcs1', encrypted: true }],
  ['a DER key to PEM', of('key.der'), { to: 'key' }],
  ['a key to DER', of('leaf.key'), { to: 'der' }],
  ['a key to DER as PKCS#1', of('leaf.key'), { to: 'der', keyEncoding: 'pkcs1' }],
  ['a key to DER, locked', of('leaf.key'), { to: 'der', encrypted: true }],
];

describe('what is shown makes what we make', () => {
  it.each(all())('%s', (_, objects, more) => {
    const wanted = order(objects, more);
    const passphrase = wanted.encrypted ? 'new' : null;
    const ours = convertObjects(objects, { ...wanted, passphrase });
    expect(ours.ok).toBe(true);
    const command = opensslCommand(wanted, 'linux');
    expect(command).not.toMatch(/pass:|old\b(?!\.pfx)|\bnew\b(?!\.pem)/);
    const theirs = run(command);
    expect(holdsExactly(theirs, objects, passphrase)).toBe(true);
    // Locked where ours is, and open where ours is.
    const locked = (bytes: Uint8Array) => readObjects(bytes).locked;
    expect(locked(theirs)).toBe(ours.ok && locked(ours.value.bytes));
    expect(existsSync(path('out.bin'))).toBe(false);
  });

  it('says so where openssl has no command', () => {
    const second = of('chain.pem').slice(1);
    expect(opensslCommand(order(second, { to: 'crt' }), 'linux')).toContain('# Copy number 2');
  });

  it('is quoted for PowerShell on Windows', () => {
    const command = opensslCommand(order(of("it's -odd $(x).crt"), { to: 'der', out: '-x.cer' }), 'win32');
    expect(command).toBe("openssl x509 -in 'it''s -odd $(x).crt' -outform DER -out './-x.cer'");
  });
});
