// Revocation lists for the tests, of any shape: see make.ts.
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import {
  type Extension,
  extensionList,
  type HashName,
  integer,
  type Key,
  name,
  sequence,
  signed,
  time,
} from './make.ts';
import { generalName } from './make-extensions.ts';

export type Revoked = {
  serial: number | Uint8Array;
  reason?: number;
  date?: string;
  issuer?: string;
  extensions?: Extension[];
};

export type CrlOptions = {
  issuer: string;
  signer: Key;
  revoked?: readonly Revoked[];
  thisUpdate?: string;
  nextUpdate?: string | null;
  number?: number | null;
  base?: number;
  extensions?: readonly Extension[];
  hash?: HashName;
  version?: 1 | 2;
};

const entry = ({ serial, reason, date = '2030-05-02T00:00:00Z', issuer, extensions = [] }: Revoked): Uint8Array => {
  const all = [
    ...(reason === undefined ? [] : [{ oid: '2.5.29.21', value: integer(reason, 0x0a) }]),
    ...(issuer === undefined
      ? []
      : [{ oid: '2.5.29.29', critical: true, value: sequence(generalName({ dir: issuer })) }]),
    ...extensions,
  ];
  return sequence(integer(serial), time(date), ...(all.length > 0 ? [extensionList(all)] : []));
};

export const crl = (options: CrlOptions): Uint8Array => {
  const {
    issuer,
    signer,
    revoked = [],
    thisUpdate = '2030-05-01T00:00:00Z',
    nextUpdate = '2030-07-01T00:00:00Z',
  } = options;
  const { number = 1, base, extensions = [], hash = 'sha256', version = 2 } = options;
  const all: Extension[] = [
    ...(number === null ? [] : [{ oid: '2.5.29.20', value: integer(number) }]),
    ...(base === undefined ? [] : [{ oid: '2.5.29.27', critical: true, value: integer(base) }]),
    ...extensions,
  ];
  return signed(
    (algorithm) =>
      sequence(
        ...(version === 2 ? [integer(1)] : []),
        algorithm,
        name(issuer),
        time(thisUpdate),
        ...(nextUpdate === null ? [] : [time(nextUpdate)]),
        ...(revoked.length > 0 ? [sequence(...revoked.map(entry))] : []),
        ...(version === 2 && all.length > 0 ? [encode(0xa0, extensionList(all))] : []),
      ),
    signer,
    hash,
  );
};
