// Every message is recognized: word for word, in the variants in which people paste it, and inside longer texts; and
// never as another one.
import { describe, expect, it, test } from 'vitest';
import { catalogue, type Wording, wordings } from '../../../main/troubleshoot/catalogue.ts';
import { explainMessage } from '../../../main/troubleshoot/match.ts';
import { explanationSchema } from '../../../preload/contract/explanation.ts';

function idOf(text: string): string | null {
  const explanation = explanationSchema.parse(explainMessage(text));
  return explanation.known ? explanation.id : null;
}
const matchOf = (text: string) => {
  const explanation = explainMessage(text);
  return explanation.known ? explanation.match : null;
};

const noBreak = '\u00a0';
const zeroWidth = '\u200b';
/** As a web page, a mail or a person would change a sentence without changing what it says. */
const variants: Record<string, (text: string) => string> = {
  'upper case': (text) => text.toUpperCase(),
  'blanks and line ends': (text) => `  ${text.replaceAll(' ', `${noBreak} `)} \r\n`,
  'wrapped after every word': (text) => text.replaceAll(' ', '\n'),
  'curly quotes': (text) => `\u201c${text.replaceAll("'", '\u2019')}\u201d`,
  'no dot at the end': (text) => text.replace(/\.$/, ''),
  'a dot at the end': (text) => `${text.replace(/\.$/, '')}.`,
  'no blank after a dot': (text) => text.replaceAll('. ', '.'),
  'invisible characters': (text) => `\ufeff${text.replace(/^(.{2})/, `$1${zeroWidth}`)}`,
  'short forms written out': (text) => text.replaceAll("n't", ' not').replace('ca not', 'cannot'),
  'short forms without the apostrophe': (text) =>
    text
      .replace(/can(not|'t)/g, 'cant')
      .replace(/\b(is|do|does) not\b/g, '$1nt')
      .replaceAll("n't", 'nt'),
  'short forms': (text) => text.replace('cannot', "can't").replace(/\b(is|do|does) not\b/g, "$1n't"),
};

describe.each(catalogue)('$id', ({ id, message }) => {
  it('is recognized word for word', () => {
    expect([idOf(message), matchOf(message)]).toEqual([id, 'exact']);
  });

  it.each(Object.keys(variants))('is recognized with %s', (name) => {
    expect(idOf(variants[name]?.(message) ?? '')).toBe(id);
  });

  it('is recognized as a line of a log', () => {
    const log = `10:41:07 INFO upload started\n${message}\n10:41:09 INFO upload ended (3 files, 4711 bytes)`;
    expect([idOf(log), matchOf(log)]).toEqual([id, 'part']);
  });
});

test.each(catalogue.filter(({ general }) => general))('$id gives way to whatever says more', ({ message }) => {
  expect(idOf(`${message}\nERR_CERT_INVALID`)).toBe('err-cert-invalid');
});

/** The parts that vary, filled with what could stand there. */
const filled = ({ text }: Wording): string =>
  ['1', 'C:\\Users\\Ada\\sensor7.pem', 'CN=Contoso Issuing CA 2, O=Contoso'].reduce(
    (done, value) => done.replace('<>', value),
    text,
  );

test.each(wordings.map((wording) => [wording.entry.id, filled(wording), wording.kind, wording] as const))(
  '%s as “%s”',
  (id, text, kind, { pieces }) => {
    const explanation = explainMessage(text);
    expect(explanation).toMatchObject({ known: true, id });
    // With a gap before its end, a wording does not cover what follows.
    if (explanation.known && pieces.length === 1) expect(explanation.match).toBe(kind);
  },
);

test('a code in its four forms', () => {
  for (const text of ['0x80092013', '80092013', '-2146885613', '2148081683', 'CRYPT_E_REVOCATION_OFFLINE'])
    expect([text, idOf(text), matchOf(text)]).toEqual([text, 'crypt-e-revocation-offline', 'exact']);
});

test.each([
  ['The wordings of 2021', 'Certificate Validation Failed', 'validation-failed'],
  ['', 'Cannot validate chain of trust.The provided Certificate and Root CA do not match.', 'chain-of-trust'],
  ['', 'This SSL certificate has expired and is not considered valid.', 'certificate-expired'],
  [
    '',
    '"This certificate has been revoked by the CRL and cannot be trusted for a secure connection.',
    'certificate-revoked',
  ],
  [
    'Edge’s page',
    "Your connection isn't private\nAttackers might be trying to steal your information from 192.168.10.7 (for example, passwords, messages, or credit cards).\nNET::ERR_CERT_AUTHORITY_INVALID\nAdvanced Go back",
    'err-cert-authority-invalid',
  ],
  [
    'Chrome’s page without its code',
    'Your connection is not private\nThis server could not prove that it is sensor7.contoso.com; its security certificate does not specify Subject Alternative Names. This may be caused by a misconfiguration or an attacker intercepting your connection.',
    'err-cert-common-name-invalid',
  ],
  ['a code in a sentence', 'we see (net::ERR_CERT_COMMON_NAME_INVALID), what now?', 'err-cert-common-name-invalid'],
  [
    'certutil -verify',
    'ChainContext.dwErrorStatus = CERT_TRUST_REVOCATION_STATUS_UNKNOWN (0x40)\nERROR: Verifying leaf certificate revocation status returned The revocation function was unable to check revocation because the revocation server was offline. 0x80092013 (-2146885613 CRYPT_E_REVOCATION_OFFLINE)\nCertUtil: The revocation function was unable to check revocation because the revocation server was offline.',
    'crypt-e-revocation-offline',
  ],
  ['an event log', '<Result value="80092013">Verify Revocation</Result>', 'crypt-e-revocation-offline'],
  [
    'certutil -addstore',
    'CertUtil: -addstore command FAILED: 0x80070005 (WIN32: 5 ERROR_ACCESS_DENIED)\nCertUtil: Access is denied.',
    'e-accessdenied',
  ],
  [
    'PowerShell',
    'Exception calling "Import" with "3" argument(s): "The specified network password is not correct.\r\n"',
    'error-invalid-password',
  ],
  ['OpenSSL 1.1, without a hyphen', 'error 18 at 0 depth lookup:self signed certificate', 'openssl-verify-18'],
  ['at another depth', 'error 10 at 2 depth lookup: certificate has expired', 'openssl-verify-10'],
  [
    's_client',
    'depth=0 CN = sensor7\nverify error:num=20:unable to get local issuer certificate\nverify return:1',
    'openssl-verify-20',
  ],
  [
    'Python',
    'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain (_ssl.c:1000)',
    'openssl-verify-19',
  ],
  [
    'a stack of Node',
    "Error: unable to verify the first certificate\n    at TLSSocket.onConnectSecure (node:_tls_wrap:1677:34) {\n  code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'\n}",
    'openssl-verify-21',
  ],
  [
    'OpenSSL 3.2 and later',
    'C008:error:0A000412:SSL routines:ssl3_read_bytes:ssl/tls alert bad certificate:ssl/record/rec_layer_s3.c:912:SSL alert number 42',
    'alert-42',
  ],
  [
    'curl on Windows',
    'curl: (60) schannel: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.',
    'sec-e-untrusted-root',
  ],
  [
    'the journal of IoT Edge',
    'caused by: X509 certificate based registration failed\ncaused by: HTTP request failed: [401 Unauthorized] {"errorCode":401002,"trackingId":"64c577d5-1b81-4196-b265-806d53718b96","message":"Signing certificate info did not match chain elements.","timestampUtc":"2020-03-25T19:05:29.6654798Z"}',
    'dps-chain-elements',
  ],
  [
    'DPS',
    '{"errorCode":401002,"trackingId":"f40da7ba-8c91-4796-8fc3-89e1dfbdbe05","message":"Invalid certificate","timestampUtc":"2019-03-15T19:43:02.7904455Z"}',
    'dps-invalid-certificate',
  ],
  [
    'DPS by MQTT',
    '"status":"failed","errorCode":401002,"errorMessage":"Invalid certificate","lastUpdatedDateTimeUtc":"2018-03-29T06:12:47.0558811Z"',
    'dps-invalid-certificate',
  ],
  [
    'the portal',
    "Proof-Of-Possession failed. Issuer certificate 'CN=Contoso Root' cannot be found in the certificate chain. If you contact a support representative please include this correlation identifier: 341bf1b2, errorcode: IH400053.",
    'possession-issuer',
  ],
  ['retold', 'the passphrase does not match the key', 'passphrase-mismatch'],
  ['retold, in a hurry', 'Passphrase doesnt match the key!', 'passphrase-mismatch'],
  ['retold without the long form', 'The CRL location is not reachable', 'crl-not-reachable'],
  ['typed in a hurry', 'This SSL certificate has expired and isnt considered valid', 'certificate-expired'],
  ['typed in a hurry', 'it has been revoked by the CRL and cant be trusted', null],
  [
    'curl, refused',
    "curl: (7) Failed to connect to 10.1.2.3 port 443 after 0 ms: Couldn't connect to server",
    'curl-7',
  ],
  ['curl, older', 'curl: (7) Failed to connect to sensor7 port 443: Connection refused', 'curl-7'],
  ['curl, its beginning', 'curl: (7) Failed to connect', 'curl-7'],
])('%s: %s', (_, text, id) => {
  expect(idOf(text)).toBe(id);
});

test('another wording is told as it is, and the message beside it', () => {
  const wordingOf = (text: string) => {
    const explanation = explainMessage(text);
    return explanation.known ? [explanation.message, explanation.wording] : null;
  };
  const message = 'Passphrase does not match to the key';
  expect(wordingOf(message)).toEqual([message, null]);
  expect(wordingOf('PASSPHRASE DOESNT MATCH THE KEY')).toEqual([message, 'Passphrase does not match the key']);
  expect(wordingOf(`10:41 error\nPassphrase does not match the key`)?.[1]).toBe('Passphrase does not match the key');
});

test('other messages of a log are told too, but not the general ones', () => {
  const log = 'verify error:num=20:unable to get local issuer certificate\nUnable to load certificate\nNot an RSA key';
  const explanation = explainMessage(log);
  expect(explanation).toMatchObject({ id: 'openssl-verify-20', also: [{ id: 'openssl-not-rsa' }] });
});
