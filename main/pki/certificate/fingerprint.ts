// Thumbprints of certificates: computed, shown in groups, and read from whatever a person pastes.
// A thumbprint is the hash of the whole DER encoding; it says nothing about the key alone.
import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { visibleText } from '../files/pasted-text.ts';

/** SHA-1 and SHA-256 of the DER, as upper-case hex without separators. */
export const thumbprints = (der: Uint8Array): { sha1: string; sha256: string } => ({
  sha1: createHash('sha1').update(der).digest('hex').toUpperCase(),
  sha256: createHash('sha256').update(der).digest('hex').toUpperCase(),
});

/** Hex in groups of `size` digits, separated by a blank, to be compared by eye. */
export const groupHex = (hex: string, size = 4): string => {
  const groups: string[] = [];
  for (let at = 0; at < hex.length; at += size) groups.push(hex.slice(at, at + size));
  return groups.join(' ');
};

// `SHA1 Fingerprint=`, `sha256 Fingerprint:`, `Thumbprint:`, `SHA-256:`, `Thumbprint (sha1)`, `Fingerprint SHA 256`.
const label =
  /^(?:(?:sha[-\s]?(?:1|256)|cert(?:ificate)?|finger\s?print|thumb\s?print|digest|algorithm|hash|value|\(sha-?(?:1|256)\))\s*)+(?:[:=]\s*|\n\s*|\s)/i;

/**
 * Reads a fingerprint as tools print it and people paste it: labels, colons, hyphens, blanks, line breaks, hidden
 * characters and lower case are removed; then exactly 40 (SHA-1) or 64 (SHA-256) hex digits must be left.
 * @returns the hash function and upper-case hex; `fingerprint-invalid` with the number of characters left.
 */
export const parseFingerprint = (text: string): Result<{ algorithm: 'sha1' | 'sha256'; hex: string }> => {
  const visible = visibleText(text).replace(/^["'`]+|["'`]+$/g, '');
  const bare = visible.replace(label, '').replace(/[\s:\-\u2010-\u2013]/g, '');
  if (bare.length === 0) return fail('fingerprint-invalid', { length: 0, reason: 'empty' });
  if (!/^[0-9a-f]+$/i.test(bare)) return fail('fingerprint-invalid', { length: bare.length, reason: 'characters' });
  const hex = bare.toUpperCase();
  if (hex.length === 40) return ok({ algorithm: 'sha1', hex });
  if (hex.length === 64) return ok({ algorithm: 'sha256', hex });
  return fail('fingerprint-invalid', { length: hex.length, reason: 'length' });
};
