// The Lab: signs a certificate request with a CA that it makes for this one time, so that a whole journey can be walked
// without a PKI. For tests only, and its certificates say so: no one keeps the CA's keys, so nothing can be revoked,
// renewed or issued again. It refuses to make a CA for anyone, and to sign what the requester has not signed.
import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { attributeOidOf } from '../pki/asn1/oids.ts';
import { type CertificateOrder, issueCertificate } from '../pki/certificate/issue.ts';
import { readName } from '../pki/names/distinguished-name.ts';
import { keyUsageFor } from '../pki/requests/create-request.ts';
import { describeRequest, readingRequest } from '../pki/requests/request.ts';

/** DER. The chain of a server is leaf, then issuing; the root is what a client has to trust. */
export type LabCertificates = { leaf: Uint8Array; issuing: Uint8Array; root: Uint8Array };

const day = 86_400_000;
// Short, as nothing can be revoked. It begins a day early, for clocks that are slow.
const validity = (now: Date) => ({
  notBefore: new Date(now.getTime() - day),
  notAfter: new Date(now.getTime() + 90 * day),
});

const serial = () => `4${randomBytes(16).toString('hex').slice(1)}`; // below 20 octets and positive: RFC 5280 4.1.2.2

const makeKey = async (): Promise<string> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
};

const authority = (name: string) =>
  ({
    subject: [
      { type: 'O', value: 'Certwright Lab, for tests only' },
      { type: 'CN', value: `Certwright Lab ${name}, for tests only` },
    ],
    keyUsage: ['keyCertSign', 'cRLSign'],
  }) as const satisfies Partial<CertificateOrder>;

const isAscii = (text: string) => /^[\x20-\x7e]+$/.test(text);

/** What the certificate shall say, as the request asks for it. */
const readOrder = (requestDer: Uint8Array) =>
  readingRequest(requestDer, (parts) => ({
    item: describeRequest(parts),
    spki: parts.spki.encoding,
    // Parts of the subject that this program has no name for are left out, as many a CA does.
    subject: readName(parts.subject)
      .flat()
      .filter(({ type, encoded }) => !encoded && attributeOidOf(type) !== undefined),
  }));

export type LabOptions = {
  /** Where a revocation list would be. None is ever made, so only tests have a use for it. */
  crlDistributionPoints?: readonly string[];
};

/**
 * Signs a PKCS#10 request (DER) for a TLS server, valid for 90 days from `now`, with the subject, the key and the
 * alternative names that it asks for.
 * @returns `damaged` or `not-readable` for what is no request; `lab-refuses` when its own signature does not verify or
 * cannot be checked, when it asks for a CA, or has names that are not ASCII
 */
export const signInLab = async (
  requestDer: Uint8Array,
  now: Date,
  { crlDistributionPoints = [] }: LabOptions = {},
): Promise<Result<LabCertificates>> => {
  const read = readOrder(requestDer);
  if (!read.ok) return read;
  const { item, spki, subject } = read.value;
  if (item.signatureValid !== true) return fail('lab-refuses', { reason: 'signature' });
  if (item.basicConstraints?.ca || item.keyUsage?.includes('keyCertSign')) return fail('lab-refuses', { reason: 'ca' });
  const { dns = [], ip = [], email = [], uri = [] } = item.subjectAltNames ?? {};
  if (![...dns, ...email, ...uri].every(isAscii)) return fail('lab-refuses', { reason: 'names' });

  const [rootKey, issuingKey] = await Promise.all([makeKey(), makeKey()]);
  const times = validity(now);
  const root = issueCertificate({
    ...authority('root CA'),
    ...times,
    ca: { pathLength: 1 },
    serial: serial(),
    keyPem: rootKey,
  });
  const issuing = issueCertificate({
    ...authority('issuing CA'),
    ...times,
    ca: { pathLength: 0 },
    serial: serial(),
    keyPem: issuingKey,
    issuer: { certificateDer: root, keyPem: rootKey },
  });
  const named = dns.length + ip.length + email.length + uri.length > 0;
  const leaf = issueCertificate({
    ...times,
    subject,
    spki,
    serial: serial(),
    keyUsage: keyUsageFor(item.publicKey),
    extendedKeyUsage: ['serverAuth'],
    crlDistributionPoints,
    ...(named ? { sans: { dns, ip, email, uri } } : {}),
    issuer: { certificateDer: issuing, keyPem: issuingKey },
  });
  return ok({ leaf, issuing, root });
};
