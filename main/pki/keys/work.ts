// What opening an encrypted file may cost. A file names the effort of its own key derivation, so a hostile one could
// keep us busy for years; this counts the effort beforehand and refuses. It measures no time: see `budget`.

/** Thrown by the readers of this folder for what is in order but cannot be done here; exported functions catch it. */
export class Unsupported extends Error {
  override name = 'Unsupported';
  constructor(
    /** What cannot be done, as it stands in "it was made with …". */
    readonly algorithm: string,
  ) {
    super(algorithm);
  }
}

/**
 * Units of work for one file. A unit is about one round of PBKDF2 with SHA-256: a third of a microsecond on an
 * ordinary computer of 2020, so that the budget is about two seconds. OpenSSL and Windows use 2,000 rounds and Java
 * 10,000 (before, 100,000); the largest known default is the 600,000 of GnuTLS and NSS (Firefox) for the seal and for
 * each part, and sets the limit.
 */
export const budget = 6_000_000;

/** What is left to spend on one file, however many keys and safes it has. */
export class Work {
  private left = budget;

  /** Takes units off; throws Unsupported, naming `what`, when there are not enough. */
  spend(units: number, what: string): void {
    if (!(units <= this.left)) throw new Unsupported(`${what}, which is too much work`);
    this.left -= units;
  }
}
