import { createCipheriv, getCiphers, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openChaCha20Poly1305 } from '../../../main/sensor/chacha20-poly1305.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

describe('ChaCha20-Poly1305', () => {
  it('opens the example of RFC 8439, 2.8.2', () => {
    const key = hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
    const sealed = hex(`
      d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b29
      05d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b
      6116 1ae10b594f09e26a7e902ecbd0600691`);
    const text =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    const open = openChaCha20Poly1305(key, hex('070000004041424344454647'), hex('50515253c0c1c2c3c4c5c6c7'), sealed);
    expect(open?.toString()).toBe(text);
  });

  // Electron's crypto has no such cipher, which is why ours exists; plain Node is the referee.
  it.skipIf(!getCiphers().includes('chacha20-poly1305'))(
    'opens what OpenSSL seals, and nothing that was changed',
    () => {
      for (const length of [0, 1, 15, 16, 17, 63, 64, 65, 1000, 16_384]) {
        const [key, nonce, aad, plaintext] = [randomBytes(32), randomBytes(12), randomBytes(5), randomBytes(length)];
        const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
        cipher.setAAD(aad, { plaintextLength: length });
        const sealed = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
        expect(openChaCha20Poly1305(key, nonce, aad, sealed)?.equals(plaintext)).toBe(true);
        const at = Math.floor(sealed.length / 2);
        sealed[at] = (sealed[at] ?? 0) ^ 1;
        expect(openChaCha20Poly1305(key, nonce, aad, sealed)).toBeNull();
      }
    },
  );

  it('has nothing to open in less than a tag', () => {
    expect(openChaCha20Poly1305(Buffer.alloc(32), Buffer.alloc(12), Buffer.alloc(5), Buffer.alloc(15))).toBeNull();
  });
});
