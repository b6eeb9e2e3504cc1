// Certificates: every field of the item against openssl and certtool.
import { describe, it } from 'vitest';
import { parseCertificate } from '../../main/pki/certificate/certificate.ts';
import { certificateTable } from './support/certificates-table.ts';
import { certtoolCertificates, ourCertificateForCerttool } from './support/certtool.ts';
import { corpus } from './support/corpus.ts';
import { Ledger } from './support/ledger.ts';
import { madeByHand } from './support/made-by-hand.ts';
import { type Made, madeByCerttool, madeByOpenssl } from './support/made-by-openssl.ts';
import { opensslCertificates, ourCertificate } from './support/openssl-certificates.ts';
import type { Fields } from './support/openssl-text.ts';
import { bytesOf } from './support/run.ts';

type Judged = Made & { openssl: Fields; certtool: Fields };

const judged = (folder: string, made: readonly Made[]): Judged[] => {
  const ders = made.map(({ der }) => bytesOf(der));
  const [openssl, certtool] = [opensslCertificates(folder, ders), certtoolCertificates(folder, ders)];
  return made.map((each, at) => ({ ...each, openssl: openssl[at] as Fields, certtool: certtool[at] as Fields }));
};

const ledger = new Ledger('certificates', certificateTable);

/** An octet of the signature changed. */
const tampered = (der: Uint8Array): Uint8Array => der.map((each, at) => (at === der.length - 7 ? each ^ 1 : each));

const compare = (made: readonly Judged[]): void => {
  for (const { id, maker, der, openssl, certtool } of made) {
    ledger.object(maker);
    const read = parseCertificate(bytesOf(der));
    if (!read.ok) {
      ledger.same(id, 'openssl reads', 'no', openssl.unreadable ? 'no' : 'yes');
      ledger.same(id, 'certtool reads', 'no', certtool.unreadable ? 'no' : 'yes');
      continue;
    }
    // They are all signed with their own key.
    ledger.same(id, 'self-signed', read.value.selfSigned, true);
    const other = parseCertificate(tampered(bytesOf(der)));
    ledger.same(id, 'tampered: self-signed', other.ok && other.value.selfSigned, false);
    if (openssl.unreadable) ledger.same(id, 'openssl reads', 'yes', 'no');
    else ledger.fields(id, 'openssl', ourCertificate(read.value), openssl);
    if (certtool.unreadable) ledger.same(id, 'certtool reads', 'yes', 'no');
    else ledger.fields(id, 'certtool', ourCertificateForCerttool(read.value), certtool);
  }
};

describe('certificates', () => {
  it('made by openssl', () => {
    compare(corpus('certificates-openssl', (folder) => judged(folder, madeByOpenssl(folder, 6))));
  });
  it('made by certtool', () => {
    compare(corpus('certificates-certtool', (folder) => judged(folder, madeByCerttool(folder))));
  });
  it('made by hand', () => {
    compare(corpus('certificates-hand', (folder) => judged(folder, madeByHand())));
  });
  it('agree but where it is meant', () => {
    ledger.close({ objects: 1900, comparisons: 60_000 });
  });
});
