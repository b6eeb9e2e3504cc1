// Where our verdict on a chain differs on purpose, and why.
import type { Disagreement } from './ledger.ts';

const valid = ({ ours }: { ours: string }): boolean => ours === 'valid';

export const pathTable: readonly Disagreement[] = [
  {
    field: 'openssl',
    when: (each) => valid(each) && each.id.includes('leaf for any purpose'),
    because: 'openssl wants serverAuth or clientAuth in so many words; browsers take any',
  },
  {
    field: 'openssl',
    when: (each) => valid(each) && each.id.includes(', last second'),
    because: 'notAfter is the last second that counts (RFC 5280 section 4.1.2.5); for openssl it is over then',
  },
  {
    field: 'openssl',
    when: ({ id }) => id.endsWith('leaf wildcard inside, host: host-mismatch'),
    because: 'a wildcard stands for a whole label (RFC 9525 section 6.3); openssl takes a part of one',
  },
  {
    field: 'openssl',
    when: ({ id }) => /CA excludes the host, leaf wildcard of two labels, .*: name-excluded$/.test(id),
    because: 'a wildcard that could stand for an excluded name is refused',
  },
  {
    field: 'openssl',
    when: ({ id }) => id.startsWith('list SHA-1') && id.endsWith('revocation-unknown'),
    because: 'openssl holds the hash of a list against no level of security',
  },
  {
    field: 'certtool',
    when: ({ id }) => /leaf only signs certificates, now: key-usage$/.test(id),
    because: 'GnuTLS asks no key usage of a leaf when it verifies a file',
  },
  {
    field: 'certtool',
    when: ({ id }) => /CA permits another subject, .*: name-not-permitted$/.test(id),
    because: 'GnuTLS does not apply constraints on directory names',
  },
];
