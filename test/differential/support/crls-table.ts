// Where we disagree with openssl about revocation lists on purpose, and why.
import type { Disagreement } from './ledger.ts';
import { boringLacks } from './runtime.ts';

export const crlTable: readonly Disagreement[] = [
  {
    field: 'signed by its CA',
    when: (each) => each.ours === 'false' && boringLacks(each),
    because: 'a list whose signature cannot be computed is put to no CA',
    only: 'electron',
  },
  {
    field: /^entry (date|reason)$/,
    when: ({ id, ours }) => ours === 'absent' && id.startsWith('by hand: indirect'),
    because: 'the entries are about certificates of another issuer, so none is found for the issuer of the list',
  },
];
