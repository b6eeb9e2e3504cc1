// Everything that the privileged door can be asked to do: a closed, versioned list. A request names certificates,
// stores and hosts lines; it has no room for a path, a command, a private key or a passphrase.
import { z } from 'zod';
import { changeKindSchema } from '../../preload/contract/activity.ts';
import { roleSchema } from '../../preload/contract/item.ts';
import { sizeLimit as hostsLimit } from '../hosts/limits.ts';
import { type TakenOut, takenOutLimit } from '../hosts/taken-out.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { thumbprints } from '../pki/certificate/fingerprint.ts';
import type { AsItWas, Place, StoreId } from '../trust/trust-store.ts';

/** Operations in one request: a chain with its hosts lines fits, a flood does not. */
export const operationLimit = 16;
/** Bytes of one certificate (DER). Real ones have 1 to 4 kB; those with very many names reach some tens. */
export const certificateLimit = 64 * 1024;
/** Edited lines that one removal takes along. */
export const editedLimit = 4;
/** Bytes of a whole request as JSON. */
export const requestLimit = 1024 * 1024;

const sha256 = z.string().regex(/^[0-9A-F]{64}$/);
const base64 = z
  .string()
  .max(Math.ceil(certificateLimit / 3) * 4)
  .regex(/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)
  .refine((text) => Buffer.byteLength(text, 'base64') <= certificateLimit);
const lineLimit = 4096;
/** Base64 of one line of the hosts file. */
const line = z
  .string()
  .max(Math.ceil(lineLimit / 3) * 4)
  .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
const store = z.enum([
  'windows-machine',
  'windows-user',
  'nss-user',
  'linux-system',
  'macos-system',
  'macos-login',
]) satisfies z.ZodType<StoreId>;
const place = z.enum(['root', 'intermediate']) satisfies z.ZodType<Place>;
/** For what somebody else had put in, when its removal is taken back. */
const was = z.union([
  z.strictObject({
    nickname: z.string().regex(/^[^\0]{1,1024}$/),
    flags: z.string().regex(/^[a-zA-Z]{0,16}(?:,[a-zA-Z]{0,16}){2}$/),
  }),
  z.strictObject({ element: base64 }),
]) satisfies z.ZodType<AsItWas>;
// Bounded here, judged where they are used (hosts/hosts-name.ts): no blanks or line ends can hide in either.
const name = z.string().regex(/^[!-~]{1,253}$/);
const address = z.string().regex(/^[0-9A-Fa-f:.]{2,45}$/);
const tag = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
/** Where lines of ours stood that were taken out. A text is one of our lines and has room for nothing else. */
const takenOutSchema = z.strictObject({
  foreign: sha256,
  lines: z
    .array(
      z.strictObject({
        offset: z.int().min(0).max(hostsLimit),
        skip: z.int().min(0).max(hostsLimit),
        text: z
          .string()
          .regex(
            /^[0-9A-Fa-f:.]{2,45}[ \t]{1,64}[!"$-~]{1,253}[ \t]{1,64}# certwright [A-Za-z0-9-]{1,40}[ \t\r]{0,64}\n?$/,
          ),
      }),
    )
    .min(1)
    .max(takenOutLimit),
  over: z.array(address).max(takenOutLimit),
}) satisfies z.ZodType<TakenOut>;

export const operationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('trust-add'),
    store,
    der: base64,
    role: roleSchema,
    place,
    was: was.optional(),
  }),
  z.strictObject({ kind: z.literal('trust-remove'), store, sha256, place }),
  z.strictObject({
    kind: z.literal('hosts-add'),
    name,
    address,
    tag,
    /** SHA-256 of the file that was previewed; null where there was no preview, as when a removal is taken back. */
    before: sha256.nullable(),
    /** Go above a line of someone else's that maps the name elsewhere. */
    override: z.boolean(),
    /** Only where a removal is taken back. */
    back: takenOutSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('hosts-remove'),
    name,
    address,
    tag,
    /**
     * Lines of ours that somebody has edited and that still end in our mark with this tag go as well, when a person has
     * said so: each exactly as it stands (bytes with the line ending), in the file with the SHA-256 that was seen.
     */
    edited: z.strictObject({ before: sha256, lines: z.array(line).min(1).max(editedLimit) }).optional(),
  }),
  /** Puts a kept copy in the file's place, found by its hash among the copies: `before` is what it replaces. */
  z.strictObject({ kind: z.literal('hosts-restore'), before: sha256, after: sha256 }),
]);
export type Operation = z.infer<typeof operationSchema>;
export type OperationOf<K extends Operation['kind']> = Extract<Operation, { kind: K }>;

export const requestSchema = z.strictObject({
  version: z.literal(1),
  /** 128 random bits, hex: whoever answers with it has read this request. */
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
  operations: z.array(operationSchema).min(1).max(operationLimit),
});
export type Request = z.infer<typeof requestSchema>;

/** What is known about a certificate in a store before it is taken out; needed to put it back just as it stood. */
export type Removed = Pick<OperationOf<'trust-add'>, 'der' | 'role'> & { was: AsItWas | 'plain' | 'unknown' };

/**
 * The operation that takes this one back. `removed` is the certificate that a `trust-remove` will take out; without it, or
 * where nothing would put it back as it stood, there is no way back, and the answer is null. `taken` is what a `hosts-remove` will take out (see
 * `foreseeHosts`); without it the line comes back at the end of the file.
 */
export function inverseOf(
  operation: Operation,
  removed: Removed | null = null,
  taken: TakenOut | null = null,
): Operation | null {
  switch (operation.kind) {
    case 'trust-add':
      return { kind: 'trust-remove', store: operation.store, sha256: thumbprintOf(operation), place: operation.place };
    case 'trust-remove':
      return removed && putBack(operation, removed);
    case 'hosts-add': {
      const { name, address, tag } = operation;
      return { kind: 'hosts-remove', name, address, tag };
    }
    case 'hosts-remove': {
      const { name, address, tag } = operation;
      const back = taken && takenOutSchema.safeParse(taken);
      const add = { kind: 'hosts-add', name, address, tag, before: null, override: false } as const;
      return back?.success ? { ...add, back: back.data } : add;
    }
    case 'hosts-restore':
      // What is replaced is kept as a copy too, and found by its hash.
      return { kind: 'hosts-restore', before: operation.after, after: operation.before };
  }
}

function putBack({ store, place }: OperationOf<'trust-remove'>, { der, role, was: as }: Removed): Operation | null {
  const add = { kind: 'trust-add', store, der, role, place } as const;
  if (as === 'plain') return add;
  const known = was.safeParse(as);
  return known.success ? { ...add, was: known.data } : null;
}

/** SHA-256 of the certificate that an operation on a store is about, upper-case hex. */
export const thumbprintOf = (operation: OperationOf<'trust-add' | 'trust-remove'>): string =>
  operation.kind === 'trust-remove' ? operation.sha256 : thumbprints(Buffer.from(operation.der, 'base64')).sha256;

/** What an operation is about. Two operations with one subject say how the same thing shall be. */
export function subjectOf(operation: Operation): string {
  if (operation.kind === 'trust-add' || operation.kind === 'trust-remove') {
    return `${operation.store} ${operation.place} ${thumbprintOf(operation)}`;
  }
  // Each replaces the whole file, from one content to another: no other one takes its place.
  if (operation.kind === 'hosts-restore') return `hosts file ${operation.before} ${operation.after}`;
  // With the tag: two journeys' lines are two lines, though they say the same.
  return `hosts ${operation.name.toLowerCase()} ${operation.address.toLowerCase()} ${operation.tag}`;
}

/** Facts for people about a change, as they were when it was made. */
export const describedSchema = z.strictObject({
  kind: changeKindSchema,
  /** The store's or the file's name for people. */
  target: z.string(),
  /** Certificate subject (RFC 4514), the hosts line, or the SHA-256 of the copy that was restored. */
  what: z.string(),
  /** SHA-256 of the certificate, upper-case hex. */
  thumbprint: z.string().nullable(),
  /** SHA-256 of the hosts file before, and as it becomes; null for certificates, absent in records of older versions. */
  before: sha256.nullable().optional(),
  after: sha256.nullable().optional(),
});
export type Described = z.infer<typeof describedSchema>;

const kinds = {
  'trust-add': 'trust-added',
  'trust-remove': 'trust-removed',
  'hosts-add': 'hosts-line-added',
  'hosts-remove': 'hosts-line-removed',
  'hosts-restore': 'hosts-restored',
} as const;

/**
 * The facts that the words about an operation need. `target` is the name of its store or file for people;
 * `removed` is the certificate that a `trust-remove` takes out, where it is known.
 */
export function describe(operation: Operation, target: string, removed: Removed | null = null): Described {
  const kind = kinds[operation.kind];
  if (operation.kind === 'hosts-add' || operation.kind === 'hosts-remove') {
    return { kind, target, what: `${operation.address} ${operation.name}`, thumbprint: null };
  }
  if (operation.kind === 'hosts-restore') return { kind, target, what: operation.after, thumbprint: null };
  const der = operation.kind === 'trust-add' ? operation.der : removed?.der;
  const item = der === undefined ? null : parseCertificate(Buffer.from(der, 'base64'));
  return { kind, target, what: item?.ok ? item.value.subject : '', thumbprint: thumbprintOf(operation) };
}
