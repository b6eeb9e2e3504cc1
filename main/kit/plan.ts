// An upload kit before it is written: exactly the files that the appliance's form asks for, the checklist and the
// checksums, as bytes. Pure. It puts right what can be put right (formats, what is too much, the lock of the key) and
// does not judge: that is the pre-check's business.
import type { ConsoleScreen } from '../../preload/contract/deploy-journey.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { KitFile } from '../../preload/contract/upload-kit.ts';
import { notAllowed } from '../acceptance/alphabet.ts';
import type { Profile } from '../acceptance/profile-schema.ts';
import { stem } from '../files/stem.ts';
import { readDer } from '../pki/asn1/der.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { toPemChain } from '../pki/files/write.ts';
import type { PrivateKey } from '../pki/keys/private-key.ts';
import { readPublicKey } from '../pki/keys/public-key.ts';
import { encodeKey } from '../pki/keys/write-key.ts';
import { type Checklist, listed } from './checklist.ts';
import { checklistHtml } from './checklist-html.ts';
import { commandLineOf, type Filling, fileNameOf, formFields, hasSlot, screenOf } from './form.ts';
import { manifestName, manifestOf } from './manifest.ts';

export const checklistName = 'checklist.html';

export type KitContent = {
  /** DER. */
  leaf: Uint8Array;
  key: PrivateKey;
  /** DER, the leaf's issuer first and the root last; empty where the certificate is self-signed. */
  chain: readonly Uint8Array[];
  profile: Profile;
  /** Where the form is met. */
  screen: ConsoleScreen;
  /** What the files are called, without an ending; made safe for every file system. Null: after the certificate. */
  baseName: string | null;
  /** Locks the key; null: it is written in the clear. */
  passphrase: string | null;
  /** Null where nothing is known about the appliance. `name`: by which people will open it. */
  sensor: { name: string | null; address: { host: string; port: number } | null } | null;
  /** The appliance's own check of revocation and dates is switched on. */
  validation: boolean;
  /** False: nobody has said so, and it was judged as if it were off. */
  validationStated?: boolean;
  at: Date;
};

export type PlannedFile = { name: string; what: KitFile['what']; bytes: Uint8Array };

/** Holds secrets: the key, and the passphrase. `files` is in the order in which they are written, the manifest last. */
export type KitPlan = { content: KitContent; files: readonly PlannedFile[] };

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** As items have it: the SHA-256 of the SubjectPublicKeyInfo, upper-case hex. */
export const publicKeyOf = ({ spki }: PrivateKey): string => readPublicKey(readDer(spki)).sha256;

/** What the certificate's own file holds: the leaf, and its chain behind it where the form has no other place for that. */
export const inCrt = ({ leaf, chain, profile }: KitContent): readonly Uint8Array[] =>
  hasSlot(profile, 'chain') ? [leaf] : [leaf, ...chain];

type Slots = { key: PlannedFile; crt: PlannedFile; chain: PlannedFile | null };

function checklistOf(content: KitContent, { key, crt, chain }: Slots): Result<Checklist> {
  const { profile, screen: where, sensor, validation, passphrase, at } = content;
  const leaf = parseCertificate(content.leaf);
  if (!leaf.ok) return leaf;
  const last = content.chain.at(-1);
  const top = last && parseCertificate(last);
  const { commonName, subject, notAfter, selfSigned, crlDistributionPoints } = leaf.value;
  const sensorName = sensor?.name ?? commonName ?? null;
  const filling: Filling = {
    name: sensorName,
    files: { key: key.name, crt: crt.name, chain: chain?.name ?? null },
    locked: passphrase !== null,
  };
  const screen = screenOf(profile, where);
  const command = commandLineOf(profile, filling);
  return ok({
    sensor: sensorName ?? subject,
    address: sensor?.address ?? null,
    profile: profile.name,
    device: profile.kind === 'device',
    madeAt: at.toISOString(),
    leaf: { ...listed(leaf.value), subject, notAfter, selfSigned },
    root: top?.ok && top.value.selfSigned ? listed(top.value) : null,
    way: screen?.way ?? [],
    wizard: screen?.where === 'first-login',
    asOf: profile.documents.find(({ id }) => id === screen?.document)?.date ?? null,
    fields: formFields(profile, screen, filling),
    locked: filling.locked,
    validation: content.validationStated === false ? 'unsaid' : validation ? 'on' : 'off',
    listUrls: crlDistributionPoints ?? [],
    commandLine: command === null ? null : { command, caveats: profile.cli?.caveats ?? [] },
  });
}

/**
 * Plans a kit.
 * @returns `kit-impossible` where key and certificate are not one pair, or the passphrase is empty;
 * `passphrase-characters` where the appliance would not take the passphrase; the errors of reading the certificate
 */
export function planKit(content: KitContent): Result<KitPlan> {
  const { key, chain, profile, passphrase } = content;
  if (passphrase === '') return fail('kit-impossible', { reason: 'passphrase-empty' });
  const { alphabet } = profile.passphrase;
  const refused = passphrase === null ? 0 : notAllowed(passphrase, alphabet);
  if (refused > 0) return fail('passphrase-characters', { count: refused, allowed: alphabet ?? '' });
  const leaf = parseCertificate(content.leaf);
  if (!leaf.ok) return leaf;
  if (publicKeyOf(key) !== leaf.value.publicKey.sha256) return fail('kit-impossible', { reason: 'key-does-not-fit' });

  // PKCS#8 as OpenSSL has written it since 1.0.0 (2010), locked by PBES2 with HMAC-SHA-256 and AES-256-CBC, which each
  // TLS library of an appliance reads; the numbers of the key stay what they are.
  const encoded = encodeKey(key, { encoding: 'pkcs8', ...(passphrase === null ? {} : { passphrase }) });
  if (!encoded.ok) return encoded;
  const base = stem(content.baseName ?? leaf.value.commonName ?? leaf.value.subject);
  const file = (what: keyof Slots, text: string): PlannedFile => ({
    name: fileNameOf(profile, what, base),
    what,
    bytes: utf8(text),
  });
  const slots: Slots = {
    key: file('key', encoded.value.pem),
    crt: file('crt', toPemChain(inCrt(content))),
    chain: chain.length > 0 && hasSlot(profile, 'chain') ? file('chain', toPemChain(chain)) : null,
  };
  const list = checklistOf(content, slots);
  if (!list.ok) return list;
  const checklist: PlannedFile = { name: checklistName, what: 'checklist', bytes: utf8(checklistHtml(list.value)) };
  const files = [slots.key, slots.crt, ...(slots.chain ? [slots.chain] : []), checklist];
  return ok({ content, files: [...files, { name: manifestName, what: 'manifest', bytes: manifestOf(files) }] });
}
