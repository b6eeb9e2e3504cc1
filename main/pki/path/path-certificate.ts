// A certificate made ready for many questions: its layout and its names at once, everything else when first asked for.
// One that is not needed for the path costs little; nothing is kept beyond the verification that it was read for.
import { createHash } from 'node:crypto';
import type { PublicKey } from '../../../preload/contract/item.ts';
import { DerError } from '../asn1/der.ts';
import { extension, type Hash } from '../asn1/oids.ts';
import { readTime } from '../asn1/time.ts';
import { type CertificateStructure, readCertificateStructure } from '../certificate/certificate-structure.ts';
import {
  authorityKeyIdentifier,
  readAuthorityInfoAccess,
  readBasicConstraints,
  readExtendedKeyUsage,
  readKeyUsage,
  readSubjectAltName,
  subjectKeyIdentifier,
} from '../certificate/extensions.ts';
import { type Point, readPoints } from '../crl/scope.ts';
import { readPublicKey } from '../keys/public-key.ts';
import { readSignatureAlgorithm, signatureHash } from '../keys/signature.ts';
import { nameText, readName } from '../names/distinguished-name.ts';
import type { GeneralName } from '../names/general-name.ts';
import { nameKey, rdnKeys } from '../names/name-key.ts';
import {
  type ConstrainedName,
  constrainedNames,
  type NameConstraints,
  readConstraints,
  subjectEmails,
} from './name-constraints.ts';
import { type PolicyFields, readPolicyFields } from './policies.ts';

export type Facts = {
  /** Milliseconds since 1970. */
  notBefore: number;
  notAfter: number;
  algorithm: string;
  hash: Hash | undefined;
  publicKey: PublicKey;
  basicConstraints?: { ca: boolean; pathLength?: number };
  keyUsage?: readonly string[];
  /** Dotted identifiers. */
  extendedKeyUsage?: readonly string[];
  subjectAltName: readonly GeneralName[];
  nameConstraints?: NameConstraints;
  policies: PolicyFields;
  points?: readonly Point[];
};

/** What is malformed in a certificate whose layout could be read. */
export type Malformed = { part: string; detail: string };

const readFacts = ({ parts, issuer }: PathCertificate): Facts | Malformed => {
  let part = 'validity';
  const value = <T>(oid: string, name: string, read: (of: Parameters<typeof readKeyUsage>[0]) => T): T | undefined => {
    const found = parts.extensions.get(oid);
    if (found === undefined) return undefined;
    part = name;
    return read(found.value.wrapped());
  };
  try {
    const [notBefore, notAfter] = [Date.parse(readTime(parts.notBefore)), Date.parse(readTime(parts.notAfter))];
    part = 'signatureAlgorithm';
    const algorithm = readSignatureAlgorithm(parts.signatureAlgorithm);
    const hash = signatureHash(algorithm);
    part = 'publicKey';
    const publicKey = readPublicKey(parts.spki);
    const basicConstraints = value(extension.basicConstraints, 'basicConstraints', readBasicConstraints);
    const keyUsage = value(extension.keyUsage, 'keyUsage', readKeyUsage);
    // RFC 5280 section 4.2.1.3: at least one bit is set.
    if (keyUsage?.length === 0) throw new DerError('no usage at all');
    const purposes = value(extension.extendedKeyUsage, 'extendedKeyUsage', readExtendedKeyUsage);
    const subjectAltName = value(extension.subjectAltName, 'subjectAltName', readSubjectAltName) ?? [];
    const nameConstraints = value(extension.nameConstraints, 'nameConstraints', readConstraints);
    // Section 4.2.1.10: only in a certificate of a CA.
    if (nameConstraints && basicConstraints?.ca !== true) throw new DerError('in a certificate that is no CA');
    const points = value(extension.crlDistributionPoints, 'cRLDistributionPoints', (of) => readPoints(of, issuer));
    value(extension.authorityInfoAccess, 'authorityInfoAccess', readAuthorityInfoAccess);
    part = 'certificatePolicies';
    const policies = readPolicyFields(parts.extensions);
    return {
      notBefore,
      notAfter,
      algorithm: algorithm.name,
      hash,
      publicKey,
      ...(basicConstraints ? { basicConstraints } : {}),
      ...(keyUsage ? { keyUsage } : {}),
      ...(purposes ? { extendedKeyUsage: purposes } : {}),
      subjectAltName,
      ...(nameConstraints ? { nameConstraints } : {}),
      policies,
      ...(points ? { points } : {}),
    };
  } catch (error) {
    if (error instanceof DerError) return { part, detail: error.message };
    throw error;
  }
};

/** Every name that constraints hold for: the subject, the addresses in it, and subjectAltName. Throws DerError. */
const readConstrainedNames = ({ parts, subject, subjectText }: PathCertificate): ConstrainedName[] => {
  const others = parts.extensions.get(extension.subjectAltName)?.value.wrapped().children() ?? [];
  const directory = { kind: 'directory' as const, text: subjectText, value: rdnKeys(parts.subject) };
  return [...(subject === '' ? [] : [directory]), ...subjectEmails(parts.subject), ...others.flatMap(constrainedNames)];
};

const optional = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
};

export class PathCertificate {
  readonly parts: CertificateStructure;
  /** Keys of the names, see name-key.ts. */
  readonly subject: string;
  readonly issuer: string;
  private read: Facts | Malformed | undefined;
  private hash: string | undefined;
  private names: readonly ConstrainedName[] | undefined;
  private identifiers: { own: string | undefined; authority: string | undefined } | undefined;

  /** Throws DerError when the layout or a name cannot be read. */
  constructor(
    readonly der: Uint8Array,
    readonly anchor: boolean,
  ) {
    this.parts = readCertificateStructure(der);
    this.subject = nameKey(this.parts.subject);
    this.issuer = nameKey(this.parts.issuer);
  }

  get facts(): Facts | Malformed {
    this.read ??= readFacts(this);
    return this.read;
  }

  /** Throws DerError, but not once the facts could be read. */
  get constrainedNames(): readonly ConstrainedName[] {
    this.names ??= readConstrainedNames(this);
    return this.names;
  }

  get sha256(): string {
    this.hash ??= createHash('sha256').update(this.der).digest('hex').toUpperCase();
    return this.hash;
  }

  /** Subject and issuer are the same name: a change of key or of policy within one CA, or self-signed. */
  get selfIssued(): boolean {
    return this.subject === this.issuer;
  }

  /** Key identifiers, where they can be read: hints for the order in which issuers are tried, and no more. */
  get keyIdentifiers(): { own: string | undefined; authority: string | undefined } {
    const { extensions } = this.parts;
    this.identifiers ??= {
      own: optional(() => subjectKeyIdentifier(extensions)),
      authority: optional(() => authorityKeyIdentifier(extensions)),
    };
    return this.identifiers;
  }

  /** RFC 4514. */
  get subjectText(): string {
    return optional(() => nameText(readName(this.parts.subject))) ?? '';
  }

  get issuerText(): string {
    return optional(() => nameText(readName(this.parts.issuer))) ?? '';
  }
}

/** Whether the facts are those of a certificate that could be read to its end. */
export const isMalformed = (facts: Facts | Malformed): facts is Malformed => 'detail' in facts;
