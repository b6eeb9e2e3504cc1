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
  /** Is it known that the path lacks an intermediate, although its root is there? */
  intermediateMissing: boolean;
  /** The direct verdict for a name that leads to the sensor already, where there is such a name. */
  opened: Verdict | null;
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
      // The leaf's own dates may be good: then it is a CA of its path that is past its date.
      if (facts.validity === 'now') return 'issuer-date';
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
  const { opened } = facts;
  if (opened?.code === 'net::OK') return { outcome: 'open-by-name', useName: opened.host, hostsCanMend: false };
  if (opened?.code.startsWith('net::ERR_CERT_')) return { outcome: withoutName(opened.code, facts), ...nothing };
  // A name that resolves elsewhere today belongs, as far as anyone can tell, to another machine: offered last.
  const mend = good.find((name) => !facts.resolved.has(name)) ?? good[0];
  if (mend) return { outcome: 'hosts-mends', useName: mend, hostsCanMend: true };
  const hidden = facts.names.find((verdict) => verdict.code.startsWith('net::ERR_CERT_') && verdict.code !== wrongName);
  if (hidden) return { outcome: withoutName(hidden.code, facts), ...nothing };
  if (facts.san.length === 0) return { outcome: 'reissue-no-san', ...nothing };
  // A wildcard stands for names that only the admin knows; a hosts line for one of them would do.
  const wildcard = facts.san.some((name) => name.startsWith('*.'));
  return { outcome: wildcard ? 'wildcard' : 'reissue-other-name', useName: null, hostsCanMend: wildcard };
}

/** The first name whose tunnel verdict is good and that the system already leads to the sensor; ask it directly. */
export function nameThatLeadsThere(facts: Pick<NameFacts, 'names' | 'resolved' | 'sensorAddress'>): string | null {
  const { sensorAddress } = facts;
  if (sensorAddress === null) return null;
  const good = facts.names.filter(({ code }) => code === 'net::OK');
  return good.find(({ host }) => facts.resolved.get(host)?.includes(sensorAddress))?.host ?? null;
}
