// The truth of the matter about a sensor's name: what the verifier's verdicts mean, and whether a hosts line can mend
// it. Pure: it decides from facts and asks nobody. It never predicts a verdict; it explains those that were given.
import type { NameOutcome, Verdict } from '../../preload/contract/trust-journey.ts';

export type NameFacts = {
  /** Chromium's verdict for the address as typed. */
  typed: Verdict;
  /** Its verdict for each name of the certificate that can be typed, tried against the sensor's own address. */
  names: Verdict[];
  /** What the system's resolver says for those names today; a name that does not resolve is missing. */
  resolved: ReadonlyMap<string, readonly string[]>;
  /** The sensor's own IP address; null where only a proxy has seen it. */
  sensorAddress: string | null;
  /** All names in the SAN, wildcards and addresses included. */
  san: readonly string[];
  /** Did the server leave out an intermediate that no store has either? */
  intermediateMissing: boolean;
  /** Validity of the leaf against the local clock. */
  validity: 'now' | 'past' | 'future';
};

export type NameTruth = { outcome: NameOutcome; useName: string | null; hostsCanMend: boolean };

const authority = new Set(['net::ERR_CERT_AUTHORITY_INVALID', 'net::ERR_CERT_SELF_SIGNED_LOCAL_NETWORK']);
const wrongName = 'net::ERR_CERT_COMMON_NAME_INVALID';

/** Outcomes of codes that no change of name can mend. */
function withoutName(code: string, facts: NameFacts): NameOutcome {
  if (authority.has(code)) return facts.intermediateMissing ? 'intermediate-missing' : 'not-trusted';
  switch (code) {
    case 'net::ERR_CERT_DATE_INVALID':
      return facts.validity === 'future' ? 'not-yet-valid' : 'expired';
    case 'net::ERR_CERT_WEAK_KEY':
    case 'net::ERR_CERT_WEAK_SIGNATURE_ALGORITHM':
      return 'weak';
    case 'net::ERR_CERT_REVOKED':
      return 'revoked';
    default:
      return 'other';
  }
}

/**
 * Decides the outcome. Chromium shows only its most serious error (AUTHORITY before COMMON_NAME before DATE), so a
 * wrong name can hide an expired certificate: the verdicts of the certificate's own names tell.
 */
export function nameTruth(facts: NameFacts): NameTruth {
  const { typed } = facts;
  const nothing = { useName: null, hostsCanMend: false };
  if (typed.code === 'net::OK') return { outcome: 'good', useName: typed.host, hostsCanMend: false };
  if (typed.code !== wrongName) {
    return typed.code.startsWith('net::ERR_CERT_')
      ? { outcome: withoutName(typed.code, facts), ...nothing }
      : { outcome: 'not-checked', ...nothing };
  }
  const good = facts.names.filter((verdict) => verdict.code === 'net::OK').map((verdict) => verdict.host);
  const points = (name: string) =>
    facts.sensorAddress !== null && (facts.resolved.get(name)?.includes(facts.sensorAddress) ?? false);
  const open = good.find(points);
  if (open) return { outcome: 'open-by-name', useName: open, hostsCanMend: false };
  // A name that resolves elsewhere today belongs, as far as anyone can tell, to another machine: offered last.
  const mend = good.find((name) => !facts.resolved.has(name)) ?? good[0];
  if (mend) return { outcome: 'hosts-mends', useName: mend, hostsCanMend: true };
  const hidden = facts.names.find((verdict) => verdict.code.startsWith('net::ERR_CERT_') && verdict.code !== wrongName);
  if (hidden) return { outcome: withoutName(hidden.code, facts), ...nothing };
  return { outcome: facts.san.length === 0 ? 'reissue-no-san' : 'reissue-other-name', ...nothing };
}
