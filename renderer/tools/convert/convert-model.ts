// The form of converting: which targets make sense for what is there, what may go into each, and the order that main
// gets. Pure. It never shows a choice that main would refuse.
import type { PrivateKeyItem } from '../../../preload/contract/item.ts';
import type { ConvertOrder, ConvertTarget } from '../../../preload/contract/tools.ts';
import { type Found, refKey } from '../tray/tray-model.ts';

export interface ConvertForm {
  readonly target: ConvertTarget;
  /** Keys of references (`refKey`). */
  readonly picked: ReadonlySet<string>;
  readonly keyEncoding: ConvertOrder['keyEncoding'];
  readonly pfxProfile: ConvertOrder['pfxProfile'];
  readonly passphrase: string;
  readonly again: string;
}

export type ConvertEvent =
  | { readonly type: 'target'; readonly target: ConvertTarget }
  | { readonly type: 'pick'; readonly key: string; readonly on: boolean }
  | { readonly type: 'set'; readonly change: Partial<Pick<ConvertForm, Fields>> };
type Fields = 'keyEncoding' | 'pfxProfile' | 'passphrase' | 'again';

/** A key that is still locked cannot be written anew. */
const isOpenKey = ({ item }: Found): boolean => item.kind === 'privateKey' && item.publicKey !== undefined;
const isCertificate = ({ item }: Found): boolean => item.kind === 'certificate';
const isLeaf = ({ item }: Found): boolean => item.kind === 'certificate' && item.basicConstraints?.ca !== true;

/** May this object go into such a file? */
export function fits(target: ConvertTarget, found: Found): boolean {
  switch (target) {
    case 'pfx':
      return isCertificate(found) || isOpenKey(found);
    case 'crt':
    case 'p7b':
      return isCertificate(found);
    case 'key':
      return isOpenKey(found);
    case 'pem':
      return found.item.kind !== 'privateKey' || isOpenKey(found);
    case 'der':
      return found.item.kind !== 'privateKey';
  }
}

/** These hold one object only. */
export const holdsOne = (target: ConvertTarget): boolean => target === 'der' || target === 'key';

/** The targets that make sense, in the order in which they are shown. */
export function targetsFor(found: readonly Found[]): ConvertTarget[] {
  const order: readonly ConvertTarget[] = ['pfx', 'crt', 'key', 'pem', 'der', 'p7b'];
  return order.filter((target) => {
    if (target === 'pfx') return found.some(isCertificate) && found.some(isOpenKey);
    if (target === 'crt') return found.some(isLeaf);
    return found.some((one) => fits(target, one));
  });
}

/** What most people want in such a file: the certificate with its chain; keys only where the file is for them. */
export function defaultsFor(target: ConvertTarget, found: readonly Found[]): Set<string> {
  const able = found.filter((one) => fits(target, one));
  const noKeys = able.filter((one) => !isOpenKey(one));
  const chosen = {
    pfx: able.filter((one) => isCertificate(one) || isOpenKey(one)),
    crt: able.slice(0, 1),
    key: able.slice(0, 1),
    pem: noKeys.some(isCertificate) ? noKeys.filter(isCertificate) : noKeys.length > 0 ? noKeys : able,
    der: able.slice(0, 1),
    p7b: able,
  }[target];
  return new Set(chosen.map(({ ref }) => refKey(ref)));
}

export function formFor(found: readonly Found[]): ConvertForm | null {
  const target = targetsFor(found)[0];
  if (!target) return null;
  const picked = defaultsFor(target, found);
  return { target, picked, keyEncoding: 'pkcs8', pfxProfile: 'modern', passphrase: '', again: '' };
}

/** The other target has another content; the passphrase is not carried over, so that it is never set unseen. */
export const reduceForm =
  (found: readonly Found[]) =>
  (form: ConvertForm, event: ConvertEvent): ConvertForm => {
    switch (event.type) {
      case 'target':
        return {
          ...form,
          target: event.target,
          picked: defaultsFor(event.target, found),
          keyEncoding: 'pkcs8',
          passphrase: '',
          again: '',
        };
      case 'pick': {
        if (holdsOne(form.target)) return event.on ? { ...form, picked: new Set([event.key]) } : form;
        const picked = new Set(form.picked);
        if (event.on) picked.add(event.key);
        else picked.delete(event.key);
        return { ...form, picked };
      }
      case 'set':
        return { ...form, ...event.change };
    }
  };

export const pickedOf = (form: ConvertForm, found: readonly Found[]): Found[] =>
  found.filter((one) => form.picked.has(refKey(one.ref)) && fits(form.target, one));

export const hasKey = (form: ConvertForm, found: readonly Found[]): boolean => pickedOf(form, found).some(isOpenKey);

/** A PFX is locked as a whole; elsewhere a passphrase locks the key. */
export const asksPassphrase = (form: ConvertForm, found: readonly Found[]): boolean =>
  form.target === 'pfx' || hasKey(form, found);

/** The forms in which the picked key can be written; one alone is no choice. */
export function keyEncodingsFor(form: ConvertForm, found: readonly Found[]): ConvertOrder['keyEncoding'][] {
  if (form.target === 'pfx') return ['pkcs8'];
  const keys = pickedOf(form, found).filter(isOpenKey);
  const algorithms = new Set(keys.map(({ item }) => (item as PrivateKeyItem).publicKey?.algorithm));
  if (algorithms.size !== 1) return ['pkcs8'];
  if (algorithms.has('RSA')) return ['pkcs8', 'pkcs1'];
  return algorithms.has('EC') ? ['pkcs8', 'sec1'] : ['pkcs8'];
}

export type FormProblem = 'nothing' | 'needed' | 'differs';

export function problemOf(form: ConvertForm, found: readonly Found[]): FormProblem | null {
  if (pickedOf(form, found).length === 0) return 'nothing';
  if (!asksPassphrase(form, found)) return null;
  // A PFX without one could not be opened by most programs.
  if (form.target === 'pfx' && form.passphrase === '') return 'needed';
  return form.passphrase === form.again ? null : 'differs';
}

/** Leaf first, then its chain, then the key, as they stand in the set. */
export function orderFor(form: ConvertForm, found: readonly Found[]): ConvertOrder {
  const encodings = keyEncodingsFor(form, found);
  return {
    items: pickedOf(form, found).map(({ ref }) => ref),
    to: form.target,
    keyEncoding: encodings.includes(form.keyEncoding) ? form.keyEncoding : 'pkcs8',
    pfxProfile: form.pfxProfile,
    passphrase: asksPassphrase(form, found) && form.passphrase !== '' ? form.passphrase : null,
  };
}
