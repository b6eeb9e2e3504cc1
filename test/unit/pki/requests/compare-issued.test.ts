// A request beside what a CA (openssl) issued for it, with and without the extensions of the request.
import { describe, expect, it } from 'vitest';
import { issuedFindingWords, issuedVerdicts, sayIssuedFinding } from '../../../../assets/text/en/issued-comparison.ts';
import { compareIssued } from '../../../../main/pki/requests/compare-issued.ts';
import {
  type IssuedComparison,
  issuedComparisonSchema,
  issuedFindingSchema,
  issuedFindings,
} from '../../../../preload/contract/issued-comparison.ts';
import { expectWords, factsExamples } from '../../assets/finding-words.ts';
import { certificate, key } from '../openssl.ts';
import { good, issueFor, opensslRequest, ordered } from './requests.ts';

const name = 'sensor7.contoso.com';
const subject = `/C=US/O=Contoso/OU=OT/CN=${name}`;
const san = `subjectAltName=DNS:${name},DNS:sensor7,IP:192.0.2.7,email:ot@contoso.com,URI:urn:x`;
const usage = 'keyUsage=critical,digitalSignature,keyEncipherment';
const seen = new Set<string>();

const compare = (request: Uint8Array, issued: Uint8Array): IssuedComparison => {
  const comparison = issuedComparisonSchema.parse(good(compareIssued(request, issued)));
  for (const { id } of comparison.findings) seen.add(id);
  return comparison;
};
const ids = ({ findings }: IssuedComparison): string[] => findings.map(({ id }) => id);
const ask = (...extensions: string[]): Uint8Array => opensslRequest({ subject, extensions });

describe('a CA that takes the extensions from the request', () => {
  it('issues the same', () => {
    const request = ask(san, usage, 'extendedKeyUsage=serverAuth', 'basicConstraints=CA:FALSE');
    const comparison = compare(request, issueFor(request, true));
    expect(comparison.verdict).toBe('same');
    expect(ids(comparison)).toEqual(['same-key', 'same-subject', 'names-kept', 'validity']);
    expect(comparison.names.map(({ state }) => state)).toEqual(new Array(5).fill('kept'));
    expect(comparison.validity.days).toBe(90);
    expect(comparison.key.asked).toEqual(comparison.key.issued);
  });

  it('for our own request too, whatever is in its subject', () => {
    const request = ordered({
      subject: [
        { type: 'O', value: 'Söhne, "A" + B' },
        { type: 'CN', value: name },
      ],
      sans: { ip: ['2001:db8::7'] },
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['serverAuth', 'clientAuth'],
    });
    expect(compare(request, issueFor(request, true)).verdict).toBe('same');
  });
});

describe('a CA that does not', () => {
  const request = ask(san, usage, 'extendedKeyUsage=serverAuth');

  it('drops every name', () => {
    const comparison = compare(request, issueFor(request, false));
    expect(comparison.verdict).toBe('changed');
    expect(ids(comparison)).toEqual([
      ...['same-key', 'same-subject', 'names-all-lost', 'usage-changed', 'purposes-changed', 'validity'],
    ]);
    expect(comparison.names.map(({ state }) => state)).toEqual(new Array(5).fill('dropped'));
    const lost = comparison.findings.find(({ id }) => id === 'names-all-lost');
    expect(lost).toMatchObject({ state: 'bad', facts: { count: 5 } });
    const words = sayIssuedFinding(lost as NonNullable<typeof lost>);
    expect(words.text).toMatch(/dropped every/);
    for (const part of ['certreq -submit -attrib', 'EDITF_ATTRIBUTESUBJECTALTNAME2', 'template'])
      expect(words.todo).toContain(part);
  });

  it('or some, and adds others', () => {
    const issued = issueFor(request, false, [
      `subjectAltName=DNS:${name.toUpperCase()},IP:192.0.2.7,DNS:new`,
      usage,
      'extendedKeyUsage=serverAuth',
    ]);
    const comparison = compare(request, issued);
    expect(ids(comparison)).toEqual([
      'same-key',
      'same-subject',
      'names-lost',
      'names-kept',
      'names-added',
      'validity',
    ]);
    expect(comparison.names).toEqual([
      { kind: 'dns', name, state: 'kept' },
      { kind: 'dns', name: 'sensor7', state: 'dropped' },
      { kind: 'dns', name: 'new', state: 'added' },
      { kind: 'ip', name: '192.0.2.7', state: 'kept' },
      { kind: 'email', name: 'ot@contoso.com', state: 'dropped' },
      { kind: 'uri', name: 'urn:x', state: 'dropped' },
    ]);
    expect(comparison.verdict).toBe('changed');
  });

  it('a name added to a request that has all the others is a change as well', () => {
    const issued = issueFor(request, true, []);
    expect(compare(request, issued).verdict).toBe('same');
    const plain = ask();
    const comparison = compare(plain, issueFor(plain, false, [`subjectAltName=DNS:${name}`]));
    expect([comparison.verdict, ...ids(comparison)]).toEqual([
      'changed',
      'same-key',
      'same-subject',
      'names-added',
      'validity',
    ]);
  });

  it('what the CA sets by itself, where nothing was asked for, is no change', () => {
    const plain = ask(san);
    const issued = issueFor(plain, true, [
      ...[usage, 'extendedKeyUsage=serverAuth,clientAuth', 'basicConstraints=critical,CA:FALSE'],
      ...['crlDistributionPoints=URI:http://crl.contoso.com/a.crl', 'subjectKeyIdentifier=hash'],
    ]);
    expect(compare(plain, issued).verdict).toBe('same');
  });
});

describe('single changes', () => {
  it.each([
    ['a purpose that is not the server’s', ask(san), ['extendedKeyUsage=clientAuth'], 'server-purpose-lost'],
    ['one usage less', ask(san, usage), ['keyUsage=digitalSignature'], 'usage-changed'],
    ['a CA', ask(san), ['basicConstraints=critical,CA:TRUE'], 'became-ca'],
    ['no CA', ask(san, 'basicConstraints=critical,CA:TRUE'), ['basicConstraints=CA:FALSE'], 'ca-refused'],
    [
      'a path length',
      ask(san, 'basicConstraints=CA:TRUE,pathlen:2'),
      ['basicConstraints=CA:TRUE,pathlen:0'],
      'path-length-changed',
    ],
    ['an extension less', ask(san, '1.3.6.1.5.5.7.1.24=DER:3003020105'), [], 'extensions-dropped'],
  ])('%s', (_, request, extensions, id) => {
    const comparison = compare(request, issueFor(request, false, [san, ...extensions]));
    expect(ids(comparison)).toContain(id);
    expect(comparison.verdict).toBe('changed');
  });

  it('what Windows notes for its own CA is not missed', () => {
    const request = ask(san, '1.3.6.1.4.1.311.20.2=DER:1E06005700650062', '1.2.840.113549.1.9.15=DER:3000');
    expect(compare(request, issueFor(request, false, [san])).verdict).toBe('same');
  });

  it('no names on either side: the same, and a warning', () => {
    const request = ask();
    const comparison = compare(request, issueFor(request, false));
    expect(comparison.verdict).toBe('same');
    expect(ids(comparison)).toContain('names-never-asked');
  });

  /** A certificate with another subject for the key of the requests. */
  const renamed = (other: string) =>
    certificate({ key: key('p256'), subject: other, extensions: [san.replaceAll('=DNS', ' = DNS')] });

  it.each([
    ['CN first', `/CN=${name}/OU=OT/O=Contoso/C=US`, 'same', [], ['subject-reordered']],
    ['no OU', `/C=US/O=Contoso/CN=${name}`, 'changed', [['OU', 'dropped']], ['subject-dropped']],
    ['another O', `/C=US/O=Contoso Ltd/OU=OT/CN=${name}`, 'changed', [['O', 'changed']], ['subject-changed']],
    [
      'two OUs for one',
      `/C=US/O=Contoso/OU=first/OU=second/CN=${name}`,
      'changed',
      [
        ['OU', 'changed'],
        ['OU', 'added'],
      ],
      ['subject-changed', 'subject-added'],
    ],
    ['one OU more', `${subject}/OU=by the CA`, 'changed', [['OU', 'added']], ['subject-added']],
    ['another CN', '/C=US/O=Contoso/OU=OT/CN=a', 'changed', [['CN', 'changed']], ['common-name-lost']],
    ['no CN', '/C=US/O=Contoso/OU=OT', 'changed', [['CN', 'dropped']], ['common-name-lost']],
    [
      'hardly anything',
      '/O=Fabrikam/L=Here',
      'changed',
      [
        ['C', 'dropped'],
        ['O', 'changed'],
        ['OU', 'dropped'],
        ['CN', 'dropped'],
        ['L', 'added'],
      ],
      ['common-name-lost', 'subject-dropped', 'subject-changed', 'subject-added'],
    ],
  ])('subject: %s', (_, other, verdict, changes, found) => {
    const comparison = compare(ask(san), renamed(other));
    expect(comparison.verdict).toBe(verdict);
    expect(comparison.subject.changes.map(({ attribute, change }) => [attribute, change])).toEqual(changes);
    expect(ids(comparison)).toEqual(['same-key', ...found, 'names-kept', 'validity']);
  });

  it('another key is another request', () => {
    const comparison = compare(ask(san), certificate({ key: key('rsa2048'), subject, extensions: [san] }));
    expect(comparison.verdict).toBe('other-key');
    expect(comparison.key).toMatchObject({ same: false, asked: { algorithm: 'EC' }, issued: { algorithm: 'RSA' } });
    expect(ids(comparison)[0]).toBe('other-key');
  });

  it('a certificate that ends before it begins', () => {
    const dates = ['-days', '-1'];
    const comparison = compare(ask(san), certificate({ key: key('p256'), subject, extensions: [san], more: dates }));
    expect(ids(comparison)).toContain('already-over');
    expect(comparison.verdict).toBe('changed');
  });
});

describe('what cannot be read', () => {
  it('is said, whichever of the two it is', () => {
    const request = ask(san);
    const issued = issueFor(request, true);
    expect(compareIssued(issued, issued)).toMatchObject({
      error: { code: 'not-readable', facts: { looksLike: 'certificate' } },
    });
    expect(compareIssued(request, request)).toMatchObject({
      error: { code: 'not-a-certificate', facts: { looksLike: 'request' } },
    });
  });
});

describe('the findings', () => {
  it('have each been seen in this file', () => {
    expect([...seen].sort()).toEqual(Object.keys(issuedFindings).sort());
  });

  it.each(Object.keys(issuedFindingWords))('%s has its words', (id) => {
    for (const facts of factsExamples(issuedFindings, id)) {
      const finding = issuedFindingSchema.parse({ id, state: issuedFindings[id as 'same-key'].state, facts });
      expectWords(finding.state, sayIssuedFinding(finding));
    }
  });

  it('and every verdict has a sentence', () => {
    for (const verdict of issuedComparisonSchema.shape.verdict.options)
      expect(issuedVerdicts[verdict]).toMatch(/^.{5,}\.$/);
  });
});
