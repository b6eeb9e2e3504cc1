// The certificates of a file, for those who need certificates and nothing else: what else is there is named, not used.
import type { AppError } from '../../../preload/contract/errors.ts';
import type { CertificateItem } from '../../../preload/contract/item.ts';
import { fail } from '../../../preload/contract/result.ts';
import type { FoundObject } from './objects.ts';
import { readObjects } from './read.ts';

const kinds = {
  request: 'request',
  crl: 'crl',
  publicKey: 'public-key',
  privateKey: 'private-key',
} as const;

/** `not-a-certificate` with what the object is instead; null for a certificate. */
export const insteadOf = (object: FoundObject): AppError | null => {
  if (object.kind === 'certificate') return null;
  const locked = object.kind === 'privateKey' && object.item.encrypted;
  return fail('not-a-certificate', { looksLike: locked ? 'encrypted-private-key' : kinds[object.kind] }).error;
};

/**
 * The certificates of a file in their order (DER and description), and what stands in the way of more: the errors of
 * readObjects, and `not-a-certificate` for each object of another kind. A locked PKCS#12 counts as one such object:
 * nobody needs its key to trust a certificate.
 */
export const readCertificates = (
  bytes: Uint8Array,
  file = '',
): { certificates: { der: Uint8Array; item: CertificateItem }[]; problems: AppError[] } => {
  const { objects, problems } = readObjects(bytes, { file });
  const others = objects.map(insteadOf).filter((problem) => problem !== null);
  return {
    certificates: objects.filter((object) => object.kind === 'certificate'),
    problems: [...others, ...problems.map(forCertificates)],
  };
};

const forCertificates = (problem: AppError): AppError =>
  problem.code === 'not-readable' || problem.code === 'passphrase-needed'
    ? fail('not-a-certificate', { looksLike: problem.facts.looksLike }).error
    : problem;
