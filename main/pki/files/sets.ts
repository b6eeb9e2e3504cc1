// Sorts the objects of several files into sets that belong together: certificate, key, request, chain, revocation
// lists. Key by SubjectPublicKeyInfo, issuer by name and signature; file names and order mean nothing. Does not
// validate paths: it says what fits together, not what is to be trusted.
import type { FileSet, OddReason, Ref, SetFinding } from '../../../preload/contract/tools.ts';
import { DerError, hexOf } from '../asn1/der.ts';
import { type CertificateStructure, readCertificateStructure } from '../certificate/certificate-structure.ts';
import { authorityKeyIdentifier, subjectKeyIdentifier } from '../certificate/extensions.ts';
import { crlSignedBy, namedByCrl } from '../crl/crl.ts';
import { entryKey } from '../crl/entries.ts';
import { readSignatureAlgorithm, verifySignature } from '../keys/signature.ts';
import { nameKey } from '../names/name-key.ts';
import type { FoundObject } from './objects.ts';

type Placed<K extends FoundObject['kind']> = { ref: Ref; object: Extract<FoundObject, { kind: K }> };
type Node = Placed<'certificate'> & { parts: CertificateStructure; subject: string; issuerName: string };

/** Beyond this many certificates, keys and so on the rest is named as left out, so that the work stays bounded. */
const maxObjects = 50_000;
const maxDepth = 16;
/** So many namesakes are tried as issuer of one certificate. */
const maxNamesakes = 16;
const soon = 30 * 86_400_000;

export type Sorted = { sets: FileSet[]; odd: { ref: Ref; reason: OddReason }[] };

const nodeOf = ({ ref, object }: Placed<'certificate'>): Node => {
  const parts = readCertificateStructure(object.der);
  return { ref, object, parts, subject: hexOf(parts.subject.encoding), issuerName: hexOf(parts.issuer.encoding) };
};

/** Whether the signature fits; where the runtime cannot compute it, the key identifiers decide, if both are there. */
const signed = (issuer: Node, child: Node): boolean => {
  try {
    const algorithm = readSignatureAlgorithm(child.parts.signatureAlgorithm);
    const state = verifySignature(algorithm, child.parts.signed, child.parts.signature, issuer.parts.spki);
    if (state !== 'unsupported') return state === 'valid';
    const wanted = authorityKeyIdentifier(child.parts.extensions);
    return wanted !== undefined && wanted === subjectKeyIdentifier(issuer.parts.extensions);
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
};

/** Signatures that are checked for one sorting. Each certificate needs one; only hostile files need many more. */
const maxSignatures = 40_000;

class Issuers {
  /** By subject; of namesakes first those that are self-signed, then those that are valid longest. */
  readonly #bySubject = new Map<string, Node[]>();
  readonly #byKey = new Map<string, Node[]>();
  readonly #found = new Map<Node, Node | null>();
  #left = maxSignatures;

  constructor(nodes: readonly Node[]) {
    const best = [...nodes].sort(
      (a, b) => rank(b) - rank(a) || b.object.item.notAfter.localeCompare(a.object.item.notAfter),
    );
    for (const node of best) {
      push(this.#bySubject, node.subject, node);
      const identifier = node.object.item.subjectKeyIdentifier;
      if (identifier !== undefined) push(this.#byKey, `${node.subject} ${identifier}`, node);
    }
  }

  /** Takes one signature from what may be checked; false when there is none left. */
  mayCheck(): boolean {
    this.#left -= 1;
    return this.#left >= 0;
  }

  /** The certificate on the tray that signed this one: one that its key identifier names, else any namesake. */
  of(node: Node): Node | null {
    const known = this.#found.get(node);
    if (known !== undefined) return known;
    const { selfSigned, authorityKeyIdentifier: wanted } = node.object.item;
    const named = wanted === undefined ? undefined : this.#byKey.get(`${node.issuerName} ${wanted}`);
    const candidates = new Set([
      ...(named?.slice(0, maxNamesakes) ?? []),
      ...(this.#bySubject.get(node.issuerName)?.slice(0, maxNamesakes) ?? []),
    ]);
    candidates.delete(node);
    const issuer = selfSigned ? undefined : [...candidates].find((each) => this.mayCheck() && signed(each, node));
    this.#found.set(node, issuer ?? null);
    return issuer ?? null;
  }

  /** The issuers above a certificate, its own first. */
  above(node: Node): Node[] {
    const chain: Node[] = [];
    for (let next = this.of(node); next !== null && chain.length < maxDepth; next = this.of(next)) {
      if (next === node || chain.includes(next)) break;
      chain.push(next);
    }
    return chain;
  }
}

const rank = ({ object }: Node): number => (object.item.selfSigned ? 1 : 0);

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** A function that works out each answer once. */
function remembered<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = work(key);
    known.set(key, value);
    return value;
  };
}

/** The first of each, by what makes them the same; the others are left over as duplicates. */
function distinct<T extends { ref: Ref }>(all: readonly T[], keyOf: (each: T) => string, odd: Sorted['odd']): T[] {
  const seen = new Set<string>();
  return all.filter((each) => {
    const key = keyOf(each);
    if (seen.has(key)) odd.push({ ref: each.ref, reason: 'duplicate' });
    else return seen.add(key);
    return false;
  });
}

const isOf =
  <K extends FoundObject['kind']>(kind: K) =>
  (each: { ref: Ref; object: FoundObject }): each is Placed<K> =>
    each.object.kind === kind;

/** @param now the moment for `expired` and the like */
export function sortIntoSets(placed: readonly { ref: Ref; object: FoundObject }[], now: Date): Sorted {
  const odd: Sorted['odd'] = placed.slice(maxObjects).map(({ ref }) => ({ ref, reason: 'too-many' }));
  const all = placed.slice(0, maxObjects);
  const nodes = distinct(all.filter(isOf('certificate')), ({ object }) => object.item.fingerprints.sha256, odd).map(
    nodeOf,
  );
  const locked = all.filter(isOf('privateKey')).filter(({ object }) => object.item.publicKey === undefined);
  const open = all.filter(isOf('privateKey')).filter(({ object }) => object.item.publicKey !== undefined);
  const keys = distinct(open, spkiOfKey, odd);
  const requests = distinct(all.filter(isOf('request')), ({ object }) => hexOf(object.der), odd);
  const crls = distinct(all.filter(isOf('crl')), ({ object }) => hexOf(object.der), odd);
  for (const { ref } of locked) odd.push({ ref, reason: 'key-locked' });
  for (const { ref } of all.filter(isOf('publicKey'))) odd.push({ ref, reason: 'public-key' });

  const issuers = new Issuers(nodes);
  const issuing = new Set(nodes.map((node) => issuers.of(node)));
  const keyBySpki = new Map(keys.map((each) => [spkiOfKey(each), each]));
  const requestBySpki = new Map(requests.map((each) => [each.object.item.publicKey.sha256, each]));
  const spki = ({ object }: Node) => object.item.publicKey.sha256;
  // A certificate heads a set of its own unless it is there only as the issuer of others.
  const heads = nodes.filter(
    (node) => !issuing.has(node) || keyBySpki.has(spki(node)) || requestBySpki.has(spki(node)),
  );
  const used = new Set<string>();
  const usedRequests = new Set<Placed<'request'>>();
  const shown = new Set<Node>();
  const crlsByIssuer = new Map<string, Placed<'crl'>[]>();
  for (const crl of crls) push(crlsByIssuer, crl.object.item.issuer, crl);
  const usedCrls = new Set<Placed<'crl'>>();

  /** The lists that a CA signed, and whom a list names: asked for again with every certificate below the CA. */
  const listsOf = remembered((ca: Node) =>
    (crlsByIssuer.get(ca.object.item.subject) ?? []).filter(
      ({ object }) => issuers.mayCheck() && crlSignedBy(object.der, ca.object.der),
    ),
  );
  const namedBy = remembered(({ object }: Placed<'crl'>) => namedByCrl(object.der));
  const certified = new Set(nodes.map(spki));
  const otherKey = keys.some((each) => !certified.has(spkiOfKey(each)) && !requestBySpki.has(spkiOfKey(each)));

  const setOf = (head: Node): FileSet => {
    const chain = issuers.above(head);
    const key = keyBySpki.get(spki(head)) ?? null;
    const request = requestBySpki.get(spki(head)) ?? null;
    used.add(spki(head));
    if (request) usedRequests.add(request);
    const alone = head.object.item.basicConstraints?.ca === true && key === null && request === null;
    const members = [head, ...chain];
    for (const member of members) shown.add(member);
    const lists = members.flatMap((ca) => listsOf(ca));
    const isRevoked = members.some((each) => {
      const issuer = issuers.of(each) ?? (each.object.item.selfSigned ? each : null);
      if (!issuer) return false;
      const key = entryKey(nameKey(each.parts.issuer), each.parts.serialNumber.content);
      return listsOf(issuer).some((list) => namedBy(list).has(key));
    });
    for (const list of lists) usedCrls.add(list);
    const top = members.at(-1) as Node;
    return {
      title: head.object.item.commonName ?? head.object.item.subject,
      leaf: alone ? null : head.ref,
      key: key?.ref ?? null,
      request: request?.ref ?? null,
      chain: (alone ? members : chain).map(({ ref }) => ref),
      crls: [...new Set(lists.map(({ ref }) => ref))],
      missingIssuer: top.object.item.selfSigned ? null : top.object.item.issuer,
      findings: findingsOf(
        members,
        { alone, key: key !== null, request: request !== null, locked: locked.length > 0, otherKey, isRevoked },
        now,
      ),
    };
  };
  const sets = heads.map(setOf);
  // What signed each other in a circle has no head, and a chain may be longer than is followed: none may get lost.
  for (const node of nodes) if (!shown.has(node)) sets.push(setOf(node));
  for (const request of requests) {
    const { commonName, subject, publicKey } = request.object.item;
    // One key may have been asked a certificate for more than once.
    if (usedRequests.has(request)) continue;
    used.add(publicKey.sha256);
    const key = keyBySpki.get(publicKey.sha256) ?? null;
    const findings: SetFinding[] = [
      'request-only',
      key ? 'key-fits' : locked.length > 0 ? 'key-locked' : 'key-missing',
    ];
    sets.push({ ...emptySet, title: commonName ?? subject, request: request.ref, key: key?.ref ?? null, findings });
  }
  for (const key of keys)
    if (!used.has(spkiOfKey(key))) sets.push({ ...emptySet, key: key.ref, findings: ['key-only'] });
  for (const crl of crls) if (!usedCrls.has(crl)) odd.push({ ref: crl.ref, reason: 'crl-of-nobody' });
  return { sets, odd };
}

const emptySet: FileSet = {
  title: '',
  leaf: null,
  key: null,
  request: null,
  chain: [],
  crls: [],
  missingIssuer: null,
  findings: [],
};

const spkiOfKey = ({ object }: Placed<'privateKey'>): string => object.item.publicKey?.sha256 ?? '';

function findingsOf(
  members: readonly Node[],
  has: Record<'alone' | 'key' | 'request' | 'locked' | 'otherKey' | 'isRevoked', boolean>,
  now: Date,
): SetFinding[] {
  const items = members.map(({ object }) => object.item);
  const [head, top] = [items[0], items.at(-1)] as [(typeof items)[0], (typeof items)[0]];
  const names = head.subjectAltNames;
  const left = Math.min(...items.map(({ notAfter }) => Date.parse(notAfter))) - now.getTime();
  const found: (SetFinding | false)[] = [
    has.isRevoked && 'revoked',
    left < 0 && 'expired',
    items.some(({ notBefore }) => Date.parse(notBefore) > now.getTime()) && 'not-yet-valid',
    !has.alone && !has.key && (has.locked ? 'key-locked' : has.otherKey ? 'key-of-another' : 'key-missing'),
    !top.selfSigned && 'chain-incomplete',
    !has.alone && !head.basicConstraints?.ca && !names?.dns.length && !names?.ip.length && 'no-names',
    left >= 0 && left < soon && 'expires-soon',
    has.key && 'key-fits',
    has.request && 'request-fits',
    top.selfSigned && (items.length > 1 ? 'chain-complete' : 'chain-not-needed'),
  ];
  return found.filter((each) => each !== false);
}
