// Base64 as it stands in files: strict about its signs, tolerant about blanks of every sort.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, pemBlocks } from '../../../../main/pki/files/pem-text.ts';

const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex');
const blanks = [...' \n\r\t\v\f', '\u00a0', '\u00ad', '\u1680', '\u2003', '\u200b', '\u2028', '\u202e', '\u2060'];
const more = ['\u2066', '\u2069', '\u3000', '\ufeff'];

describe('decodeBase64', () => {
  it('reads what was written, whatever blanks are in between, with its padding or without', () => {
    const blank = fc.constantFrom(...blanks, ...more);
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1 }),
        fc.array(fc.tuple(fc.nat(), blank)),
        fc.boolean(),
        (bytes, at, bare) => {
          const signs = [
            ...Buffer.from(bytes)
              .toString('base64')
              .replace(bare ? /=/g : /$^/g, ''),
          ];
          for (const [index, character] of at) signs.splice(index % (signs.length + 1), 0, character);
          expect(hex(decodeBase64(signs.join('')))).toBe(hex(bytes));
        },
      ),
    );
  });

  it.each(['', '  ', 'A', 'AAAAA', 'AB=C', 'AA===', '=', '==', 'AAA!', 'AAAA\u2041', 'AAAA\u00e9', 'AA-_', 'A\0AA'])(
    'refuses %j',
    (text) => expect(decodeBase64(text)).toBeUndefined(),
  );
});

it.each(['\n', '\r\n', '\r'])('headers end with their lines, which end with %j', (end) => {
  const lines = ['-----BEGIN A-----', 'Proc-Type: 4,ENCRYPTED', 'DEK-Info: X , 00 ', '', 'AAAA', '-----END A-----', ''];
  expect(pemBlocks(lines.join(end))).toEqual([
    { label: 'A', headers: { 'Proc-Type': '4,ENCRYPTED', 'DEK-Info': 'X , 00' }, bytes: new Uint8Array(3) },
  ]);
});
