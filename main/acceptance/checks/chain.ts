// The chain file: does it lead from the leaf up to a root, in the right order, by certificates that may sign others.
// Every link is a signature that was verified; what cannot be verified here is said to be not checked.
import type { PathVerdict, Purpose } from '../../../preload/contract/verdict-path.ts';
import { verifyPath } from '../../pki/path/verify.ts';
import type { Certificate } from '../chain-walk.ts';
import type { Gathered } from '../gather.ts';
import { count, damage, holdsKey, instead, isShut, notPem } from './file.ts';
import { type Checks, type Found, found, some } from './found.ts';

type Kind =
  | 'chain-present'
  | 'chain-readable'
  | 'chain-pem'
  | 'chain-without-key'
  | 'chain-without-leaf'
  | 'chain-fits'
  | 'chain-valid'
  | 'chain-order'
  | 'chain-complete'
  | 'chain-no-more';

const subjects = (certificates: readonly Certificate[]): string[] => some(certificates.map(({ item }) => item.subject));
const sha256 = ({ item }: Certificate): string => item.fingerprints.sha256;

/** The certificates of the chain file without the leaf, which has a rule of its own. */
const others = ({ leaf, issuing }: Gathered): Certificate[] =>
  issuing.certificates.filter((each) => leaf === null || sha256(each) !== sha256(leaf));

/** What the rules about the leaf itself say in the profile's own words; told here, it would be told twice. */
const ofTheLeaf = /^(expired|not-yet-valid|weak-key|weak-signature|key-unsupported|wrong-purpose|key-usage)$/;

/**
 * A moment at which all certificates are in date, so that the path is judged by everything else; dates have rules of
 * their own. Where there is none, the moment itself.
 */
const commonMoment = (path: readonly Certificate[], at: Date): Date => {
  const from = Math.max(...path.map(({ item }) => Date.parse(item.notBefore)));
  const until = Math.min(...path.map(({ item }) => Date.parse(item.notAfter)));
  return from <= until ? new Date(Math.min(Math.max(at.getTime(), from), until)) : at;
};

/**
 * Verifies the leaf up to the last certificate that is there (RFC 5280 section 6), as far as the leaf itself is not at
 * fault. A chain that breaks off is judged as far as it goes; that it does has a rule of its own.
 */
const verified = (leaf: Certificate, issuers: readonly Certificate[], purpose: Purpose, at: Date): PathVerdict => {
  const question = {
    leaf: leaf.der,
    intermediates: issuers.slice(0, -1).map(({ der }) => der),
    roots: issuers.slice(-1).map(({ der }) => der),
    at: commonMoment([leaf, ...issuers], at),
  };
  const verdict = verifyPath({ ...question, purpose });
  const { reason } = verdict;
  const own = reason?.certificate === sha256(leaf) && /^(wrong-purpose|key-usage)$/.test(reason.code);
  return own ? verifyPath({ ...question, purpose: 'any' }) : verdict;
};

const chainFault = (of: Gathered, purpose: Purpose): Found[] => {
  const { leaf, walk, issuing } = of;
  if (!leaf || !walk || walk.issuers.length === 0) return [];
  const { reason } = verified(leaf, walk.issuers, purpose, of.input.at);
  if (reason === undefined) return [];
  const isLeaf = reason.certificate === sha256(leaf);
  const subject = reason.subject ?? leaf.item.subject;
  // Dates of any certificate have rules of their own.
  if (/^(expired|not-yet-valid)$/.test(reason.code) || (isLeaf && ofTheLeaf.test(reason.code))) return [];
  if (reason.code === 'signature-unsupported') return [];
  if (reason.code === 'not-a-ca') return [found('chain-not-ca', { subject }, 'chain', issuing.file)];
  return [found('chain-invalid', { subject, detail: reason.code }, 'chain', issuing.file)];
};

const unproven = ({ walk, issuing }: Gathered): Found[] =>
  (walk?.unproven ?? []).map(({ item }) =>
    found('chain-not-checked', { subject: item.subject, algorithm: item.signatureAlgorithm }, 'chain', issuing.file),
  );

export const chainChecks: Checks<Kind> = {
  'chain-present': (_, of, { form }) => {
    const { leaf, chain, issuing, crt, bundles } = of;
    if (!leaf || leaf.item.selfSigned || bundles.some(isShut)) return [];
    const missing = (lies: 'nowhere' | 'behind-leaf' | 'file-of-its-own') =>
      found(
        'chain-missing',
        { issuer: leaf.item.issuer, lies },
        'chain',
        null,
        lies === 'nowhere' ? 'add-chain' : 'make-kit',
      );
    const isBehindLeaf = crt !== null && count(crt, 'certificate') > 1;
    if (chain !== null && !form.some(({ slot }) => slot === 'chain'))
      return isBehindLeaf ? [] : [missing('file-of-its-own')];
    if (chain || issuing.certificates.length > 0) return [];
    return [missing(isBehindLeaf ? 'behind-leaf' : 'nowhere')];
  },

  'chain-readable': (_, { chain, issuing }) => {
    if (chain === null) return [];
    const detail = damage(chain);
    if (detail !== null) return [found('chain-unreadable', { detail }, 'chain', chain.file)];
    return issuing.certificates.length > 0
      ? []
      : [found('chain-no-certificate', { found: instead(chain) }, 'chain', chain.file)];
  },

  'chain-pem': (_, { chain, issuing }) => {
    const format = chain && issuing.certificates.length > 0 ? notPem(chain, { chain: true }) : null;
    return chain && format ? [found('chain-not-pem', { format }, 'chain', chain.file)] : [];
  },

  'chain-without-key': (_, { chain }) =>
    chain && holdsKey(chain) ? [found('chain-holds-key', {}, 'chain', chain.file)] : [],

  // A self-signed certificate is its own chain.
  'chain-without-leaf': (_, { chain, leaf, issuing }) => {
    const there = leaf && issuing.certificates.some((each) => sha256(each) === sha256(leaf));
    return chain && leaf && there && !leaf.item.selfSigned ? [found('chain-holds-leaf', {}, 'chain', chain.file)] : [];
  },

  'chain-fits': (_, of) => {
    const { walk, issuing } = of;
    if (!walk || walk.wanted === null || others(of).length === 0) return [];
    // A link that leads nowhere at the bottom is another chain, and higher up a chain that breaks off.
    if (walk.end === 'missing' && walk.issuers.length > 0) return [];
    const facts = { issuer: walk.wanted, holds: subjects(others(of)) };
    return [found('chain-mismatch', facts, 'chain', issuing.file)];
  },

  'chain-valid': (_, of, { purpose }) => [...chainFault(of, purpose), ...unproven(of)],

  'chain-order': (_, of) => {
    const { walk, issuing } = of;
    const should = walk?.issuers ?? [];
    const is = others(of).filter((each) => should.includes(each));
    const wrong = is.some((each, at) => each !== should[at]);
    return issuing.asGiven && wrong
      ? [found('chain-order', { is: subjects(is), should: subjects(should) }, 'chain', issuing.file)]
      : [];
  },

  'chain-complete': (_, { walk, issuing }) =>
    walk && walk.end === 'missing' && walk.issuers.length > 0
      ? [found('chain-incomplete', { missing: walk.wanted ?? '' }, 'chain', issuing.file)]
      : [],

  // Where nothing fits, the rule about another chain says so.
  'chain-no-more': (_, of) => {
    const { walk, issuing, leaf } = of;
    const more = others(of).filter((each) => !walk?.issuers.includes(each));
    const fits = walk && (walk.issuers.length > 0 || leaf?.item.selfSigned);
    return issuing.asGiven && fits && more.length > 0
      ? [found('chain-extra', { subjects: subjects(more) }, 'chain', issuing.file)]
      : [];
  },
};
