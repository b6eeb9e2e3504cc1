// The readers that are fuzzed, each with what it starts from and what must hold of every answer. A reader that throws,
// or an answer that breaks what must hold, is a finding. To add one: another entry in the list.
import { isIP } from 'node:net';
import { definiteLengths } from '../../main/pki/asn1/ber.ts';
import { DerError, readDer } from '../../main/pki/asn1/der.ts';
import { parseCertificate } from '../../main/pki/certificate/certificate.ts';
import { groupHex, parseFingerprint } from '../../main/pki/certificate/fingerprint.ts';
import { orderChain } from '../../main/pki/certificate/roles.ts';
import { planTrust } from '../../main/pki/certificate/trust-plan.ts';
import { decodeText, pemBlocks } from '../../main/pki/files/pem-text.ts';
import { pkcs7Contents } from '../../main/pki/files/pkcs7.ts';
import { readObjects } from '../../main/pki/files/read.ts';
import { toPem, toPkcs7 } from '../../main/pki/files/write.ts';
import { type Attribute, nameText, readName } from '../../main/pki/names/distinguished-name.ts';
import { canonicalIp, mappableNames, matchHost } from '../../main/pki/names/host-names.ts';
import { cidrOfOctets, ipOfOctets } from '../../main/pki/names/ip-address.ts';
import { parseNameText } from '../../main/pki/names/name-text.ts';
import { compareSubject } from '../../main/pki/names/subject-text.ts';
import { type AppError, errorFacts } from '../../preload/contract/errors.ts';
import { certificateItemSchema, itemSchema } from '../../preload/contract/item.ts';
import type { Result } from '../../preload/contract/result.ts';
import { parseTrees, printTrees } from './mutate-der.ts';
// or an answer that breaks what must hold, is a finding. To add one: another entry in one of these lists.
import type { Reader } from './checks.ts';
import { plantedHang, plantedHoard, plantedThrow } from './planted.ts';
import { fileReaders } from './readers-files.ts';
import { keyReaders } from './readers-keys.ts';
import { nameReaders } from './readers-names.ts';
import { pathReaders } from './readers-paths.ts';

export type Reader = {
  name: string;
  seeds: (seeds: Seeds) => readonly (Uint8Array | string)[];
  /** Throws when something is wrong; may be asynchronous. */
  run: (input: Uint8Array) => unknown;
  /** The longest input that its callers let through, in bytes; the limit of files is meant where nothing is said. */
  longest?: number;
  /** Lets every signature pass, so that what lies behind one is reached. */
  acceptSignatures?: true;
  /** Left out of a run of all readers. */
  planted?: true;
};

class Broken extends Error {
  override name = 'Broken';
}

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Broken(what);
};
const same = (a: unknown, b: unknown, what: string): void => {
  const [one, two] = [JSON.stringify(a), JSON.stringify(b)];
  if (one !== two) throw new Broken(`${what}\n  ${one}\n  ${two}`);
};
const sameBytes = (a: Uint8Array, b: Uint8Array, what: string): void => must(Buffer.compare(a, b) === 0, what);

const utf8 = (input: Uint8Array): string => Buffer.from(input).toString('utf8');

/** An expected failure has the facts that its code promises. */
const checkError = ({ code, facts }: AppError): void => void errorFacts[code].parse(facts);
const checked = <T>(result: Result<T>): T | undefined => {
  if (result.ok) return result.value;
  checkError(result.error);
  return undefined;
};

/** What the readers of asn1/ throw is expected; undefined then. */
const unlessMalformed = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
};

/** Read back, a printed name has the same attributes; the text has the last first. */
const checkName = (rdns: readonly (readonly Attribute[])[]): void => {
  const text = nameText(rdns);
  same(parseNameText(text) ?? [], rdns.flat().toReversed(), `a name reads differently when printed\n  ${text}`);
};

/** The elements of an input that is a series of them. */
const elements = (input: Uint8Array): Uint8Array[] => (parseTrees(input) ?? []).map((tree) => printTrees([tree]));

const certificate = (input: Uint8Array): void => {
  const item = checked(parseCertificate(input));
  if (item === undefined) return;
  certificateItemSchema.parse(item);
  compareSubject(item.subject, item);
  for (const name of item.subjectAltNames?.dns ?? []) matchHost(item.subjectAltNames, name);
};

const files = (input: Uint8Array): void => {
  const { objects, problems } = readObjects(input);
  must(objects.length + problems.length > 0, 'neither an object nor a problem');
  problems.forEach(checkError);
  for (const object of objects.slice(0, 8)) {
    itemSchema.parse(object.item);
    if (object.kind !== 'certificate') continue;
    const again = readObjects(Buffer.from(toPem(object.der)));
    same(again.objects[0]?.item, object.item, 'the certificate as PEM reads differently');
  }
};

const pem = (input: Uint8Array): void => {
  const text = decodeText(input);
  if (text === undefined) return;
  for (const { label, bytes, problem } of pemBlocks(text).slice(0, 8)) {
    must((bytes === undefined) !== (problem === undefined), 'a block is either read or has a problem');
    if (bytes === undefined) continue;
    const [again] = pemBlocks(toPem(bytes).replaceAll(/(?<=-----\w+ )CERTIFICATE/g, label));
    sameBytes(again?.bytes ?? new Uint8Array(), bytes, 'the block printed reads differently');
  }
};

const ber = (input: Uint8Array): void => {
  const once = unlessMalformed(() => definiteLengths(input));
  if (once === undefined) return;
  sameBytes(definiteLengths(once), once, 'definite lengths are not definite');
};

const pkcs7 = (input: Uint8Array): void => {
  const found = checked(pkcs7Contents(input));
  if (found === undefined) return;
  const { certificates, crls } = found;
  must(certificates.length + crls.length > 0, 'neither a certificate nor a list and no failure');
  const again = checked(pkcs7Contents(toPkcs7(certificates, crls)));
  const texts = (all: readonly Uint8Array[] | undefined) => all?.map(String);
  same(
    [texts(again?.certificates), texts(again?.crls)],
    [texts(certificates), texts(crls)],
    'written again it reads differently',
  );
};

const name = (input: Uint8Array): void => {
  const rdns = unlessMalformed(() => readName(readDer(input)));
  if (rdns) checkName(rdns);
};

const nameFromText = (input: Uint8Array): void => {
  const attributes = parseNameText(utf8(input));
  if (attributes) checkName(attributes.map((each) => [each]));
};

const fingerprint = (input: Uint8Array): void => {
  const found = checked(parseFingerprint(utf8(input)));
  if (found === undefined) return;
  must(found.hex.length === (found.algorithm === 'sha1' ? 40 : 64), 'a hash of the wrong length');
  same(checked(parseFingerprint(groupHex(found.hex))), found, 'shown in groups it reads differently');
};

const hosts = (input: Uint8Array): void => {
  const [host = '', ...entries] = utf8(input).split('\n');
  const [dns, ip] = [entries.filter((_, i) => i % 2 === 0), entries.filter((_, i) => i % 2 === 1)];
  const names = { dns, ip, email: [], uri: [] };
  const match = matchHost(names, host);
  must(match.matches === (match.by !== undefined), 'a match says by which entry');
  must(match.by === undefined || entries.includes(match.by), 'the entry that matched is in the list');
  const usable = mappableNames(names);
  same(mappableNames({ ...names, dns: usable }), usable, 'what can be mapped can be mapped');
  for (const each of usable)
    must(matchHost({ ...names, dns: usable }, each).matches, `a name does not match itself\n  ${each}`);
};

const address = (input: Uint8Array): void => {
  const text = utf8(input);
  const ip = canonicalIp(text);
  const bare = text.startsWith('[') && text.endsWith(']') && text.includes(':') ? text.slice(1, -1) : text;
  if (!bare.includes('%')) must((ip !== null) === (isIP(bare) !== 0), `Node disagrees\n  ${text}: ${ip}`);
  if (ip !== null) same(canonicalIp(ip), ip, 'the canonical text is not canonical');
  const octets = ipOfOctets(input);
  if (octets !== null) same(canonicalIp(octets), octets, 'the text of octets is not canonical');
  cidrOfOctets(input);
};

const chain = (input: Uint8Array): void => {
  const ders = elements(input);
  const { ordered, unrelated } = orderChain(ders);
  const distinct = new Set(ders.map(String));
  same([...ordered, ...unrelated].map(String).sort(), [...distinct].sort(), 'a certificate got lost, or came twice');
  const half = ders.length >> 1;
  checked(planTrust(ders.slice(0, half), ders.slice(half)));
};

/** Text around blocks, in the encodings that editors write. */
const textFiles = (seeds: Seeds): Uint8Array[] => {
  seeds.chain();
  const text = Buffer.from(seeds.pem('ca-p256-self.pem')).toString();
  return [
    Buffer.from(text),
    Buffer.from(`Bag Attributes\n    friendlyName: a\nsubject=/CN=a\n${text}${text.replaceAll('\n', '\r\n')}`),
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(text.replace(/-----[^-]*-----\n/g, '')),
    seeds.pem(seeds.key('rsa')),
  ].map((buffer) => new Uint8Array(buffer));
};

const joined = (ders: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(ders));
/** The subject of a certificate, as DER: the sixth field of version 3. */
const subjects = (ders: readonly Uint8Array[]): Uint8Array[] =>
  ders.flatMap((der) => {
    const field = parseTrees(der)?.[0]?.children?.[0]?.children?.[5];
    return field ? [printTrees([field])] : [];
  });

/** Pasted text is at most 20,000 characters long, names from certificates can be longer. */
const text = 100_000;
const sha256 = `SHA256 Fingerprint=${'AB:'.repeat(31)}AB`;

export const readers: readonly Reader[] = [
  { name: 'files', run: files, seeds: (s) => [...s.certificates(), ...s.pkcs7(), ...textFiles(s)] },
  { name: 'certificate', run: certificate, seeds: (s) => s.certificates() },
  { name: 'pem', run: pem, seeds: textFiles },
  { name: 'pkcs7', run: pkcs7, seeds: (s) => s.pkcs7() },
  { name: 'ber', run: ber, seeds: (s) => [...s.pkcs7(), Uint8Array.of(0x30, 0x80, 0x24, 0x80, 4, 1, 0, 0, 0, 0, 0)] },
  { name: 'name', run: name, seeds: (s) => subjects(s.certificates()) },
  {
    name: 'name-text',
    run: nameFromText,
    longest: text,
    seeds: () => [
      'CN=a,O="Contoso, Inc.",OU=b\\, c\\0A',
      '/C=US/O=a/CN=b',
      'CN = a\nOU = b',
      '1.2.3=#0403616263+UID=7',
    ],
  },
  {
    name: 'fingerprint',
    run: fingerprint,
    longest: text,
    seeds: () => [sha256, `Thumbprint: ${'ab '.repeat(20)}`, 'f'.repeat(64)],
  },
  {
    name: 'hosts',
    run: hosts,
    longest: text,
    seeds: () => ['a.contoso.com\n*.contoso.com\n10.0.0.1', '[2001:db8::1]\nb\n2001:DB8:0::1', 'bücher.example.\nB'],
  },
  {
    name: 'ip',
    run: address,
    seeds: () => ['192.0.2.7', '2001:db8::1', '::ffff:10.0.0.1', '[::1]', '1:2:3:4:5:6:7:8'],
  },
  { name: 'chain', run: chain, acceptSignatures: true, seeds: (s) => [joined(s.chain()), joined(s.certificates())] },
const planted: readonly Reader[] = [
  { name: 'planted-throw', planted: true, run: plantedThrow, seeds: () => ['four'] },
  { name: 'planted-hang', planted: true, run: plantedHang, seeds: () => ['four'] },
  { name: 'planted-hoard', planted: true, run: plantedHoard, seeds: () => ['four'] },
];

export const readers: readonly Reader[] = [...fileReaders, ...nameReaders, ...keyReaders, ...pathReaders, ...planted];
