// Whatever the bytes of a PFX file or a key: an answer comes, nothing is thrown, and nobody's data is changed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDer, tag } from '../../../../main/pki/asn1/der.ts';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { readPrivateKey } from '../../../../main/pki/keys/private-key.ts';
import { readPkcs12 } from '../../../../main/pki/pkcs12/read-pkcs12.ts';
import { privateKeyItemSchema } from '../../../../preload/contract/item.ts';
import { key, openssl } from '../openssl.ts';
import * as build from './build.ts';
import { first, one, opened, pkcs8Of, written } from './fixtures.ts';

describe('whatever the bytes', () => {
  const originals = [
    written(),
    build.withoutMac(written()),
    build.pfx(build.safe(build.certificateBag(first, 'a'), build.nestedBag(build.keyBag(pkcs8Of(one))))),
    build.ber(readDer(build.withoutMac(written())), (octets) => octets[0] === tag.sequence && octets[1] === 0x82),
  ];
  const change = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('set', 'cut', 'double'),
    value: fc.nat({ max: 255 }),
  });
  const mutated = (sources: readonly Uint8Array[]) =>
    fc
      .tuple(fc.constantFrom(...sources), fc.array(change, { minLength: 1, maxLength: 4 }))
      .map(([original, changes]) => {
        const bytes = [...original];
        for (const { at, kind, value } of changes) {
          // Half of the changes hit the headers at the front, where it hurts most.
          const index = (value % 2 === 0 ? at % 60 : at) % bytes.length;
          if (kind === 'set') bytes[index] = value;
          else if (kind === 'cut') bytes.splice(index, value % 8);
          else bytes.splice(index, 0, ...bytes.slice(index, index + (value % 8)));
        }
        return Uint8Array.from(bytes);
      });

  it('readPkcs12 answers', () => {
    const bytes = fc.oneof(mutated(originals), fc.uint8Array({ maxLength: 200 }));
    fc.assert(
      fc.property(bytes, fc.constantFrom(undefined, 'secret', 'other'), (file, passphrase) => {
        const found = readPkcs12(file, passphrase);
        for (const each of found.ok ? found.value.keys : []) privateKeyItemSchema.parse(each.item);
        // No change may let a wrong passphrase look like a right one.
        if (found.ok && passphrase === 'other') expect(found.value.mac?.state).not.toBe('verified');
      }),
      { numRuns: 400 },
    );
  });

  it('readPrivateKey answers', () => {
    const text = ['pkcs8', '-topk8', '-outform', 'DER', '-in', one];
    const keys = [
      pkcs8Of(one),
      pkcs8Of(key('ed25519')),
      pkcs8Of(key('dsa')),
      new Uint8Array(openssl(['ec', '-in', one, '-outform', 'DER'])),
      new Uint8Array(openssl(['pkey', '-in', key('rsa1024'), '-traditional', '-outform', 'DER'])),
      new Uint8Array(openssl([...text, '-passout', 'pass:secret'])),
      new Uint8Array(openssl([...text, '-passout', 'pass:secret', '-v1', 'PBE-SHA1-3DES'])),
      new Uint8Array(openssl([...text, '-passout', 'pass:secret', '-scrypt', '-scrypt_N', '16'])),
    ];
    const headers = { 'Proc-Type': '4,ENCRYPTED', 'DEK-Info': `AES-128-CBC,${'0'.repeat(32)}` };
    fc.assert(
      fc.property(mutated(keys), fc.constantFrom(undefined, 'secret'), fc.boolean(), (bytes, passphrase, old) => {
        const options = { ...(passphrase === undefined ? {} : { passphrase }), ...(old ? { headers } : {}) };
        const found = readPrivateKey(bytes, options);
        if (found.ok) privateKeyItemSchema.parse(found.value.item);
      }),
      { numRuns: 800 },
    );
  });

  it('a certificate is not changed on the way, even when it is BER itself', () => {
    const strange = encode(0x30, Uint8Array.of(0x30, 0x80, 0x00, 0x00));
    expect(opened(build.pfx(build.safe(build.certificateBag(strange)))).certificates).toEqual([{ der: strange }]);
  });
});
