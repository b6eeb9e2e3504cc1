// The CRT file, and what the leaf in it says about keys, signatures, dates and purposes. Its names are in names.ts.
import type { CertificateItem } from '../../../preload/contract/item.ts';
import type { Certificate } from '../chain-walk.ts';
import type { Gathered } from '../gather.ts';
import { count, damage, holdsKey, instead, isShut, notPem } from './file.ts';
import { type Checks, type Found, found } from './found.ts';

type Kind =
  | 'crt-readable'
  | 'crt-format'
  | 'crt-single'
  | 'crt-without-key'
  | 'leaf-is-no-ca'
  | 'leaf-not-served'
  | 'leaf-not-self-signed'
  | 'signature-algorithm'
  | 'signature-algorithm-listed'
  | 'key-algorithm'
  | 'key-size'
  | 'key-size-listed'
  | 'key-size-slow'
  | 'not-expired'
  | 'already-valid'
  | 'not-expiring'
  | 'valid-until'
  | 'extended-key-usage'
  | 'key-usage';

const day = 86_400_000;

/** Whole seconds, as certificates count. */
const moment = ({ input }: Gathered): number => Math.floor(input.at.getTime() / 1000) * 1000;
const iso = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, -5)}Z`;

const includes = (list: readonly string[], name: string): boolean =>
  list.some((each) => each.toLowerCase() === name.toLowerCase());

/** `EC P-256` for a curve, else the algorithm alone. */
const keyName = ({ algorithm, curve }: CertificateItem['publicKey']): string =>
  algorithm === 'EC' && curve !== undefined ? `EC ${curve}` : algorithm;

type Dated = Certificate & { leaf: boolean; file: string | null };

/** The leaf and everything in the chain file, each once: one out of date is enough for a refusal. */
const dated = ({ leaf, issuing }: Gathered): Dated[] => {
  const all = [
    ...(leaf ? [{ ...leaf, leaf: true }] : []),
    ...issuing.certificates.map((each) => ({ ...each, leaf: false, file: issuing.file })),
  ];
  return [...new Map(all.toReversed().map((each) => [each.item.fingerprints.sha256, each])).values()].toReversed();
};

const each = (of: Gathered, judge: (certificate: Dated, at: number) => Found | undefined): Found[] =>
  dated(of).flatMap((certificate) => judge(certificate, moment(of)) ?? []);

const partOf = ({ leaf }: Dated) => (leaf ? 'crt' : 'chain');

/** Judges the leaf; where there is none, another rule says so. */
const ofLeaf = ({ leaf }: Gathered, judge: (item: CertificateItem, file: string) => Found | false): Found[] => {
  const result = leaf !== null && judge(leaf.item, leaf.file);
  return result ? [result] : [];
};

export const certificateChecks: Checks<Kind> = {
  'crt-readable': (_, { crt, leaf, bundles }) => {
    if (crt === null) return leaf || bundles.some(isShut) ? [] : [found('crt-missing', {}, 'crt', null)];
    const detail = damage(crt);
    if (detail !== null) return [found('crt-unreadable', { detail }, 'crt', crt.file)];
    return leaf ? [] : [found('crt-no-certificate', { found: instead(crt) }, 'crt', crt.file)];
  },

  'crt-format': ({ der }, { crt, leaf }) => {
    const format = crt && leaf && !(der && crt.format === 'der') ? notPem(crt) : null;
    return crt && format ? [found('crt-format', { format, der }, 'crt', crt.file)] : [];
  },

  'crt-single': (_, { crt }) => {
    const number = crt ? count(crt, 'certificate') : 0;
    return crt && number > 1 ? [found('crt-several', { count: number }, 'crt', crt.file)] : [];
  },

  'crt-without-key': (_, { crt }) => (crt && holdsKey(crt) ? [found('crt-holds-key', {}, 'crt', crt.file)] : []),

  'leaf-is-no-ca': (_, of) =>
    ofLeaf(of, (item, file) => item.basicConstraints?.ca === true && found('crt-is-ca', {}, 'crt', file)),

  'leaf-not-served': (_, of) =>
    ofLeaf(of, ({ fingerprints, publicKey }, file) => {
      const mine = of.privateKey?.key && of.privateKey.object.item.publicKey?.sha256 === publicKey.sha256;
      // Locked, it may well be the right one: its own rule says that this could not be checked.
      const perhaps = of.privateKey !== null && of.privateKey.key === null;
      const same = of.input.served?.toUpperCase() === fingerprints.sha256;
      if (mine || perhaps) return false;
      // With its own key beside it, a certificate may be put back.
      if (of.input.served === null) return found('not-checked-here', { what: 'sensor-served' }, 'crt', file);
      return same && found('downloaded-from-sensor', {}, 'crt', file);
    }),

  'leaf-not-self-signed': (_, of) =>
    ofLeaf(of, (item, file) => item.selfSigned && found('self-signed', {}, 'crt', file)),

  'signature-algorithm': ({ allowed, tolerated }, of) =>
    ofLeaf(
      of,
      ({ signatureAlgorithm: algorithm }, file) =>
        !includes([...allowed, ...tolerated], algorithm) &&
        found('signature-algorithm', { algorithm, allowed: [...allowed] }, 'crt', file),
    ),

  'signature-algorithm-listed': ({ allowed, tolerated }, of) =>
    ofLeaf(
      of,
      ({ signatureAlgorithm: algorithm }, file) =>
        includes(tolerated, algorithm) &&
        found('signature-algorithm-unlisted', { algorithm, allowed: [...allowed] }, 'crt', file),
    ),

  'key-algorithm': ({ allowed }, of) =>
    ofLeaf(of, ({ publicKey }, file) => {
      const algorithm = keyName(publicKey);
      return !includes(allowed, algorithm) && found('key-algorithm', { algorithm, allowed: [...allowed] }, 'crt', file);
    }),

  'key-size': ({ algorithm, minimum }, of) =>
    ofLeaf(
      of,
      ({ publicKey: { algorithm: mine, bits = 0 } }, file) =>
        mine === algorithm && bits < minimum && found('key-size', { bits, minimum }, 'crt', file),
    ),

  // Smaller than all that are listed is for the rule about the minimum.
  'key-size-listed': ({ algorithm, listed }, of) =>
    ofLeaf(
      of,
      ({ publicKey: { algorithm: mine, bits = 0 } }, file) =>
        mine === algorithm &&
        bits > Math.min(...listed) &&
        !listed.includes(bits) &&
        found('key-size-unlisted', { bits, listed: [...listed] }, 'crt', file),
    ),

  'key-size-slow': ({ algorithm, from }, of) =>
    ofLeaf(
      of,
      ({ publicKey: { algorithm: mine, bits = 0 } }, file) =>
        mine === algorithm && bits >= from && found('key-size-slow', { bits }, 'crt', file),
    ),

  'not-expired': (_, of) =>
    each(of, (one, at) =>
      at > Date.parse(one.item.notAfter)
        ? found(
            'expired',
            { subject: one.item.subject, leaf: one.leaf, notAfter: one.item.notAfter, at: iso(at) },
            partOf(one),
            one.file,
          )
        : undefined,
    ),

  'already-valid': (_, of) =>
    each(of, (one, at) =>
      at < Date.parse(one.item.notBefore)
        ? found(
            'not-yet-valid',
            { subject: one.item.subject, leaf: one.leaf, notBefore: one.item.notBefore, at: iso(at) },
            partOf(one),
            one.file,
          )
        : undefined,
    ),

  'not-expiring': ({ days }, of) =>
    each(of, (one, at) => {
      const left = Date.parse(one.item.notAfter) - at;
      const facts = { subject: one.item.subject, leaf: one.leaf, notAfter: one.item.notAfter };
      return left >= 0 && left < days * day
        ? found('expires-soon', { ...facts, days: Math.floor(left / day) }, partOf(one), one.file)
        : undefined;
    }),

  'valid-until': ({ limit }, of) =>
    ofLeaf(
      of,
      ({ notAfter }, file) =>
        Date.parse(notAfter) >= Date.parse(limit) && found('valid-until-limit', { notAfter, limit }, 'crt', file),
    ),

  'extended-key-usage': ({ has: wanted, where }, of) =>
    ofLeaf(of, ({ extendedKeyUsage }, file) => {
      if ((extendedKeyUsage === undefined) !== (where === 'absent')) return false;
      const has = extendedKeyUsage ?? [];
      const any = has.includes('anyExtendedKeyUsage');
      const lacks = wanted.some((purpose) => !has.includes(purpose));
      return lacks && !any && found('extended-key-usage', { wanted: [...wanted], has: [...has] }, 'crt', file);
    }),

  // Without the extension every usage is allowed (RFC 5280 section 4.2.1.3).
  'key-usage': ({ has: wanted }, of) =>
    ofLeaf(
      of,
      ({ keyUsage: has }, file) =>
        has !== undefined &&
        wanted.some((usage) => !has.includes(usage)) &&
        found('key-usage', { wanted: [...wanted], has: [...has] }, 'crt', file),
    ),
};
