// The readers of files and certificates, and what must hold of their answers.
import { definiteLengths, derOfBer } from '../../main/pki/asn1/ber.ts';
import { readDer } from '../../main/pki/asn1/der.ts';
import { parseCertificate } from '../../main/pki/certificate/certificate.ts';
import { orderChain } from '../../main/pki/certificate/roles.ts';
import { planTrust } from '../../main/pki/certificate/trust-plan.ts';
import { convertObjects } from '../../main/pki/files/convert.ts';
import { decodeText, pemBlocks } from '../../main/pki/files/pem-text.ts';
import { pkcs7Contents } from '../../main/pki/files/pkcs7.ts';
import { readObjects } from '../../main/pki/files/read.ts';
import { sortIntoSets } from '../../main/pki/files/sets.ts';
import { toPem, toPkcs7 } from '../../main/pki/files/write.ts';
import { matchHost } from '../../main/pki/names/host-names.ts';
import { compareSubject } from '../../main/pki/names/subject-text.ts';
import { certificateItemSchema, itemSchema } from '../../preload/contract/item.ts';
import { fileSetSchema, oddSchema } from '../../preload/contract/tools.ts';
import {
  checkError,
  checked,
  elements,
  hexOf,
  joined,
  must,
  type Reader,
  same,
  sameBytes,
  unlessMalformed,
  wholeFile,
  withPassphrase,
} from './checks.ts';
import { crls, pfxFiles, privateKeys, requests } from './seed-files.ts';
import { passphrase, type Seeds } from './seeds.ts';

const certificate = (input: Uint8Array): void => {
  const item = checked(parseCertificate(input));
  if (item === undefined) return;
  certificateItemSchema.parse(item);
  compareSubject(item.subject, item);
  for (const name of item.subjectAltNames?.dns ?? []) matchHost(item.subjectAltNames, name);
};

const files = (input: Uint8Array): void => {
  const { objects, problems } = readObjects(input, { passphrase });
  must(objects.length + problems.length > 0, 'neither an object nor a problem');
  problems.forEach(checkError);
  for (const object of objects.slice(0, 8)) {
    itemSchema.parse(object.item);
    if (object.kind !== 'certificate') continue;
    const again = readObjects(Buffer.from(toPem(object.der)));
    const { friendlyName: _, ...item } = object.item;
    same(again.objects[0]?.item, item, 'the certificate as PEM reads differently');
  }
};

/** Nothing can be opened, so nothing may take long, however large the file. */
const lockedFiles = (input: Uint8Array): void => {
  const { objects, problems } = readObjects(input);
  must(objects.length + problems.length > 0, 'neither an object nor a problem');
};

/** What was read is sorted, and written in each format; convertObjects throws when that does not read back the same. */
const convert = (input: Uint8Array): void => {
  const { objects } = readObjects(input, { passphrase });
  const placed = objects.map((object, item) => ({ ref: { file: 0, item }, object }));
  const { sets, odd } = sortIntoSets(placed, new Date('2027-01-01'));
  for (const each of sets.slice(0, 8)) fileSetSchema.parse(each);
  for (const each of odd.slice(0, 8)) oddSchema.parse(each);
  const refs = sets.flatMap(({ leaf, key, request, chain, crls }) => [leaf, key, request, ...chain, ...crls]);
  const used = new Set([...refs, ...odd.map(({ ref }) => ref)].map((ref) => ref?.item));
  must(
    placed.every(({ ref }) => used.has(ref.item)),
    'an object is in no set and not left over either',
  );
  for (const to of ['pem', 'der', 'p7b', 'key'] as const)
    checked(convertObjects(objects, { to, keyEncoding: 'pkcs8', pfxProfile: 'compatible', passphrase: null }));
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

const berToDer = (input: Uint8Array): void => {
  const once = unlessMalformed(() => derOfBer(input));
  if (once === undefined) return;
  readDer(once);
  sameBytes(derOfBer(once), once, 'made DER once more it differs');
};

const pkcs7 = (input: Uint8Array): void => {
  const found = checked(pkcs7Contents(input));
  if (found === undefined) return;
  const { certificates, crls } = found;
  must(certificates.length + crls.length > 0, 'neither a certificate nor a list, and no failure');
  const again = checked(pkcs7Contents(toPkcs7(certificates, crls)));
  same(again?.certificates.map(hexOf), certificates.map(hexOf), 'written again it has other certificates');
  same(again?.crls.map(hexOf), crls.map(hexOf), 'written again it has other lists');
};

const chain = (input: Uint8Array): void => {
  const ders = elements(input);
  const { ordered, unrelated } = orderChain(ders);
  const distinct = new Set(ders.map(hexOf));
  same([...ordered, ...unrelated].map(hexOf).sort(), [...distinct].sort(), 'a certificate got lost, or came twice');
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

const inPieces = Uint8Array.of(0x30, 0x80, 0x24, 0x80, 4, 1, 65, 4, 1, 66, 0, 0, 0, 0);
const berFiles = (seeds: Seeds): Uint8Array[] => [...seeds.pkcs7(), inPieces];

const allFiles = (seeds: Seeds): Uint8Array[] => [
  ...seeds.certificates(),
  ...seeds.pkcs7(),
  ...textFiles(seeds),
  ...pfxFiles(seeds),
  ...crls(seeds),
  ...requests(seeds),
  ...privateKeys(seeds),
];

export const fileReaders: readonly Reader[] = [
  { name: 'files', run: files, ...withPassphrase, seeds: allFiles },
  { name: 'locked-files', run: lockedFiles, ...wholeFile, seeds: allFiles },
  { name: 'convert', run: convert, ...withPassphrase, seeds: allFiles },
  { name: 'certificate', run: certificate, ...wholeFile, seeds: (s) => s.certificates() },
  { name: 'pem', run: pem, seeds: textFiles },
  { name: 'pkcs7', run: pkcs7, seeds: (s) => s.pkcs7() },
  { name: 'ber', run: ber, seeds: berFiles },
  { name: 'ber-to-der', run: berToDer, seeds: berFiles },
  { name: 'chain', run: chain, acceptSignatures: true, seeds: (s) => [joined(s.chain()), joined(s.certificates())] },
];
