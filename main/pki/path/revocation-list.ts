// A revocation list made ready for questions about many certificates. What it says is read once and when first asked
// for; whether it may be believed is up to revocation.ts.
import type { StatusUnknown } from '../../../preload/contract/verdict-path.ts';
import { type DerElement, DerError, expect, hexOf, sameBytes, tag } from '../asn1/der.ts';
import { extension } from '../asn1/oids.ts';
import { readTime } from '../asn1/time.ts';
import type { Extensions } from '../certificate/extensions.ts';
import { type CrlStructure, readCrlStructure } from '../crl/crl-structure.ts';
import { summarizeEntries } from '../crl/entries.ts';
import { readScope, type Scope } from '../crl/scope.ts';
import { readSignatureAlgorithm, signatureHash } from '../keys/signature.ts';
import { nameText, readName } from '../names/distinguished-name.ts';
import { nameKey } from '../names/name-key.ts';
import { isWeakSignature } from './local-faults.ts';

export type ListFacts = {
  thisUpdate: number;
  nextUpdate?: number;
  scope?: Scope;
  number?: bigint;
  /** The number of the full list that a delta adds to. */
  base?: bigint;
  weak: boolean;
  unknownCritical: boolean;
};

/** Extensions that are obeyed here when critical; the number must not be (RFC 5280 section 5.2.3). */
const obeyed: ReadonlySet<string> = new Set([
  extension.issuingDistributionPoint,
  extension.deltaCrlIndicator,
  extension.authorityKeyIdentifier,
]);

const listNumber = (extensions: Extensions, oid: string): bigint | undefined => {
  const value = extensions.get(oid)?.value.wrapped();
  if (value === undefined) return undefined;
  const { content } = expect(value, tag.integer, 'the number of a list');
  if (content.length === 0 || content.length > 64 || (content[0] as number) >= 0x80)
    throw new DerError('a number of unusable size');
  return BigInt(`0x${hexOf(content)}`);
};

const readFacts = ({ parts, issuer }: RevocationList): ListFacts => {
  const { extensions } = parts;
  const point = extensions.get(extension.issuingDistributionPoint)?.value.wrapped();
  const number = listNumber(extensions, extension.crlNumber);
  const base = listNumber(extensions, extension.deltaCrlIndicator);
  const algorithm = readSignatureAlgorithm(parts.signatureAlgorithm);
  const critical = [...extensions].some(([oid, each]) => each.critical && !obeyed.has(oid));
  return {
    thisUpdate: Date.parse(readTime(parts.thisUpdate)),
    ...(parts.nextUpdate ? { nextUpdate: Date.parse(readTime(parts.nextUpdate)) } : {}),
    ...(point ? { scope: readScope(point, issuer) } : {}),
    ...(number === undefined ? {} : { number }),
    ...(base === undefined ? {} : { base }),
    weak: isWeakSignature(algorithm.name, signatureHash(algorithm)),
    // RFC 5280 section 5.3: one such entry, whichever, and the list tells nothing of any certificate.
    unknownCritical: critical || summarizeEntries(parts.entries).unknownCritical,
  };
};

export class RevocationList {
  readonly parts: CrlStructure;
  /** Key of the issuer's name, see name-key.ts. */
  readonly issuer: string;
  private read: ListFacts | 'damaged' | undefined;

  /** Throws DerError when the layout or the issuer's name cannot be read. */
  constructor(der: Uint8Array) {
    this.parts = readCrlStructure(der);
    this.issuer = nameKey(this.parts.issuer);
  }

  get facts(): ListFacts | 'damaged' {
    if (this.read === undefined)
      try {
        this.read = readFacts(this);
      } catch (error) {
        if (!(error instanceof DerError)) throw error;
        this.read = 'damaged';
      }
    return this.read;
  }

  get delta(): boolean {
    return this.parts.extensions.has(extension.deltaCrlIndicator);
  }

  get issuerText(): string {
    return nameText(readName(this.parts.issuer));
  }
}

/** What keeps a list from being used at a moment (milliseconds since 1970), whatever it is asked about. */
export const unusable = (facts: ListFacts, at: number): StatusUnknown | undefined => {
  if (facts.unknownCritical) return 'unknown-critical-extension';
  if (facts.weak) return 'signature-weak';
  if (at < facts.thisUpdate) return 'not-yet-valid';
  // RFC 5280 section 5.1.2.5 wants nextUpdate: without it nobody can say that the list is not ten years old.
  if (facts.nextUpdate === undefined) return 'no-next-update';
  return at > facts.nextUpdate ? 'stale' : undefined;
};

const sameValue = (a: DerElement | undefined, b: DerElement | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameBytes(a.encoding, b.encoding);

const extensionOf = (list: RevocationList, oid: string): DerElement | undefined =>
  list.parts.extensions.get(oid)?.value;

/** Whether two lists are about the same certificates: one issuer, one issuingDistributionPoint (RFC 5280 section 5.2.3). */
export const sameScope = (a: RevocationList, b: RevocationList): boolean =>
  a.issuer === b.issuer &&
  sameValue(extensionOf(a, extension.issuingDistributionPoint), extensionOf(b, extension.issuingDistributionPoint));

/** Whether a delta goes with a full list: same scope, same key, numbers that meet (section 5.2.4). */
export const completes = (delta: RevocationList, full: RevocationList): boolean => {
  const [a, b] = [delta.facts, full.facts];
  if (a === 'damaged' || b === 'damaged' || a.base === undefined || a.number === undefined || b.number === undefined)
    return false;
  return (
    a.base <= b.number &&
    b.number < a.number &&
    sameScope(delta, full) &&
    sameValue(extensionOf(delta, extension.authorityKeyIdentifier), extensionOf(full, extension.authorityKeyIdentifier))
  );
};
