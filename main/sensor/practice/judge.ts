// Will the practice sensor take this certificate? Judged by the TLS library: it loads, matches and shakes hands. None of
// it is shared with the app's own checks (main/pki, main/acceptance), so that the two can contradict each other.
// Which faults a sensor refuses, and in which words, is documented (certificate requirements, 2023-01-17; upload errors,
// 2023-01-05); in which order it looks is not, so that of several faults any may be named.
import type { KeyObject, X509Certificate } from 'node:crypto';
import { anchorOf, signatureAlgorithmOf } from './judge-der.ts';
import { mustShakeHands } from './judge-handshake.ts';
import { loadCertificate, loadChain, loadKey } from './judge-load.ts';
import { Refused, type UploadFault } from './judge-refused.ts';
import { type Asking, defaultAsking, mustNotBeRevoked } from './judge-revocation.ts';
import type { TlsMaterial } from './server.ts';

/** The form's fields. An empty passphrase is none; an upload without a chain file has null there. */
export type Upload = { passphrase: string; key: Buffer; crt: Buffer; chain: Buffer | null; validation: boolean };
export type Judgement =
  | { taken: true; material: TlsMaterial; certificate: X509Certificate }
  | { taken: false; fault: UploadFault };

/** RSA with SHA-256, -384 or -512 (RFC 8017 appendix A.2.4). Documents ask for the first; others "might work". */
const signatures = ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13'];

/** The rows of the requirements table that a TLS library has no opinion on, or not the same in every build. */
const mustMeetRequirements = (leaf: X509Certificate, key: KeyObject): void => {
  const { C, O, OU, CN } = leaf.toLegacyObject().subject as unknown as Record<string, string | string[] | undefined>;
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  const kept =
    key.asymmetricKeyType === 'rsa' &&
    bits >= 2048 &&
    [C, O, OU, CN].every((value) => value !== undefined && value.length > 0) &&
    ![CN].flat().some((name) => name?.includes('*')) &&
    signatures.includes(signatureAlgorithmOf(leaf));
  if (!kept) throw new Refused('other');
};

/** Of CAs also RSA-PSS (its hash is not looked at), and ECDSA with SHA-256, -384 and -512 (RFC 5758). */
const signaturesOfCas = [
  ...signatures,
  '1.2.840.113549.1.1.10',
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
];

/**
 * CAs that a path may rest on: no SHA-1, no short RSA key. OpenSSL refuses both from security level 2 on, as faults of
 * the path (SSL_CTX_set_security_level); BoringSSL knows no levels. Nobody relies on how a root was signed.
 */
const mustBeStrong = (issuers: X509Certificate[], root: X509Certificate | undefined): void => {
  const isShort = ({ publicKey }: X509Certificate) => (publicKey.asymmetricKeyDetails?.modulusLength ?? 2048) < 2048;
  const isWeak = (each: X509Certificate) => !signaturesOfCas.includes(signatureAlgorithmOf(each));
  if ([...issuers, ...(root ? [root] : [])].some(isShort) || issuers.some(isWeak)) throw new Refused('chain');
};

// Not checkIssued: for that, a certificate that may sign no other ones has not signed itself either.
const signedItself = (certificate: X509Certificate) =>
  certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);

/**
 * As the documents want the file: the issuing CA first, each issued by the next, the root last (2021-02-02). After
 * the leaf there are CAs only, which is asked here because one library tells it in the handshake and the other does not.
 */
const isInOrder = (path: X509Certificate[]) =>
  path.every((certificate, at) => {
    const next = path[at + 1];
    return next === undefined ? signedItself(certificate) : certificate.checkIssued(next);
  }) && path.slice(1).every(({ ca }) => ca);

const judge = async ({ passphrase, key: keyFile, crt, chain: chainFile, validation }: Upload, asking: Asking) => {
  const key = loadKey(keyFile, passphrase);
  const leaf = loadCertificate(crt);
  if (!leaf.checkPrivateKey(key)) throw new Refused('other');
  const chain = chainFile === null ? [] : loadChain(chainFile);
  const path = [leaf, ...chain];
  const isAlone = chain.length === 0 && !signedItself(leaf);
  // The chain file is optional. Without it nothing can be verified, which is what the check was switched off for.
  if ((!isAlone || validation) && !isInOrder(path)) throw new Refused('chain');

  const issuers = path.slice(1, -1);
  const keyPem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const chainPem = [leaf, ...issuers].map(String).join('');
  const dates = [leaf.validFrom, leaf.validTo].map(Date.parse) as [number, number];
  if (isAlone && !(dates[0] <= Date.now() && Date.now() <= dates[1])) throw new Refused('dates');
  mustMeetRequirements(leaf, key);
  mustBeStrong(issuers, chain.at(-1));
  if (!isAlone) await mustShakeHands({ key: keyPem, cert: chainPem }, { ca: anchorOf(path) });
  if (validation) await mustNotBeRevoked(path, key, asking);
  return { taken: true, material: { keyPem, chainPem }, certificate: leaf } as const;
};

/** Judges by the machine's clock, as a handshake does. Never throws for what was uploaded, whatever it is. */
export const judgeUpload = async (upload: Upload, asking: Asking = defaultAsking): Promise<Judgement> => {
  try {
    return await judge(upload, asking);
  } catch (error) {
    // What is not one of our own refusals was thrown by a library over the files.
    return { taken: false, fault: error instanceof Refused ? error.fault : 'other' };
  }
};
