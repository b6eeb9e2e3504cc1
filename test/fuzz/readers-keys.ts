// The readers of private keys and PFX files. The passphrase is always the one of the seeds.
import { parseCertificate } from '../../main/pki/certificate/certificate.ts';
import { parseCrl } from '../../main/pki/crl/crl.ts';
import { type ReadKey, readPrivateKey } from '../../main/pki/keys/private-key.ts';
import { readPkcs12 } from '../../main/pki/pkcs12/read-pkcs12.ts';
import { privateKeyItemSchema } from '../../preload/contract/item.ts';
import { checkError, checked, must, type Reader, sameBytes, withPassphrase } from './checks.ts';
import { pfxFiles, privateKeys } from './seed-files.ts';
import { passphrase } from './seeds.ts';

const checkKey = ({ item, key }: ReadKey): void => {
  privateKeyItemSchema.parse(item);
  if (key === undefined) return;
  must(item.publicKey !== undefined, 'a key without its public key');
  const again = checked(readPrivateKey(key.pkcs8))?.key;
  must(again !== undefined, 'the key as PKCS#8 cannot be read');
  sameBytes(again?.spki ?? new Uint8Array(), key.spki, 'the key as PKCS#8 is another key');
};

/** Header lines up to an empty one, as pemBlocks finds them in a block; then the octets. */
const privateKey = (input: Uint8Array): void => {
  const gap = input[0] === 0x30 ? -1 : Buffer.from(input).indexOf('\n\n');
  const lines = gap < 0 ? [] : Buffer.from(input.subarray(0, gap)).toString('latin1').split('\n');
  const headers = Object.fromEntries(lines.map((line) => [line.split(':')[0] ?? '', line.split(':')[1] ?? '']));
  const bytes = input.subarray(gap < 0 ? 0 : gap + 2);
  for (const options of [{ headers }, { headers, passphrase }]) {
    const read = checked(readPrivateKey(bytes, options));
    if (read) checkKey(read);
  }
};

const pkcs12 = (input: Uint8Array): void => {
  for (const given of [undefined, passphrase]) {
    const content = checked(readPkcs12(input, given));
    if (content === undefined) continue;
    content.problems.forEach(checkError);
    for (const key of content.keys) checkKey(key);
    for (const { der } of content.certificates) checked(parseCertificate(der));
    for (const der of content.crls) checked(parseCrl(der));
  }
};

export const keyReaders: readonly Reader[] = [
  { name: 'private-key', run: privateKey, ...withPassphrase, seeds: privateKeys },
  { name: 'pkcs12', run: pkcs12, ...withPassphrase, seeds: pfxFiles },
];
