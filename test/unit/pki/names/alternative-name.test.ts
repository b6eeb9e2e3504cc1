// Alternative names as people type them: what was accepted reads the same again.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAlternativeName } from '../../../../main/pki/names/alternative-name.ts';

const refusal = (name: string, reason: string) => ({
  ok: false,
  error: { code: 'san-invalid', facts: { name, reason } },
});

it.each(['uri:h:\0', 'uri:http://a/\u0001b', 'uri:http://a/\x7f'])(
  'refuses control characters in a URI: %j',
  (text) => {
    expect(parseAlternativeName(text)).toEqual(refusal(text.slice('uri:'.length), 'uri'));
  },
);

it('keeps what it accepted when it reads it again', () => {
  const prefix = fc.constantFrom('', 'dns:', 'ip:', 'email:', 'uri:', 'uri:https://', 'email:a@', 'dns:*.');
  const rest = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.domain(), fc.ipV4(), fc.ipV6(), fc.webUrl());
  let accepted = 0;
  fc.assert(
    fc.property(prefix, rest, (start, text) => {
      const read = parseAlternativeName(start + text);
      if (!read.ok) return;
      accepted += 1;
      expect(parseAlternativeName(`${read.value.kind}:${read.value.value}`)).toEqual(read);
    }),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(500);
});
