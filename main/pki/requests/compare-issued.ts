// The certificate that came back beside the request that went out: what the CA dropped, changed and added.
// It does not ask whether the certificate is valid or trusted; path validation does that.
import { findingMaker } from '../../../preload/contract/finding.ts';
import {
  type IssuedComparison,
  type IssuedFinding,
  issuedFindings,
} from '../../../preload/contract/issued-comparison.ts';
import type { CertificateItem, RequestItem } from '../../../preload/contract/item.ts';
import { ok, type Result } from '../../../preload/contract/result.ts';
import { sameBytes } from '../asn1/der.ts';
import { parseCertificate } from '../certificate/certificate.ts';
import { readCertificateStructure } from '../certificate/certificate-structure.ts';
import { type Attribute, readName } from '../names/distinguished-name.ts';
import { compareAltNames, compareSubjects } from './compare-names.ts';
import { describeRequest, readingRequest } from './request.ts';

const found = findingMaker(issuedFindings);

const shown = 20;
const some = (names: readonly string[]) => ({ names: names.slice(0, shown), count: names.length });
const day = 86_400_000;

/** The comparison without its findings and its verdict. */
type Facts = Omit<IssuedComparison, 'verdict' | 'findings'> & { reordered: boolean };

type Asked = { item: RequestItem; subject: Attribute[]; spki: Uint8Array };
type Issued = { item: CertificateItem; subject: Attribute[]; spki: Uint8Array };

/**
 * What a CA never copies, because it makes or decides it itself: key identifiers, and Microsoft's notes about the
 * template, its policies and the mail programs.
 */
const ownOfCa = new Set([
  '1.3.6.1.4.1.311.20.2',
  '1.3.6.1.4.1.311.21.7',
  '1.3.6.1.4.1.311.21.10',
  '1.2.840.113549.1.9.15',
]);

const droppedExtensions = (asked: RequestItem, issued: CertificateItem): string[] => {
  const there = new Set(issued.otherExtensions?.map(({ oid, value }) => `${oid} ${value}`));
  return (asked.otherExtensions ?? [])
    .filter(({ oid, value }) => !ownOfCa.has(oid) && !there.has(`${oid} ${value}`))
    .map(({ oid }) => oid);
};

const factsOf = (asked: Asked, issued: Issued): Facts => {
  const { notBefore, notAfter } = issued.item;
  const changes = compareSubjects(asked.subject, issued.subject);
  return {
    key: { same: sameBytes(asked.spki, issued.spki), asked: asked.item.publicKey, issued: issued.item.publicKey },
    subject: { asked: asked.item.subject, issued: issued.item.subject, changes },
    reordered: changes.length === 0 && asked.item.subject !== issued.item.subject,
    names: compareAltNames(asked.item.subjectAltNames, issued.item.subjectAltNames),
    keyUsage: { asked: asked.item.keyUsage, issued: issued.item.keyUsage },
    extendedKeyUsage: { asked: asked.item.extendedKeyUsage, issued: issued.item.extendedKeyUsage },
    basicConstraints: { asked: asked.item.basicConstraints, issued: issued.item.basicConstraints },
    extensionsDropped: droppedExtensions(asked.item, issued.item),
    validity: { notBefore, notAfter, days: Math.floor((Date.parse(notAfter) - Date.parse(notBefore)) / day) },
  };
};

const subjectFindings = ({ subject: { changes }, reordered }: Facts): IssuedFinding[] => {
  if (changes.length === 0) return [found(reordered ? 'subject-reordered' : 'same-subject', {})];
  // The first common name is the one that appliances and people go by.
  const lost = changes.find(({ attribute, change }) => attribute === 'CN' && change !== 'added');
  const rest = changes.filter((each) => each !== lost);
  const texts = (wanted: 'dropped' | 'changed' | 'added') =>
    rest
      .filter(({ change }) => change === wanted)
      .map(({ attribute, asked, issued }) =>
        wanted === 'changed' ? `${attribute}=${asked} → ${issued}` : `${attribute}=${asked ?? issued}`,
      );
  return [
    ...(lost ? [found('common-name-lost', { asked: lost.asked ?? '', issued: lost.issued ?? '' })] : []),
    ...(['dropped', 'changed', 'added'] as const).flatMap((change) => {
      const list = texts(change);
      return list.length > 0 ? [found(`subject-${change}`, some(list))] : [];
    }),
  ];
};

const nameFindings = ({ names }: Facts): IssuedFinding[] => {
  const of = (wanted: string) => names.filter(({ state }) => state === wanted).map(({ name }) => name);
  const [kept, dropped, added] = [of('kept'), of('dropped'), of('added')];
  if (names.length === 0) return [found('names-never-asked', {})];
  const lost = kept.length === 0 && added.length === 0 ? 'names-all-lost' : 'names-lost';
  return [
    ...(dropped.length > 0 ? [found(lost, some(dropped))] : []),
    ...(kept.length > 0 ? [found('names-kept', some(kept))] : []),
    ...(added.length > 0 ? [found('names-added', some(added))] : []),
  ];
};

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each) => other.includes(each));

/** Only what was asked for can be changed; a usage that the CA sets by itself is its own decision. */
const usageFindings = ({ keyUsage, extendedKeyUsage, basicConstraints }: Facts): IssuedFinding[] => {
  const findings: IssuedFinding[] = [];
  const usage = { asked: keyUsage.asked ?? [], issued: keyUsage.issued ?? [] };
  const purposes = { asked: extendedKeyUsage.asked ?? [], issued: extendedKeyUsage.issued ?? [] };
  if (keyUsage.asked && !isSameSet(usage.asked, usage.issued)) findings.push(found('usage-changed', usage));
  // Without any purpose a certificate is good for all of them (RFC 5280 section 4.2.1.12).
  const serves = (list: readonly string[]) =>
    list.length === 0 || list.includes('serverAuth') || list.includes('anyExtendedKeyUsage');
  if (extendedKeyUsage.issued && serves(purposes.asked) && !serves(purposes.issued))
    findings.push(found('server-purpose-lost', purposes));
  else if (extendedKeyUsage.asked && !isSameSet(purposes.asked, purposes.issued))
    findings.push(found('purposes-changed', purposes));
  const { asked, issued } = basicConstraints;
  if (issued?.ca && !asked?.ca) findings.push(found('became-ca', {}));
  else if (asked?.ca && !issued?.ca) findings.push(found('ca-refused', {}));
  else if (asked?.ca && asked.pathLength !== issued?.pathLength) findings.push(found('path-length-changed', {}));
  return findings;
};

const findingsOf = (facts: Facts): IssuedFinding[] => {
  const { key, extensionsDropped, validity } = facts;
  return [
    found(key.same ? 'same-key' : 'other-key', {}),
    ...subjectFindings(facts),
    ...nameFindings(facts),
    ...usageFindings(facts),
    ...(extensionsDropped.length > 0 ? [found('extensions-dropped', some(extensionsDropped))] : []),
    validity.days < 0
      ? found('already-over', { notBefore: validity.notBefore, notAfter: validity.notAfter })
      : found('validity', validity),
  ];
};

/** Findings that say that the certificate is not what was asked for. */
const isChange = ({ id, state }: IssuedFinding): boolean => state !== 'good' && id !== 'names-never-asked';

/**
 * Compares a request with the certificate that a CA issued for it (DER both).
 * @returns `other-key` when the certificate is for another key, and so the answer to another request; `changed` when
 * something that was asked for is missing or different, or a name was added; `same` otherwise. The errors of
 * parseRequest and parseCertificate when one of them cannot be read.
 */
export const compareIssued = (requestDer: Uint8Array, certificateDer: Uint8Array): Result<IssuedComparison> => {
  const asked = readingRequest(
    requestDer,
    (parts): Asked => ({
      item: describeRequest(parts),
      subject: readName(parts.subject).flat(),
      spki: parts.spki.encoding,
    }),
  );
  if (!asked.ok) return asked;
  const item = parseCertificate(certificateDer);
  if (!item.ok) return item;
  const { subject, spki } = readCertificateStructure(certificateDer);
  const issued = { item: item.value, subject: readName(subject).flat(), spki: spki.encoding };
  const { reordered, ...facts } = factsOf(asked.value, issued);
  const findings = findingsOf({ ...facts, reordered });
  const verdict = !facts.key.same ? 'other-key' : findings.some(isChange) ? 'changed' : 'same';
  return ok({ verdict, ...facts, findings });
};
