// Makes a key pair with the runtime's own random numbers. Slow for RSA (a 4096-bit key takes seconds), so not for the
// main process. Offers only what appliances and browsers take.
import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import type { PrivateKey } from './private-key.ts';

export type NewKeyKind = 'rsa2048' | 'rsa3072' | 'rsa4096' | 'p256' | 'p384' | 'ed25519';

const rsa = (modulusLength: number) => () => generateKeyPairSync('rsa', { modulusLength, publicExponent: 0x10001 });
const ec = (namedCurve: string) => () => generateKeyPairSync('ec', { namedCurve });

const makers: Record<NewKeyKind, () => KeyPairKeyObjectResult> = {
  rsa2048: rsa(2048),
  rsa3072: rsa(3072),
  rsa4096: rsa(4096),
  p256: ec('P-256'),
  p384: ec('P-384'),
  ed25519: () => generateKeyPairSync('ed25519'),
};

/** A new private key, PKCS#8. */
export const newKey = (kind: NewKeyKind): PrivateKey => {
  const { privateKey, publicKey } = makers[kind]();
  return {
    pkcs8: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
    spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    encoding: 'pkcs8',
  };
};
