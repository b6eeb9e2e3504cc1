// Picks out of all files the one certificate, its key and its chain that an upload is about. Key by
// SubjectPublicKeyInfo, issuer by name and signature; names and order of the files decide only where nothing else does.
import type { CertificateItem } from '../../preload/contract/item.ts';
import { issued, type Linkable, linkable } from '../pki/certificate/roles.ts';
import type { PrivateKey } from '../pki/keys/private-key.ts';
import type { Contents, Found } from './slot-contents.ts';

type Certificate = { der: Uint8Array; item: CertificateItem; link: Linkable | undefined };

export type PickedSet = {
  /** Null: there is none but certificates of CAs, or none at all. */
  leaf: Found<'certificate'> | null;
  /** Null: there is none, or it is locked. */
  key: PrivateKey | null;
  /** The file that the key is in, or may be in while it is locked. */
  keyFile: Contents | null;
  /** The leaf's issuer first, the root last. Without a leaf the CA certificates from the lowest up. */
  chain: Found<'certificate'>[];
};

const maxDepth = 16;
/** More certificates than an upload has; what is beyond is not compared, so that a whole store stays cheap. */
const maxCertificates = 256;

const shaOf = ({ item }: { item: CertificateItem }): string => item.fingerprints.sha256;

const distinct = (files: readonly Contents[]): Certificate[] => {
  const all = files.flatMap(({ certificates }) => certificates);
  const each = [...new Map(all.map((found) => [shaOf(found), found])).values()].slice(0, maxCertificates);
  return each.map((found) => ({ ...found, link: linkable(found.der) }));
};

/**
 * Signatures that are computed for one set. Where each name is there once, as in a whole store of roots, there is one for
 * each certificate; hundreds of CAs that all have one name would take minutes.
 */
const maxSignatures = 1000;

/** Did this one sign that one? */
type Signs = (issuer: Certificate, child: Certificate) => boolean;

/** Each pair is looked at once; beyond `maxSignatures` none has signed another. */
const newSigns = (): Signs => {
  const known = new Map<Certificate, Map<Certificate, boolean>>();
  let computed = 0;
  const compute: Signs = (issuer, child) => {
    computed += 1;
    return (
      computed <= maxSignatures &&
      issuer.link !== undefined &&
      child.link !== undefined &&
      issued(issuer.link, child.link)
    );
  };
  return (issuer, child) => {
    if (issuer === child || issuer.item.subject !== child.item.issuer) return false;
    const ofIssuer = known.get(issuer) ?? new Map<Certificate, boolean>();
    known.set(issuer, ofIssuer);
    const signed = ofIssuer.get(child) ?? compute(issuer, child);
    ofIssuer.set(child, signed);
    return signed;
  };
};

/** From a certificate up, without itself. */
const above = (start: Certificate, pool: readonly Certificate[], signs: Signs): Certificate[] => {
  const chain = [start];
  while (chain.length <= maxDepth) {
    const top = chain.at(-1) as Certificate;
    const next = pool.find((each) => !chain.includes(each) && signs(each, top));
    if (next === undefined) break;
    chain.push(next);
  }
  return chain.slice(1);
};

/** Files that a person has put into the slot; else those that nobody has put elsewhere; where they hold none, all. */
const sources = (files: readonly Contents[], slot: 'key' | 'crt'): Contents[] => {
  const byHand = files.filter(({ file }) => file.slot === slot);
  if (byHand.length > 0) return byHand;
  const free = files.filter(({ file }) => file.slot === null || file.slot === 'bundle');
  const holds = (each: Contents) =>
    (slot === 'crt' ? each.certificates.length : each.keys.length) > 0 || each.wasLocked;
  return free.some(holds) ? free : [...files];
};

const bySignificance = (
  pool: readonly Certificate[],
  all: readonly Certificate[],
  fits: (each: Certificate) => boolean,
  signs: Signs,
): Certificate[] => {
  const isCa = (each: Certificate) =>
    each.item.basicConstraints?.ca === true || all.some((child) => signs(each, child));
  const weighed = pool.map((each) => {
    const [ca, pair] = [isCa(each), fits(each)];
    const marks = [!ca && pair, !ca, pair && ca, all.some((other) => signs(other, each))];
    return { each, ca, pair, weight: marks.reduce((sum, mark) => sum * 2 + Number(mark), 0) };
  });
  weighed.sort((a, b) => b.weight - a.weight || b.each.item.notBefore.localeCompare(a.each.item.notBefore));
  return weighed.filter(({ ca, pair }) => !ca || pair).map(({ each }) => each);
};

/**
 * The set that the files are about. Of several leaf certificates the one that a key fits, then one whose issuer is
 * there, then the one issued last, then the first. A certificate of a CA is taken for the leaf only where its own key
 * is there, or a person has said so. Of several keys the one that fits the leaf; if none does, one that is still locked
 * (it may), then the first.
 * @param files without those that a person has put aside
 */
export function pickSet(files: readonly Contents[]): PickedSet {
  const all = distinct(files);
  const signs = newSigns();
  const keyFiles = sources(files, 'key');
  const open = keyFiles.flatMap((from) => from.keys.flatMap(({ key, item }) => (key ? [{ from, key, item }] : [])));
  const spkis = new Set(open.map(({ item }) => item.publicKey?.sha256));
  const fits = ({ item }: Certificate): boolean => spkis.has(item.publicKey.sha256);
  const wanted = new Set(sources(files, 'crt').flatMap(({ certificates }) => certificates.map(shaOf)));
  const pool = all.filter((each) => wanted.has(shaOf(each)));
  const byHand = files.some(({ file }) => file.slot === 'crt');
  const leaf = bySignificance(pool, all, fits, signs)[0] ?? (byHand ? pool[0] : undefined);

  const fitting = open.find(({ item }) => item.publicKey?.sha256 === leaf?.item.publicKey.sha256);
  const shut = keyFiles.find(mayHoldKey);
  const chosen = fitting ?? (shut ? { from: shut, key: null } : open[0]);
  return {
    leaf: leaf ? found(leaf) : null,
    key: chosen?.key ?? null,
    keyFile: chosen?.from ?? null,
    chain: (leaf ? above(leaf, all, signs) : fromTheLowest(all, signs)).map(found),
  };
}

const found = ({ der, item }: Certificate): Found<'certificate'> => ({ kind: 'certificate', der, item });

/** Locked still, with a key in it or nobody knows what. */
const mayHoldKey = ({ read, keys }: Contents): boolean =>
  keys.some(({ key, item }) => key === undefined && item.encrypted) ||
  (read.locked && read.format === 'pkcs12' && keys.length === 0);

const fromTheLowest = (all: readonly Certificate[], signs: Signs): Certificate[] => {
  const start = all.find((each) => !all.some((child) => signs(each, child)));
  return start ? [start, ...above(start, all, signs)] : [];
};
