// Where a file comes out otherwise than it went in, on purpose, and why.
import type { Disagreement } from './ledger.ts';

export const fileTable: readonly Disagreement[] = [
  {
    field: /^name of the (certificate|key)$/,
    when: ({ id, ours, theirs }) => id.startsWith('certtool') && ours === Buffer.from(theirs).toString('latin1'),
    because: 'certtool makes a character of each octet of the UTF-8 that it is given',
  },
  {
    field: /^(problems|keys|certificates|name of the (certificate|key))$/,
    when: ({ id }) => /^certtool .* SHA512$/.test(id),
    because: '600,000 rounds of SHA-512 for the seal, and as many for the content, are refused as too much work',
  },
  {
    field: 'no passphrase',
    when: ({ id }) => id.includes('all in the clear'),
    because: 'nothing in it is locked; only the seal needs the passphrase',
  },
];
