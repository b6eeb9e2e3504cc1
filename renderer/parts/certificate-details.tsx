// Everything that a certificate says, for those who want to read it all.
import type { CertificateItem } from '../../preload/contract/item.ts';
import { text } from '../text.ts';
import { type Fact, FactsList } from './facts-list.tsx';

const lines = (values: readonly string[] | undefined): string => values?.join(', ') ?? '';

function keyText({ algorithm, bits, curve }: CertificateItem['publicKey']): string {
  return [algorithm, curve, bits === undefined ? '' : `${bits} bits`].filter(Boolean).join(', ');
}

export function CertificateDetails({ item }: { item: CertificateItem }) {
  const words = text.trust.certificate;
  const names = item.subjectAltNames;
  const san = names ? [...names.dns, ...names.ip, ...names.email, ...names.uri] : [];
  const optional: Fact[] = [
    { term: words.usage, value: lines(item.keyUsage) },
    { term: words.extendedUsage, value: lines(item.extendedKeyUsage) },
    { term: words.crl, value: lines(item.crlDistributionPoints), mono: true },
  ].filter(({ value }) => value !== '');
  return (
    <FactsList
      facts={[
        { term: words.subject, value: item.subject },
        { term: words.issuer, value: item.issuer },
        { term: words.names, value: san.join(', ') || words.noNames },
        { term: words.validFrom, value: text.format.dateTime(item.notBefore) },
        { term: words.validTo, value: text.format.dateTime(item.notAfter) },
        { term: words.key, value: keyText(item.publicKey) },
        { term: words.signature, value: item.signatureAlgorithm },
        { term: words.ca, value: item.basicConstraints?.ca ? words.yes : words.no },
        ...optional,
        { term: words.serial, value: item.serialNumber, mono: true },
        { term: words.sha256, value: item.fingerprints.sha256, mono: true },
        { term: words.sha1, value: item.fingerprints.sha1, mono: true },
      ]}
    />
  );
}
