// Where we disagree with openssl about revocation lists on purpose, and why.
import type { Disagreement } from './ledger.ts';

export const crlTable: readonly Disagreement[] = [
  {
    field: /^entry (date|reason)$/,
    when: ({ id, ours }) => ours === 'absent' && id.startsWith('by hand: indirect'),
    because: 'the entries are about certificates of another issuer, so none is found for the issuer of the list',
  },
];
