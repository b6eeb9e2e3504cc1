// Bytes from the network and from files: nothing throws, nothing hangs, whatever they are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../main/pki/certificate/certificate.ts';
import { isIssuerOf, orderChain } from '../../../../main/pki/certificate/roles.ts';
import { planTrust } from '../../../../main/pki/certificate/trust-plan.ts';
import { readObjects } from '../../../../main/pki/files/read.ts';
import { toPem, toPkcs7 } from '../../../../main/pki/files/write.ts';
import { matchHost } from '../../../../main/pki/names/host-names.ts';
import { browserSubject, compareSubject } from '../../../../main/pki/names/subject-text.ts';
import { certificateItemSchema } from '../../../../preload/contract/item.ts';
import { parseTrees, printTrees, type Tree } from '../../../fuzz/mutate-der.ts';
import { certificate, key, openssl } from '../openssl.ts';

const rich = certificate({
  key: key('rsa1024'),
  subject: '/C=US/O=Contoso, Inc./CN=sensor+UID=7',
  extensions: [
    'basicConstraints=critical,CA:TRUE,pathlen:0',
    'keyUsage=digitalSignature,keyCertSign',
    'extendedKeyUsage=serverAuth',
    'subjectAltName=DNS:sensor,IP:192.0.2.7,IP:::1,email:a@b.c,URI:http://a',
    'crlDistributionPoints=point',
    'subjectKeyIdentifier=hash',
    '[point]',
    'fullname=URI:http://a/b.crl',
    'reasons=keyCompromise',
  ],
  more: ['-sigopt', 'rsa_padding_mode:pss'],
});
const pss = certificate({ key: key('rsapss'), subject: '/CN=pss' });
const originals = [
  rich,
  pss,
  certificate({ key: key('p256'), subject: '/CN=v1' }),
  certificate({ key: key('ed25519'), subject: '/CN=ed' }),
];

/** A certificate with some bytes changed, removed or doubled. */
const mutated = fc
  .tuple(
    fc.constantFrom(...originals),
    fc.array(fc.record({ at: fc.nat(), kind: fc.constantFrom('set', 'cut', 'double'), value: fc.nat({ max: 255 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([original, changes]) => {
    const bytes = [...original];
    for (const { at, kind, value } of changes) {
      const index = at % bytes.length;
      if (kind === 'set') bytes[index] = value;
      else if (kind === 'cut') bytes.splice(index, value % 8);
      else bytes.splice(index, 0, ...bytes.slice(index, index + (value % 8)));
    }
    return Uint8Array.from(bytes);
  });

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.of(0x30, ...bytes)),
);

describe('parseCertificate', () => {
  it('answers every input with an item of the contract or an expected failure', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: mutated }, anyBytes), (bytes) => {
        const parsed = parseCertificate(bytes);
        if (parsed.ok) {
          const item = certificateItemSchema.parse(parsed.value);
          browserSubject(item);
          compareSubject(item.subject, item);
          for (const name of item.subjectAltNames?.dns ?? []) matchHost(item.subjectAltNames, name);
        } else expect(parsed.error.code).toMatch(/^(damaged|not-a-certificate)$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes nothing for self-signed whose signed part was changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(rich, pss), fc.nat(), fc.integer({ min: 1, max: 255 }), (original, at, flip) => {
        const bytes = original.slice();
        const index = at % bytes.length;
        bytes[index] = (bytes[index] as number) ^ flip;
        const parsed = parseCertificate(bytes);
        if (parsed.ok) expect(parsed.value.selfSigned).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the other readers', () => {
  it('throw nothing either', () => {
    const files = mutated.chain((der) =>
      fc.constantFrom(
        der,
        toPkcs7([der, der]),
        new TextEncoder().encode(toPem(der)),
        new TextEncoder().encode(`${toPem(der)}${toPem(rich)}`),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(files, anyBytes), (bytes) => {
        const { objects, problems } = readObjects(bytes);
        expect(objects.length + problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(mutated, anyBytes, (der, bytes) => {
        isIssuerOf(der, rich);
        isIssuerOf(rich, der);
        orderChain([der, rich, bytes]);
        planTrust([der, rich], [bytes]);
      }),
      { numRuns: 200 },
    );
  });

  it('say so when a PFX is whole and has nothing in it', () => {
    const empty = new Uint8Array(Buffer.from('3016020103301106092a864886f70d010701a00404023000', 'hex'));
    const problems = [{ code: 'not-readable', facts: { looksLike: 'pfx' } }];
    expect(readObjects(empty)).toMatchObject({ format: 'pkcs12', objects: [], problems });
    expect(readObjects(empty, { passphrase: 'x' })).toMatchObject({ objects: [], problems });
  });

  it('read text made of PEM pieces', () => {
    const piece = fc.constantFrom(
      ...[
        '-----BEGIN ',
        '-----END ',
        'CERTIFICATE',
        '-----',
        '\n',
        'MIIB',
        'PKCS7',
        'X',
        ': ',
        '=',
        '\u0000',
        '\ufeff',
        'PRIVATE KEY',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        readObjects(new TextEncoder().encode(pieces.join('')));
      }),
      { numRuns: 1000 },
    );
  });

  it('stay quick on large rubbish', () => {
    for (const text of ['-----BEGIN ', '-----BEGIN A-----', 'A: b\n', '0', ' ', 'a,'])
      readObjects(new TextEncoder().encode(text.repeat(1_000_000 / text.length)));
    for (const byte of [0x30, 0x80, 0xa0, 0]) readObjects(new Uint8Array(1_000_000).fill(byte));
    const nested = new Uint8Array(200_000);
    for (let at = 0; at < nested.length; at += 2) nested.set([0x30, 0x80], at);
    expect(readObjects(nested).objects).toEqual([]);
  });
});

describe('a file of the largest size', () => {
  const size = 32 * 1024 * 1024;
  const full = (piece: string): Uint8Array => new Uint8Array(Buffer.alloc(size, piece, 'latin1'));

  // Without bounds these take between several seconds and for ever, and up to a gigabyte.
  it.each(['-----BEGIN ', 'A: b\n', ' ', '\n', '\r', '=', '\xc2\xa0', '\xe9 ', 'MIIB', 'MII=', '-'])(
    'has nothing in it when it is full of %j',
    (piece) => {
      expect(readObjects(full(piece)).objects).toEqual([]);
    },
  );

  /** The certificate with other octets in its first subject attribute, or key usage, or reasons. */
  const stuffed = (wanted: (tree: Tree) => boolean, octet: number, count: number): Uint8Array => {
    const trees = parseTrees(rich) ?? [];
    const find = (list: readonly Tree[]): Tree | undefined =>
      list.flatMap((tree) => (wanted(tree) ? [tree] : (find(tree.children ?? []) ?? []))).at(-1);
    const found = find(trees) as Tree;
    found.content = new Uint8Array(count).fill(octet);
    delete found.children;
    return printTrees(trees);
  };

  it.each([
    ['commas', 0x2c, '\\,'],
    ['control characters', 0x01, '\\01'],
  ])('may be one name full of %s', (_, octet, text) => {
    const count = 10_000_000;
    const [found] = readObjects(stuffed(({ tag }) => tag === 0x0c, octet, count)).objects;
    const subject = found?.kind === 'certificate' ? found.item.subject : '';
    // Not compared as a whole: the message about a difference would be as long.
    expect(subject.includes(text.repeat(1000))).toBe(true);
    expect(subject.length).toBeGreaterThan(count * text.length);
  });

  it('may be one list of flags', () => {
    const usages = readObjects(stuffed(({ tag, content }) => tag === 3 && content?.length === 2, 0xff, 31_000_000));
    expect(usages.objects[0]?.item).toMatchObject({ keyUsage: { length: 9 } });
    const reasons = readObjects(stuffed(({ tag, content }) => tag === 0x81 && content?.length === 2, 0xff, 31_000_000));
    expect(reasons.objects).toHaveLength(1);
  });

  it('is not read to its end when it holds too many things', () => {
    const limit = { code: 'too-many-objects', facts: { limit: 1000 } };
    const behind = full('\x30\x00');
    behind.set(rich);
    // Where the certificate ends, the next element must begin.
    if (rich.length % 2 === 1) behind.set([0x30, 0x01, 0x00], rich.length);
    const read = readObjects(behind);
    expect(read.objects).toHaveLength(1);
    expect(read.problems.at(-1)).toEqual(limit);
    const many = readObjects(toPkcs7(Array.from({ length: 3000 }, () => rich)));
    expect(many.objects).toHaveLength(1000);
    expect(many.problems).toEqual([limit]);
  });
});

describe('the work of opening what is encrypted', () => {
  it('is limited for the whole file, not for each thing in it', () => {
    const rounds = ['-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA256', '-iter', '900000'];
    const locked = openssl([
      ...['pkcs8', '-topk8', '-in', key('p256'), '-outform', 'DER', '-passout', 'pass:right'],
      ...rounds,
    ]);
    const file = new Uint8Array(Buffer.concat(Array.from({ length: 12 }, () => locked)));
    const codes = readObjects(file, { passphrase: 'wrong' }).problems.map(({ code }) => code);
    expect(codes).toHaveLength(12);
    expect(codes.slice(0, 2)).toEqual(['passphrase-wrong', 'passphrase-wrong']);
    expect(codes.slice(-2)).toEqual(['algorithm-unsupported', 'algorithm-unsupported']);
    // Alone, each of them opens.
    expect(readObjects(new Uint8Array(locked), { passphrase: 'right' }).problems).toEqual([]);
  });
});
