// Reads a PKCS#12 file (.pfx, .p12): certificates, keys, revocation lists, and how they were protected. Tells a wrong
// passphrase, an unknown method and a damaged file apart; one bad part never hides the good ones. Checks the seal, but
// judges no certificate and matches no key: who uses them does.
import type { AppError, LooksLike } from '../../../preload/contract/errors.ts';
import { type Failure, fail, ok, type Result } from '../../../preload/contract/result.ts';
import { derOfBer } from '../asn1/ber.ts';
import { type DerElement, expect, tag } from '../asn1/der.ts';
import { readEncryption } from '../keys/encryption.ts';
import { bmpForms, octetFormsInPkcs12 } from '../keys/passphrase-forms.ts';
import { failureOf, keyShape, plainKey, type ReadKey } from '../keys/private-key.ts';
import { type Shape, unlock } from '../keys/unlock.ts';
import { Unsupported, Work } from '../keys/work.ts';
import { type Mac, readMac } from './mac.ts';
import { bagType, valueType } from './oids.ts';
import { partsOf, readPart, readPfx, safeShape } from './pfx-structure.ts';
import { type Bag, type Pkcs12Entry, readBags, typedValue } from './safe-bags.ts';

export type { Pkcs12Entry } from './safe-bags.ts';

export type Pkcs12Content = {
  /** As they stand in the file; not yet parsed. */
  certificates: (Pkcs12Entry & { der: Uint8Array })[];
  /** A key that stayed locked is `{ encrypted: true }` without `key`. */
  keys: (Pkcs12Entry & ReadKey)[];
  crls: Uint8Array[];
  /** Secrets of other kinds (passwords, symmetric keys), which are not opened: the dotted identifier of their kind. */
  secrets: (Pkcs12Entry & { type: string })[];
  /** `not-checked`: there was no passphrase, or the method is not known here (see `problems`). Null: it has no seal. */
  mac: { algorithm: string; iterations?: number; state: 'verified' | 'not-checked' } | null;
  /** What protects the parts, as people say it, each once. */
  encryption: string[];
  /** What could not be read beside what could. */
  problems: AppError[];
};

const looksLike: LooksLike = 'pfx';
const maxBags = 10_000;

type Forms = { octets: readonly Uint8Array[]; bmp: readonly Uint8Array[] };

/** The state of reading one file: what was found so far, and with what to go on. */
class Reading {
  readonly content: Pkcs12Content = {
    certificates: [],
    keys: [],
    crls: [],
    secrets: [],
    mac: null,
    encryption: [],
    problems: [],
  };
  /** Whether any part was opened with the passphrase, which proves that it is the right one. */
  opened = false;
  private bags = 0;

  constructor(
    /** The forms of the passphrase; undefined when there is none, and the empty one does not open the seal. */
    public forms: Forms | undefined,
    private readonly passphraseGiven: boolean,
    readonly work: Work,
  ) {}

  problem({ error }: Failure): void {
    const known = this.content.problems.map((each) => JSON.stringify(each));
    if (!known.includes(JSON.stringify(error))) this.content.problems.push(error);
  }

  /** Runs one step; what it throws about the bytes becomes a problem. */
  attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.problem(failureOf(error, looksLike));
    }
  }

  part(element: DerElement): void {
    const part = readPart(element);
    if (part.kind === 'plain') this.safe(part.contents);
    else {
      const plain = this.open(part.identifier, part.data, safeShape);
      if (plain !== undefined) this.safe(derOfBer(plain));
    }
  }

  safe(contents: Uint8Array): void {
    const malformed = (detail: string): void => this.problem(fail('damaged', { looksLike, detail }));
    for (const bag of readBags(contents, malformed)) {
      this.bags += 1;
      if (this.bags > maxBags) {
        this.problem(fail('too-many-objects', { limit: maxBags }));
        return;
      }
      this.attempt(() => this.bag(bag));
    }
  }

  bag(bag: Bag): void {
    const { content } = this;
    if (bag.type === bagType.key) this.key(plainKey(bag.value.encoding, false, this.work), bag.entry);
    else if (bag.type === bagType.shroudedKey) this.shroudedKey(bag);
    else if (bag.type === bagType.secret) content.secrets.push({ ...bag.entry, type: typedValue(bag).type });
    else if (bag.type === bagType.certificate || bag.type === bagType.crl) {
      const { type, octets } = typedValue(bag);
      if (type === valueType.x509Certificate) content.certificates.push({ ...bag.entry, der: octets });
      else if (type === valueType.x509Crl) content.crls.push(octets);
      else this.problem(fail('not-readable', { looksLike: 'unknown' }));
    } else this.problem(fail('not-readable', { looksLike: 'unknown' }));
  }

  key(read: ReadKey, entry: Pkcs12Entry): void {
    const { friendlyName } = entry;
    this.content.keys.push({ ...entry, ...read, item: { ...read.item, ...(friendlyName ? { friendlyName } : {}) } });
  }

  shroudedKey({ value, entry }: Bag): void {
    let read: ReadKey = { item: { kind: 'privateKey', encrypted: true } };
    this.attempt(() => {
      const [identifier, data] = expect(value, tag.sequence, 'an encrypted key').children();
      const plain = this.open(identifier, expect(data, tag.octetString, 'an encrypted key').content, keyShape);
      if (plain !== undefined) read = plainKey(plain, true, this.work);
    });
    this.key(read, entry);
  }

  /** What an encrypted part holds, or undefined after reporting why it stays closed. */
  open(identifier: DerElement | undefined, data: Uint8Array, shape: Shape): Uint8Array | undefined {
    const encryption = readEncryption(identifier);
    if (!this.content.encryption.includes(encryption.name)) this.content.encryption.push(encryption.name);
    if (this.forms === undefined) {
      this.problem(fail('passphrase-needed', { looksLike }));
      return undefined;
    }
    const found = unlock(encryption, data, this.forms[encryption.forms], shape, this.work);
    if (found.state === 'opened') {
      this.opened = true;
      return found.plain;
    }
    if (found.state === 'wrong')
      this.problem(fail(this.passphraseGiven ? 'passphrase-wrong' : 'passphrase-needed', { looksLike }));
    else this.problem(fail('damaged', { looksLike, detail: 'an encrypted part is cut off or changed' }));
    return undefined;
  }

  /** Checks the seal; one that cannot be checked is a problem, and no reason to stop. Throws DerError. */
  seal(macData: DerElement, content: Uint8Array): 'fits' | 'broken' | 'not-checked' {
    try {
      const mac = readMac(macData);
      this.content.mac = { algorithm: mac.algorithm, iterations: mac.iterations, state: 'not-checked' };
      return this.sealFits(mac, content) ? 'fits' : 'broken';
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.problem(failureOf(error, looksLike));
      this.content.mac ??= { algorithm: error.algorithm, state: 'not-checked' };
      return 'not-checked';
    }
  }

  /** When the seal fits, the form of the passphrase that it was made with is the one to go on with. */
  private sealFits(mac: Mac, content: Uint8Array): boolean {
    const { forms } = this;
    const fits = forms?.[mac.forms].find((form) => mac.matches(form, content, this.work));
    if (forms === undefined || fits === undefined) return false;
    if (this.content.mac) this.content.mac.state = 'verified';
    if (mac.forms === 'bmp') this.forms = { ...forms, bmp: [fits] };
    return true;
  }
}

/** The failure that says most, of a file in which nothing could be read. */
const mostTelling = (problems: readonly AppError[]): AppError | undefined =>
  (['passphrase-wrong', 'passphrase-needed', 'algorithm-unsupported', 'damaged'] as const)
    .map((code) => problems.find((problem) => problem.code === code))
    .find((problem) => problem !== undefined) ?? problems[0];

const readParts = (reading: Reading, content: Uint8Array): void => {
  for (const part of partsOf(content)) reading.attempt(() => reading.part(part));
};

/** The seal does not fit. When a part opens all the same, the passphrase is right and the file is not what it was. */
const brokenSeal = (reading: Reading, content: Uint8Array): Failure => {
  readParts(reading, content);
  if (!reading.opened) return fail('passphrase-wrong', { looksLike });
  const detail = 'its seal (MAC) does not fit its content, which was changed, or sealed with another passphrase';
  return fail('damaged', { looksLike, detail });
};

const readContent = (bytes: Uint8Array, passphrase: string | undefined, work: Work): Result<Pkcs12Content> => {
  const { content, macData } = readPfx(bytes);
  const text = passphrase ?? '';
  const reading = new Reading(
    { octets: octetFormsInPkcs12(text), bmp: bmpForms(text) },
    passphrase !== undefined,
    work,
  );
  const seal = macData === undefined ? 'none' : reading.seal(macData, content);
  if (seal === 'broken' && passphrase !== undefined) return brokenSeal(reading, content);
  // The empty passphrase was tried, and it is not the one.
  if (seal === 'broken') reading.forms = undefined;
  readParts(reading, content);
  const { certificates, keys, crls, secrets, problems } = reading.content;
  const something =
    certificates.length + crls.length + secrets.length + keys.filter((each) => each.key || each.known).length;
  const failure = something === 0 ? mostTelling(problems) : undefined;
  return failure === undefined ? ok(reading.content) : { ok: false, error: failure };
};

/**
 * Reads a PKCS#12 file in password mode. What is in the clear is read without a passphrase too; then `problems` has
 * `passphrase-needed` for the rest. An empty passphrase is tried where none is given.
 * @param bytes BER or DER
 * @param work what is left to spend on the file, where it holds several of these
 * @returns `passphrase-needed`, `passphrase-wrong`, `algorithm-unsupported` (also: too much work), or `damaged`, when
 * nothing could be read. A seal that does not fit the passphrase given is always a failure.
 */
export const readPkcs12 = (bytes: Uint8Array, passphrase?: string, work = new Work()): Result<Pkcs12Content> => {
  try {
    return readContent(bytes, passphrase, work);
  } catch (error) {
    return failureOf(error, looksLike);
  }
};
