// The certificate form as it arrives: multipart/form-data, parsed by the platform. It refuses what is not this form:
// other fields, fields that come twice, too many of them. File names are never looked at.
import type { Upload } from './judge.ts';

/** Longest form that is read, in bytes: three text files of some kilobytes, with room. */
export const formLimit = 1024 * 1024;

/** The form's controls; the same names stand in the page. */
export const fields = {
  use: 'use',
  name: 'name',
  passphrase: 'passphrase',
  key: 'key',
  crt: 'crt',
  chain: 'chain',
  confirm: 'confirm',
  validation: 'validation',
} as const;
/** Values of `use`: which of the two kinds of certificate the sensor shall have. */
export const uses = { import: 'import', selfSigned: 'self-signed' } as const;

export type Form = { use: 'import'; upload: Upload } | { use: 'self-signed'; confirmed: boolean };

const isMultipart = (contentType: string) => /^multipart\/form-data\s*;/i.test(contentType);
const longestText = 1024;

/** The parts by name, each known and there once; undefined where that does not hold. */
const partsOf = async (body: Buffer, contentType: string): Promise<Map<string, FormDataEntryValue> | undefined> => {
  let data: FormData;
  try {
    data = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    return undefined;
  }
  const known: readonly string[] = Object.values(fields);
  const parts = new Map<string, FormDataEntryValue>();
  for (const [name, value] of data) {
    if (!known.includes(name) || parts.has(name)) return undefined;
    parts.set(name, value);
  }
  return parts;
};

/** Reads the form. @returns undefined for a body that is anything else, or that leaves out the key or the certificate */
export const readForm = async (body: Buffer, contentType: string): Promise<Form | undefined> => {
  if (!isMultipart(contentType)) return undefined;
  const parts = await partsOf(body, contentType);
  if (parts === undefined) return undefined;
  const text = (name: string): string | undefined => {
    const value = parts.get(name);
    return typeof value === 'string' && value.length <= longestText ? value : undefined;
  };
  // A browser sends a file that was not chosen as an empty one.
  const file = async (name: string): Promise<Buffer | null> => {
    const value = parts.get(name);
    return value instanceof File && value.size > 0 ? Buffer.from(await value.arrayBuffer()) : null;
  };
  if (text(fields.use) === uses.selfSigned) return { use: 'self-signed', confirmed: parts.has(fields.confirm) };
  if (text(fields.use) !== uses.import) return undefined;
  const passphrase = parts.has(fields.passphrase) ? text(fields.passphrase) : '';
  const [key, crt, chain] = await Promise.all([file(fields.key), file(fields.crt), file(fields.chain)]);
  if (key === null || crt === null || passphrase === undefined || !text(fields.name)) return undefined;
  return { use: 'import', upload: { passphrase, key, crt, chain, validation: parts.has(fields.validation) } };
};
