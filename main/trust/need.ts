// Is a certificate that was made trusted still of use? Told from the chain that a sensor showed last, by signatures and
// never by names alone. Pure. It says "replaced" only where it knows the whole path of what the sensor shows now.
import type { Need } from '../../preload/contract/trusted.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { thumbprints } from '../pki/certificate/fingerprint.ts';
import { issued, type Linkable, linkable } from '../pki/certificate/roles.ts';

/** More certificates than any path goes through; what is beyond is not looked at, so that hostile input stays cheap. */
const maxSteps = 64;

/** Certificates (DER) made ready for repeated questions; what cannot be read issues nothing. */
export const linkables = (ders: readonly Uint8Array[]): Linkable[] => ders.flatMap((der) => linkable(der) ?? []);

/**
 * @param der the certificate in question (DER)
 * @param shown the chain that the sensor showed when it was looked at last, leaf first (DER); null: it is not known
 * @param known what this computer's stores hold: a path may go through a certificate that the sensor does not send
 * @param now decides about validity
 */
export function needOf(
  der: Uint8Array,
  shown: readonly Uint8Array[] | null,
  known: readonly Linkable[],
  now: Date,
): Need {
  const parsed = parseCertificate(der);
  const own = linkable(der);
  if (!parsed.ok || !own) return 'unknown';
  if (Date.parse(parsed.value.notAfter) < now.getTime()) return 'expired';
  const [leaf, ...sent] = linkables((shown ?? []).slice(0, maxSteps));
  if (!shown?.[0] || !leaf || leaf.der !== shown[0]) return 'unknown';
  const { reached, complete } = follow(leaf, [own, ...sent, ...known]);
  if (reached.has(parsed.value.fingerprints.sha256)) return 'serves';
  // What may not issue cannot stand further up a path of which a part is missing.
  return complete || !mayIssue(own) ? 'replaced' : 'unknown';
}

/** All that issued the leaf, directly or through others; complete: one of it is its own issuer, so that a path ends there. */
function follow(leaf: Linkable, pool: readonly Linkable[]): { reached: Set<string>; complete: boolean } {
  const reached = new Set([thumbprints(leaf.der).sha256]);
  const open = [leaf];
  let complete = false;
  for (let steps = 0; steps < maxSteps; steps++) {
    const child = open.shift();
    if (!child) break;
    complete ||= issued(child, child);
    for (const issuer of pool) {
      const { sha256 } = thumbprints(issuer.der);
      if (reached.has(sha256) || !issued(issuer, child) || !mayIssue(issuer)) continue;
      reached.add(sha256);
      open.push(issuer);
    }
  }
  return { reached, complete };
}

/** By basicConstraints (RFC 5280 section 4.2.1.9). Version 1 has none: for its roots the signature is all there is to go by. */
function mayIssue({ der, parts }: Linkable): boolean {
  if (parts.version < 3) return true;
  const item = parseCertificate(der);
  return item.ok && (item.value.basicConstraints?.ca ?? false);
}
