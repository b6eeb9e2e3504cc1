import { expect, describe as group, it } from 'vitest';
import {
  certificateLimit,
  describe,
  inverseOf,
  type Operation,
  operationLimit,
  operationSchema,
  type Removed,
  requestSchema,
  subjectOf,
} from '../../../main/privileged/operations.ts';
import { makeRoot } from './roots.ts';
import { addHost, addRoot } from './temp-world.ts';

const root = makeRoot('Operations Root');
const add = addRoot(root);
const host = addHost('sensor7.contoso.com');
const nonce = 'a'.repeat(32);

group('the closed list of operations', () => {
  it.each([
    ['an unknown operation', { kind: 'run', command: 'id' }],
    ['an extra key', { ...host, path: '/etc/passwd' }],
    ['a missing key', { kind: 'hosts-add', name: 'a.example', address: '192.0.2.1', tag: 't', before: null }],
    ['an unknown store', { ...add, store: '/etc/ssl/certs' }],
    ['a store of tests', { ...add, store: 'memory' }],
    ['a store of the prototype', { ...add, store: '__proto__' }],
    ['a certificate that is not base64', { ...add, der: '../../etc/passwd' }],
    ['base64 with its padding in the middle', { ...add, der: 'AA==AAAA' }],
    ['no certificate', { ...add, der: '' }],
    ['a certificate that is too large', { ...add, der: Buffer.alloc(certificateLimit + 1).toString('base64') }],
    ['a nickname that no program can be given', { ...add, was: { nickname: 'a\0b', flags: 'C,,' } }],
    ['trust flags that are none', { ...add, was: { nickname: 'a', flags: 'C,, -d /etc' } }],
    ['two ways to stand at once', { ...add, was: { nickname: 'a', flags: 'C,,', element: 'AAAA' } }],
    ['a role that is none', { ...add, role: 'admin' }],
    ['a line end in a name', { ...host, name: 'a.example\n10.0.0.1 evil' }],
    ['a blank in an address', { ...host, address: '192.0.2.1 evil' }],
    ['a comment in a tag', { ...host, tag: 'x # y' }],
    ['a hash in small letters', { ...host, before: 'ab'.repeat(32) }],
    ['a thumbprint that is too short', { kind: 'trust-remove', store: 'linux-system', sha256: 'AB', place: 'root' }],
    ['null', null],
  ])('refuses %s', (_what, operation) => {
    expect(operationSchema.safeParse(operation).success).toBe(false);
  });

  it('takes the largest certificate that is allowed', () => {
    const der = Buffer.alloc(certificateLimit).toString('base64');
    expect(operationSchema.safeParse({ ...add, der }).success).toBe(true);
  });

  it('bounds a request and knows its version', () => {
    const request = (operations: unknown[], version = 1) =>
      requestSchema.safeParse({ version, nonce, operations }).success;
    expect(request(Array(operationLimit).fill(host))).toBe(true);
    expect(request(Array(operationLimit + 1).fill(host))).toBe(false);
    expect(request([])).toBe(false);
    expect(request([host], 2)).toBe(false);
  });
});

group('the way back', () => {
  const back = (operation: Operation): Operation => {
    const removed = operation.kind === 'trust-remove' ? { der: add.der, role: add.role, was: 'plain' as const } : null;
    const inverse = inverseOf(operation, removed);
    if (!inverse) throw new Error('no inverse');
    return inverse;
  };

  it('leads back from there to the start', () => {
    for (const operation of [add, host]) {
      expect(back(operation).kind).toBe(operation.kind === 'trust-add' ? 'trust-remove' : 'hosts-remove');
      expect(back(back(operation))).toEqual(operation);
      expect(subjectOf(back(operation))).toBe(subjectOf(operation));
    }
  });

  it('is none for a removal of a certificate that nobody has', () => {
    expect(inverseOf(back(add))).toBeNull();
  });

  it('of a removal puts back what somebody else had put in as it stood, or there is none', () => {
    const remove = back(add);
    const theirs = { nickname: 'Contoso mail\nand TLS', flags: 'CT,C,C' };
    const removed = (was: Removed['was']) => inverseOf(remove, { der: add.der, role: add.role, was });
    expect(removed(theirs)).toEqual({ ...add, was: theirs });
    expect(operationSchema.safeParse(removed(theirs)).success).toBe(true);
    expect(removed('unknown')).toBeNull();
    expect(removed({ ...theirs, nickname: 'x'.repeat(2000) })).toBeNull();
    expect(removed({ element: Buffer.alloc(certificateLimit + 1).toString('base64') })).toBeNull();
  });
});

group('the facts for words', () => {
  it('names a certificate by its subject and thumbprint', () => {
    expect(describe(add, 'Local Machine')).toEqual({
      kind: 'trust-added',
      target: 'Local Machine',
      what: 'CN=Operations Root',
      thumbprint: expect.stringMatching(/^[0-9A-F]{64}$/),
    });
  });

  it('names a hosts line as it stands in the file', () => {
    expect(describe(host, '/etc/hosts')).toEqual({
      kind: 'hosts-line-added',
      target: '/etc/hosts',
      what: '192.0.2.7 sensor7.contoso.com',
      thumbprint: null,
    });
  });
});
