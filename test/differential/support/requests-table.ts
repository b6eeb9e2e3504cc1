// Where we disagree with openssl about requests on purpose, and why.
import type { Disagreement } from './ledger.ts';
import { boringLacks } from './runtime.ts';

export const requestTable: readonly Disagreement[] = [
  {
    field: 'openssl signature good',
    when: (each) => each.ours === 'not checked' && boringLacks(each),
    because: 'a signature that cannot be computed is said to be not checked',
    only: 'electron',
  },
  {
    field: 'openssl key curve',
    when: ({ ours, theirs }) => ours === '1.3.132.0.16' && theirs === 'K-283',
    because: 'curves over binary fields have no use anywhere, and stay identifiers',
  },
  {
    field: 'openssl key bits',
    when: ({ id, ours }) => ours === 'absent' && id.includes('sect283k1'),
    because: 'the size of a curve without a name here is not known',
  },
];
