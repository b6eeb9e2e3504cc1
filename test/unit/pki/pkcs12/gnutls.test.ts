// PFX files of GnuTLS, which does 600,000 rounds for everything: the most work that any known tool asks by default.
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { readPkcs12 } from '../../../../main/pki/pkcs12/read-pkcs12.ts';
import { certificate, key, openssl, path, read, write } from '../openssl.ts';

const file = key('p256');
const der = certificate({ key: file, subject: '/CN=first' });
const spki = new Uint8Array(openssl(['pkey', '-in', file, '-pubout', '-outform', 'DER']));
write('first.pem', openssl(['x509', '-inform', 'DER'], der));

const made = (args: readonly string[]): Uint8Array => {
  const input = ['--load-certificate', path('first.pem'), '--load-privkey', file, '--p12-name', 'Sensor 7'];
  const output = ['--outder', '--outfile', path('gnutls.p12')];
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  execFileSync('certtool', ['--to-p12', ...input, ...output, ...args], { stdio: 'pipe', env });
  return read('gnutls.p12');
};

const whole = {
  ok: true,
  value: {
    certificates: [{ der, friendlyName: 'Sensor 7' }],
    keys: [{ key: { spki }, friendlyName: 'Sensor 7' }],
    mac: { state: 'verified' },
    problems: [],
  },
};

it.each([
  ['3des-pkcs12', 'secret'],
  ['aes-256', 'äöü'],
])('%s with the passphrase %s', (cipher, passphrase) => {
  const bytes = made(['--pkcs-cipher', cipher, '--password', passphrase]);
  expect(readPkcs12(bytes, passphrase)).toMatchObject(whole);
  expect(readPkcs12(bytes, 'other')).toMatchObject({ error: { code: 'passphrase-wrong' } });
});

it.each(['--null-password', '--empty-password'])('%s needs no passphrase', (option) => {
  const bytes = made([option]);
  expect(readPkcs12(bytes)).toMatchObject(whole);
  expect(readPkcs12(bytes, '')).toMatchObject(whole);
});
