// Revocation lists: every field, every entry, and whose signature they carry.
import { describe, it } from 'vitest';
import { crlSignedBy, parseCrl } from '../../main/pki/crl/crl.ts';
import { readCrlStructure } from '../../main/pki/crl/crl-structure.ts';
import { findEntries } from '../../main/pki/crl/entries.ts';
import { nameKey } from '../../main/pki/names/name-key.ts';
import type { CrlItem } from '../../preload/contract/item.ts';
import { corpus } from './support/corpus.ts';
import { crlTable } from './support/crls-table.ts';
import { crlsByHand } from './support/hand-crls.ts';
import { Ledger } from './support/ledger.ts';
import { crlsByCerttool, crlsByOpenssl, type JudgedCrl, judgedCrls, tamperedCrls } from './support/made-crls.ts';
import type { Fields } from './support/openssl-text.ts';
import { bytesOf } from './support/run.ts';

const ledger = new Ledger('crls', crlTable);

const kinds = { user: 'User Certificates', ca: 'CA Certificates', attribute: 'Attribute Certificates' } as const;

const ours = ({ scope, ...item }: CrlItem): Fields => ({
  issuer: item.issuer,
  'this update': item.thisUpdate,
  ...(item.nextUpdate === undefined ? {} : { 'next update': item.nextUpdate }),
  'signature algorithm': item.signatureAlgorithm,
  entries: String(item.revokedCount),
  delta: String(item.delta),
  ...(item.crlNumber === undefined ? {} : { number: item.crlNumber }),
  ...(item.authorityKeyIdentifier === undefined ? {} : { 'authority key': item.authorityKeyIdentifier }),
  ...(scope
    ? {
        'scope points': String(scope.distributionPoints.length),
        'scope only': scope.only ? kinds[scope.only] : 'all',
        'scope indirect': String(scope.indirect),
        'scope reasons': String(scope.someReasons),
      }
    : {}),
});

/** By CRLReason. */
const reasons = [
  ...['Unspecified', 'Key Compromise', 'CA Compromise', 'Affiliation Changed', 'Superseded', 'Cessation Of Operation'],
  ...['Certificate Hold', '7', 'Remove From CRL', 'Privilege Withdrawn', 'AA Compromise'],
];

const compare = (made: readonly JudgedCrl[]): void => {
  for (const { id, maker, der, ca, other, openssl, entries, good, goodForOther } of made) {
    ledger.object(maker);
    const bytes = bytesOf(der);
    const read = parseCrl(bytes);
    ledger.same(id, 'reads', read.ok, true);
    if (!read.ok) continue;
    ledger.fields(id, 'openssl', ours(read.value), openssl);
    ledger.same(id, 'signed by its CA', crlSignedBy(bytes, bytesOf(ca)), good);
    ledger.same(id, 'signed by another', crlSignedBy(bytes, bytesOf(other)), goodForOther);
    const parts = readCrlStructure(bytes);
    const issuer = nameKey(parts.issuer);
    for (const { serial, date, reason } of entries.slice(0, 40)) {
      const octets = new Uint8Array(Buffer.from(serial, 'hex'));
      const [found] = findEntries(parts.entries, octets, issuer, issuer);
      ledger.same(id, 'entry date', found?.revocationDate, date);
      ledger.same(id, 'entry reason', found && reasons[found.reason], reason);
    }
  }
};

const both = (folder: string, made: ReturnType<typeof crlsByHand>) =>
  judgedCrls(folder, [...made, ...tamperedCrls(made)]);

describe('revocation lists', () => {
  it('made by openssl', () => compare(corpus('crls-openssl', (folder) => both(folder, crlsByOpenssl(folder)))));
  it('made by certtool', () => compare(corpus('crls-certtool', (folder) => both(folder, crlsByCerttool(folder)))));
  it('made by hand', () => compare(corpus('crls-hand', (folder) => both(folder, crlsByHand()))));
  it('agree but where it is meant', () => {
    ledger.close({ objects: 280, comparisons: 7000 });
  });
});
