// One signature of a certificate or revocation list, by the key of a certificate, within the budget. A key that is
// made to be slow is not used, and a malformed one signs nothing.
import { type DerElement, DerError, readDer } from '../asn1/der.ts';
import { readSignatureAlgorithm, type SignatureState, verifySignature } from '../keys/signature.ts';
import { type Budget, take } from './budget.ts';
import type { PathCertificate } from './path-certificate.ts';

type Signed = { signatureAlgorithm: DerElement; signed: Uint8Array; signature: Uint8Array };

/** Real exponents have three octets. OpenSSL computes with longer ones in small keys, at a hundred times the cost. */
const maxExponentOctets = 8;

const isSlow = (by: PathCertificate): boolean => {
  const [, key] = by.parts.spki.children();
  if (key === undefined || key.content[1] !== 0x30) return false;
  const [, exponent] = readDer(key.content.subarray(1)).children();
  return exponent !== undefined && exponent.content.length > maxExponentOctets;
};

/** Pairs that were computed already, for one verification. */
export type Known = Map<object, Map<PathCertificate, SignatureState>>;

/** Whether the key of `by` made the signature of `of`. `invalid`, too, once the budget is spent: then the search ends. */
export const checkSignature = (
  of: { parts: Signed },
  by: PathCertificate,
  { known, budget }: { known: Known; budget: Budget },
): SignatureState => {
  const mine = known.get(of) ?? new Map<PathCertificate, SignatureState>();
  known.set(of, mine);
  const before = mine.get(by);
  if (before !== undefined) return before;
  const { signatureAlgorithm, signed, signature } = of.parts;
  if (!take(budget, 'signatures') || !take(budget, 'octets', signed.length)) return 'invalid';
  let state: SignatureState = 'invalid';
  try {
    if (isSlow(by)) state = 'unsupported';
    else state = verifySignature(readSignatureAlgorithm(signatureAlgorithm), signed, signature, by.parts.spki);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
  }
  mine.set(by, state);
  return state;
};
