// Certificate and list extensions for make.ts, each with what the tests vary.
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import {
  ascii,
  boolean,
  bytes,
  type Extension,
  integer,
  type Key,
  name,
  namedBits,
  octets,
  oid,
  sequence,
} from './make.ts';

export const basicConstraints = (ca: boolean, pathLength?: number, critical = true): Extension => ({
  oid: '2.5.29.19',
  critical,
  value: sequence(...(ca ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])),
});

const usageBits = { digitalSignature: 0, keyEncipherment: 2, keyAgreement: 4, keyCertSign: 5, cRLSign: 6 } as const;

export const keyUsage = (...usages: (keyof typeof usageBits)[]): Extension => ({
  oid: '2.5.29.15',
  critical: true,
  value: namedBits(usages.map((usage) => usageBits[usage])),
});

export const purposes = {
  server: '1.3.6.1.5.5.7.3.1',
  client: '1.3.6.1.5.5.7.3.2',
  code: '1.3.6.1.5.5.7.3.3',
  any: '2.5.29.37.0',
} as const;

export const extendedKeyUsage = (...of: (keyof typeof purposes)[]): Extension => ({
  oid: '2.5.29.37',
  value: sequence(...of.map((purpose) => oid(purposes[purpose]))),
});

export type Named =
  | { dns: string }
  | { email: string }
  | { uri: string }
  | { ip: number[] }
  | { dir: string }
  | { rid: string }
  /** SmtpUTF8Mailbox: an otherName; UTF8String unless another tag is given. */
  | { utf8: string; tag?: number };

export const generalName = (of: Named): Uint8Array => {
  if ('dns' in of) return encode(0x82, ascii(of.dns));
  if ('email' in of) return encode(0x81, ascii(of.email));
  if ('uri' in of) return encode(0x86, ascii(of.uri));
  if ('ip' in of) return encode(0x87, Uint8Array.from(of.ip));
  if ('dir' in of) return encode(0xa4, name(of.dir));
  if ('utf8' in of) return encode(0xa0, oid('1.3.6.1.5.5.7.8.9'), encode(0xa0, encode(of.tag ?? 0x0c, ascii(of.utf8))));
  return encode(0x88, oid(of.rid).subarray(2));
};

export const subjectAltName = (names: readonly Named[], critical = false): Extension => ({
  oid: '2.5.29.17',
  critical,
  value: sequence(...names.map(generalName)),
});

export const nameConstraints = (permitted: readonly Named[], excluded: readonly Named[] = []): Extension => {
  const trees = (tag: number, list: readonly Named[]): Uint8Array[] =>
    list.length > 0 ? [encode(tag, ...list.map((each) => sequence(generalName(each))))] : [];
  return { oid: '2.5.29.30', critical: true, value: sequence(...trees(0xa0, permitted), ...trees(0xa1, excluded)) };
};

export const subjectKeyId = (of: Key): Extension => ({ oid: '2.5.29.14', value: octets(of.id) });
export const authorityKeyId = (of: Key): Extension => ({ oid: '2.5.29.35', value: sequence(encode(0x80, of.id)) });

export type PointOptions = {
  uri?: string;
  names?: readonly Named[];
  relative?: string;
  reasons?: number[];
  issuer?: string;
};

const pointName = ({
  uri,
  names = uri === undefined ? undefined : [{ uri }],
  relative,
}: PointOptions): Uint8Array[] => {
  if (relative !== undefined) {
    // The SET inside the name, under the tag of the choice.
    const set = name(relative).subarray(2);
    return [encode(0xa0, encode(0xa1, set.subarray(2)))];
  }
  return names ? [encode(0xa0, encode(0xa0, ...names.map(generalName)))] : [];
};

export const distributionPoints = (...points: PointOptions[]): Extension => ({
  oid: '2.5.29.31',
  value: sequence(
    ...points.map((point) =>
      sequence(
        ...pointName(point),
        ...(point.reasons ? [namedBits(point.reasons, 0x81)] : []),
        ...(point.issuer === undefined ? [] : [encode(0xa2, generalName({ dir: point.issuer }))]),
      ),
    ),
  ),
});

export type ScopeOptions = PointOptions & { only?: 'user' | 'ca' | 'attribute'; indirect?: boolean };

export const issuingPoint = (scope: ScopeOptions): Extension => ({
  oid: '2.5.29.28',
  critical: true,
  value: sequence(
    ...pointName(scope),
    ...(scope.only === 'user' ? [encode(0x81, bytes(0xff))] : []),
    ...(scope.only === 'ca' ? [encode(0x82, bytes(0xff))] : []),
    ...(scope.reasons ? [namedBits(scope.reasons, 0x83)] : []),
    ...(scope.indirect ? [encode(0x84, bytes(0xff))] : []),
    ...(scope.only === 'attribute' ? [encode(0x85, bytes(0xff))] : []),
  ),
});

export const policies = (...of: string[]): Extension => ({
  oid: '2.5.29.32',
  value: sequence(...of.map((policy) => sequence(oid(policy)))),
});

export const policyConstraints = (requireExplicit?: number, inhibitMapping?: number): Extension => ({
  oid: '2.5.29.36',
  critical: true,
  value: sequence(
    ...(requireExplicit === undefined ? [] : [integer(requireExplicit, 0x80)]),
    ...(inhibitMapping === undefined ? [] : [integer(inhibitMapping, 0x81)]),
  ),
});

export const policyMappings = (...pairs: [string, string][]): Extension => ({
  oid: '2.5.29.33',
  value: sequence(...pairs.map(([from, to]) => sequence(oid(from), oid(to)))),
});

export const inhibitAnyPolicy = (skip: number): Extension => ({
  oid: '2.5.29.54',
  critical: true,
  value: integer(skip),
});
