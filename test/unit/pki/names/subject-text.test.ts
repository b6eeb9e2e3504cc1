import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../main/pki/certificate/certificate.ts';
import { browserSubject, compareSubject } from '../../../../main/pki/names/subject-text.ts';
import type { CertificateItem } from '../../../../preload/contract/item.ts';
import { certificate, key, opensslText } from '../openssl.ts';

const made = (subject: string): CertificateItem => {
  const parsed = parseCertificate(certificate({ key: key('p256'), subject }));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
};

describe('browserSubject', () => {
  it.each([
    ['/C=US/O=Contoso/CN=sensor.contoso.com', 'sensor.contoso.com'],
    ['/CN=first/CN=second', 'first'],
    ['/C=US/OU=Lab/O=Contoso, Inc./O=Second', 'Contoso, Inc.'],
    ['/C=US/OU=Lab/OU=Second', 'Lab'],
    ['/C=US/L=Redmond', ''],
    ['/O=Contoso/CN=株式会社 "7"', '株式会社 "7"'],
  ])('of %s is %j', (subject, shown) => {
    expect(browserSubject(made(subject))).toBe(shown);
  });
});

describe('compareSubject', () => {
  const item = made('/C=US/ST=WA/O=Contoso, Inc./OU=OT/CN=sensor7.contoso.com/emailAddress=ot@contoso.com');

  it.each([
    ['what the browser shows', 'sensor7.contoso.com'],
    ['its label', 'Subject: sensor7.contoso.com'],
    ['blanks, quotes, case and hidden characters', ' \u200e"Sensor7.CONTOSO.com"\u00a0\r\n'],
    ['RFC 4514', item.subject],
    [
      'openssl',
      'subject=C = US, ST = WA, O = "Contoso, Inc.", OU = OT, CN = sensor7.contoso.com, emailAddress = ot@contoso.com',
    ],
    ['Windows', 'E=ot@contoso.com, CN=sensor7.contoso.com, OU=OT, O="Contoso, Inc.", S=WA, C=US'],
    [
      'the Windows viewer',
      'E = ot@contoso.com\r\nCN = sensor7.contoso.com\r\nOU = OT\r\nO = Contoso, Inc.\r\nS = WA\r\nC = US',
    ],
    ['a part that has the name', 'CN=sensor7.contoso.com, O="Contoso, Inc."'],
  ])('matches %s', (_, text) => {
    expect(compareSubject(text, item)).toMatchObject({ matches: true, commonName: 'sensor7.contoso.com' });
  });

  it('matches what openssl prints, by default and on one line', () => {
    const der = certificate({ key: key('p256'), subject: '/O=Contoso, Inc./CN=sensor7' });
    const parsed = parseCertificate(der);
    if (!parsed.ok) throw new Error('unreadable');
    for (const format of ['oneline', 'compat', 'RFC2253', 'multiline']) {
      const printed = opensslText(['x509', '-inform', 'DER', '-noout', '-subject', '-nameopt', format], der);
      expect([format, compareSubject(printed, parsed.value).matches]).toEqual([format, true]);
    }
  });

  it.each([
    ['another name', 'sensor8.contoso.com'],
    ['a part of the name', 'contoso.com'],
    ['nothing', ''],
    ['a label alone', 'Subject:'],
    ['another organization', 'CN=sensor7.contoso.com, O=Fabrikam'],
    ['a name without what the browser shows', 'O="Contoso, Inc.", C=US'],
    ['an attribute that only ends alike', 'OU=sensor7.contoso.com'],
  ])('does not match %s', (_, text) => {
    expect(compareSubject(text, item)).toMatchObject({ matches: false, commonName: 'sensor7.contoso.com' });
  });

  it('gives back the text as it was understood, and no common name where there is none', () => {
    expect(compareSubject(' Subject: "Contoso" ', made('/O=Contoso'))).toEqual({
      matches: true,
      commonName: null,
      pasted: 'Contoso',
    });
    expect(compareSubject('', made('/C=US'))).toEqual({ matches: false, commonName: null, pasted: '' });
  });
});
