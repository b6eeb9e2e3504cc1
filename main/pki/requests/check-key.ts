// Whether the public key of a request is one that a CA and a browser take. Judges what can be told from the public half;
// it looks for no known-bad keys (shared factors, weak generators).
import { findingMaker } from '../../../preload/contract/finding.ts';
import { type RequestFinding, requestFindings } from '../../../preload/contract/request-check.ts';
import { type DerElement, hexOf } from '../asn1/der.ts';
import { importPublicKey, readPublicKey } from '../keys/public-key.ts';

const found = findingMaker(requestFindings);

const leastRsa = 2048;
const leastCurve = 256;
/** Larger ones are slow in every handshake, and some appliances refuse them. */
const mostRsa = 4096;

/** Curves that browsers use in TLS (RFC 8446 section 4.2.7, without those that nobody has switched on). */
const webCurves = new Set(['P-256', 'P-384', 'P-521']);

/** Modulus and exponent. Throws DerError. */
const rsaNumbers = (spki: DerElement): { odd: boolean; exponent: bigint } => {
  const [modulus, exponent] = spki.children()[1]?.wrapped().children() ?? [];
  const octets = modulus?.content ?? new Uint8Array();
  return {
    odd: ((octets.at(-1) ?? 0) & 1) === 1,
    exponent: BigInt(`0x0${hexOf((exponent?.content ?? new Uint8Array()).subarray(0, 4096))}`),
  };
};

/** SP 800-56B wants an odd exponent above 65536; 3 and 17 still work, 1 or an even number are no key at all. */
const rsaFindings = (spki: DerElement, key: string, bits: number): RequestFinding[] => {
  const { odd, exponent } = rsaNumbers(spki);
  if (!odd || exponent < 3n || exponent % 2n === 0n) return [found('key-invalid', { key })];
  if (bits < leastRsa) return [found('key-small', { key, least: leastRsa })];
  if (bits > mostRsa) return [found('key-large', { key })];
  if (exponent < 65_537n) return [found('key-exponent-small', { exponent: Number(exponent) })];
  return [];
};

const curveFindings = (key: string, curve: string | undefined, bits: number | undefined): RequestFinding[] => {
  if (curve === 'explicit') return [found('key-curve-unnamed', {})];
  if (bits !== undefined && bits < leastCurve) return [found('key-small', { key, least: leastCurve })];
  return webCurves.has(curve ?? '') ? [] : [found('key-unusual', { key })];
};

/** How people call the key: `RSA 2048`, `P-256`, `Ed25519`. */
export const keyName = ({
  algorithm,
  bits,
  curve,
}: {
  algorithm: string;
  bits?: number | undefined;
  curve?: string | undefined;
}): string =>
  [curve ?? algorithm, curve === undefined ? bits : undefined].filter((part) => part !== undefined).join(' ');

/** At least one finding about the key. Throws DerError when the key's structure is broken. */
export const keyFindings = (spki: DerElement): RequestFinding[] => {
  const publicKey = readPublicKey(spki);
  const { algorithm, bits, curve } = publicKey;
  const key = keyName(publicKey);
  const { key: imported } = importPublicKey(spki);
  const kind =
    algorithm === 'RSA'
      ? rsaFindings(spki, key, bits ?? 0)
      : algorithm === 'EC'
        ? curveFindings(key, curve, bits)
        : [found('key-unusual', { key })];
  if (kind.some(({ id }) => id === 'key-invalid')) return kind;
  // A kind that is known and refused all the same: a point that is not on its curve, numbers that make no key.
  if (imported === 'invalid') return [found('key-invalid', { key })];
  if (kind.some(({ state }) => state === 'bad')) return kind;
  return imported === 'unsupported'
    ? [...kind, found('key-not-checked', { key })]
    : kind.length > 0
      ? kind
      : [found('key-good', { key })];
};
