// Where we disagree with openssl about keys on purpose, and why.
import type { Disagreement } from './ledger.ts';

export const keyTable: readonly Disagreement[] = [
  {
    field: /^(openssl key algorithm|key sha256|public key)$/,
    when: ({ id, ours }) => ours === 'absent' && id.startsWith('ed448'),
    because: 'the public half of an Ed448 key is computed by the runtime, and BoringSSL has no Ed448',
    only: 'electron',
  },
  {
    field: 'openssl key curve',
    when: ({ ours, theirs }) => ours === '1.3.132.0.16' && theirs === 'K-283',
    because: 'curves over binary fields have no use anywhere, and stay identifiers',
  },
  {
    field: 'openssl key bits',
    when: ({ id, ours }) => ours === 'absent' && id.startsWith('sect283k1'),
    because: 'the size of a curve without a name here is not known',
  },
  {
    field: 'sound',
    when: ({ id, ours }) => ours === 'not checked' && /^(P-192|explicit|sect283k1|ed448|brainpool)/.test(id),
    because: 'there is no arithmetic for the curve here, and the test of the key says that it was not done',
  },
];
