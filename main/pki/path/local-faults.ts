// What is wrong with one certificate taken by itself, in the part that it would play in a path. Whether it fits the
// certificates beside it is judged elsewhere (build.ts, path-rules.ts).
import type { PathFault, PathFaultCode, PathFaultFacts, Purpose } from '../../../preload/contract/verdict-path.ts';
import { extendedKeyUsages, extension } from '../asn1/oids.ts';
import { type Facts, isMalformed, type PathCertificate } from './path-certificate.ts';

/** `crl-signer`: a certificate whose key signs revocation lists and perhaps nothing else. */
export type Role = 'leaf' | 'ca' | 'crl-signer';

export type Question = {
  /** Milliseconds since 1970, whole seconds. */
  at: number;
  purpose: Purpose;
};

export const fault = <C extends PathFaultCode>(code: C, facts: PathFaultFacts[C]): PathFault =>
  ({ code, facts }) as PathFault;

export const isoTime = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, -5)}Z`;

/**
 * Extensions that are obeyed here when marked critical. Key identifiers, authorityInfoAccess and freshestCRL are not
 * among them: RFC 5280 forbids to mark them so, and OpenSSL refuses it. The last one says that no OCSP is to be asked.
 */
const obeyed: ReadonlySet<string> = new Set([
  extension.keyUsage,
  extension.subjectAltName,
  extension.basicConstraints,
  extension.nameConstraints,
  extension.crlDistributionPoints,
  extension.certificatePolicies,
  extension.policyMappings,
  extension.policyConstraints,
  extension.extendedKeyUsage,
  extension.inhibitAnyPolicy,
  '1.3.6.1.5.5.7.48.1.5',
]);

const criticalFault = ({ parts }: PathCertificate): PathFault | undefined => {
  for (const [oid, { critical }] of parts.extensions)
    if (critical && !obeyed.has(oid)) return fault('unknown-critical-extension', { oid });
  return undefined;
};

const timeFault = ({ notBefore, notAfter }: Facts, { at }: Question): PathFault | undefined => {
  if (at > notAfter) return fault('expired', { notAfter: isoTime(notAfter), at: isoTime(at) });
  if (at < notBefore) return fault('not-yet-valid', { notBefore: isoTime(notBefore), at: isoTime(at) });
  return undefined;
};

/** Browsers refuse smaller ones: CA/Browser Forum, Baseline Requirements, section 6.1.5. */
const minimumBits: Readonly<Record<string, number>> = { RSA: 2048, 'RSA-PSS': 2048, EC: 256 };

const keyFault = ({ publicKey: { algorithm, bits, curve } }: Facts): PathFault | undefined => {
  const minimum = minimumBits[algorithm];
  // Parameters written out could be any curve with any generator (RFC 5480 section 2.1.1 forbids them).
  if (curve === 'explicit') return fault('key-unsupported', { algorithm: 'EC, curve written out' });
  // No browser takes DSA any more, and TLS 1.3 has dropped it.
  if (algorithm === 'DSA') return fault('key-unsupported', { algorithm });
  if (minimum === undefined) return /^\d+\./.test(algorithm) ? fault('key-unsupported', { algorithm }) : undefined;
  if (bits === undefined) return fault('key-unsupported', { algorithm: `${algorithm}${curve ? `, ${curve}` : ''}` });
  return bits < minimum ? fault('weak-key', { algorithm, bits, minimum }) : undefined;
};

const weakHashes: ReadonlySet<string> = new Set(['md5', 'sha1']);

/** Collisions can be made for these, so a signature over them proves nothing (md2 comes without a hash of its own). */
export const isWeakSignature = (algorithm: string, hash: string | undefined): boolean =>
  (hash !== undefined && weakHashes.has(hash)) || algorithm.startsWith('md2');

/** An anchor's own signature says nothing, whatever it is made with. */
const signatureFault = ({ algorithm, hash }: Facts, anchor: boolean): PathFault | undefined =>
  !anchor && isWeakSignature(algorithm, hash) ? fault('weak-signature', { algorithm }) : undefined;

/** RFC 5280 sections 4.1.2.4, 4.1.2.6 and 4.2.1.6. */
const nameFault = ({ subject, issuer, parts }: PathCertificate, role: Role): PathFault | undefined => {
  if (issuer === '') return fault('name-missing', { which: 'issuer' });
  const named = role === 'leaf' && parts.extensions.get(extension.subjectAltName)?.critical;
  return subject === '' && !named ? fault('name-missing', { which: 'subject' }) : undefined;
};

/**
 * More than 20 octets are refused (RFC 5280 section 4.1.2.2), as Chromium does. Zero and negative ones are forbidden
 * too, but exist, harm nothing, and pass everywhere. A leading zero octet is not counted.
 */
const serialFault = ({ parts }: PathCertificate): PathFault | undefined => {
  const { content } = parts.serialNumber;
  const octets = content.length - (content[0] === 0 && content.length > 1 ? 1 : 0);
  return octets > 20 ? fault('serial-number-too-long', { octets }) : undefined;
};

const purposes = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;
const anyPurpose = '2.5.29.37.0';

/** Extended key usage binds leaf and CAs alike: "nested", as Windows, OpenSSL and browsers have it. */
const purposeFault = ({ extendedKeyUsage: allowed }: Facts, { purpose }: Question): PathFault | undefined => {
  if (purpose === 'any' || allowed === undefined) return undefined;
  if (allowed.includes(purposes[purpose]) || allowed.includes(anyPurpose)) return undefined;
  return fault('wrong-purpose', { wanted: purpose, allowed: allowed.map((oid) => extendedKeyUsages[oid] ?? oid) });
};

/** What a TLS key needs, one of them (RFC 5280 section 4.2.1.12; RFC 8446 section 4.4.2.2; as OpenSSL has it). */
const tlsUsages = {
  server: ['digitalSignature', 'keyEncipherment', 'keyAgreement'],
  client: ['digitalSignature', 'keyAgreement'],
  any: [],
} as const satisfies Record<Purpose, readonly string[]>;

const usageFault = ({ keyUsage: has }: Facts, needs: readonly string[]): PathFault | undefined =>
  has === undefined || needs.length === 0 || needs.some((usage) => has.includes(usage))
    ? undefined
    : fault('key-usage', { needs: [...needs], has: [...has] });

/** A version-1 certificate cannot say that it is a CA: as an anchor it is taken at the word of who named it one. */
const caFault = ({ parts, anchor }: PathCertificate, { basicConstraints }: Facts): PathFault | undefined => {
  if (basicConstraints?.ca) return undefined;
  if (basicConstraints) return fault('not-a-ca', { reason: 'not-marked' });
  if (parts.version < 3) return anchor ? undefined : fault('not-a-ca', { reason: 'version-1' });
  return fault('not-a-ca', { reason: 'no-basic-constraints' });
};

/** The first thing that is wrong with the certificate in its role, or undefined. */
export const localFault = (certificate: PathCertificate, role: Role, question: Question): PathFault | undefined => {
  const { facts } = certificate;
  if (isMalformed(facts)) return fault('malformed', facts);
  const needs = role === 'ca' ? ['keyCertSign'] : role === 'crl-signer' ? ['cRLSign'] : tlsUsages[question.purpose];
  return (
    timeFault(facts, question) ??
    (role === 'ca' ? caFault(certificate, facts) : undefined) ??
    criticalFault(certificate) ??
    (role === 'crl-signer' ? undefined : purposeFault(facts, question)) ??
    usageFault(facts, needs) ??
    keyFault(facts) ??
    signatureFault(facts, certificate.anchor) ??
    nameFault(certificate, role) ??
    serialFault(certificate)
  );
};
