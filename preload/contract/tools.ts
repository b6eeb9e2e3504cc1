// The tools: files on a tray, sorted into sets that belong together, and what can be done with them. The renderer sees
// what is in the files, never a path, and nothing of a private key but its public half.
import { z } from 'zod';
import { errorSchema } from './errors.ts';
import { itemSchema, requestItemSchema } from './item.ts';

const text = z.string();
const small = z.string().max(1024);
const hex = z.string().regex(/^[0-9A-F]*$/);

/** What a file is by its content, never by its name. */
export const formatSchema = z.enum(['pem', 'der', 'base64', 'pkcs12', 'pkcs7', 'jks', 'unknown']);
export type Format = z.infer<typeof formatSchema>;

/** One object on the tray: the file's number there, and the object's place in the file, counted from 0. */
export const refSchema = z.strictObject({ file: z.number().int().min(0), item: z.number().int().min(0) });
export type Ref = z.infer<typeof refSchema>;

export const trayFileSchema = z.strictObject({
  /** Stays with the file while it is on the tray. */
  id: z.number().int(),
  name: text,
  format: formatSchema,
  items: z.array(itemSchema),
  /** What could not be read; the items are good all the same. */
  problems: z.array(errorSchema),
  /** A passphrase would open more of it. */
  locked: z.boolean(),
});
export type TrayFile = z.infer<typeof trayFileSchema>;

/** Findings about a set as a whole, most serious first; the words are in the text files. */
export const setFindingSchema = z.enum([
  'revoked',
  'key-fits',
  'key-missing',
  'key-locked',
  'key-of-another',
  'request-fits',
  'request-only',
  'key-only',
  'chain-complete',
  'chain-not-needed',
  'chain-incomplete',
  'expired',
  'not-yet-valid',
  'expires-soon',
  'no-names',
  'answers-waiting-request',
]);
export type SetFinding = z.infer<typeof setFindingSchema>;

/** Objects that belong together by key and signature: what one certificate needs to be used. */
export const fileSetSchema = z.strictObject({
  /** The common name, else the whole subject, of its certificate or request; empty for a key alone. */
  title: text,
  leaf: refSchema.nullable(),
  key: refSchema.nullable(),
  request: refSchema.nullable(),
  /** Issuers in order, the leaf's first; without the leaf. A set of CA certificates alone has them all here. */
  chain: z.array(refSchema),
  crls: z.array(refSchema),
  /** The issuer that is wanted next where the chain breaks off before a self-signed certificate (RFC 4514). */
  missingIssuer: text.nullable(),
  findings: z.array(setFindingSchema),
});
export type FileSet = z.infer<typeof fileSetSchema>;

/** Why an object is in no set. */
export const oddReasonSchema = z.enum(['duplicate', 'crl-of-nobody', 'key-locked', 'public-key', 'too-many']);
export type OddReason = z.infer<typeof oddReasonSchema>;
export const oddSchema = z.strictObject({ ref: refSchema, reason: oddReasonSchema });

/** How many sets, left-over objects and files an answer shows, if no more are asked for. */
export const trayPage = 50;

/** The tray, as far as it is shown: the first sets, left-over objects and files, and every file that these refer to. */
export const traySchema = z.strictObject({
  files: z.array(trayFileSchema),
  sets: z.array(fileSetSchema),
  odd: z.array(oddSchema),
  /** How many there are of each, shown or not; `items`: objects in all files. */
  counts: z.strictObject({
    files: z.number().int(),
    sets: z.number().int(),
    odd: z.number().int(),
    items: z.number().int(),
    /** Files in which something could not be read. */
    troubled: z.number().int(),
  }),
});
export type Tray = z.infer<typeof traySchema>;

export const convertTargets = ['pem', 'crt', 'der', 'p7b', 'pfx', 'key'] as const;
export const convertTargetSchema = z.enum(convertTargets);
export type ConvertTarget = z.infer<typeof convertTargetSchema>;

export const keyEncodingSchema = z.enum(['pkcs8', 'pkcs1', 'sec1']);
export const pfxProfileSchema = z.enum(['modern', 'compatible']);

/** The passphrase of what will be written, never empty; null: none. It goes to main once and is kept nowhere. */
const passphrase = z.string().min(1).max(1024).nullable();

export const convertOrderSchema = z.strictObject({
  /** In the order of the output; certificates leaf first. */
  items: z.array(refSchema).min(1).max(1000),
  to: convertTargetSchema,
  keyEncoding: keyEncodingSchema,
  pfxProfile: pfxProfileSchema,
  passphrase,
});
export type ConvertOrder = z.infer<typeof convertOrderSchema>;

/** A file that was written, read back, and found to hold what it should. */
export const writtenSchema = z.strictObject({
  name: text,
  sha256: hex,
  items: z.array(itemSchema),
  /** A private key is in it, and the disk cannot keep it for its owner alone (FAT on a USB stick). */
  openToOthers: z.boolean(),
});
export type Written = z.infer<typeof writtenSchema>;

/** `saved` null: the dialog was closed. `openssl` is the same by hand. */
export const convertedSchema = z.strictObject({ saved: writtenSchema.nullable(), openssl: text });
export type Converted = z.infer<typeof convertedSchema>;

export const keyKindSchema = z.enum(['rsa2048', 'rsa3072', 'rsa4096', 'p256', 'p384', 'ed25519']);
export type KeyKind = z.infer<typeof keyKindSchema>;

/** What a certificate request is for, as the form has it; main checks it (`subject-invalid`, `san-invalid`). */
const wanted = {
  subject: z.array(z.strictObject({ type: small, value: small })).max(30),
  /** Names and addresses, bare or with `dns:`, `ip:`, `email:`, `uri:` before them. */
  sans: z.array(small).max(200),
};
export const requestTextsOrderSchema = z.strictObject({ ...wanted, keyKind: keyKindSchema });
export type RequestTextsOrder = z.infer<typeof requestTextsOrderSchema>;

export const requestOrderSchema = z.strictObject({
  ...wanted,
  key: z.union([
    z.strictObject({ kind: keyKindSchema, passphrase }),
    /** An unlocked key on the tray. */
    z.strictObject({ use: refSchema }),
  ]),
});
export type RequestOrder = z.infer<typeof requestOrderSchema>;

/** The same request in other forms, for whoever cannot use the file. Text without secrets. */
export const requestTextsSchema = z.strictObject({
  /** For `certreq -new` on Windows; null: it makes no keys of this kind. */
  inf: text.nullable(),
  /** For `openssl req -new -config`. */
  opensslConfig: text,
  /** The request attribute by which AD CS takes a SAN that the request does not carry; null: there is no SAN. */
  sanAttribute: text.nullable(),
  /** One line of openssl that makes a like request. */
  openssl: text,
  /** Names that the INF file or the attribute cannot carry. */
  omitted: z.array(text),
});
export type RequestTexts = z.infer<typeof requestTextsSchema>;

/** `saved` null: the dialog was closed, nothing was made. */
export const requestMadeSchema = z.strictObject({
  saved: z
    .strictObject({
      /** The folder's own name, without the way to it. */
      folder: text,
      files: z.array(z.strictObject({ name: text, sha256: hex, what: z.enum(['key', 'request']) })),
      openToOthers: z.boolean(),
      /** Under which it is remembered, so that the certificate that comes back is matched to it. */
      waiting: text,
    })
    .nullable(),
  request: requestItemSchema,
  texts: requestTextsSchema,
});
export type RequestMade = z.infer<typeof requestMadeSchema>;

/** A request that was made here and has no certificate yet. */
export const waitingRequestSchema = z.strictObject({
  id: text,
  subject: text,
  names: z.array(text),
  /** SHA-256 of the request (DER), to be compared with what the CA desk sees. */
  sha256: hex,
  /** SHA-256 of its SubjectPublicKeyInfo, by which the certificate that answers it is known. */
  keySha256: hex,
  createdAt: text,
  /** Where its files were saved: the folder's own name, and the key's file; null where the key was one that was there. */
  folder: text,
  keyFile: text.nullable(),
});
export type WaitingRequest = z.infer<typeof waitingRequestSchema>;

export const verifyOrderSchema = z.strictObject({
  leaf: refSchema,
  /** The trust anchors: certificates on the tray. */
  roots: z.array(refSchema).max(100),
  /** A name or an IP address; null: names are not looked at. */
  host: small.nullable(),
  purpose: z.enum(['server', 'client', 'any']),
  /** ISO 8601; null: now. */
  at: z.iso.datetime().nullable(),
});
export type VerifyOrder = z.infer<typeof verifyOrderSchema>;
