// What stands in the blocks of a PEM file, set against what their labels promise. Our own reader goes by content alone;
// the libraries of appliances go by the label, and find nothing where the two differ. Pure.
import type { LooksLike } from '../../preload/contract/errors.ts';
import { DerError, readDerAt, tag } from '../pki/asn1/der.ts';
import { looksLike } from '../pki/files/looks-like.ts';
import { decodeText, type PemBlock, pemBlocks } from '../pki/files/pem-text.ts';
import { objectLimit } from '../pki/files/read.ts';

type Content = LooksLike | 'pkcs8' | 'pkcs1' | 'sec1';
type Block = { label: string; content: Content };

/** Of a private key in the clear, by its second element: an algorithm, a modulus, or the key's octets. */
const keyContents: Readonly<Record<number, Content>> = { [tag.sequence]: 'pkcs8', [tag.integer]: 'pkcs1' };

const contentOf = (bytes: Uint8Array): Content => {
  const kind = looksLike(bytes);
  if (kind !== 'private-key') return kind;
  try {
    return keyContents[readDerAt(bytes, 0).children()[1]?.tag ?? 0] ?? 'sec1';
  } catch (error) {
    if (error instanceof DerError) return kind;
    throw error;
  }
};

/** Blocks with headers are encrypted (RFC 1421), so nothing can be said about their content. */
const isOpen = (block: PemBlock): block is PemBlock & { bytes: Uint8Array } =>
  block.bytes !== undefined && Object.keys(block.headers).length === 0;

const blocksOf = (bytes: Uint8Array): Block[] =>
  pemBlocks(decodeText(bytes) ?? '', objectLimit)
    .filter(isOpen)
    .map(({ label, bytes: inside }) => ({ label, content: contentOf(inside) }));

/** The container in which a PEM file has its certificates; null where they stand in blocks of their own. */
export const containerIn = (bytes: Uint8Array): 'pkcs7' | 'pkcs12' | null => {
  const contents = blocksOf(bytes).map(({ content }) => content);
  return contents.includes('pkcs7') ? 'pkcs7' : contents.includes('pfx') ? 'pkcs12' : null;
};

/**
 * The labels under which OpenSSL 3.0 and BoringSSL (Electron 33) were seen to read each kind: PKCS#8 also under those of
 * the old key formats, but none of these under that of PKCS#8. `TRUSTED CERTIFICATE` only at the head of a file, so not
 * in a chain.
 */
const labels: Partial<Record<Content, RegExp>> = {
  certificate: /^(X509 |TRUSTED )?CERTIFICATE$/,
  pkcs8: /^((RSA|EC|DSA) )?PRIVATE KEY$/,
  pkcs1: /^(RSA|DSA) PRIVATE KEY$/,
  sec1: /^EC PRIVATE KEY$/,
  'encrypted-private-key': /^ENCRYPTED PRIVATE KEY$/,
};

/** Says each label of a PEM file what stands under it? @param chain as the appliance reads a chain file */
export const isLabelled = (bytes: Uint8Array, { chain }: { chain: boolean }): boolean =>
  blocksOf(bytes).every(
    ({ label, content }) => (labels[content]?.test(label) ?? true) && !(chain && label === 'TRUSTED CERTIFICATE'),
  );
