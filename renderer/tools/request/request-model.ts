// The form of a request: what people fill in, which names the certificate will carry, the order that main gets, and to
// which field an error of main's belongs. Pure. The last word about a name is main's (see request-names.ts).
import { attribute } from '../../../assets/text/facts.ts';
import type { AppError } from '../../../preload/contract/errors.ts';
import type { CertificateItem, RequestItem } from '../../../preload/contract/item.ts';
import type { KeyKind, Ref, RequestOrder, RequestTextsOrder } from '../../../preload/contract/tools.ts';
import { refKey } from '../tray/tray-model.ts';
import { bareName, cleanName, kindOfName, type NameProblem, nameProblem, splitNames } from './request-names.ts';

export const subjectFields = ['O', 'OU', 'L', 'ST', 'C', 'emailAddress', 'serialNumber', 'DC'] as const;
export type SubjectField = (typeof subjectFields)[number];

/** The kind of a new key, a key on the tray (`tray 3.0`), or none: only the texts are wanted. */
export type KeyChoice = KeyKind | 'none' | `tray ${string}`;

export const trayKey = (ref: Ref): KeyChoice => `tray ${refKey(ref)}`;

export interface RequestForm {
  readonly commonName: string;
  /** Without the common name. */
  readonly names: readonly string[];
  /** In the field for another name, not yet added. */
  readonly typed: string;
  readonly subject: Readonly<Record<SubjectField, string>>;
  readonly key: KeyChoice;
  /** For `none`: the kind of key that the texts ask for. */
  readonly textsKind: KeyKind;
  readonly passphrase: string;
  readonly again: string;
}

export type RequestEvent =
  | { readonly type: 'set'; readonly change: Partial<Omit<RequestForm, 'names' | 'subject'>> }
  | { readonly type: 'subject'; readonly field: SubjectField; readonly value: string }
  /** The main name was left: a pasted URL becomes its host. */
  | { readonly type: 'clean' }
  | { readonly type: 'add' }
  /** Another request for the same owner. */
  | { readonly type: 'next' }
  | { readonly type: 'remove'; readonly name: string };

export const emptyForm: RequestForm = {
  commonName: '',
  names: [],
  typed: '',
  subject: { O: '', OU: '', L: '', ST: '', C: '', emailAddress: '', serialNumber: '', DC: '' },
  key: 'rsa2048',
  textsKind: 'rsa2048',
  passphrase: '',
  again: '',
};

/** A form with what an earlier certificate or request says, so that the next one is asked for in the same names. */
export function formFrom({ subject, commonName, subjectAltNames: names }: CertificateItem | RequestItem): RequestForm {
  const of = (field: SubjectField) => attribute(subject, field) ?? '';
  const form: RequestForm = {
    ...emptyForm,
    commonName: commonName ?? '',
    subject: { ...emptyForm.subject, O: of('O'), OU: of('OU'), L: of('L'), ST: of('ST'), C: of('C') },
  };
  return withNames(form, [...(names?.dns ?? []), ...(names?.ip ?? [])]);
}

/** Only a common name that is a host name or an address is copied into the list of names. */
export function copiedName({ commonName }: RequestForm): string | null {
  const name = cleanName(commonName);
  const kind = kindOfName(name);
  return nameProblem(name) === null && name === bareName(name) && (kind === 'dns' || kind === 'ip') ? name : null;
}

const same = (a: string, b: string): boolean => bareName(a).toLowerCase() === bareName(b).toLowerCase();

/** All names that the certificate is asked to carry. */
export function sansOf(form: RequestForm): string[] {
  const copied = copiedName(form);
  return copied === null ? [...form.names] : [copied, ...form.names.filter((name) => !same(name, copied))];
}

/** All that was typed is in the list already. */
export const isThere = (form: RequestForm): boolean => {
  const typed = splitNames(form.typed);
  return typed.length > 0 && typed.every((name) => sansOf(form).some((each) => same(each, name)));
};

/** The first of the typed names that can be none, and why. */
export function typedProblem(form: RequestForm): { name: string; reason: NameProblem } | null {
  for (const name of splitNames(form.typed)) {
    const reason = nameProblem(name);
    if (reason) return { name, reason };
  }
  return null;
}

function withNames(form: RequestForm, more: readonly string[]): RequestForm {
  const names = [...form.names];
  for (const name of more) {
    if (!sansOf({ ...form, names }).some((each) => same(each, name))) names.push(name);
  }
  return { ...form, names, typed: '' };
}

const withTyped = (form: RequestForm): RequestForm => withNames(form, splitNames(form.typed));

/** Names, key and passphrase belong to one device; whose it is stays. */
const nextOf = ({ subject, key, textsKind }: RequestForm): RequestForm => ({
  ...emptyForm,
  subject: { ...subject, serialNumber: '' },
  key: key.startsWith('tray ') ? emptyForm.key : key,
  textsKind,
});

export function reduceRequest(form: RequestForm, event: RequestEvent): RequestForm {
  switch (event.type) {
    case 'set':
      return { ...form, ...event.change };
    case 'subject':
      return { ...form, subject: { ...form.subject, [event.field]: event.value } };
    case 'clean': {
      const commonName = cleanName(form.commonName);
      return commonName === form.commonName ? form : { ...form, commonName };
    }
    case 'add':
      return isThere(form) || typedProblem(form) ? form : withTyped(form);
    case 'next':
      return nextOf(form);
    case 'remove':
      return { ...form, names: form.names.filter((name) => name !== event.name) };
  }
}

export type OwnerField = 'CN' | SubjectField;

/** What an appliance wants of a request that is made for it, with the words for it. */
export interface RequestRules {
  readonly required: readonly string[];
  /** What is said of a new key of this kind that the appliance does not ask for; null: it does. */
  readonly key: (kind: KeyKind) => string | null;
  /** Said at each field that is required. */
  readonly hint: string;
  /** Said at a required field that was left empty. `label`: its name on the page. */
  readonly without: (label: string) => string;
  /** What is wrong with a passphrase; null: nothing. */
  readonly passphrase: (passphrase: string) => string | null;
}

/** On the page from top to bottom. */
const ownerOrder: readonly OwnerField[] = ['CN', ...subjectFields];

/** The fields that the appliance requires and that are empty. */
export const missingOf = (form: RequestForm, rules: RequestRules | null): OwnerField[] =>
  ownerOrder.filter(
    (field) =>
      rules?.required.includes(field) && (field === 'CN' ? form.commonName : form.subject[field]).trim() === '',
  );

export type RequestProblem = 'no-name' | 'typed' | 'differs';

export const isNewKey = (key: KeyChoice): key is KeyKind => key !== 'none' && !key.startsWith('tray ');

/** What stands in the field for another name counts too: people forget to press Add. */
export const completed = (form: RequestForm): RequestForm => (isThere(form) ? { ...form, typed: '' } : withTyped(form));

export function problemOf(form: RequestForm): RequestProblem | null {
  if (typedProblem(form)) return 'typed';
  if (form.commonName.trim() === '' && sansOf(completed(form)).length === 0) return 'no-name';
  return isNewKey(form.key) && form.passphrase !== form.again ? 'differs' : null;
}

/** No browser will read a name from this: the main name is no host name, and there is no other. */
export const hasNoHost = (form: RequestForm): boolean => sansOf(completed(form)).length === 0;

/** In the order of the encoding, from the general to the particular. */
const encodingOrder = ['C', 'ST', 'L', 'O', 'OU', 'serialNumber', 'CN', 'emailAddress'] as const;

function subjectOf({ commonName, subject }: RequestForm): { type: string; value: string }[] {
  const value = (type: (typeof encodingOrder)[number]) =>
    type === 'CN' ? cleanName(commonName) : subject[type].trim();
  const domains = subject.DC.split('.')
    .map((label) => label.trim())
    .filter((label) => label !== '')
    .reverse()
    .map((label) => ({ type: 'DC', value: label }));
  return [
    ...domains,
    ...encodingOrder.map((type) => ({ type, value: value(type) })).filter((each) => each.value !== ''),
  ];
}

const wanted = (form: RequestForm) => ({ subject: subjectOf(form), sans: sansOf(completed(form)) });

export const textsOrderOf = (form: RequestForm): RequestTextsOrder => ({ ...wanted(form), keyKind: form.textsKind });

/** `keys`: the references behind the choices of keys on the tray. */
export function requestOrderOf(form: RequestForm, keys: ReadonlyMap<string, Ref>): RequestOrder | null {
  if (isNewKey(form.key)) {
    return { ...wanted(form), key: { kind: form.key, passphrase: form.passphrase === '' ? null : form.passphrase } };
  }
  const use = keys.get(form.key);
  return use ? { ...wanted(form), key: { use } } : null;
}

export type RequestField = 'CN' | SubjectField | 'names';

const fieldNames = new Map<string, RequestField>(
  ['CN' as const, ...subjectFields].map((field) => [field.toLowerCase(), field]),
);

/** The field that an error of main's is about; null: it is about the whole. */
export function fieldOf(error: AppError): RequestField | null {
  if (error.code === 'san-invalid') return 'names';
  if (error.code !== 'subject-invalid') return null;
  return fieldNames.get(error.facts.attribute.toLowerCase()) ?? null;
}
