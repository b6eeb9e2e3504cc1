// Everything that a certificate says, for those who want to read it all.
import type { CertificateItem, PublicKey, RequestItem } from '../../preload/contract/item.ts';
import { text } from '../text.ts';
import { type Fact, FactsList } from './facts-list.tsx';

const lines = (values: readonly string[] | undefined): string => values?.join(', ') ?? '';

/** `RSA, 2048 bits` and the like. */
export function keyText({ algorithm, bits, curve }: PublicKey): string {
  return [algorithm, curve, bits === undefined ? '' : text.items.bits(bits)].filter(Boolean).join(', ');
}

export const sanOf = ({ subjectAltNames: names }: Pick<CertificateItem, 'subjectAltNames'>): string[] =>
  names ? [...names.dns, ...names.ip, ...names.email, ...names.uri] : [];

/** Facts without a value are left out: their extension is not there. */
const present = (facts: readonly Fact[]): Fact[] => facts.filter(({ value }) => value !== '');

/** What certificates and requests say alike, through their extensions. */
export function extensionFacts(item: CertificateItem | RequestItem): Fact[] {
  const words = text.trust.certificate;
  const { fields } = text.items;
  const constraints = item.nameConstraints;
  return present([
    { term: fields.otherNames, value: lines(item.subjectAltNames?.other) },
    { term: words.usage, value: lines(item.keyUsage) },
    { term: words.extendedUsage, value: lines(item.extendedKeyUsage) },
    { term: fields.pathLength, value: item.basicConstraints?.pathLength?.toString() ?? '' },
    { term: fields.permitted, value: lines(constraints?.permitted) },
    { term: fields.excluded, value: lines(constraints?.excluded) },
    { term: words.crl, value: lines(item.crlDistributionPoints), mono: true },
    { term: fields.ocsp, value: lines(item.authorityInfoAccess?.ocsp), mono: true },
    { term: fields.caIssuers, value: lines(item.authorityInfoAccess?.caIssuers), mono: true },
    { term: fields.policies, value: lines(item.certificatePolicies), mono: true },
    { term: fields.ski, value: item.subjectKeyIdentifier ?? '', mono: true },
    { term: fields.aki, value: item.authorityKeyIdentifier ?? '', mono: true },
    ...(item.otherExtensions ?? []).map(({ oid, critical, value }) => ({
      term: fields.other(oid, critical),
      value,
      mono: true,
    })),
  ]);
}

export function CertificateDetails({ item }: { item: CertificateItem }) {
  const words = text.trust.certificate;
  const { fields } = text.items;
  return (
    <FactsList
      facts={[
        ...present([{ term: fields.friendlyName, value: item.friendlyName ?? '' }]),
        { term: words.subject, value: item.subject },
        { term: words.issuer, value: item.issuer },
        { term: words.names, value: sanOf(item).join(', ') || words.noNames },
        { term: words.validFrom, value: text.format.dateTime(item.notBefore) },
        { term: words.validTo, value: text.format.dateTime(item.notAfter) },
        { term: words.key, value: keyText(item.publicKey) },
        { term: words.signature, value: item.signatureAlgorithm },
        { term: words.ca, value: item.basicConstraints?.ca ? words.yes : words.no },
        ...extensionFacts(item),
        { term: words.serial, value: item.serialNumber, mono: true },
        { term: fields.keySha256, value: item.publicKey.sha256, mono: true },
        { term: words.sha256, value: item.fingerprints.sha256, mono: true },
        { term: words.sha1, value: item.fingerprints.sha1, mono: true },
      ]}
    />
  );
}
