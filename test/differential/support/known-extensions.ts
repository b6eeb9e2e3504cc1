// The extensions that have fields of their own in an item (cli.md); every other is listed by identifier and hex.
import { extension } from '../../../main/pki/asn1/oids.ts';

export const readers: ReadonlySet<string> = new Set([
  ...[extension.subjectAltName, extension.basicConstraints, extension.keyUsage, extension.extendedKeyUsage],
  ...[extension.crlDistributionPoints, extension.subjectKeyIdentifier, extension.authorityKeyIdentifier],
  ...[extension.certificatePolicies, extension.nameConstraints, extension.authorityInfoAccess],
]);
