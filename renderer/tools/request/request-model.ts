// The form of a request: what people fill in, which names the certificate will carry, the order that main gets, and to
// which field an error of main's belongs. Pure. It judges no name: that is main's, before a CA would.
import { attribute } from '../../../assets/text/facts.ts';
import type { AppError } from '../../../preload/contract/errors.ts';
import type { CertificateItem, RequestItem } from '../../../preload/contract/item.ts';
import type { KeyKind, Ref, RequestOrder, RequestTextsOrder } from '../../../preload/contract/tools.ts';
import { refKey } from '../tray/tray-model.ts';

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
  | { readonly type: 'add' }
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
  const typed = [...(names?.dns ?? []), ...(names?.ip ?? [])].join(' ');
  return withTyped({ ...form, typed });
}

export type NameKind = 'dns' | 'ip' | 'email' | 'uri';

/** What kind of name a text is most likely meant to be; main decides. */
export function kindOfName(name: string): NameKind {
  const prefix = /^(dns|ip|email|uri):/i.exec(name)?.[1]?.toLowerCase();
  if (prefix) return prefix as NameKind;
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name) || (name.includes(':') && /^[0-9a-f:.]+$/i.test(name))) return 'ip';
  if (name.includes('://')) return 'uri';
  return name.includes('@') ? 'email' : 'dns';
}

/** The name without the word for its kind before it. */
export const bareName = (name: string): string => name.replace(/^(dns|ip|email|uri):/i, '');

/** Only a common name that can be a host name or an address is copied into the list of names. */
export function copiedName({ commonName }: RequestForm): string | null {
  const name = commonName.trim();
  return name !== '' && !/[\s/\\@,;]/.test(name) ? name : null;
}

const same = (a: string, b: string): boolean => bareName(a).toLowerCase() === bareName(b).toLowerCase();

/** All names that the certificate is asked to carry. */
export function sansOf(form: RequestForm): string[] {
  const copied = copiedName(form);
  return copied === null ? [...form.names] : [copied, ...form.names.filter((name) => !same(name, copied))];
}

export const isThere = (form: RequestForm): boolean => {
  const typed = form.typed.trim();
  return typed !== '' && sansOf(form).some((name) => same(name, typed));
};

/** Several names at once, as they are pasted. */
const split = (typed: string): string[] => typed.split(/[\s,;]+/).filter((name) => name !== '');

function withTyped(form: RequestForm): RequestForm {
  const names = [...form.names];
  for (const name of split(form.typed)) {
    if (!sansOf({ ...form, names }).some((each) => same(each, name))) names.push(name);
  }
  return { ...form, names, typed: '' };
}

export function reduceRequest(form: RequestForm, event: RequestEvent): RequestForm {
  switch (event.type) {
    case 'set':
      return { ...form, ...event.change };
    case 'subject':
      return { ...form, subject: { ...form.subject, [event.field]: event.value } };
    case 'add':
      return isThere(form) ? form : withTyped(form);
    case 'remove':
      return { ...form, names: form.names.filter((name) => name !== event.name) };
  }
}

export type RequestProblem = 'no-name' | 'differs';

export const isNewKey = (key: KeyChoice): key is KeyKind => key !== 'none' && !key.startsWith('tray ');

/** What stands in the field for another name counts too: people forget to press Add. */
export const completed = (form: RequestForm): RequestForm => (isThere(form) ? { ...form, typed: '' } : withTyped(form));

export function problemOf(form: RequestForm): RequestProblem | null {
  if (form.commonName.trim() === '' && sansOf(completed(form)).length === 0) return 'no-name';
  return isNewKey(form.key) && form.passphrase !== form.again ? 'differs' : null;
}

/** In the order of the encoding, from the general to the particular. */
const encodingOrder = ['C', 'ST', 'L', 'O', 'OU', 'serialNumber', 'CN', 'emailAddress'] as const;

function subjectOf({ commonName, subject }: RequestForm): { type: string; value: string }[] {
  const value = (type: (typeof encodingOrder)[number]) => (type === 'CN' ? commonName : subject[type]).trim();
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
