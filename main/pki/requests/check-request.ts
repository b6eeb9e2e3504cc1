// The test of a certificate request before it goes to a CA: what `openssl req -verify` says, and what would come back as
// a useless certificate. Judges the request alone; what a given CA or appliance wants is not known here.
import { findingMaker } from '../../../preload/contract/finding.ts';
import type { RequestItem, SubjectAltNames } from '../../../preload/contract/item.ts';
import { type RequestCheck, type RequestFinding, requestFindings } from '../../../preload/contract/request-check.ts';
import type { Result } from '../../../preload/contract/result.ts';
import { type AlternativeName, nameOfCommonName, readAlternativeName } from '../names/alternative-name.ts';
import { readName } from '../names/distinguished-name.ts';
import { matchHost } from '../names/host-names.ts';
import { canonicalIp } from '../names/ip-address.ts';
import { upperBound } from '../names/name-write.ts';
import { keyFindings } from './check-key.ts';
import { describeRequest, readingRequest } from './request.ts';
import type { RequestStructure } from './request-structure.ts';

const found = findingMaker(requestFindings);

/** Names that a finding shows; a request may hold thousands, and nobody reads them. */
const shown = 20;
const some = (names: readonly string[]) => ({ names: names.slice(0, shown), count: names.length });

const signatureFindings = ({ signatureAlgorithm: algorithm, signatureValid }: RequestItem): RequestFinding[] => {
  const id =
    signatureValid === undefined ? 'signature-not-checked' : signatureValid ? 'signature-good' : 'signature-bad';
  // The CA signs the certificate with a hash of its own choice; this one only makes some CAs refuse the request.
  const weak = /md[245]|sha1/i.test(algorithm) ? [found('hash-weak', { algorithm })] : [];
  return [found(id, { algorithm }), ...weak];
};

const subjectFindings = (parts: RequestStructure, item: RequestItem): RequestFinding[] => {
  const attributes = readName(parts.subject)
    .flat()
    .filter(({ encoded }) => !encoded);
  const commonNames = attributes.filter(({ type }) => type === 'CN').map(({ value }) => value);
  const { commonName: name } = item;
  const long = attributes
    .map(({ type, value }) => ({ attribute: type, length: [...value].length, limit: upperBound(type) }))
    .filter(({ length, limit }) => length > limit);
  const country = attributes.find(({ type, value }) => type === 'C' && !/^[A-Za-z]{2}$/.test(value));
  return [
    ...(name === undefined ? [] : [found('common-name-good', { name })]),
    ...(commonNames.length > 1 ? [found('common-name-several', some(commonNames))] : []),
    ...(name !== undefined && nameOfCommonName(name) === undefined ? [found('common-name-not-host', { name })] : []),
    ...long.slice(0, shown).map((facts) => found('attribute-too-long', facts)),
    ...(country ? [found('country-invalid', { value: country.value })] : []),
  ];
};

type Kind = AlternativeName['kind'];

/** Whether a name stands there as it should: what would have to be written otherwise is malformed. */
const isWellFormed = (kind: Kind, name: string): boolean => {
  const read = readAlternativeName(kind, name);
  return read.ok && read.value.value.toLowerCase() === name.toLowerCase();
};

const nameFindings = (names: SubjectAltNames): RequestFinding[] => {
  const { dns, ip, email, uri, other = [] } = names;
  const isAddress = (name: string): boolean => canonicalIp(name) !== null;
  const addresses = dns.filter(isAddress);
  const wildcards = dns.filter((name) => name.includes('*') && isWellFormed('dns', name));
  const malformed = [
    ...dns.filter((name) => !isAddress(name) && !isWellFormed('dns', name)),
    ...email.filter((name) => !isWellFormed('email', name)),
    ...uri.filter((name) => !isWellFormed('uri', name)),
  ];
  const all = [...dns, ...ip, ...email, ...uri, ...other];
  return [
    ...(malformed.length > 0 ? [found('san-malformed', some(malformed))] : [found('san-good', some(all))]),
    ...(addresses.length > 0 ? [found('san-address-as-name', some(addresses))] : []),
    ...(wildcards.length > 0 ? [found('san-wildcard', some(wildcards))] : []),
  ];
};

const isEmpty = ({ dns, ip, email, uri, other = [] }: SubjectAltNames): boolean =>
  [dns, ip, email, uri, other].every((list) => list.length === 0);

/** Whether the name, a host or an address, is among the others. A wildcard in the common name must be there itself. */
const isAmong = (names: SubjectAltNames, { kind, value }: AlternativeName): boolean =>
  names[kind].some((name) => name.toLowerCase() === value) || matchHost(names, value).matches;

const sanFindings = ({ commonName, subjectAltNames }: RequestItem): RequestFinding[] => {
  const names = subjectAltNames !== undefined && !isEmpty(subjectAltNames) ? subjectAltNames : undefined;
  if (names === undefined) return [found(commonName === undefined ? 'names-missing' : 'san-missing', {})];
  const name = commonName === undefined ? undefined : nameOfCommonName(commonName);
  const among =
    name === undefined || commonName === undefined
      ? []
      : [found(isAmong(names, name) ? 'common-name-in-san' : 'common-name-not-in-san', { name: commonName })];
  return [...(commonName === undefined ? [found('common-name-missing', {})] : []), ...nameFindings(names), ...among];
};

const usageFindings = ({ basicConstraints, keyUsage, extendedKeyUsage: purposes }: RequestItem): RequestFinding[] => {
  const ca = basicConstraints?.ca === true || keyUsage?.includes('keyCertSign') === true;
  const server = purposes?.some((purpose) => purpose === 'serverAuth' || purpose === 'anyExtendedKeyUsage');
  return [
    ...(ca ? [found('asks-for-ca', {})] : []),
    ...(keyUsage && !keyUsage.includes('digitalSignature') ? [found('key-usage-lacks-signature', {})] : []),
    ...(purposes && !server ? [found('purpose-lacks-server', { purposes: purposes.slice(0, shown) })] : []),
  ];
};

const check = (parts: RequestStructure): RequestCheck => {
  const request = describeRequest(parts);
  return {
    request,
    findings: [
      ...signatureFindings(request),
      ...(parts.version === 0 ? [] : [found('version-wrong', { version: parts.version })]),
      ...keyFindings(parts.spki),
      ...subjectFindings(parts, request),
      ...sanFindings(request),
      ...usageFindings(request),
      ...(parts.challengePassword ? [found('challenge-password', {})] : []),
    ],
  };
};

/**
 * Tests a DER request.
 * @returns its description and the findings; the errors of parseRequest when it cannot be read
 */
export const checkRequest = (der: Uint8Array): Result<RequestCheck> => readingRequest(der, check);

/** Whether a finding says that the request must not go out as it is. */
export const isBad = ({ findings }: Pick<RequestCheck, 'findings'>): boolean =>
  findings.some(({ state }) => state === 'bad');
