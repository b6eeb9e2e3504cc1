// What the tests of PFX files share: two keys with certificates, and the answer of the reader in short.
import { type PrivateKey, readPrivateKey } from '../../../../main/pki/keys/private-key.ts';
import { type Pkcs12Content, readPkcs12 } from '../../../../main/pki/pkcs12/read-pkcs12.ts';
import { writePkcs12 } from '../../../../main/pki/pkcs12/write-pkcs12.ts';
import { certificate, key, openssl } from '../openssl.ts';

export const pkcs8Of = (file: string): Uint8Array =>
  new Uint8Array(openssl(['pkcs8', '-topk8', '-nocrypt', '-in', file, '-outform', 'DER']));

export const keyOf = (file: string): PrivateKey => {
  const found = readPrivateKey(pkcs8Of(file));
  if (!found.ok || !found.value.key) throw new Error(JSON.stringify(found));
  return found.value.key;
};

export const one = key('p256', 'one');
export const two = key('p384', 'two');
export const first = certificate({ key: one, subject: '/CN=first', extensions: ['basicConstraints=CA:TRUE'] });
export const second = certificate({ key: two, subject: '/CN=second' });

export const opened = (bytes: Uint8Array, passphrase?: string): Pkcs12Content => {
  const found = readPkcs12(bytes, passphrase);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
};

export const codeOf = (bytes: Uint8Array, passphrase?: string): string => {
  const found = readPkcs12(bytes, passphrase);
  return found.ok ? 'ok' : found.error.code;
};

/** Both certificates and the first key. */
export const written = (passphrase = 'secret'): Uint8Array =>
  writePkcs12({ certificates: [first, second], key: keyOf(one) }, { passphrase, profile: 'compatible' });
