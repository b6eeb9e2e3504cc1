// What is not known is not guessed: an honest "unknown" with the messages that look most like it. And whatever is
// pasted, the answer comes and obeys the contract.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { catalogue } from '../../../main/troubleshoot/catalogue.ts';
import { explainMessage } from '../../../main/troubleshoot/match.ts';
import { textLimit, wordsOf } from '../../../main/troubleshoot/tokens.ts';
import { explanationSchema } from '../../../preload/contract/explanation.ts';

const nearestTo = (text: string) => {
  const explanation = explainMessage(text);
  return explanation.known ? [] : explanation.nearest.map(({ id }) => id);
};

describe('unknown', () => {
  it.each([
    'Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor.',
    'ORA-28759: failure to open file',
    'error TS2345: Argument of type string is not assignable to parameter of type number.',
    'Windows Update: there were problems installing some updates (0x80240034)',
    '0x80070002 The system cannot find the file specified.',
    'Our gift certificate has expired',
    'Please renew your parking certificate: it is not yet valid in this zone',
    'Error 18: the printer is out of paper',
    'The password you entered is incorrect. Please try again or reset your password.',
    'Access is denied to this mailbox. Ask the owner.',
    'HTTP/1.1 404 Not Found',
    'keytool error: java.io.IOException: Keystore was tampered with',
    'There are 401002 records in the table.',
    'The passphrase does not match the confirmation.',
  ])('%s', (text) => {
    const explanation = explainMessage(text);
    expect(explanation).toMatchObject({ known: false });
    expect(new Set(nearestTo(text)).size).toBe(3);
  });

  it.each(['', '   \n ', '...!?', '\u200b\ufeff'])('%j has no words, so nothing is near it', (text) => {
    expect(explainMessage(text)).toEqual({ known: false, leftOut: false, nearest: [] });
  });

  it('half a code is no code', () => {
    expect(explainMessage('0x800920').known).toBe(false);
    expect(explainMessage('ERR_CERT').known).toBe(false);
    expect(explainMessage('MY_ERR_CERT_REVOKED_2').known).toBe(false);
  });
});

describe('the nearest', () => {
  it.each([
    ['Pasphrase dosnt mach the key', 'passphrase-mismatch'],
    ['cannot validate chian of trust the certificate and root dont match', 'chain-of-trust'],
    ['The CRL location cannot be reached', 'crl-not-reachable'],
    ['ERR_CERT_COMON_NAME_INVALID', 'err-cert-common-name-invalid'],
    ['revocation server offline', 'crypt-e-revocation-offline'],
    ['the password you have entered is incorrect', 'wizard-password'],
    ['unable to get the local issuer certificate', 'openssl-verify-20'],
    ['thumbprint not matching configuration', 'hub-thumbprint'],
    ['2026-11-26 10:41 upload\n2026-11-26 10:42 Pasphrase does not mach to key\n2026-11-26 bye', 'passphrase-mismatch'],
  ])('to “%s” begins with %s', (text, id) => {
    expect(nearestTo(text)[0]).toBe(id);
  });
});

describe('whatever is pasted', () => {
  it('the answer obeys the contract', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const answer = explanationSchema.parse(explainMessage(text));
        expect(answer.known || answer.nearest.length <= 3).toBe(true);
      }),
    );
  });

  it('words of the catalogue in any order lead to an answer and to no endless search', () => {
    const words = [...new Set(catalogue.flatMap(({ message }) => wordsOf(message).words))];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 300 }), (some) => {
        explanationSchema.parse(explainMessage(some.join(' ')));
      }),
      { numRuns: 30 },
    );
  });

  it('a message among other lines is found, whatever they are', () => {
    // Words that no message has.
    const line = fc.array(fc.constantFrom('lorem', 'ipsum', 'dolor', '17', 'amet'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...catalogue), fc.array(line), fc.array(line), ({ id, message }, before, after) => {
        const text = [...before.map((each) => each.join(' ')), message, ...after.map((each) => each.join(' '))];
        expect(explainMessage(text.join('\n'))).toMatchObject({ known: true, id });
      }),
    );
  });

  test('of a very long text the beginning and the end count, and that is told', () => {
    const long = 'x '.repeat(textLimit);
    expect(wordsOf(long).words.length).toBeLessThanOrEqual(textLimit / 2);
    const line = '2026-11-26 10:41 all is well\n'.repeat(2_000);
    for (const filler of [long, line, `${line}${long}`, `${long}${line}`]) {
      const found = { known: true, id: 'err-cert-revoked', match: 'part', leftOut: true };
      expect(explainMessage(`ERR_CERT_REVOKED\n${filler}`)).toMatchObject(found);
      expect(explainMessage(`${filler}\nERR_CERT_REVOKED\n`)).toMatchObject(found);
      expect(explainMessage(`${filler}\nERR_CERT_REVOKED\n${filler}`)).toMatchObject({ known: false, leftOut: true });
      // Of a line that was cut nobody knows that it is a whole one, and normalisation may not push the end out.
      expect(explainMessage(`${'\u2026'.repeat(9_000)}${filler}\nERR_CERT_REVOKED`)).toMatchObject(found);
    }
    const near = explainMessage(`${line}Pasphrase does not mach to key`);
    expect(near.known === false && near.nearest[0]?.id).toBe('passphrase-mismatch');
    expect(explainMessage(`${'x '.repeat(9_000)}ERR_CERT_REVOKED`)).toMatchObject({ known: true, leftOut: false });
    // A ligature that normalisation makes eighteen letters of.
    expect(wordsOf('\ufdfa'.repeat(textLimit)).words.join(' ').length).toBeLessThanOrEqual(textLimit);
  });

  test('the worst that repetition can do is answered', () => {
    for (const word of ['ssl routines ', 'error 20 at ', 'certificate ', 'the ', 'dps identity '])
      explanationSchema.parse(explainMessage(word.repeat(textLimit)));
  });
});
