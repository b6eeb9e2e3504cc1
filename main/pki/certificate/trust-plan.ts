// Which certificates must become trusted so that the path of a server's leaf ends at an anchor, and where they belong.
// Builds the path and checks the signature on every link; dates, purposes and names are validated elsewhere.
import type { CertificateItem, Role } from '../../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { parseCertificate } from './certificate.ts';
import { issued, type Linkable, linkable, roleOf } from './roles.ts';

export type TrustEntry = {
  /** Upper-case hex of the DER's SHA-256. */
  sha256: string;
  der: Uint8Array;
  item: CertificateItem;
  role: Role;
  store: 'root' | 'intermediate';
};

export type TrustPlan = {
  entries: TrustEntry[];
  /** What the path lacks: its root, or (when a root was sent that the path does not reach) something in between. */
  missing: 'root' | 'intermediate' | null;
  /** RFC 4514 name of the issuer that is needed next, or of the anchor when nothing is missing. */
  wanted: string;
};

type Certificate = {
  sha256: string;
  der: Uint8Array;
  item: CertificateItem;
  sent: boolean;
  link: Linkable | undefined;
};

/** More than any server sends or admin adds, the rest is not looked at: keeps the work small whatever arrives. */
const maxCertificates = 64;

const readAll = (ders: readonly Uint8Array[], sent: boolean): Result<Certificate[]> => {
  const read: Certificate[] = [];
  for (const der of ders.slice(0, maxCertificates)) {
    const parsed = parseCertificate(der);
    if (!parsed.ok) return parsed;
    read.push({ sha256: parsed.value.fingerprints.sha256, der, item: parsed.value, sent, link: linkable(der) });
  }
  return ok(read);
};

/**
 * A certificate may sign others if it says so; a self-signed one without basicConstraints may be a version-1 root,
 * for which the signature is all there is to go by.
 */
const maySign = ({ item }: Certificate): boolean => item.basicConstraints?.ca ?? item.selfSigned;

const issues = (issuer: Certificate, child: Certificate): boolean =>
  issuer.sha256 !== child.sha256 &&
  maySign(issuer) &&
  issuer.link !== undefined &&
  child.link !== undefined &&
  issued(issuer.link, child.link);

/** Follows issuers from the leaf; of several, a self-signed one ends the path (a root that was also cross-signed). */
const buildPath = (leaf: Certificate, pool: readonly Certificate[]): Certificate[] => {
  const path = [leaf];
  for (;;) {
    const last = path.at(-1) as Certificate;
    if (last.item.selfSigned) return path;
    const candidates = pool.filter((each) => !path.includes(each) && issues(each, last));
    const next = candidates.find(({ item }) => item.selfSigned) ?? candidates[0];
    if (next === undefined) return path;
    path.push(next);
  }
};

/**
 * Plans which certificates go into which store.
 * @param sent the chain as the server sends it, leaf first (DER); certificates in it that do not belong are ignored
 * @param extra what the admin adds (DER): the root or intermediates that the server does not send
 * @returns a self-signed leaf itself, or the path's root, for `root`; intermediates that only `extra` has for
 * `intermediate`. `not-the-issuer` when something in `extra` issued nothing of the path; the errors of
 * parseCertificate when bytes are not a certificate.
 */
export const planTrust = (sent: readonly Uint8Array[], extra: readonly Uint8Array[]): Result<TrustPlan> => {
  const fromServer = readAll(sent, true);
  if (!fromServer.ok) return fromServer;
  const added = readAll(extra, false);
  if (!added.ok) return added;
  const leaf = fromServer.value[0];
  if (leaf === undefined) return fail('not-a-certificate', { looksLike: 'nothing' });
  const pool = [...new Map([...added.value, ...fromServer.value].map((each) => [each.sha256, each])).values()];
  const path = buildPath(
    leaf,
    pool.filter(({ sha256 }) => sha256 !== leaf.sha256),
  );
  const last = path.at(-1) as Certificate;
  const wanted = last.item.issuer;
  const unrelated = pool.find(
    (each) => !each.sent && !path.includes(each) && !path.some((child) => issues(each, child)),
  );
  if (unrelated !== undefined) return fail('not-the-issuer', { subject: unrelated.item.subject, wanted });
  const entries = path.flatMap((each, depth): TrustEntry[] => {
    const { sha256, der, item } = each;
    // Whatever ends a path by signing others is a CA, also where version 1 had no way to say so.
    if (item.selfSigned) return [{ sha256, der, item, role: depth > 0 ? 'root-ca' : roleOf(item), store: 'root' }];
    // A server sends its intermediates with every handshake, so only those that it does not send need a store.
    return depth === 0 || each.sent ? [] : [{ sha256, der, item, role: roleOf(item), store: 'intermediate' }];
  });
  if (last.item.selfSigned) return ok({ entries, missing: null, wanted });
  const gap = fromServer.value.some((each) => each.item.selfSigned && !path.includes(each));
  return ok({ entries, missing: gap ? 'intermediate' : 'root', wanted });
};
