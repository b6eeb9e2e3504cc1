// The KEY file: is a private key in it, how is it written, does it belong to the certificate, is it sound; and the
// passphrase beside it. No octet of the key and no character of the passphrase comes into a finding.
import { checkKey } from '../../pki/keys/check-key.ts';
import { notAllowed } from '../alphabet.ts';
import type { Gathered } from '../gather.ts';
import { count, damage, has, instead, notPem } from './file.ts';
import { type Checks, found } from './found.ts';

type Kind =
  | 'key-readable'
  | 'key-pem'
  | 'key-single'
  | 'key-without-certificate'
  | 'key-encryption-known'
  | 'key-matches'
  | 'key-sound'
  | 'passphrase-opens'
  | 'passphrase-used'
  | 'passphrase-characters'
  | 'passphrase-length';

/** The encryption of a key that this program does not know; null where there is none. */
const unknownEncryption = ({ key, bundles }: Gathered): { algorithm: string; file: string } | null => {
  for (const slot of key ? [key] : bundles)
    for (const problem of slot.problems)
      if (problem.code === 'algorithm-unsupported') return { algorithm: problem.facts.algorithm, file: slot.file };
  return null;
};

/** Files of which something stays locked: the KEY file, or a bundle. */
const locked = ({ key, bundles, privateKey }: Gathered): { file: string; part: 'key' | 'set' } | null => {
  if (key && privateKey?.object.item.encrypted && privateKey.object.item.publicKey === undefined)
    return { file: key.file, part: 'key' };
  if (key && has(key, 'passphrase-needed', 'passphrase-wrong')) return { file: key.file, part: 'key' };
  const bundle = bundles.find(
    (each) =>
      has(each, 'passphrase-needed', 'passphrase-wrong') ||
      // What is locked in a way that is not known here stays shut whatever the passphrase.
      (!has(each, 'algorithm-unsupported') &&
        each.objects.some((object) => object.kind === 'privateKey' && object.item.encrypted && !object.item.publicKey)),
  );
  return bundle ? { file: bundle.file, part: 'set' } : null;
};

/** Something that the passphrase is for, whether it opened it or not. */
const isLocked = (of: Gathered): boolean =>
  of.privateKey?.object.item.encrypted === true ||
  of.bundles.some(({ format }) => format === 'pkcs12') ||
  locked(of) !== null ||
  unknownEncryption(of) !== null;

export const keyChecks: Checks<Kind> = {
  'key-readable': (_, of) => {
    const { key, privateKey } = of;
    if (key === null) {
      // In a bundle that stays closed there may be one: the rules about the passphrase say so.
      const perhaps = locked(of) !== null || unknownEncryption(of) !== null;
      return privateKey || perhaps ? [] : [found('key-missing', {}, 'key', null)];
    }
    const detail = damage(key);
    if (detail !== null && !privateKey) return [found('key-unreadable', { detail }, 'key', key.file)];
    const closed = locked(of)?.part === 'key' || unknownEncryption(of) !== null;
    return privateKey || closed ? [] : [found('key-no-key', { found: instead(key) }, 'key', key.file)];
  },

  'key-pem': (_, { key, privateKey }) => {
    const format = key && privateKey ? notPem(key) : null;
    return key && format ? [found('key-not-pem', { format }, 'key', key.file)] : [];
  },

  'key-single': (_, { key }) => {
    const number = key ? count(key, 'privateKey') : 0;
    return key && number > 1 ? [found('key-several', { count: number }, 'key', key.file)] : [];
  },

  'key-without-certificate': (_, { key, privateKey }) =>
    key && privateKey && count(key, 'certificate') > 0 ? [found('key-holds-certificate', {}, 'key', key.file)] : [],

  'key-encryption-known': (_, of) => {
    const unknown = unknownEncryption(of);
    if (unknown === null) return [];
    return [found('key-encryption-unknown', { algorithm: unknown.algorithm }, 'key', unknown.file)];
  },

  'key-matches': (_, of) => {
    const { privateKey, leaf } = of;
    if (leaf === null) return [];
    const file = privateKey?.file ?? unknownEncryption(of)?.file ?? locked(of)?.file ?? null;
    const mine = privateKey?.object.item.publicKey?.sha256;
    if (mine !== undefined) return mine === leaf.item.publicKey.sha256 ? [] : [found('key-mismatch', {}, 'key', file)];
    if (file === null) return [];
    const cause = privateKey && !privateKey.object.item.encrypted ? 'kind-unknown' : 'locked';
    return [found('key-match-not-checked', { cause }, 'key', file)];
  },

  // Its size is judged at the certificate, by the rules of the profile.
  'key-sound': (_, { privateKey }) => {
    const checks = privateKey?.key ? checkKey(privateKey.key) : [];
    const broken = checks.find(({ check, state }) => check !== 'size' && state === 'bad');
    return broken ? [found('key-broken', { check: broken.check }, 'key', privateKey?.file ?? null)] : [];
  },

  'passphrase-opens': (_, of) => {
    const closed = locked(of);
    if (closed === null) return [];
    const code = of.passphrase === null ? 'passphrase-needed' : 'passphrase-wrong';
    return [found(code, {}, 'passphrase', closed.file)];
  },

  'passphrase-used': (_, of) =>
    of.passphrase !== null && of.privateKey !== null && !isLocked(of)
      ? [found('passphrase-unused', {}, 'passphrase', of.privateKey.file)]
      : [],

  'passphrase-characters': (_, { passphrase }, profile) => {
    const { alphabet: allowed } = profile.passphrase;
    if (passphrase === null || allowed === null) return [];
    const strange = notAllowed(passphrase, allowed);
    return strange > 0 ? [found('passphrase-characters', { count: strange, allowed }, 'passphrase', null)] : [];
  },

  'passphrase-length': (_, { passphrase }, profile) => {
    const { minimum } = profile.passphrase;
    const short = passphrase !== null && minimum !== null && [...passphrase].length < minimum;
    return short ? [found('passphrase-short', { minimum }, 'passphrase', null)] : [];
  },
};
