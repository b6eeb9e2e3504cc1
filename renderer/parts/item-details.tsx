// Everything that is known about one object from a file, whatever its kind. Of a private key, only its public half.
import type { CrlItem, Item, PrivateKeyItem, PublicKeyItem, RequestItem } from '../../preload/contract/item.ts';
import { text } from '../text.ts';
import { CertificateDetails, extensionFacts, keyText, sanOf } from './certificate-details.tsx';
import { type Fact, FactsList } from './facts-list.tsx';

const words = text.items;
const { fields } = words;
const labels = text.trust.certificate;
const yesNo = (value: boolean): string => (value ? words.yes : words.no);

function RequestDetails({ item }: { item: RequestItem }) {
  const { signatureValid: valid } = item;
  const verdict = valid === undefined ? 'unknown' : valid ? 'good' : 'bad';
  return (
    <FactsList
      facts={[
        { term: labels.subject, value: item.subject || labels.noNames },
        { term: labels.names, value: sanOf(item).join(', ') || labels.noNames },
        { term: labels.key, value: keyText(item.publicKey) },
        { term: labels.signature, value: item.signatureAlgorithm },
        { term: fields.signatureValid, value: words.signature[verdict] },
        ...extensionFacts(item),
        { term: fields.keySha256, value: item.publicKey.sha256, mono: true },
      ]}
    />
  );
}

function KeyDetails({ item }: { item: PrivateKeyItem | PublicKeyItem }) {
  const facts: Fact[] = [];
  if (item.publicKey) facts.push({ term: labels.key, value: keyText(item.publicKey) });
  if (item.kind === 'privateKey') {
    if (item.friendlyName) facts.push({ term: fields.friendlyName, value: item.friendlyName });
    facts.push({ term: fields.locked, value: yesNo(item.encrypted) });
    if (item.encoding) facts.push({ term: fields.encoding, value: words.encodings[item.encoding] });
  }
  if (item.publicKey) facts.push({ term: fields.keySha256, value: item.publicKey.sha256, mono: true });
  return (
    <>
      <FactsList facts={facts} />
      {item.kind === 'privateKey' && <span>{words.keyStays}</span>}
    </>
  );
}

function scopeText({ scope }: CrlItem): string {
  if (!scope) return words.all;
  return [
    scope.only && words.only[scope.only],
    scope.indirect && words.indirect,
    scope.someReasons && words.someReasons,
    ...scope.distributionPoints,
  ]
    .filter(Boolean)
    .join(', ');
}

function CrlDetails({ item }: { item: CrlItem }) {
  const { format } = text;
  return (
    <FactsList
      facts={[
        { term: fields.issuer, value: item.issuer },
        { term: fields.thisUpdate, value: format.dateTime(item.thisUpdate) },
        { term: fields.nextUpdate, value: item.nextUpdate ? format.dateTime(item.nextUpdate) : words.noNextUpdate },
        { term: fields.revoked, value: words.revoked(item.revokedCount) },
        { term: fields.delta, value: yesNo(item.delta) },
        { term: fields.scope, value: scopeText(item) },
        { term: labels.signature, value: item.signatureAlgorithm },
        ...(item.crlNumber ? [{ term: fields.crlNumber, value: item.crlNumber, mono: true }] : []),
        ...(item.authorityKeyIdentifier ? [{ term: fields.aki, value: item.authorityKeyIdentifier, mono: true }] : []),
      ]}
    />
  );
}

export function ItemDetails({ item }: { item: Item }) {
  switch (item.kind) {
    case 'certificate':
      return <CertificateDetails item={item} />;
    case 'request':
      return <RequestDetails item={item} />;
    case 'privateKey':
    case 'publicKey':
      return <KeyDetails item={item} />;
    case 'crl':
      return <CrlDetails item={item} />;
  }
}
