// What policies mean, and how Windows' lists of hashes are read. That they are found where Windows keeps them is shown
// under Wine (test/wine).
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { hashesIn, hashesOf } from '../../../main/trust/windows-hash-list.ts';
import { notesOf, type WindowsPolicies } from '../../../main/trust/windows-policy.ts';
import { openssl, write } from '../pki/openssl.ts';
import { makeCertificates, sha1Of, sha256Of } from './certificates.ts';
import { hashList } from './hash-list.ts';

let made: ReturnType<typeof makeCertificates>;
beforeAll(() => {
  made = makeCertificates();
});

const none: WindowsPolicies = {
  rootFlags: 0,
  platformIntegration: { chrome: undefined, edge: undefined },
  disallowed: new Set(),
  pushed: new Set(),
};

describe('policies', () => {
  it('say nothing where none is set, or it is set to what holds anyway', () => {
    expect(notesOf(none, [made.root])).toEqual([]);
    expect(notesOf({ ...none, rootFlags: 0x20, platformIntegration: { chrome: 1, edge: 1 } }, [made.root])).toEqual([]);
  });

  it('that turn the user’s roots off, or the store off for a browser, are told', () => {
    expect(notesOf({ ...none, rootFlags: 0x21, platformIntegration: { chrome: 0, edge: undefined } }, [])).toEqual([
      { kind: 'user-roots-off' },
      { kind: 'browser-ignores-store', browser: 'chrome' },
    ]);
    expect(notesOf({ ...none, platformIntegration: { chrome: undefined, edge: 0 } }, [])).toEqual([
      { kind: 'browser-ignores-store', browser: 'edge' },
    ]);
  });

  it('that push a certificate of ours or forbid it are told of that one alone', () => {
    const [root, renewed] = [sha256Of(made.root), sha256Of(made.renewed)];
    const policies = { ...none, pushed: new Set([root]), disallowed: new Set([renewed]) };
    expect(notesOf(policies, [made.root, made.renewed, made.stranger])).toEqual([
      { kind: 'pushed', sha256: root },
      { kind: 'disallowed', sha256: renewed },
    ]);
  });
});

describe('a list of hashes', () => {
  it('means a certificate by the hash of its signed part, whole or SHA-1', () => {
    // The signed part as openssl cuts it out.
    const text = openssl(['asn1parse', '-inform', 'DER', '-in', write('root.der', made.root)]).toString();
    const inner = /^ *(\d+):d=1 +hl=(\d+) l= *(\d+) cons: SEQUENCE/m.exec(text);
    const [offset = 0, header = 0, length = 0] = (inner ?? []).slice(1).map(Number);
    const signed = createHash('sha256')
      .update(made.root.subarray(offset, offset + header + length))
      .digest('hex');
    expect(hashesOf(made.root)).toEqual([sha1Of(made.root), sha256Of(made.root), signed.toUpperCase()]);

    const policies = { ...none, disallowed: hashesIn(hashList('00'.repeat(20), signed)) };
    expect(notesOf(policies, [made.root, made.renewed])).toEqual([{ kind: 'disallowed', sha256: sha256Of(made.root) }]);
  });

  it('is empty where there is none in it, or it is none', () => {
    expect(hashesIn(hashList())).toEqual(new Set());
    expect(hashesIn(Buffer.from('no list'))).toEqual(new Set());
    expect(hashesIn(hashList('ab'.repeat(32)).subarray(0, 60))).toEqual(new Set());
    expect(hashesOf(Buffer.from('no certificate'))).toHaveLength(2);
  });
});
