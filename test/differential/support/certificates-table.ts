// Where we disagree with openssl or certtool about certificates on purpose, and why.
import type { Disagreement } from './ledger.ts';
import { boringLacks } from './runtime.ts';

const lacks = ({ theirs }: { theirs: string }): boolean => theirs === 'absent';
const epoch = '1970-01-01T00:00:00Z';

export const certificateTable: readonly Disagreement[] = [
  {
    field: 'tampered: self-signed',
    when: boringLacks,
    because: 'where the signature cannot be computed, the names and key identifiers decide',
    only: 'electron',
  },
  {
    field: /^certtool (subject|issuer)$/,
    when: ({ theirs }) => /=\\#(?:[0-9a-f]{2})*(?:,|\+|$)/.test(theirs),
    because: 'GnuTLS prints a T61String that is not ASCII, and a UniversalString, as hex with a backslash',
  },
  {
    field: /^certtool (subject|issuer)$/,
    when: ({ theirs }) => /=#(?:12|16|1a|13|0c|14|1c|1e)[0-9a-f]+(?:,|\+|$)/.test(theirs),
    because: 'GnuTLS prints a string of a type that the attribute must not have as hex',
  },
  {
    field: /^certtool (subject|issuer)$/,
    when: ({ ours }) => /\\(?:09|0A|7F)/.test(ours),
    because: 'GnuTLS prints control characters as they are',
  },
  {
    field: /^certtool (subject|issuer)$/,
    when: ({ id, theirs }) => / as 13$/.test(id) && theirs.includes('\ufffd'),
    because: 'GnuTLS passes octets of a PrintableString on that are not ASCII',
  },
  {
    field: /^certtool (subject|issuer)$/,
    when: ({ ours, theirs }) => ours === 'CN=' && theirs === '',
    because: 'GnuTLS leaves an empty value out, attribute and all',
  },
  {
    field: 'certtool directory names',
    when: ({ ours, theirs }) => theirs === ours.replace('C=US', 'C=#0c025553'),
    because: 'GnuTLS prints a country that is no PrintableString as hex',
  },
  {
    field: 'openssl reads',
    when: ({ id, ours }) => ours === 'yes' && / as 1a(?:$| )/.test(id),
    because: 'openssl reads no VisibleString in a name; it is harmless, and GnuTLS reads it',
  },
  {
    field: /^openssl (subject|issuer)$/,
    when: ({ theirs }) => /enhancedSearchGuide=|jurisdictionC=/.test(theirs),
    because: 'RFC 4514 gives no descriptor to the type; the identifier and hex are what it asks for then',
  },
  {
    field: 'certtool not before',
    when: ({ ours, theirs }) => theirs === epoch && ours < epoch,
    because: 'GnuTLS counts from 1970',
  },
  {
    field: 'certtool ip',
    when: ({ ours, theirs }) => ours === '::c000:201' && theirs === '::192.0.2.1',
    because: 'addresses compatible with IPv4 are deprecated (RFC 4291 section 2.5.5.1) and written like any other',
  },
  {
    field: 'certtool key bits',
    when: ({ ours, theirs }) => ours === '521' && theirs === '528',
    because: 'GnuTLS counts the octets of P-521',
  },
  {
    field: /^certtool key (bits|curve|sha256)$/,
    when: (each) => lacks(each) && /secp256k1|brainpool|explicit|sect283k1/.test(each.id),
    because: 'GnuTLS does not know the curve, and says nothing about the key',
  },
  {
    field: 'certtool key sha256',
    when: ({ id }) => id.includes('pssParameters'),
    because: 'GnuTLS hashes a key with PSS parameters after writing it anew, without what is the default',
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
