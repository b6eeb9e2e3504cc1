// The order in which a subject is encoded, for each way of writing it; the slash form against `openssl req -subj`.
import { describe, expect, it } from 'vitest';
import { parseSubject } from '../../../../main/pki/requests/subject-order.ts';
import { good, opensslRequest, opensslSubject, ordered } from './requests.ts';

const types = (text: string): string[] => good(parseSubject(text)).map(({ type }) => type);

describe('parseSubject', () => {
  it.each([
    ['RFC 4514', 'CN=sensor7,OU=OT,O=Contoso,L=Redmond,ST=WA,C=US'],
    ['Windows', 'CN=sensor7, OU=OT, O="Contoso, Inc.", L=Redmond, S=WA, C=US'],
    ['OpenSSL, printed', 'C = US, ST = WA, L = Redmond, O = Contoso, OU = OT, CN = sensor7'],
    ['OpenSSL, -subj', '/C=US/ST=WA/L=Redmond/O=Contoso/OU=OT/CN=sensor7'],
  ])('%s: from the country to the common name', (_, text) => {
    expect(types(text)).toEqual(['C', 'ST', 'L', 'O', 'OU', 'CN']);
  });

  it.each([
    ['CN=a,DC=contoso,DC=com', ['DC', 'DC', 'CN']],
    ['DC=com,DC=contoso,CN=a', ['DC', 'DC', 'CN']],
    ['OU=a,OU=b', ['OU', 'OU']],
    ['/OU=b/OU=a', ['OU', 'OU']],
    ['E=a@b.c,CN=a,C=US', ['C', 'CN', 'emailAddress']],
    ['C=US,CN=a,E=a@b.c', ['C', 'CN', 'emailAddress']],
    ['/CN=a/O=b', ['CN', 'O']],
    ['CN=a', ['CN']],
  ])('%s', (text, expected) => {
    expect(types(text)).toEqual(expected);
  });

  it('between equal ranks RFC 4514 counts', () => {
    expect(good(parseSubject('OU=inner,OU=outer')).map(({ value }) => value)).toEqual(['outer', 'inner']);
  });

  it.each(['/C=US/ST=WA/L=Redmond/O=Contoso \\+ Sons\\/A/OU=OT, "x"/CN=sensor7', '/CN=a/O=b'])(
    'encodes %s as openssl does',
    (text) => {
      expect(opensslSubject(ordered({ subject: good(parseSubject(text)) }))).toBe(
        opensslSubject(opensslRequest({ subject: text })),
      );
    },
  );

  it.each([
    ['', 'nothing'],
    ['  ', 'nothing'],
    ['sensor7', 'syntax'],
    ['=x', 'syntax'],
  ])('refuses %j', (text, reason) => {
    expect(parseSubject(text)).toMatchObject({ error: { code: 'subject-invalid', facts: { reason } } });
  });
});
