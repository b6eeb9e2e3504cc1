// Containers and encodings: what was put into a file comes out of it, octet for octet, and only with the passphrase; and
// openssl and certtool open what we write.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { readObjects } from '../../main/pki/files/read.ts';
import { toPkcs7 } from '../../main/pki/files/write.ts';
import { readPkcs12 } from '../../main/pki/pkcs12/read-pkcs12.ts';
import { writePkcs12 } from '../../main/pki/pkcs12/write-pkcs12.ts';
import { corpus } from './support/corpus.ts';
import { fileTable } from './support/files-table.ts';
import { Ledger } from './support/ledger.ts';
import { type MadeFile, pfxByCerttool, pfxByOpenssl, pkcs7ByOpenssl, writtenOtherwise } from './support/made-files.ts';
import { base64, bytesOf, run } from './support/run.ts';

const ledger = new Ledger('files', fileTable);
const sorted = (list: readonly string[]): string[] => [...list].sort();

const compare = (made: readonly MadeFile[]): void => {
  for (const { id, maker, bytes, passphrase, certificates, keys, crls, friendlyName } of made) {
    ledger.object(maker);
    const { objects, problems } = readObjects(bytesOf(bytes), passphrase === null ? {} : { passphrase });
    const ders = (kind: 'certificate' | 'crl') =>
      objects.flatMap((each) => (each.kind === kind ? base64(each.der) : []));
    ledger.same(id, 'problems', problems.map(({ code }) => code).join(), '');
    ledger.same(id, 'certificates', sorted(ders('certificate')), sorted(certificates));
    ledger.same(id, 'lists', ders('crl'), crls);
    const opened = objects.flatMap((each) => (each.kind === 'privateKey' ? [each] : []));
    ledger.same(
      id,
      'keys',
      opened.map(({ key }) => (key ? base64(key.spki) : 'locked')),
      keys,
    );
    if (friendlyName === undefined) continue;
    const leaf = objects.find((each) => each.kind === 'certificate' && base64(each.der) === certificates[0]);
    ledger.same(
      id,
      'name of the certificate',
      leaf?.kind === 'certificate' ? (leaf.item.friendlyName ?? null) : 'none',
      friendlyName,
    );
    ledger.same(id, 'name of the key', opened[0]?.item.friendlyName ?? null, friendlyName);
    if (maker !== 'openssl') continue;
    const sealed = readPkcs12(bytesOf(bytes), passphrase ?? undefined);
    const state = sealed.ok ? (sealed.value.mac?.state ?? 'none') : sealed.error.code;
    ledger.same(id, 'seal', state, id.includes('no seal') ? 'none' : 'verified');
  }
};

const refuse = (made: readonly MadeFile[]): void => {
  for (const { id, bytes, passphrase } of made) {
    if (passphrase === null) continue;
    const wrong = readObjects(bytesOf(bytes), { passphrase: `${passphrase}!` });
    ledger.same(id, 'wrong passphrase', wrong.problems.map(({ code }) => code).join(), 'passphrase-wrong');
    ledger.same(
      id,
      'wrong passphrase: keys',
      wrong.objects.some((each) => each.kind === 'privateKey' && each.key),
      false,
    );
    const without = readObjects(bytesOf(bytes));
    if (passphrase === '') continue;
    ledger.same(id, 'no passphrase', without.locked, true);
  }
};

const byOpenssl = () => corpus('pfx-openssl', pfxByOpenssl);
const byCerttool = () => corpus('pfx-certtool', pfxByCerttool);

describe('files', () => {
  it('PKCS#12 made by openssl', () => compare(byOpenssl()));
  it('PKCS#12 made by certtool', () => compare(byCerttool()));
  it('PKCS#12 with another passphrase or none', () => refuse(byOpenssl()));
  it('PKCS#7 made by openssl', () => compare(corpus('pkcs7', pkcs7ByOpenssl)));
  it('one certificate, written in every way', () => compare(corpus('written', writtenOtherwise)));

  it('made here, read by openssl and certtool', () => {
    const folder = mkdtempSync(join(tmpdir(), 'differential-'));
    try {
      for (const { id, bytes, passphrase, certificates, friendlyName } of byOpenssl().filter(
        (_, at) => at % 37 === 0,
      )) {
        const { objects } = readObjects(bytesOf(bytes), { passphrase: passphrase ?? '' });
        const key = objects.flatMap((each) => (each.kind === 'privateKey' && each.key ? each.key : []))[0];
        if (key === undefined) continue;
        for (const profile of ['modern', 'compatible'] as const) {
          ledger.object('made here');
          const content = { certificates: certificates.map(bytesOf), key, ...(friendlyName ? { friendlyName } : {}) };
          writeFileSync(join(folder, 'a.pfx'), writePkcs12(content, { passphrase: 'Grüße', profile }));
          const { out, err } = run(folder, ['openssl', 'pkcs12', '-in', 'a.pfx', '-nodes', '-passin', 'pass:Grüße']);
          ledger.same(
            id,
            `${profile}: certificates in openssl`,
            certificates.length,
            out.split('BEGIN CERTIFICATE').length - 1,
          );
          ledger.same(id, `${profile}: keys in openssl`, 1, out.split('BEGIN PRIVATE KEY').length - 1);
          ledger.same(id, `${profile}: openssl complains`, '', err.trim());
          const theirs = run(folder, ['certtool', '--p12-info', '--inder', '--infile', 'a.pfx', '--password', 'Grüße']);
          ledger.same(
            id,
            `${profile}: certificates in certtool`,
            certificates.length,
            theirs.out.split('BEGIN CERTIFICATE').length - 1,
          );
        }
        ledger.object('made here');
        writeFileSync(join(folder, 'a.p7b'), toPkcs7(certificates.map(bytesOf)));
        const { out } = run(folder, ['openssl', 'pkcs7', '-inform', 'DER', '-in', 'a.p7b', '-print_certs']);
        ledger.same(id, 'PKCS#7 in openssl', certificates.length, out.split('BEGIN CERTIFICATE').length - 1);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('agree but where it is meant', () => {
    ledger.close({ objects: 465, comparisons: 3350 });
  });
});
