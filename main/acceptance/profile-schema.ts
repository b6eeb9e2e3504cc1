// What a profile of an appliance holds: what it demands of an upload, what its form and screens are called, and which of
// its own sentences answers which fault. A site may write one for an appliance of its own, so everything is checked,
// references included. Judges no upload.
import { z } from 'zod';
import { leastReadable, readable } from './alphabet.ts';
import { ruleTestSchema } from './rule-tests.ts';

const line = z.string().min(1).max(300);
const words = z.string().min(1).max(2000);
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens, 64 at most');
/** ISO 8601 as far as it is known: `2021`, `2022-09`, `2023-01-17`. */
const partDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'a year, a month as 2022-09, or a day as 2023-01-17');
const url = z.string().regex(/^https:\/\/[^\s"<>]+$/, 'an address that begins with https://');

const documentSchema = z.strictObject({ id, title: line, date: partDate, url: url.nullable() });

/** `text` exactly as the appliance shows it; `note`: what is not certain about it. */
const messageSchema = z.strictObject({ id, text: line, note: words.nullable() });

export const formSlotSchema = z.strictObject({
  slot: z.enum(['key', 'crt', 'chain']),
  /** As on the form. */
  label: line,
  extension: z.string().regex(/^\.[a-z0-9]{1,8}$/, 'an extension as .crt'),
  required: z.boolean(),
  /** PEM is the only encoding that it takes. */
  pem: z.boolean(),
});
export type FormSlot = z.infer<typeof formSlotSchema>;

const fieldSchema = z.strictObject({
  field: z.enum(['import', 'name', 'passphrase', 'key', 'crt', 'chain', 'validation']),
  label: line,
});

/** One way to the form. Versions differ: each says which document and date it is from. */
export const screenSchema = z.strictObject({
  id,
  /** `first-login`: the wizard at the first sign-in; `system-settings`: later changes. */
  where: z.enum(['first-login', 'system-settings']),
  document: id,
  /** The names to click, in order. */
  way: z.array(line).min(1).max(10),
  /** In the order of the screen. */
  fields: z.array(fieldSchema).min(1).max(12),
  /** The last one to press. */
  button: line,
});
export type Screen = z.infer<typeof screenSchema>;

const cliSchema = z.strictObject({
  /** The command and its options; `value` null: a switch, else which file or value it takes. */
  command: line,
  options: z
    .array(
      z.strictObject({
        option: line,
        value: z.enum(['crt', 'key', 'chain', 'passphrase']).nullable(),
        what: line,
      }),
    )
    .max(20),
  caveats: z.array(words).max(20),
  documents: z.array(id),
});

/** What to fill a certificate request with. */
const requestSchema = z.strictObject({
  /** In the order of the encoding; `example` is what the documents show. */
  subject: z.array(z.strictObject({ type: line, example: line, required: z.boolean() })).min(1),
  /** The first is the one to offer. */
  keyKinds: z.array(z.enum(['rsa2048', 'rsa3072', 'rsa4096', 'p256', 'p384', 'ed25519'])).min(1),
  signature: line,
  keyUsage: z.array(line),
  extendedKeyUsage: z.array(line),
  san: z.enum(['needed', 'not-needed']),
});

export const ruleSchema = z.strictObject({
  id,
  /** Of a finding where it is broken; `not-checked` for what can only be found out elsewhere. */
  severity: z.enum(['fail', 'warn', 'info', 'not-checked']),
  /** Judged only with the appliance's own check of revocation and dates switched on, or only without. */
  when: z.enum(['validation-on', 'validation-off']).optional(),
  test: ruleTestSchema,
  /** Which file and field it looks at. */
  reads: line,
  why: words,
  documents: z.array(id),
  /** The sentence that the appliance answers with. */
  message: id.optional(),
  /** Where documents differ: what each says, with its date. */
  disagreement: words.optional(),
});
export type Rule = z.infer<typeof ruleSchema>;

const profileShape = z.strictObject({
  format: z.literal(1),
  id,
  name: line,
  kind: z.enum(['appliance', 'device']),
  /** What the certificate is for in TLS. */
  purpose: z.enum(['server', 'client']),
  documents: z.array(documentSchema).min(1).max(60),
  messages: z.array(messageSchema).max(60),
  /** The message that the appliance has for what it has none for: refusals without a documented one probably end in it. */
  generalMessage: id.optional(),
  form: z.array(formSlotSchema).min(1).max(3),
  /** Every character that is allowed; null: nothing is documented. `minimum`: of characters. */
  passphrase: z.strictObject({ alphabet: line.nullable(), minimum: z.number().int().min(0).max(1024).nullable() }),
  screens: z.array(screenSchema).max(10),
  cli: cliSchema.nullable(),
  request: requestSchema,
  /** What is good to know and cannot be tested. */
  notes: z.array(z.strictObject({ text: words, documents: z.array(id) })).max(40),
  rules: z.array(ruleSchema).min(1).max(200),
});
export type Profile = z.infer<typeof profileShape>;

type Path = (string | number)[];
type Report = (path: Path, message: string) => void;

const checkIds = (list: readonly { id: string }[], name: string, report: Report): void => {
  const first = new Map<string, number>();
  for (const [index, each] of list.entries()) {
    const before = first.get(each.id);
    if (before !== undefined) report([name, index, 'id'], `“${each.id}” is the id of ${name}[${before}] already`);
    else first.set(each.id, index);
  }
};

const checkReferences = (profile: Profile, report: Report): void => {
  const documents = new Set(profile.documents.map((each) => each.id));
  const messages = new Set(profile.messages.map((each) => each.id));
  const toDocument = (path: Path, wanted: string): void => {
    if (!documents.has(wanted)) report(path, `no document has the id “${wanted}”`);
  };
  const all = (path: Path, list: readonly string[]): void => {
    for (const [index, wanted] of list.entries()) toDocument([...path, index], wanted);
  };
  for (const [index, rule] of profile.rules.entries()) {
    all(['rules', index, 'documents'], rule.documents);
    if (rule.message !== undefined && !messages.has(rule.message))
      report(['rules', index, 'message'], `no message has the id “${rule.message}”`);
    if ((rule.severity === 'not-checked') !== (rule.test.kind === 'elsewhere'))
      report(['rules', index, 'severity'], 'not-checked goes with tests of the kind “elsewhere”, and with no other');
  }
  for (const [index, note] of profile.notes.entries()) all(['notes', index, 'documents'], note.documents);
  for (const [index, screen] of profile.screens.entries()) toDocument(['screens', index, 'document'], screen.document);
  if (profile.cli) all(['cli', 'documents'], profile.cli.documents);
};

const checkSlots = (profile: Profile, report: Report): void => {
  const seen = new Set<string>();
  for (const [index, { slot }] of profile.form.entries()) {
    if (seen.has(slot)) report(['form', index, 'slot'], `the slot “${slot}” is there twice`);
    seen.add(slot);
  }
};

/** A passphrase is offered for each profile, so there has to be something to make it of. */
const checkAlphabet = ({ passphrase: { alphabet } }: Profile, report: Report): void => {
  if (alphabet !== null && readable(alphabet).length < leastReadable)
    report(
      ['passphrase', 'alphabet'],
      `at least ${leastReadable} letters or digits that nothing looks like (not 0 O o, 1 l I, 2 Z z, 5 S s, 8 B)`,
    );
};

export const profileSchema = profileShape.superRefine((profile, context) => {
  const report: Report = (path, message) => context.addIssue({ code: 'custom', path, message });
  if (profile.generalMessage !== undefined && !profile.messages.some((each) => each.id === profile.generalMessage))
    report(['generalMessage'], `no message has the id “${profile.generalMessage}”`);
  for (const name of ['documents', 'messages', 'screens', 'rules'] as const) checkIds(profile[name], name, report);
  checkReferences(profile, report);
  checkSlots(profile, report);
  checkAlphabet(profile, report);
});
