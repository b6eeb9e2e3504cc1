// Loading what was uploaded, by the means of node:crypto: what that cannot load, the practice sensor does not take.
// It refuses to know anything about files that the library does not; our own readers (main/pki) are not asked.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { Refused } from './judge-refused.ts';

/** The characters that a passphrase may have: certificate requirements, 2023-01-17. */
const passphraseAlphabet = /^[A-Za-z0-9!#%()+,\-./:=?@[\\\]^_{}~]*$/;

/**
 * Rounds of key derivation (PBKDF2; for scrypt N·r·p) beyond which a key is not even tried, as the library knows no
 * bound and a file may ask for years of work. OpenSSL writes 2,048, GnuTLS 600,000; five million are about two seconds.
 */
const mostRounds = 5_000_000;

type Node = forge.asn1.Asn1;
const childrenOf = (node: Node): Node[] => (Array.isArray(node.value) ? node.value : []);
const isUniversal = (node: Node | undefined, type: forge.asn1.Type) =>
  node?.tagClass === forge.asn1.Class.UNIVERSAL && node.type === type;

/** The largest number of rounds in an AlgorithmIdentifier: parameters are a salt and then numbers (RFC 8018, RFC 7914). */
const roundsIn = (node: Node): number => {
  const [salt, ...rest] = childrenOf(node);
  const own = isUniversal(salt, forge.asn1.Type.OCTETSTRING)
    ? rest.filter((each) => isUniversal(each, forge.asn1.Type.INTEGER)).map((each) => Number(`0x${hexOf(each)}`))
    : [];
  const rounds = own.length >= 3 ? own.slice(0, 3).reduce((product, each) => product * each, 1) : (own[0] ?? 0);
  return Math.max(rounds, ...childrenOf(node).map(roundsIn));
};
const hexOf = ({ value }: Node): string => forge.util.bytesToHex(typeof value === 'string' ? value : '') || '0';

const lockedBlock = /-----BEGIN ENCRYPTED PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/g;

/**
 * Refuses a locked PKCS#8 key that asks for too much work, wherever in the file: which block the library takes is for
 * it to say. One that cannot be read is left to the library.
 */
const refuseEndlessWork = (text: string): void => {
  for (const [, base64 = ''] of text.matchAll(lockedBlock)) {
    let rounds: number;
    try {
      const whole = forge.asn1.fromDer(Buffer.from(base64, 'base64').toString('latin1'));
      rounds = roundsIn(childrenOf(whole)[0] as Node);
    } catch {
      continue;
    }
    if (rounds > mostRounds) throw new Refused('other');
  }
};

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';

/** What OpenSSL and BoringSSL say of a locked key that came without a passphrase. */
const isLocked = (code: string) => code === 'ERR_MISSING_PASSPHRASE' || code.endsWith('_INTERRUPTED_OR_CANCELLED');

/**
 * What they say of a way of locking that they do not know. OpenSSL's plain ERR_OSSL_UNSUPPORTED is not among them: that
 * is also how a wrong passphrase ends in one case of 256, when the padding happens to fit.
 */
const isUnknownWay = (code: string) => /EVP_UNSUPPORTED|_UNSUPPORTED_|_UNKNOWN_/.test(code);

/** The key in a PEM file; text around it is passed over. An empty passphrase is none; one that is not needed is ignored. */
export const loadKey = (file: Buffer, passphrase: string): KeyObject => {
  if (!passphraseAlphabet.test(passphrase)) throw new Refused('passphrase');
  try {
    return createPrivateKey({ key: file, format: 'pem' });
  } catch (error) {
    if (!isLocked(codeOf(error))) throw new Refused('other');
  }
  if (passphrase === '') throw new Refused('passphrase');
  refuseEndlessWork(file.toString('latin1'));
  try {
    return createPrivateKey({ key: file, format: 'pem', passphrase });
  } catch (error) {
    throw new Refused(isUnknownWay(codeOf(error)) ? 'other' : 'passphrase');
  }
};

/** A certificate, PEM (the first of the file) or DER. */
export const loadCertificate = (file: Buffer | string): X509Certificate => {
  try {
    return new X509Certificate(file);
  } catch {
    throw new Refused('other');
  }
};

// The longest path that anyone has is five; more would only be work.
const mostMembers = 10;

/** The certificates of a PEM file, in its order; other blocks and text between them are passed over, as OpenSSL does. */
export const loadChain = (file: Buffer): X509Certificate[] => {
  const blocks = file.toString('latin1').match(/-----BEGIN (X509 )?CERTIFICATE-----[^-]+-----END \1CERTIFICATE-----/g);
  if (blocks === null) throw new Refused('other');
  if (blocks.length > mostMembers) throw new Refused('chain');
  return blocks.map(loadCertificate);
};
