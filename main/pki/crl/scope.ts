// What a revocation list is about, and where a certificate says that its status is told: issuingDistributionPoint and
// cRLDistributionPoints (RFC 5280 sections 5.2.5 and 4.2.1.13), as sets of keys that can be compared.
import {
  booleanValue,
  context,
  type DerElement,
  DerError,
  expect,
  hexOf,
  onlyChild,
  optionalFields,
  tag,
} from '../asn1/der.ts';
import { readDistributionPoints, setBits } from '../certificate/extensions.ts';
import { directoryName } from '../names/general-name.ts';
import { nameKey, rdnKey } from '../names/name-key.ts';

/** Reasons by their bit in ReasonFlags: 1 keyCompromise to 8 aACompromise. Bit 0 is unused. */
export const allReasons: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8]);

/** A general name as text to compare: directory names by their key, all others by their octets. */
const generalNameKey = (name: DerElement): string => {
  if (name.tag !== context(4, true)) return `${name.tag}:${hexOf(name.content)}`;
  return `dn:${nameKey(directoryName(name))}`;
};

const generalNameKeys = (names: DerElement): string[] => names.children().map(generalNameKey);

/** The names in a DistributionPointName; a relative one is completed with the issuer's name. */
const pointNames = (name: DerElement, issuer: string): string[] => {
  if (name.tag === context(0, true)) return generalNameKeys(name);
  // The relative name has the tag of the choice in place of its own SET.
  if (name.tag === context(1, true)) return [`dn:${issuer === '' ? '' : `${issuer},`}${rdnKey(name)}`];
  throw new DerError('a distribution point name of an unknown kind');
};

export type Scope = {
  /** Absent where the list is not bound to a distribution point. */
  names?: string[];
  only?: 'user' | 'ca' | 'attribute';
  /** Absent: all reasons. */
  reasons?: ReadonlySet<number>;
  indirect: boolean;
};

/** Reads issuingDistributionPoint. Throws DerError. @param issuer key of the list's issuer */
export const readScope = (value: DerElement, issuer: string): Scope => {
  const parts = expect(value, tag.sequence, 'issuingDistributionPoint').children();
  const wanted = [context(0, true), ...[1, 2, 3, 4, 5].map((number) => context(number))];
  const fields = optionalFields(parts, wanted, 'issuingDistributionPoint');
  const flag = (number: number): boolean => {
    const field = fields.get(context(number));
    return field !== undefined && booleanValue(field);
  };
  const only = (['user', 'ca', 'attribute'] as const).filter((_, at) => flag([1, 2, 5][at] as number));
  if (only.length > 1) throw new DerError('a revocation list that is only for two kinds of certificates');
  const point = fields.get(context(0, true));
  const reasons = fields.get(context(3));
  return {
    ...(point ? { names: pointNames(onlyChild(point, 'the name of a distribution point'), issuer) } : {}),
    ...(only[0] ? { only: only[0] } : {}),
    ...(reasons ? { reasons: new Set(setBits(reasons.content)) } : {}),
    indirect: flag(4),
  };
};

export type Point = {
  names?: string[];
  /** Absent: all reasons. */
  reasons?: ReadonlySet<number>;
  /** Keys of the names of another issuer of the list (`dn:…` where it is a directory name). */
  crlIssuer?: string[];
};

/** Reads cRLDistributionPoints for comparison with lists. Throws DerError. @param issuer key of the certificate's issuer */
export const readPoints = (value: DerElement, issuer: string): Point[] =>
  readDistributionPoints(value).map(({ name, reasons, crlIssuer }) => {
    const other = crlIssuer && generalNameKeys(crlIssuer);
    const base = other?.find((key) => key.startsWith('dn:'))?.slice(3) ?? issuer;
    return {
      ...(name ? { names: pointNames(name, base) } : {}),
      ...(reasons ? { reasons: new Set(reasons) } : {}),
      ...(other ? { crlIssuer: other } : {}),
    };
  });
