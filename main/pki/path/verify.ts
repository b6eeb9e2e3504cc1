// Verifies a certification path: whether a leaf certificate is good for its purpose at a moment, by the certificates
// and revocation lists that are given (RFC 5280 section 6, with the rules of TLS clients). Pure: it fetches nothing,
// trusts no store and no clock of its own. What it did not check it says; it never guesses.
import type { NotChecked, PathVerdict, Purpose } from '../../../preload/contract/verdict-path.ts';
import { DerError, sameBytes } from '../asn1/der.ts';
import { generalNames } from '../names/general-name.ts';
import { matchHost } from '../names/host-names.ts';
import { newBudget } from './budget.ts';
import { type Context, type Failure, findPath, type Path } from './build.ts';
import { fault, localFault } from './local-faults.ts';
import { isMalformed, PathCertificate } from './path-certificate.ts';
import type { Culprit } from './path-rules.ts';
import { type Lists, revocationFault } from './revocation.ts';
import { RevocationList } from './revocation-list.ts';

export type PathQuestion = {
  /** DER, as are all the others. */
  leaf: Uint8Array;
  intermediates: readonly Uint8Array[];
  roots: readonly Uint8Array[];
  crls?: readonly Uint8Array[];
  /** A DNS name or IP address, without port. */
  host?: string;
  purpose: Purpose;
  at: Date;
  /** How many certificates may stand between the leaf and the root; 10 where it is not given. */
  maxDepth?: number;
};

/** More than any real set has; each further one is left out and said so. */
const maxInputs = { intermediate: 5000, root: 2000, crl: 1000 } as const;
const maxDepths = 64;

const depthOf = (wanted = 10): number => (wanted >= 0 ? Math.min(Math.floor(wanted), maxDepths) : 0);

type Input = 'intermediate' | 'root' | 'crl';

/** Reads what can be read of a kind of input; the others are noted, so that one bad file hides none of the good. */
const readAll = <T>(
  input: Input,
  ders: readonly Uint8Array[],
  read: (der: Uint8Array) => T,
  notChecked: NotChecked[],
): T[] => {
  const limit = maxInputs[input];
  if (ders.length > limit) notChecked.push({ what: 'left-out', input, limit });
  return ders.slice(0, limit).flatMap((der, index) => {
    try {
      return [read(der)];
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      notChecked.push({ what: 'unreadable', input, index, detail: error.message });
      return [];
    }
  });
};

const indexed = (
  roots: readonly PathCertificate[],
  intermediates: readonly PathCertificate[],
): Map<string, PathCertificate[]> => {
  const bySubject = new Map<string, PathCertificate[]>();
  // Given twice, perhaps once as a root: the first counts.
  const seen = new Set<string>();
  for (const each of [...roots, ...intermediates]) {
    if (seen.has(each.sha256)) continue;
    seen.add(each.sha256);
    const same = bySubject.get(each.subject);
    if (same) same.push(each);
    else bySubject.set(each.subject, [each]);
  }
  return bySubject;
};

/** Names in the subjectAltName that a message can list. */
const maxNames = 20;

const hostFault = (leaf: PathCertificate, host: string): Culprit | undefined => {
  const names = isMalformed(leaf.facts) ? undefined : generalNames(leaf.facts.subjectAltName);
  const { matches, reason } = matchHost(names, host);
  if (matches) return undefined;
  const listed = [...(names?.dns ?? []), ...(names?.ip ?? [])].slice(0, maxNames);
  const why = reason === 'no-san' ? 'no-san' : 'not-listed';
  return { fault: fault('host-mismatch', { host, reason: why, names: listed }), culprit: leaf };
};

const told = (path: Path): PathVerdict['path'] =>
  path.map(({ subjectText, sha256 }) => ({ subject: subjectText, sha256 }));

const refused = (found: Culprit, path: Path, notChecked: NotChecked[]): PathVerdict => ({
  valid: false,
  reason: { ...found.fault, certificate: found.culprit.sha256, subject: found.culprit.subjectText },
  path: told(path),
  notChecked,
});

const search = (leaf: PathCertificate, context: Context, lists: Lists | undefined, ownFault: Culprit | undefined) => {
  let notCovered: readonly PathCertificate[] = [];
  const accept = (path: Path): Culprit | undefined => {
    if (lists === undefined) return undefined;
    const found = revocationFault(path, lists, context);
    notCovered = found.notCovered;
    return found.fault;
  };
  const strict = findPath(leaf, { context, lenient: false, accept });
  if ('path' in strict) return { path: strict.path, notCovered };
  const failure = ((): Failure => {
    if (strict.failure.complete || strict.failure.fault.code === 'too-much-work' || ownFault) return strict.failure;
    // Nothing sound leads to an anchor: would anything lead there if a certificate on the way were sound?
    const lenient = findPath(leaf, { context, lenient: true, accept });
    return 'path' in lenient ? strict.failure : lenient.failure;
  })();
  return { failure, notCovered: [] };
};

/**
 * Verifies the path from a leaf certificate to one of the roots.
 *
 * Decisions, where the sources leave room:
 * - What is named a root is a trust anchor, also an intermediate CA or the leaf itself. Its signature and issuer do not
 *   matter; its dates, key size, usages, name constraints and path length do, as in OpenSSL and in Chromium for
 *   anchors that people added (RFC 5280 section 6.1.1 (d) would take its name and key only). A version-1 anchor passes.
 * - SHA-1 and MD5 signatures, RSA keys under 2048 bits and curves under 256 are refused, as in browsers.
 * - Hosts are matched against subjectAltName alone. With purpose `any`, usages of the leaf are not looked at.
 * - With `crls`, the leaf's status must come out; a CA's must where a list of its issuer is given. Without, nothing is
 *   said about revocation, and that is noted. A list without nextUpdate is not used. Every usable list is asked: a
 *   newer one can lift a hold in an older one, nothing else undoes an entry.
 * - Roots are not looked up in lists. A leaf that is itself named a root is, like a CA: where no list of its issuer is
 *   given, that is noted. Its issuer is who made its signature, in order or not. OpenSSL with -partial_chain wants the
 *   status to come out there too; whoever names this very certificate as trusted is not refused for want of a list.
 * - Certificate policies: every policy is acceptable; one must hold where a certificate demands it.
 * - Dates count to the second, first and last included. Missing key identifiers, a critical subjectAltName beside a
 *   subject, and serial numbers of zero or below pass, as they do everywhere.
 *
 * @returns never throws, whatever the bytes. `reason.certificate` and `path[].sha256` are upper-case hex of the DER's
 * SHA-256; subjects are RFC 4514. Of several paths that fail, the one that came closest is told.
 */
export const verifyPath = (question: PathQuestion): PathVerdict => {
  const { purpose, host, crls } = question;
  const moment = question.at.getTime();
  if (!(moment >= -62_167_219_200_000 && moment < 253_402_300_800_000))
    return { valid: false, reason: fault('moment-invalid', {}), path: [], notChecked: [] };
  const notChecked: NotChecked[] = [];
  const certificate = (anchor: boolean) => (der: Uint8Array) => new PathCertificate(der, anchor);
  const roots = readAll('root', question.roots, certificate(true), notChecked);
  let leaf: PathCertificate;
  try {
    leaf = roots.find(({ der }) => sameBytes(der, question.leaf)) ?? new PathCertificate(question.leaf, false);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return { valid: false, reason: fault('leaf-unreadable', { detail: error.message }), path: [], notChecked };
  }
  const intermediates = readAll('intermediate', question.intermediates, certificate(false), notChecked);
  const context: Context = {
    question: { at: Math.floor(moment / 1000) * 1000, purpose },
    maxDepth: depthOf(question.maxDepth),
    bySubject: indexed(roots, intermediates),
    budget: newBudget(),
    known: new Map(),
    issuers: new Map(),
    caFaults: new Map(),
  };
  const all = crls && crls.length > 0 ? readAll('crl', crls, (der) => new RevocationList(der), notChecked) : undefined;
  const lists = all && { all, pending: new Set<PathCertificate>() };
  if (lists === undefined) notChecked.push({ what: 'revocation' });
  if (host === undefined && purpose === 'server') notChecked.push({ what: 'host' });

  const local = localFault(leaf, 'leaf', context.question);
  const own = local ? { fault: local, culprit: leaf } : host === undefined ? undefined : hostFault(leaf, host);
  const found = search(leaf, context, lists, own);
  for (const each of found.notCovered)
    notChecked.push({ what: 'revocation-of', subject: each.subjectText, certificate: each.sha256 });
  // What is wrong with the leaf itself stays wrong whatever files are added; only a revocation weighs more.
  if ('failure' in found) {
    const { failure } = found;
    return refused(own && failure.fault.code !== 'revoked' ? own : failure, failure.path, notChecked);
  }
  return own ? refused(own, found.path, notChecked) : { valid: true, path: told(found.path), notChecked };
};
